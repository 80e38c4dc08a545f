"""An organiser prepares a lab in a browser: typed, moved by mouse and by keys, taken back, opened; and from a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from tests.journeys.room import LAPTOP, PHONE, Room
from tests.journeys.seeing import soon

pytestmark = pytest.mark.browser
ITEMS = "#agenda .slots > li"
TYPE_AT_ONCE = """told => Object.entries(told).forEach(([name, words]) => {
  const field = document.querySelector(`[name="${name}"]`)
  field.value = words
  field.dispatchEvent(new Event("input", { bubbles: true }))
})"""


@pytest.fixture
def draft(room: Room) -> Page:
    """One of the founding lab, on a laptop."""
    page = room.page(LAPTOP)
    page.goto(f"{room.server.address}/drafts/new?template=co-val-2020")
    page.fill("#moderators", "Karen Bøhle Aarhus, adviser, Bærum kommune, NO\nAstrid\nAndreas\nØyvind\nEllen\nInés")
    page.get_by_role("button", name="Look through everything").click()
    page.wait_for_selector("html[data-keeps]")
    return page


def titles(page: Page) -> list[str]:
    return [each[:12] for each in page.locator("#agenda .slot__title").all_inner_texts()]


def edition(page: Page) -> str:
    return str(page.get_attribute("#bar", "data-edition"))


def test_what_is_typed_is_kept_without_a_press_and_taken_back_with_one(draft: Page) -> None:
    draft.fill('[name="title.en"]', "Streets of ours")
    assert soon(lambda: edition(draft)) == "2"
    assert draft.inner_text("#kept") == "Everything is saved."
    draft.reload()
    assert draft.input_value("#f-title-en") == "Streets of ours"
    draft.click("#undo")
    assert soon(lambda: draft.input_value("#f-title-en")) == "Improving co-creation in public services"


def test_items_move_by_keys_by_buttons_and_by_the_mouse(draft: Page) -> None:
    first, second, *rest = titles(draft)
    draft.locator(f"{ITEMS} > .slot__head [data-handle]").first.press("ArrowDown")
    assert soon(lambda: titles(draft)) == [second, first, *rest]
    draft.locator(f"{ITEMS} > .slot__head button[value^='up:']").nth(1).click()
    assert soon(lambda: titles(draft)) == [first, second, *rest]
    draft.set_viewport_size({"width": LAPTOP[0], "height": 7000})  # nothing scrolls under a hand that holds something
    draft.locator(f"{ITEMS} > .slot__head [data-handle]").nth(4).drag_to(draft.locator(ITEMS).first.locator("h3"))
    assert soon(lambda: sorted(titles(draft)[:2])) == sorted([first, rest[-1]])


def test_words_being_typed_stay_while_something_else_is_pressed(draft: Page) -> None:
    draft.fill('[name="question.en"]', "Half a que")
    draft.click("#add-speakers")
    assert soon(lambda: draft.evaluate("document.activeElement.name.split('.')[0]")) == "speakers"
    assert soon(lambda: draft.inner_text("#kept")) == "Everything is saved."
    assert draft.input_value('[name="question.en"]') == "Half a que"


def test_of_two_windows_the_later_is_shown_both_wordings(draft: Page, room: Room) -> None:
    other = room.page(LAPTOP)
    other.goto(draft.url)
    other.wait_for_selector("html[data-keeps]")
    other.fill('[name="title.en"]', "Theirs")
    assert soon(lambda: edition(other)) == "2"
    draft.fill('[name="title.en"]', "Mine")
    assert soon(lambda: draft.locator("#clash dd").all_inner_texts()) == ["Mine", "Theirs"]
    assert draft.input_value("#f-title-en") == "Theirs"
    draft.get_by_role("button", name="Take mine").click()
    assert soon(lambda: draft.input_value("#f-title-en")) == "Mine"


def test_the_preview_shows_the_screen_that_was_chosen_and_what_was_typed(draft: Page) -> None:
    inside = draft.frame_locator("#preview-frame").locator("h1")
    draft.fill('[name="title.en"]', "Streets of ours")
    assert soon(inside.inner_text) == "Streets of ours"
    draft.click("#preview button[data-screen=stage]")
    assert soon(lambda: draft.frame_locator("#preview-frame").locator("body.stage").count()) == 1


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_everybody_can_prepare(draft: Page, room: Room, size: tuple[int, int], language: str) -> None:
    page = room.page(size, language)
    for address in (draft.url, f"{draft.url}/history", f"{room.server.address}/drafts"):
        page.goto(address)
        assert [each["id"] for each in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_one_press_opens_it_and_the_tower_is_one_more_away(draft: Page) -> None:
    draft.fill('[name="title.en"]', "Streets of ours")
    draft.get_by_role("button", name="Open the lab").click()
    draft.wait_for_url("**/links")
    assert draft.inner_text("h1") == "Streets of ours"
    draft.get_by_role("button", name="Go to the tower").click()
    draft.wait_for_url("**/tower")
    assert draft.inner_text("h1") == "Streets of ours"


# --- What cannot be kept, and what went astray


def wrong(page: Page) -> list[str]:
    return [str(each.get_attribute("name")) for each in page.locator("[aria-invalid=true]").all()]


def test_of_what_was_typed_together_only_the_wrong_stays_behind_and_that_is_said(draft: Page) -> None:
    draft.evaluate(TYPE_AT_ONCE, {"groups": "999", "title.en": "Streets of ours", "question.en": "Whose are they?"})
    assert soon(lambda: edition(draft)) == "3"
    assert soon(lambda: wrong(draft)) == ["groups"]
    assert draft.inner_text("#kept") == "Not saved: see above."
    assert draft.inner_text("#refusal").startswith("Here goes a whole number")
    draft.fill('[name="groups"]', "5")
    assert soon(lambda: draft.inner_text("#kept")) == "Everything is saved."
    assert (wrong(draft), draft.inner_text("#refusal")) == ([], "")
    draft.reload()
    assert [draft.input_value(f'[name="{name}"]') for name in ("title.en", "groups")] == ["Streets of ours", "5"]


def test_a_press_that_something_wrong_held_up_is_given_up(draft: Page) -> None:
    draft.fill('[name="groups"]', "999")
    draft.get_by_role("button", name="Open the lab").click()
    assert soon(lambda: draft.inner_text("#kept")) == "Not saved: see above."
    before = draft.url
    draft.fill('[name="groups"]', "5")
    assert soon(lambda: draft.inner_text("#kept")) == "Everything is saved."
    draft.wait_for_timeout(500)
    assert draft.url == before


def test_a_press_whose_answer_was_lost_is_done_and_done_once(draft: Page) -> None:
    first, second, *rest = titles(draft)
    draft.route("**/editions", lose_the_answer, times=1)
    draft.locator(f"{ITEMS} > .slot__head button[value^='up:']").nth(1).click()
    assert (
        soon(lambda: draft.inner_text("#kept"))
        == "No connection. What you wrote stays here and is saved when it returns."
    )
    assert soon(lambda: draft.inner_text("#kept")) == "Everything is saved."
    assert (titles(draft), edition(draft)) == ([second, first, *rest], "2")


def lose_the_answer(route: Route) -> None:
    route.fetch()
    route.abort()
