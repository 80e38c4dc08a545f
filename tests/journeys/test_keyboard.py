"""Hands that use no mouse: join, contribute, support and cluster with keys alone, and always see where one is."""

import pytest
from playwright.sync_api import Page

from tests.journeys.people import Desk, Phone
from tests.journeys.room import LAPTOP, Room
from tests.journeys.seeing import soon
from tests.serving import CODE, until

pytestmark = pytest.mark.browser

SILENT_WRITING, THEMES = 2, 3
MOST_TABS = 60
IS_HERE = "selector => document.activeElement.matches(selector)"
WHERE = """() => {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement)
  return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 || boxShadow !== 'none'
    ? null : document.activeElement.outerHTML.slice(0, 100)
}"""


class Keys:
    """A keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lost: list[str] = []  # where it could not be seen that one is there

    def tab_to(self, selector: str) -> None:
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if unseen := self.page.evaluate(WHERE):
                self.lost.append(unseen)
            if self.page.evaluate(IS_HERE, selector):
                return
        raise AssertionError(f"{selector} is not reached by keys at {self.page.url}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)


@pytest.fixture(scope="module")
def desk(room: Room) -> Desk:
    opened = room.desk(1)
    opened.open_stage(SILENT_WRITING)
    assert soon(opened.stage) == SILENT_WRITING
    opened.open_stage(THEMES)
    assert soon(opened.stage) == THEMES
    assert room.server.phone("Bo", 1).contribute("Pay for the bus").status_code == 201
    opened.make_theme("Time")
    opened.make_theme("Places")
    assert soon(opened.themes) == {"Time": [], "Places": []}
    assert soon(opened.loose) == ["Pay for the bus"]
    return opened


@pytest.fixture(scope="module")
def keys(room: Room, desk: Desk) -> Keys:
    """Ana, at a computer without a mouse, joins group 1 by the code on the wall."""
    keys = Keys(room.page(LAPTOP))
    keys.page.goto(room.address)
    keys.tab_to("#code")
    keys.type(CODE)
    keys.press("Enter")
    keys.page.wait_for_url("**/j/*")
    keys.tab_to("#name")
    keys.type("Ana")
    keys.tab_to("summary")
    keys.press("Enter")
    keys.tab_to("input[name=group]")
    keys.press("ArrowDown")
    keys.tab_to("input[name=consent]")
    keys.press("Space")
    keys.tab_to("form[action$='/people'] button")
    keys.press("Enter")
    keys.page.wait_for_url("**/phone")
    Phone(keys.page).comes_alive()
    return keys


def test_one_joins_contributes_and_supports_by_keys(keys: Keys) -> None:
    ana = Phone(keys.page)
    assert soon(ana.ideas) == ["Pay for the bus"]
    keys.tab_to("#say [name=text]")
    keys.type("Ask first")
    keys.tab_to("#say button")
    keys.press("Enter")
    assert soon(ana.own) == ["Ask first"]
    keys.tab_to("form[action$='/support'] button")
    keys.press("Enter")
    assert until(lambda: ana.is_supporting("Pay for the bus"))


def test_the_desk_moves_a_card_by_keys_and_the_card_keeps_the_focus(desk: Desk, keys: Keys) -> None:
    hands = Keys(desk.page)
    desk.at("#board").evaluate("it => { it.tabIndex = -1; it.focus() }")
    hands.tab_to("#loose .card summary")
    hands.press("Enter")
    hands.tab_to("select[name=theme]")
    hands.press("ArrowDown")
    hands.press("ArrowDown")
    assert desk.themes() == {"Time": [], "Places": []}
    hands.press("Enter")
    assert soon(desk.themes) == {"Time": [], "Places": ["Pay for the bus"]}
    assert until(lambda: desk.page.evaluate(IS_HERE, "#themes .card summary"))  # its menu is closed, it is still held
    assert hands.lost == []


def test_escape_leaves_a_card_where_it_is(desk: Desk, keys: Keys) -> None:
    hands = Keys(desk.page)
    desk.open(desk.card("Ask first").locator("details"))
    desk.card("Ask first").locator("summary").focus()
    hands.tab_to("select[name=theme]")
    hands.press("ArrowDown")
    hands.press("Escape")
    hands.press("Tab")
    assert desk.card("Ask first").locator("select[name=theme]").input_value() == ""
    assert desk.loose() == ["Ask first"]


def test_one_always_sees_where_one_is(keys: Keys) -> None:
    assert keys.lost == []


def test_the_first_key_skips_to_the_content(room: Room, desk: Desk) -> None:
    page = room.desk(1).page
    hands = Keys(page)
    hands.tab_to(".skip")
    hands.press("Enter")
    hands.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
