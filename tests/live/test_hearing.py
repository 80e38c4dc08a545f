"""Who hears what: a group hears its own, everybody hears the organiser, and walls hear how far the groups are."""

from itertools import count

import pytest

from tests.live.conftest import Watching
from tests.live.watching import KINDS, Watch, at, pieces
from tests.serving import Server

MARKUP = "Shade <b>trees</b> & “benches” for João, 𝒩oor and أمل"
FENCES = (f"Word number {n}" for n in count(1))


def heard_by(watch: Watch, lab: Server) -> list[str]:
    """The pieces that came to a screen until now. A word to everyone comes last, so nothing is still under way; with it
    come the notice, and at the tower what was said to whom."""
    lab.tower().act("notice", words=(fence := next(FENCES)))
    assert watch.comes_to_hear(fence)
    last = {"notice", "messages"}
    return [one for bag in watch.socket.heard for one in pieces(bag) if not (one in last and fence in bag)]


@pytest.fixture(scope="module", autouse=True)
def prompt(lab: Server) -> None:
    lab.tower().act("prompt-for-all", prompt=1)


def test_what_one_says_the_group_sees(lab: Server, watch: Watching) -> None:
    ada, bo = lab.phone("Ada", 1), watch(lab.phone("Bo", 1))
    assert ada.contribute(MARKUP).status_code == 201
    assert bo.comes_to_show(lambda: bo.cards == [MARKUP])


def test_what_one_says_the_desk_sees(lab: Server, watch: Watching) -> None:
    ada, desk = lab.phone("Ada", 2), watch(lab.desk(2))
    ada.contribute(MARKUP)
    assert desk.comes_to_show(lambda: desk.cards == [MARKUP])


def test_what_one_says_their_own_other_tab_sees(lab: Server, watch: Watching) -> None:
    ada = lab.phone("Ada", 3)
    tab = watch(ada)
    ada.contribute(MARKUP)
    assert tab.comes_to_show(lambda: tab.cards == [MARKUP])


def test_a_phone_hears_a_contribution_as_one_card(lab: Server, watch: Watching) -> None:
    ada, bo = lab.phone("Ada", 4), watch(lab.phone("Bo", 4))
    ada.contribute("Fewer words")
    assert heard_by(bo, lab) == [f"contribution-{bo.page.ids('contribution')[0]}"]


@pytest.mark.parametrize("kind", ["phone", "desk"])
def test_another_group_hears_nothing_of_it(lab: Server, watch: Watching, kind: str) -> None:
    ada, desk, other = lab.phone("Ada", 1), lab.desk(1), watch(at(lab, kind, group=5))
    other.settle()
    ada.contribute("For our group only")
    desk.act("themes", name="Our own theme")
    desk.act("notes", text="Our own note")
    desk.act("lessons", title="Our own lesson", text="Said among us")
    desk.act("timer", minutes=3)
    assert set(heard_by(other, lab)) - {"roster", "company", "floor"} == set()  # who has come is heard when they have


@pytest.mark.parametrize("kind", ["stage", "tower"])
def test_a_wall_hears_of_a_contribution_only_how_far_the_group_is(lab: Server, watch: Watching, kind: str) -> None:
    ada, wall = lab.phone("Ada", 1), watch(at(lab, kind))
    wall.settle()
    ada.contribute("Words that belong to the table")
    assert {piece.partition("-")[0] for piece in heard_by(wall, lab)} == {"tile"}
    assert "belong to the table" not in "".join(wall.socket.heard)


def test_a_wall_hears_the_lessons_of_every_group(lab: Server, watch: Watching) -> None:
    stage = watch(lab.stage())
    lab.desk(4).act("lessons", title="Ask first", text="Then build")
    lab.desk(3).act("lessons", title="Build less", text="Keep more")
    assert stage.comes_to_show(lambda: stage.page.words("wall__title")[-2:] == ["Ask first", "Build less"])


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_hears_a_word_to_everyone(lab: Server, watch: Watching, kind: str) -> None:
    onlooker = watch(at(lab, kind, group=5))
    lab.tower().act("notice", words="Two <more> minutes")
    assert onlooker.comes_to_show(lambda: onlooker.notice == ["Notice: Two <more> minutes"])


def test_each_screen_hears_its_own_language(lab: Server, watch: Watching) -> None:
    lab.tower().act("prompt-for-all", prompt=1)
    english, french = watch(lab.phone("", 5, "en")), watch(lab.phone("", 5, "fr"))
    lab.tower().act("prompt-for-all", prompt=6)
    assert english.comes_to_show(lambda: english.page.words("task__question") == ["Who changes what, by when?"])
    assert french.comes_to_show(lambda: french.page.words("task__question") == ["Qui change quoi, et pour quand ?"])


def test_a_phone_never_learns_who_wrote(lab: Server, watch: Watching) -> None:
    ada, bo = lab.phone("Hypatia", 1), watch(lab.phone("Bo", 1))
    ada.contribute("Read the stars")
    assert bo.comes_to_show(lambda: "Read the stars" in bo.cards)
    assert "Hypatia" not in bo.visitor.page() + "".join(bo.socket.heard)


def test_many_words_at_once_come_in_the_order_in_which_they_became_true(lab: Server, watch: Watching) -> None:
    bo, desk = watch(lab.phone("Bo", 1)), lab.desk(1)
    for n in range(20):
        desk.act("proxies", prompt=1, text=f"In turn {n}")
    assert bo.comes_to_show(lambda: bo.cards[-20:] == [f"In turn {n}" for n in range(20)])
    numbers = [int(bag.split('"', 2)[1]) for bag in bo.socket.heard]
    assert numbers == sorted(numbers)
