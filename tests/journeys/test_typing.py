"""Whatever others do meanwhile, what somebody is typing, ticking or looking at stays as it is."""

import pytest
from playwright.sync_api import Locator

from tests.journeys.people import Desk, Phone
from tests.journeys.room import Room
from tests.journeys.seeing import soon, texts
from tests.serving import Visitor, until

pytestmark = pytest.mark.browser

SILENT_WRITING, THEMES = 2, 3
SELECTION = "it => [it === document.activeElement, it.value, it.selectionStart, it.selectionEnd]"


@pytest.fixture(scope="module")
def bo(room: Room) -> Visitor:
    return room.server.phone("Bo", 1)


@pytest.fixture(scope="module")
def desk(room: Room, bo: Visitor) -> Desk:
    """Group 1 clusters: three ideas on the board, one theme, one lesson."""
    opened = room.desk(1)
    opened.open_stage(SILENT_WRITING)
    assert soon(opened.stage) == SILENT_WRITING
    opened.open_stage(THEMES)
    assert soon(opened.stage) == THEMES
    for words in ("Pay for the bus", "Come to us", "Answer in a month"):
        assert bo.contribute(words).status_code == 201
    opened.make_theme("Time")
    assert soon(opened.themes) == {"Time": []}
    opened.word_lesson("Pay people", "They came back.")
    assert soon(opened.lessons) == ["Pay people"]
    return opened


@pytest.fixture(scope="module")
def ana(room: Room, desk: Desk) -> Phone:
    return room.phone("Ana", 1)


def keep(field: Locator, words: str) -> None:
    """Types half a thought and marks the middle of it."""
    field.fill(words)
    field.evaluate("it => { it.focus(); it.setSelectionRange(3, 6) }")


def twenty_updates(room: Room, bo: Visitor, *screens: Phone | Desk) -> None:
    """Ideas, a note to everyone, themes: until the last of them is on these screens."""
    desk, tower = room.server.desk(1), room.server.tower()
    before = screens[0].at("#board .card:visible").count()
    for n in range(16):
        assert bo.contribute(f"idea {n}").status_code == 201
    desk.act("timer", minutes=9)
    desk.act("themes", name=f"Theme {before}")
    desk.act("notes", text="while you type")
    tower.act("notice", words=f"after {before}")
    for screen in screens:
        assert soon(screen.notice) == f"after {before}"
        assert soon(screen.at("#board .card:visible").count) == before + 16


def test_half_typed_words_with_caret_and_focus_stay_on_the_phone(room: Room, bo: Visitor, ana: Phone) -> None:
    field = ana.at("#say [name=text]")
    keep(field, "half a thought")
    twenty_updates(room, bo, ana)
    assert field.evaluate(SELECTION) == [True, "half a thought", 3, 6]


def test_half_changed_words_of_an_own_card_stay_while_others_write(room: Room, bo: Visitor) -> None:
    cleo = room.phone("Cleo", 2)
    desk = room.server.desk(2)
    desk.act("stage", stage=list(desk.choices("stage"))[SILENT_WRITING - 1])
    assert until(cleo.at("#say button").is_visible)
    cleo.contribute("mine to better")
    assert soon(cleo.own) == ["mine to better"]
    cleo.open(cleo.own_card("mine").locator("details"))
    field = cleo.own_card("mine").locator("textarea")
    keep(field, "mine, half bettered")
    for n in range(20):
        assert desk.act("proxies", prompt=desk.prompt, text=f"said {n}").is_success
    assert until(lambda: "21" in cleo.at("#board").inner_text())
    assert field.evaluate(SELECTION) == [True, "mine, half bettered", 3, 6]


def test_an_opened_lesson_stays_open_on_the_phone(room: Room, desk: Desk, bo: Visitor, ana: Phone) -> None:
    desk.tick("Come to us")
    desk.lesson("Pay people").locator("details", has=desk.at("button[formaction]")).locator("summary").click()
    desk.lesson("Pay people").locator("button[formaction]").click()
    rests = ana.at("#lessons li[id^='lesson-'] details")
    assert soon(rests.count) == 1
    ana.open(rests)
    twenty_updates(room, bo, ana)
    assert rests.evaluate("it => it.open") is True


def test_what_a_moderator_types_ticks_and_opens_stays_on_the_desk(room: Room, desk: Desk, bo: Visitor) -> None:
    desk.tick("Pay for the bus")
    desk.open(desk.at("details", has=desk.at("#word-lesson")))
    desk.at("#word-lesson [name=title]").fill("Half a tit")
    desk.open(desk.card("Answer in a month").locator("details"))
    desk.part("Pay people", "agreement").locator("input[value='not_agreed']").check()
    field = desk.part("Pay people", "agreement").locator("[name=dissent]")
    keep(field, "Somebody said that")
    twenty_updates(room, bo, desk)
    assert field.evaluate(SELECTION) == [True, "Somebody said that", 3, 6]
    assert desk.card("Pay for the bus").locator("input[name=evidence]").is_checked()
    assert desk.at("#word-lesson [name=title]").input_value() == "Half a tit"
    assert desk.part("Pay people", "agreement").locator("input[value='not_agreed']").is_checked()
    assert desk.card("Answer in a month").locator("details").evaluate("it => it.open") is True


def test_a_card_appears_to_its_author_once(ana: Phone) -> None:
    ana.contribute("Only once, please")
    assert soon(lambda: ana.ideas().count("Only once, please")) == 1
    assert soon(ana.own) == ["Only once, please"]
    assert texts(ana.at("#outbox li")) == []
    assert ana.draft() == ""


def test_the_id_of_every_piece_is_on_the_page_once(ana: Phone, desk: Desk) -> None:
    twice = "[...document.querySelectorAll('[id]')].map(it => it.id).filter((id, n, all) => all.indexOf(id) !== n)"
    assert [ana.page.evaluate(twice), desk.page.evaluate(twice)] == [[], []]
