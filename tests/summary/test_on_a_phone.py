"""The summary on a phone 360 pixels wide: every figure and every next step whole, and nothing to be pushed aside."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, Page

from app.settings import Settings
from app.summary.writers import formats
from tests.summary.founding import rehearsed, told

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["en", "fr"])
def html(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    settings = Settings(data=tmp_path_factory.mktemp("founding"))
    with ThreadPoolExecutor(1) as aside:  # where no browser's loop is at work
        aside.submit(rehearsed, settings).result()
    return str(formats()["html"].write(told(settings, request.param)))


@pytest.fixture(scope="module", params=[360, 320])
def phone(request: pytest.FixtureRequest, browser: Browser, html: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 740})
    page.set_content(html)
    yield page
    page.close()


STEPS = ".report__front table:has(th:nth-child(5))"
CUT = """pieces => pieces.filter(piece => {
    const its = piece.getBoundingClientRect(), seen = piece.closest('.report__drawing').getBoundingClientRect()
    return its.width && (its.left < seen.left || its.right > seen.right)
}).map(piece => piece.closest('figure').id + ': ' + (piece.textContent || piece.tagName))"""


def test_every_figure_is_whole(phone: Page) -> None:
    assert phone.locator(".report__drawing").count() > 10
    assert phone.eval_on_selector_all(".report__drawing svg :is(text, rect, use, path)", CUT) == []


def test_no_words_of_a_figure_are_smaller_than_eleven_pixels(phone: Page) -> None:
    small = """texts => texts.filter(text => {
        const at = text.getScreenCTM()
        return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(at.a, at.b) < 11
    }).map(text => text.textContent)"""
    assert phone.eval_on_selector_all(".report__drawing text", small) == []


def test_nothing_is_pushed_aside(phone: Page) -> None:
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.ariaLabel)"
    assert phone.eval_on_selector_all("html, .report__table:has(.report__stack), .report__drawing", wide) == []


def test_who_does_what_by_when_is_read_below_each_other_with_the_columns_names(phone: Page) -> None:
    told = """cells => cells.map(cell => [
        getComputedStyle(cell, '::before').content.split(' / ')[0], cell.getBoundingClientRect().top
    ])"""
    cells: list[tuple[str, float]] = phone.eval_on_selector_all(f"{STEPS} tbody tr:first-child td", told)
    names = phone.locator(f"{STEPS} th").all_text_contents()
    assert [name for name, _top in cells] == [f'"{name}"' for name in names]
    assert [top for _name, top in cells] == sorted({top for _name, top in cells})


def test_a_stacked_table_is_still_one_for_who_hears_it(phone: Page) -> None:
    steps = phone.get_by_role("table").and_(phone.locator(STEPS))
    assert (steps.get_by_role("row").count(), steps.get_by_role("columnheader").count()) == (4, 5)
    assert steps.get_by_role("row").nth(1).get_by_role("cell").count() == 5
