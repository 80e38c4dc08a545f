"""Two organisers edit one summary: words keep themselves, each sees the other's, nobody overwrites what they have not
read; and without a script the same page works by its buttons."""

from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.room import LAPTOP, PHONE, Room
from tests.journeys.seeing import PATIENCE
from tests.serving import until

pytestmark = pytest.mark.browser
INTRODUCTION = "#text-introduction"


def at_the_summary(room: Room, **more: object) -> Page:
    page = room.page(LAPTOP, "en", room.server.tower(), **more)
    page.goto(f"{room.address}/labs/1/tower/report")
    return page


def value(page: Page) -> str:
    return page.locator(INTRODUCTION).input_value()


def test_each_sees_what_the_other_types_before_any_button_is_pressed(room: Room) -> None:
    one, other = at_the_summary(room), at_the_summary(room)
    words = f"We met in May {uuid4().hex[:6]}"
    one.locator(INTRODUCTION).press_sequentially(words)
    assert until(lambda: value(other) == words, PATIENCE)
    assert until(lambda: "introduction" in other.locator("#edit-steps").inner_text(), PATIENCE)


def test_whoever_types_meanwhile_sees_both_wordings_and_takes_theirs_back(room: Room) -> None:
    one, other = at_the_summary(room), at_the_summary(room)
    room.watch.troubles.clear()
    one.context.set_offline(True)
    one.locator(INTRODUCTION).fill("Mine")
    other.locator(INTRODUCTION).fill("Theirs")
    assert until(lambda: other.locator("#edit-introduction[data-keeping=kept]").count() == 1, PATIENCE)
    one.context.set_offline(False)
    assert until(lambda: one.locator("#edit-introduction .keep__conflict").is_visible(), PATIENCE)
    assert "Theirs" in one.locator("#edit-introduction .keep__theirs").inner_text()
    one.locator("[data-settle=mine]").click()
    assert until(lambda: value(other) == "Mine", PATIENCE)
    other.locator("#edit-steps button").click()
    assert until(lambda: value(one) == "Theirs", PATIENCE)
    room.watch.troubles.clear()  # what was cut off says so


def test_a_language_is_chosen_on_the_keyboard_and_sent_once(room: Room) -> None:
    page, sent = at_the_summary(room), list[str]()
    page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    choice = page.locator("#text-language-introduction")
    before = choice.input_value()
    choice.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    chosen = choice.input_value()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert until(lambda: "language" in page.locator("#edit-steps").inner_text(), PATIENCE)
    assert (choice.input_value(), len(sent)) == (chosen, 1)
    page.locator("#edit-steps button").click()
    assert until(lambda: choice.input_value() == before, PATIENCE)


def test_without_a_script_it_is_kept_by_its_button_and_read_on_a_phone(room: Room) -> None:
    page = at_the_summary(room, java_script_enabled=False)
    page.locator(INTRODUCTION).fill("By hand")
    page.locator("#edit-introduction .keep__button").click()
    assert (page.url.endswith("/tower/report"), value(page)) == (True, "By hand")


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("path", ["report", "report/publication", "report/translations/fr", "draft"])
def test_everybody_can_use_these_pages(room: Room, size: tuple[int, int], path: str) -> None:
    page = room.page(size, "en", room.server.tower())
    page.goto(f"{room.address}/labs/1/tower/{path}")
    found = Axe().run(page)
    assert [each["id"] for each in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# --- Published last: the lab is closed from here on


def test_what_would_be_new_follows_every_edit_and_is_published_by_a_second_press(room: Room) -> None:
    room.server.tower().act("closing", sure="1")
    one, other = at_the_summary(room), at_the_summary(room)
    for number, words in enumerate(("First", "Second and all"), 1):
        one.locator(INTRODUCTION).fill(words)
        assert until(lambda: one.locator("#edit-introduction[data-keeping=kept]").count() == 1, PATIENCE)
        told = "The first edition." if number == 1 else "The introduction was reworded."
        assert until(lambda: all(told in box(page) for page in (one, other)), PATIENCE)  # noqa: B023 asked at once
        one.locator("#publishing .button").click()
        one.locator("form[action$=editions] button").click()
        assert f"Edition {number} is published." in one.locator("#published").inner_text()
        assert one.locator("#publishing .button").count() == 0


def box(page: Page) -> str:
    return page.locator("#publishing").inner_text()


def test_without_a_script_it_is_published_too(room: Room) -> None:
    page = at_the_summary(room, java_script_enabled=False)
    page.locator(INTRODUCTION).fill("Third and last of them")
    page.locator("#edit-introduction .keep__button").click()
    assert "The introduction was reworded." in box(page)
    page.locator("#publishing .button").click()
    page.locator("form[action$=editions] button").click()
    assert "Edition 3 is published." in page.locator("#published").inner_text()
