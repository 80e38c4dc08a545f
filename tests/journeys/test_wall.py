"""Five lessons on a projector: each is read whole from the back row, all of them in turn."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.lively import LESSONS, LivelyLab
from tests.journeys.room import PROJECTOR, Room
from tests.serving import Server, until

pytestmark = pytest.mark.browser

OLD_PROJECTOR, SMALL = (1024, 768), (1280, 720)
LEAST = 0.033  # of the height of the picture: letters that are read from five heights away
SHOWN = "const shown = [...document.querySelectorAll('#wall-list > li:not([data-away])')];"
SEEN = f"() => {{ {SHOWN} return shown.map(one => one.querySelector('h3').textContent) }}"
CUT = f"""() => {{ {SHOWN} const end = one => one.getBoundingClientRect().bottom;
  return shown.filter(one => end(one.querySelector('.wall__words')) > end(one)).length }}"""
SMALLEST = f"""() => {{ {SHOWN}
  const words = shown.flatMap(one => [...one.querySelectorAll('.wall__title, .wall__text')]);
  return Math.min(...words.map(one => parseFloat(getComputedStyle(one).fontSize))) / innerHeight }}"""


@pytest.fixture(scope="module")
def room(browser: Browser, served: Server) -> Iterator[Room]:
    """Every group of a lively lab has a lesson."""
    lab = LivelyLab(served)
    lab.gather()
    lab.start(served.tower())
    lab.write(1)
    lab.play()
    opened = Room(browser, served)
    yield opened
    opened.leave()


@pytest.fixture(scope="module", params=[PROJECTOR, SMALL, OLD_PROJECTOR], ids=str)
def pages(request: pytest.FixtureRequest, room: Room) -> list[tuple[list[str], int, float]]:
    """What is seen, page after page, how many of it are cut, and the smallest letters; on a clock that runs ahead."""
    page = room.page(request.param)
    page.clock.install()
    visitor = room.server.stage()
    page.context.add_cookies(
        [{"name": one.name, "value": one.value or "", "url": room.address} for one in visitor.http.cookies.jar]
    )
    page.goto(room.address + visitor.base)
    assert until(lambda: page.evaluate("document.fonts.status === 'loaded'"))
    return [turned(page) for _ in range(len(LESSONS))]


def turned(page: Page) -> tuple[list[str], int, float]:
    found = page.evaluate(SEEN), page.evaluate(CUT), page.evaluate(SMALLEST)
    page.clock.run_for(14_000)
    return found


def test_every_lesson_has_its_turn(pages: list[tuple[list[str], int, float]]) -> None:
    assert {title for titles, _, _ in pages for title in titles} == {title for title, *_ in LESSONS.values()}


def test_no_lesson_is_cut(pages: list[tuple[list[str], int, float]]) -> None:
    assert [cut for _, cut, _ in pages] == [0] * len(LESSONS)


def test_the_letters_are_as_large_as_a_room_needs(pages: list[tuple[list[str], int, float]]) -> None:
    assert [smallest for _, _, smallest in pages if smallest < LEAST] == []
