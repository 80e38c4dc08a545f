"""Two desks word one lesson while a phone watches it grow; the group signs it off, and objections reach the stage."""

import pytest

from tests.journeys.people import Desk, Phone, Stage, Tower
from tests.journeys.room import LAPTOP, Room
from tests.journeys.seeing import soon, text, texts

pytestmark = pytest.mark.browser

SILENT_WRITING, THEMES = 2, 3
TITLE = "Pay people for their time"
BOTH = ".keep[data-keeping=conflict]"
WRITER = "all => all.map(one => one.dataset.writer)"


@pytest.fixture(scope="module")
def ana(room: Room) -> Phone:
    return room.phone("Ana", 1)


@pytest.fixture(scope="module")
def desk(room: Room, ana: Phone) -> Desk:
    """Group 1 has one idea, one note, and a lesson that rests on nothing yet."""
    opened = room.desk(1)
    opened.open_stage(SILENT_WRITING)
    assert soon(ana.question) != ""
    opened.open_stage(THEMES)
    assert soon(opened.stage) == THEMES
    ana.contribute("Nobody paid my evenings")
    assert soon(opened.ideas) == ["Nobody paid my evenings"]
    opened.take_note("For: those who were paid came back")
    opened.word_lesson(TITLE, "They came back.")
    assert soon(opened.lessons) == [TITLE]
    return opened


@pytest.fixture(scope="module")
def other(room: Room, desk: Desk) -> Desk:
    """Ola's, who is invited to Karen's desk."""
    desk.at("#company a").click()
    desk.at("[name=name]").fill("Ola")
    desk.form("co-moderators").locator("button").click()
    link = desk.at(".invited .links__address").input_value()
    desk.page.goto(room.address + "/labs/1/desk-1")
    desk.comes_alive()
    return room.seat(Desk(room.enter_by_link(link, LAPTOP, "desk-1")))


def test_what_is_typed_is_kept_and_grows_on_every_screen(desk: Desk, other: Desk, ana: Phone) -> None:
    desk.words_of(TITLE, "why").press_sequentially("They had other work")
    assert soon(lambda: other.words_of(TITLE, "why").input_value()) == "They had other work"
    ana.open(ana.at("#lessons details.lesson__more"))
    assert soon(lambda: texts(ana.at("#lessons .account dd"))) == ["They had other work"]


def test_the_next_part_to_tell_is_offered_one_at_a_time(desk: Desk) -> None:
    desk.lesson(TITLE).locator(".fields__more summary").click()
    folds = desk.lesson(TITLE).locator(".field:visible .field__name")
    assert texts(folds) == ["What we expected", "Why", "Language"]
    desk.words_of(TITLE, "expected").fill("That everybody would come")
    assert soon(lambda: texts(folds)) == ["What we expected", "What we saw", "Why", "Language"]


def test_others_see_who_writes_where(desk: Desk, other: Desk) -> None:
    desk.words_of(TITLE, "text").focus()
    marked = other.lesson(TITLE).locator("[data-writer]")
    assert soon(lambda: marked.evaluate_all(WRITER)) == ["Karen Bøhle Aarhus is writing here"]
    assert desk.lesson(TITLE).locator("[data-writer]").count() == 0
    desk.at("#note-text").focus()
    assert soon(marked.count) == 0


def test_whoever_comes_second_keeps_their_words_and_sees_both(desk: Desk, other: Desk) -> None:
    mine, theirs = desk.words_of(TITLE, "text"), other.words_of(TITLE, "text")
    desk.page.context.set_offline(True)
    mine.fill("They came back, and brought friends.")
    theirs.fill("Whoever was paid came back.")
    assert soon(lambda: text(other.lesson(TITLE).locator(".lesson__text"))) == "Whoever was paid came back."
    desk.page.context.set_offline(False)
    contested = desk.lesson(TITLE).locator(BOTH)
    assert soon(contested.count) == 1
    assert text(contested.locator("blockquote")) == "Whoever was paid came back."
    assert mine.input_value() == "They came back, and brought friends."
    assert theirs.input_value() == "Whoever was paid came back."


def test_who_has_seen_both_may_keep_their_own(desk: Desk, other: Desk) -> None:
    desk.lesson(TITLE).locator(f"{BOTH} [data-settle=mine]").click()
    mine = "They came back, and brought friends."
    assert soon(lambda: other.words_of(TITLE, "text").input_value()) == mine
    assert desk.lesson(TITLE).locator(BOTH).count() == 0


def test_evidence_is_found_by_a_word_and_leads_to_what_was_said(desk: Desk) -> None:
    desk.find_evidence("came back")
    assert soon(desk.found) == ["For: those who were paid came back"]
    desk.at("#sources input").check()
    desk.find_evidence("evenings")
    assert soon(desk.found) == ["Nobody paid my evenings"]
    desk.at("#sources input").check()
    fold = desk.lesson(TITLE).locator("details", has=desk.at("button[formaction]"))
    desk.open(fold)
    desk.press(fold.locator("button[formaction]"))
    rests = ["For: those who were paid came back", "Nobody paid my evenings"]
    assert soon(lambda: desk.evidence(TITLE)) == rests
    assert soon(lambda: desk.at("#sources-ticked li").count()) == 0
    desk.lesson(TITLE).locator(".desk-lesson__one a", has_text="evenings").click()
    assert texts(desk.at(":target .card__words")) == ["Nobody paid my evenings"]


def test_the_group_signs_off_and_an_objection_reaches_the_stage(room: Room, desk: Desk, ana: Phone) -> None:
    stage, ola = room.stage(), room.phone("Ola", 1)
    desk.settle(TITLE, "agreed")
    desk.press(desk.form("sign-off").last)
    assert soon(lambda: texts(ana.at(".sign-off h4"))) == ["Is this what we said?"]
    ana.at(".sign-off__yes").click()
    assert soon(lambda: ana.at(".sign-off__yes").get_attribute("aria-pressed")) == "true"
    object_to(ola, "I spoke of the bus, not of money.")
    assert soon(lambda: wall_says(stage)) == ["with 1 objection"]
    assert soon(lambda: texts(desk.lesson(TITLE).locator(".dissent--objection blockquote"))) == [
        "I spoke of the bus, not of money."
    ]
    assert "1 says: this is what we said" in text(desk.lesson(TITLE).locator(".tally"))
    assert soon(lambda: texts(ola.at("#yours .yours__answers blockquote"))) == ["I spoke of the bus, not of money."]


def object_to(phone: Phone, words: str) -> None:
    phone.open(phone.at(".sign-off__no"))
    phone.at(".sign-off__no [name=words]").fill(words)
    phone.at(".sign-off__no [name=may_quote]").check()
    phone.press(phone.at(".sign-off__no form button"))


def wall_says(stage: Stage) -> list[str]:
    return texts(stage.at("#wall-list .wall__dissent"))


def test_who_would_take_it_on_is_made_its_owner_in_the_plenary(room: Room, ana: Phone, desk: Desk) -> None:
    tower: Tower = room.tower()
    ana.open(ana.at("details.offer"))
    ana.at("details.offer [name=by_name]").check()
    ana.press(ana.at("details.offer form button"))
    lesson = tower.at("#wall-list li[id^='lesson-']")
    tower.open(lesson.locator("details.wall__deed"))
    assert soon(lambda: texts(lesson.locator(".offers__one"))) == ["Ana would take it on"]
    tower.press(lesson.locator(".offers button"))
    assert soon(lambda: texts(desk.lesson(TITLE).locator(".deed dd"))) == ["Ana", "accepted"]


def test_new_words_ask_everyone_again(desk: Desk, ana: Phone) -> None:
    desk.words_of(TITLE, "recommendation").fill("Pay by the hour")
    assert soon(desk.verdicts) == ["being worded"]
    assert soon(lambda: texts(ana.at("#yours .broken"))) == ["The lesson has been reworded since. Please answer again."]
    assert ana.at(".sign-off__yes").get_attribute("aria-pressed") == "false"


def test_nothing_went_wrong(room: Room) -> None:
    expected = ("ERR_INTERNET_DISCONNECTED", "status of 409", "ws:error")
    assert [each for each in room.watch.troubles if not any(one in each for one in expected)] == []
