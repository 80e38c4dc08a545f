"""Every scene of the stage is read from fifteen metres on either projector: what matters is large, nothing is cut."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from app.settings import Settings
from tests.journeys.lively import LivelyLab
from tests.journeys.looking import violations
from tests.journeys.room import PROJECTOR, Room
from tests.serving import Server, Visitor, free_port, until

pytestmark = pytest.mark.browser

OLD_PROJECTOR = (1024, 768)
SIZES = {"1080p": PROJECTOR, "4:3": OLD_PROJECTOR}
LEAST = 0.025  # of the height of the picture, for a capital letter
LONG_NAME = "Donaudampfschifffahrtsgesellschaftskapitän " * 4
MATTERS = {
    "welcome": ".scene__title, .scene__words, .door__address",
    "agenda": ".agenda__name",
    "countdown": ".now__clock time, .now__title",
    "progress": ".badge__number, .tile__counts b",
    "prompt": ".scene__prompt",
    "themes": ".scene__head span, .scene__name",
    "lessons": ".wall__title",
    "ballot": ".stage-vote__title, .plenary__title, .plenary__counts b",
    "thanks": ".thanks__title, .thanks__address",
}
OF = {"prompt": "1", "themes": "1"}
SMALL_LETTERS = """([selectors, least]) => {
  const pen = document.createElement('canvas').getContext('2d')
  const height = it => {
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(it) // its `font` is empty where figures are tabular
    pen.font = `${fontWeight} ${fontSize} ${fontFamily}`
    return pen.measureText('H').actualBoundingBoxAscent
  }
  return [...document.querySelectorAll(selectors)]
    .filter(it => it.checkVisibility() && it.getBoundingClientRect().width)
    .filter(it => height(it) < least * innerHeight)
    .map(it => `${it.className} ${Math.round(height(it))} ${it.textContent.trim()}`)
}"""
CUT = """selectors => [...document.querySelectorAll(selectors)]
  .filter(it => it.checkVisibility() && it.getBoundingClientRect().width)
  .filter(it => { const box = it.getBoundingClientRect()
    return box.top < -1 || box.left < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1
      || it.closest('section').getBoundingClientRect().bottom < box.bottom - 2
      || (it.closest('li')?.scrollHeight ?? 0) > (it.closest('li')?.clientHeight ?? 0) + 2 })
  .map(it => `${it.className} ${it.textContent.trim()}`)"""
SEEN = """selectors => [...document.querySelectorAll(selectors)]
  .filter(it => it.checkVisibility() && it.getBoundingClientRect().width).length"""
SCROLLS = "document.scrollingElement.scrollHeight - innerHeight"


class Look(NamedTuple):
    """How many things that matter are seen; which of them are too small, which are cut; how far the page scrolls."""

    seen: int
    small: list[str]
    cut: list[str]
    scrolls: int
    axe: list[str]


@pytest.fixture(scope="module")
def room(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A lab in full swing: themes with long names, five lessons, a vote of all groups that is counted."""
    data = tmp_path_factory.mktemp("scenes")
    settings = Settings(data=data, host="127.0.0.1", port=free_port(), assets="local")
    server = Server(settings, SAMSKAP_ACTS_AT_ONCE="10000")
    lab, tower = LivelyLab(server), server.tower()
    lab.gather()
    lab.start(tower)
    lab.write(1)
    lab.play()
    for n in range(14):
        lab.desks[1].act("themes", name=f"{n} {LONG_NAME}")
    tower.act("plenary-votes")
    tower.act(f"plenary-votes/{plenary(tower)}/closing")
    opened = Room(browser, server)
    yield opened
    opened.leave()
    server.stop()


def plenary(tower: Visitor) -> str:
    return tower.page().partition("/plenary-votes/")[2][:32]


@pytest.fixture(scope="module")
def looks(room: Room) -> dict[tuple[str, str], Look]:
    pages = {name: room.page(size, "en", room.server.stage()) for name, size in SIZES.items()}
    tower = room.server.tower()
    found = {}
    for scene in MATTERS:
        tower.act("scene", scene=scene, of=OF.get(scene, ""))
        for name, page in pages.items():
            found[scene, name] = seen_on(page, scene, with_axe=name == "1080p")
    return found


def seen_on(page: Page, scene: str, *, with_axe: bool) -> Look:
    assert until(lambda: page.locator("#scene").get_attribute("data-scene") == scene)
    assert until(lambda: page.evaluate("document.fonts.status === 'loaded'"))
    selectors = f"{MATTERS[scene]}, .door__code"
    measured = page.evaluate(SMALL_LETTERS, [selectors, LEAST]), page.evaluate(CUT, selectors), page.evaluate(SCROLLS)
    schemes = ("light", "dark") if with_axe else ()
    axe = [f"{scheme}: {each}" for scheme in schemes for each in violations(page, scheme)]
    return Look(page.evaluate(SEEN, MATTERS[scene]), *measured, axe)


CASES = [(scene, size) for scene in MATTERS for size in SIZES]


@pytest.mark.parametrize(("scene", "size"), CASES)
def test_what_matters_is_there(looks: dict[tuple[str, str], Look], scene: str, size: str) -> None:
    assert looks[scene, size].seen > 0


@pytest.mark.parametrize(("scene", "size"), CASES)
def test_capitals_of_what_matters_are_a_fortieth_of_the_wall(
    looks: dict[tuple[str, str], Look], scene: str, size: str
) -> None:
    assert looks[scene, size].small == []


@pytest.mark.parametrize(("scene", "size"), CASES)
def test_nothing_that_matters_is_cut_or_scrolls_out_of_sight(
    looks: dict[tuple[str, str], Look], scene: str, size: str
) -> None:
    assert (looks[scene, size].cut, looks[scene, size].scrolls <= 0) == ([], True)


@pytest.mark.parametrize("scene", MATTERS)
def test_axe_finds_nothing_on_the_wall(looks: dict[tuple[str, str], Look], scene: str) -> None:
    assert looks[scene, "1080p"].axe == []
