"""What is written in silence is its author's alone, on every screen and in every file, until the next stage opens."""

from collections.abc import Iterator

import pytest

from app.summary.writers import formats
from tests.live.place import Page
from tests.live.watching import KINDS, Watch, at
from tests.serving import Server, Visitor
from tests.summary.opening import words_in

SILENT_WRITING, THEMES = 2, 3  # stages of the founding lab
SECRETS = ("Quince orchards", "Quiet quays", "Quilted squares", "Quaggas, said Quentin")


class Silence:
    """A group that wrote in private: an idea, another that was reworded, one on paper for Quentin, one withdrawn."""

    def __init__(self, lab: Server, group: int):
        self.desk, self.ada, self.bo = lab.desk(group), lab.phone("Ada", group), lab.phone("Bo", group)
        self.tower = lab.tower()
        self.desk.act("stage", stage=SILENT_WRITING)
        self.watches = {
            **{f"our {kind}": Watch(at(lab, kind, group)) for kind in ("phone", "desk")},
            **{f"their {kind}": Watch(at(lab, kind, group + 1)) for kind in KINDS},
        }
        self.write()
        self.tower.act("notice", words=f"All is quiet at {group}")
        assert all(watch.comes_to_hear(f"All is quiet at {group}") for watch in self.watches.values())

    def write(self) -> None:
        self.ada.contribute(f"{SECRETS[0]}, withdrawn")
        self.ada.act(f"contributions/{own(self.ada)}/withdrawal")
        self.ada.contribute(SECRETS[0])
        self.bo.contribute(SECRETS[1])
        self.bo.act(f"contributions/{own(self.bo)}/wording", text=SECRETS[2])
        self.desk.act("proxies", prompt=1, text="Quaggas", said_by="Quentin")
        self.desk.act("themes", name="A theme to gather them")

    def close(self) -> None:
        for watch in self.watches.values():
            watch.socket.close()


def own(visitor: Visitor) -> str:
    """The id of what this person wrote last."""
    return Page(visitor.page()).ids("own")[-1]


@pytest.fixture(scope="module")
def silence(lab: Server) -> Iterator[Silence]:
    written = Silence(lab, group=1)
    yield written
    written.close()


def spoken(words: str) -> list[str]:
    """The secrets that are in it."""
    return [word for secret in SECRETS for word in secret.split(", said ") if word in words]


def test_no_frame_holds_the_words(silence: Silence) -> None:
    assert [name for name, watch in silence.watches.items() if spoken("".join(watch.socket.heard))] == []


def test_no_page_of_anybody_else_holds_the_words(silence: Silence) -> None:
    assert [name for name, watch in silence.watches.items() if spoken(watch.visitor.page())] == []


def test_nobody_else_is_given_the_words_as_their_own(silence: Silence) -> None:
    assert spoken(silence.bo.http.get(f"{silence.bo.base}/yours").text) == [SECRETS[2]]


@pytest.mark.parametrize("format", formats())
def test_no_report_so_far_holds_the_words(silence: Silence, format: str) -> None:
    tower = silence.tower
    file = tower.http.get(f"{tower.base}/summary.{format}", timeout=60).raise_for_status().content
    assert spoken(words_in(format, file)) == []


def test_no_answer_to_the_desk_holds_the_words(silence: Silence) -> None:
    answers = [
        silence.desk.act("themes", name="One more theme"),
        silence.desk.act("timer", minutes=4),
        silence.desk.act("stage", stage=SILENT_WRITING),
    ]
    assert spoken("".join(answer.text for answer in answers)) == []


def test_the_author_still_sees_them(silence: Silence) -> None:
    assert spoken(silence.ada.page()) == [SECRETS[0]]


def test_everybody_in_the_group_sees_how_many_there_are(silence: Silence) -> None:
    desk = silence.watches["our desk"]
    assert desk.comes_to_show(lambda: desk.page.words("desk-turns__title") == ["3 cards face down"])


def test_the_next_stage_reveals_them_to_the_group_and_to_nobody_else(lab: Server) -> None:
    silence = Silence(lab, group=3)
    silence.desk.act("stage", stage=THEMES)
    for name in ("our phone", "our desk"):
        ours = silence.watches.pop(name)
        assert ours.comes_to_show(lambda: ours.cards == [SECRETS[0], SECRETS[2], "Quaggas"])  # noqa: B023 asked at once
        ours.socket.close()
    silence.tower.act("notice", words="Open now")
    assert all(watch.comes_to_hear("Open now") for watch in silence.watches.values())
    assert [name for name, watch in silence.watches.items() if spoken("".join(watch.socket.heard))] == []
    silence.close()
