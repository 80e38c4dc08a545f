"""Sorting as it is seen: the menu of a card, what lies in no theme, and what rests on a theme that changes."""

from typing import Any

import pytest

from tests.journeys.people import Desk, Phone
from tests.journeys.room import Room
from tests.journeys.seeing import PATIENCE, soon, text, texts
from tests.serving import until

pytestmark = pytest.mark.browser

SORTING, DELIBERATION = 3, 5
CHANGED = "its evidence has changed since"


@pytest.fixture(scope="module")
def ana(room: Room) -> Phone:
    quiet, phone = room.server.desk(1), room.server.phone("Ana", 1)
    quiet.act("prompt", prompt=1)
    for words in ("Pay for evenings", "Come to us", "Say what is fixed"):
        phone.contribute(words)
    return room.seat(Phone(room.page((360, 740), "en", phone)))


@pytest.fixture(scope="module")
def desk(room: Room, ana: Phone) -> Desk:
    opened = room.desk(1, has_touch=True)
    opened.open_stage(SORTING)
    return opened


def menu(desk: Desk, words: str) -> Any:
    return desk.card(words).locator("details")


def is_open(desk: Desk, words: str) -> bool:
    return bool(menu(desk, words).evaluate("it => it.open"))


def test_without_themes_the_desk_says_how_to_go_on(desk: Desk) -> None:
    desk.open_stage(DELIBERATION)
    assert soon(lambda: text(desk.at("#table > .teach"))) == (
        "No theme to lay here. Take up the ideas on the board one at a time, or put them together into themes first."
    )
    desk.open_stage(SORTING)
    assert soon(lambda: text(desk.at("#table"))) == ""


def test_on_a_phone_what_lies_in_no_theme_stands_under_a_name_of_its_own(desk: Desk, ana: Phone) -> None:
    assert ana.at("#loose-title").is_hidden()
    desk.make_theme("Time")
    assert soon(lambda: text(ana.at("#loose-title"))) == "Ideas in no theme yet"


@pytest.mark.parametrize(("words", "by"), [("Pay for evenings", "click"), ("Come to us", "tap")])
def test_a_menu_closes_when_its_card_has_moved_and_no_other_does(desk: Desk, words: str, by: str) -> None:
    other = "Say what is fixed"
    desk.open(menu(desk, other))
    getattr(menu(desk, words).locator("summary"), by)()
    desk.card(words).locator("select[name=theme]").select_option(label="Time")
    assert until(lambda: words in desk.themes()["Time"] and not is_open(desk, words), PATIENCE)
    assert is_open(desk, other)


def test_what_is_pressed_does_not_move_away(desk: Desk) -> None:
    move = menu(desk, "Come to us").locator("summary")
    before = move.bounding_box()
    desk.card("Come to us").locator("input[name=evidence]").focus()
    assert desk.card("Come to us").locator(".card__key").is_visible()
    assert move.bounding_box() == before


def test_who_takes_a_card_out_of_a_theme_that_a_lesson_cites_is_told(desk: Desk, ana: Phone) -> None:
    desk.tick_theme("Time")
    desk.word_lesson("Pay people", "They came back.")
    desk.settle("Pay people", "agreed")
    assert soon(desk.verdicts) == ["agreed"]
    desk.choose_theme("Come to us", "no theme")
    assert soon(lambda: texts(desk.lesson("Pay people").locator(".verdict--reworded"))) == [CHANGED]
