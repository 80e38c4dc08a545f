"""Two moderators at one desk: words keep themselves, each sees the other's, and a dead laptop takes nothing along."""

from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Route

from tests.journeys.people import Desk
from tests.journeys.room import LAPTOP, Room
from tests.journeys.seeing import PATIENCE, soon, texts
from tests.serving import until

pytestmark = pytest.mark.browser

A_PAUSE = 1200  # ms, longer than the pause after which words keep themselves


@pytest.fixture(scope="module")
def karen(room: Room) -> Desk:
    return room.desk(1)


@pytest.fixture(scope="module")
def ola(room: Room, karen: Desk) -> Desk:
    """Invited on the desk's own page, and let in by the link that stands there."""
    karen.at("#company a").click()
    karen.at("[name=name]").fill("Ola")
    karen.form("co-moderators").locator("button").click()
    link = karen.at(".invited .links__address").input_value()
    karen.page.goto(room.address + "/labs/1/desk-1")
    karen.comes_alive()
    return room.seat(Desk(room.enter_by_link(link, LAPTOP, "desk-1")))


@pytest.fixture
def note(karen: Desk, ola: Desk) -> str:
    """A note that both see."""
    words = f"They laughed {uuid4().hex[:6]}"
    karen.take_note(words)
    assert until(lambda: words in ola.notes(), PATIENCE)
    return words


def field(desk: Desk, words: str) -> Locator:
    """The opened field of a note."""
    card = desk.at("#notes li[id^='note-']", has=desk.at(".note__words", has_text=words))
    desk.open(card.locator("details"))
    return card.locator("textarea")


def card_of(field: Locator) -> Locator:
    return field.locator("xpath=ancestor::li")


def test_each_sees_who_else_is_at_the_desk(karen: Desk, ola: Desk) -> None:
    names = ["Karen Bøhle Aarhus", "Ola"]
    for desk in (karen, ola):
        assert soon(lambda desk=desk: texts(desk.at("#company li:has(.here--yes) bdi"))) == names


def test_a_note_is_on_the_other_desk_before_any_button_is_pressed(karen: Desk, ola: Desk) -> None:
    karen.at("#note-text").press_sequentially("Two spoke of money")
    assert until(lambda: "Two spoke of money" in ola.notes())
    karen.at("#note-text").press_sequentially(" first")
    assert soon(lambda: ola.notes().count("Two spoke of money first")) == 1
    assert soon(lambda: texts(karen.at("#note-form .keep__says"))) == ["Kept"]
    karen.press(karen.at("#note-form button[value=note]"))
    assert karen.at("#note-text").input_value() == ""
    assert [words for words in karen.notes() if words.startswith("Two")] == ["Two spoke of money first"]


def test_a_note_that_was_kept_as_it_grew_can_be_parked_when_it_is_done(karen: Desk, ola: Desk) -> None:
    karen.at("#note-text").press_sequentially("Who owns the data?")
    assert until(lambda: "Who owns the data?" in ola.notes())
    karen.press(karen.at("#note-form button[value=parked]"))
    assert soon(lambda: ola.notes("parked-list")) == ["Who owns the data?"]
    assert "Who owns the data?" not in ola.notes()


def test_who_types_on_while_a_note_is_on_its_way_begins_another(karen: Desk, ola: Desk) -> None:
    """The press sends what stood there at the press, however late it gets its turn."""

    def late(route: Route) -> None:
        karen.page.wait_for_timeout(400)
        route.continue_()

    karen.page.route("**/notes", late)
    karen.at("#note-text").press_sequentially("It is the first")
    karen.at("#note-form button[value=note]").click()
    karen.at("#note-text").fill("It is the next")
    assert soon(lambda: [words for words in ola.notes() if words.startswith("It is")]) == [
        "It is the first",
        "It is the next",
    ]
    karen.page.unroute("**/notes")
    karen.press(karen.at("#note-form button[value=note]"))
    assert [words for words in karen.notes() if words.startswith("It is")] == ["It is the first", "It is the next"]


def test_the_other_sees_where_somebody_is_writing(karen: Desk, ola: Desk, note: str) -> None:
    field(karen, note).focus()
    seen = card_of(field(ola, note))
    assert soon(lambda: seen.get_attribute("data-writer")) == "Karen Bøhle Aarhus is writing here"
    assert card_of(field(karen, note)).get_attribute("data-writer") is None
    field(karen, note).blur()
    assert soon(lambda: seen.get_attribute("data-writer")) == None  # noqa: E711


def test_an_edit_arrives_while_it_is_typed_and_is_said_to_be_kept(karen: Desk, ola: Desk, note: str) -> None:
    """Also when the frame with one's own words comes after the answer: Ola's act makes Karen's desk be drawn again."""
    mine = field(karen, note)
    mine.press("End")
    mine.press_sequentially(" out loud")
    assert until(lambda: f"{note} out loud" in ola.notes(), PATIENCE)
    says = card_of(mine).locator(".keep__says")
    assert soon(lambda: texts(says)) == ["Kept"]
    field(ola, note).fill(f"{note} in silence")
    assert soon(mine.input_value) == f"{note} in silence"
    assert soon(lambda: texts(says)) == []


def test_who_types_on_while_words_are_kept_quarrels_with_nobody(karen: Desk, ola: Desk, note: str) -> None:
    """Nor does who rests after a space, which the server does not keep."""

    def late(route: Route) -> None:
        karen.page.wait_for_timeout(300)
        route.continue_()

    karen.page.route("**/wording", late)
    mine = field(karen, note)
    mine.press("End")
    for word in (" and", " again", " and "):
        mine.press_sequentially(word)
        karen.page.wait_for_timeout(700)
    assert until(lambda: f"{note} and again and" in ola.notes(), PATIENCE)
    assert soon(lambda: texts(card_of(mine).locator(".keep__says"))) == ["Kept"]
    assert not card_of(mine).locator(".keep__conflict").is_visible()
    karen.page.unroute("**/wording")


def test_who_comes_second_keeps_their_words_and_sees_both(karen: Desk, ola: Desk, note: str) -> None:
    mine, theirs = field(ola, note), field(karen, note)
    ola.page.route("**/wording", lambda route: route.abort())  # her Wi-Fi is gone just now
    mine.fill(f"{note}, said Ola")
    theirs.fill(f"{note}, said Karen")
    assert until(lambda: f"{note}, said Karen" in ola.notes())
    ola.page.unroute("**/wording")
    assert until(card_of(mine).locator(".keep__conflict").is_visible)
    assert mine.input_value() == f"{note}, said Ola"
    card_of(mine).locator("[data-settle=mine]").click()
    assert until(lambda: f"{note}, said Ola" in karen.notes())


def test_earlier_wordings_can_be_read_and_brought_back(karen: Desk, ola: Desk, note: str) -> None:
    field(ola, note).fill(f"{note}, and then")
    assert until(lambda: f"{note}, and then" in karen.notes(), PATIENCE)
    card_of(field(karen, note)).locator(".note__past").click()
    assert soon(lambda: texts(karen.at("#history .history__words"))) == [f"{note}, and then", note]
    karen.at("#history button").last.click()
    assert until(lambda: note in ola.notes(), PATIENCE)


def test_a_parked_point_goes_back_to_the_board(karen: Desk, ola: Desk) -> None:
    karen.take_note("Night buses", "parked")
    card = karen.at("#parked-list > li", has_text="Night buses")
    karen.open(card.locator("details"))
    karen.press(card.locator("button[value=theme]"))
    assert until(lambda: "Night buses" in ola.themes())
    assert "Night buses" not in karen.notes("parked-list")


def test_a_reload_goes_on_with_the_same_note(karen: Desk, ola: Desk) -> None:
    karen.at("#note-text").press_sequentially("Half a thou")
    assert until(lambda: "Half a thou" in ola.notes())
    assert soon(lambda: texts(karen.at("#note-form .keep__says"))) == ["Kept"]
    karen.page.reload()
    karen.comes_alive()
    karen.page.wait_for_timeout(A_PAUSE)  # what is kept is not sent again, or its edition would be taken for the next
    karen.at("#note-text").press("End")
    karen.at("#note-text").press_sequentially("ght")
    assert soon(lambda: [words for words in ola.notes() if words.startswith("Half")]) == ["Half a thought"]
    karen.press(karen.at("#note-form button[value=note]"))


def test_when_a_laptop_dies_the_link_opened_elsewhere_shows_what_was_typed(room: Room) -> None:
    """In the middle of a sentence: typed on without a pause until the first words of it are on the server."""
    beside, dying = room.desk(2), room.desk(2)
    beside.open_stage(2)
    kept = typed_until_kept(dying, beside)
    typed = dying.at("#note-text").input_value().strip()
    dying.page.context.close()
    room.contexts.remove(dying.page.context)
    elsewhere = Desk(room.enter_by_link(room.server.links.desks[1][1], LAPTOP, "desk-2"))
    (found,) = elsewhere.notes()
    assert (kept, found, typed) == (found[: len(kept)], typed[: len(found)], typed)
    assert elsewhere.stage() == 2


def typed_until_kept(desk: Desk, beside: Desk) -> str:
    for _ in range(60):
        desk.at("#note-text").press_sequentially("word ", delay=40)
        if notes := beside.notes():
            return notes[0]
    raise AssertionError("nothing was kept while it was typed")
