"""What a page is like for people who read with other means than most: measured once, asked for in many tests."""

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NARROW = 320  # CSS pixels: a laptop's page at 400 %, the smallest phone
SMALLEST_TARGET = 24

OVERFLOW = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = f"""() => {{
  const box = it => (it.matches('[type=checkbox], [type=radio]') && it.closest('label') || it).getBoundingClientRect()
  return [...document.querySelectorAll('a[href], button, summary, input, select, textarea')]
    .filter(it => it.checkVisibility() && box(it).width && !it.closest('.unseen, .skip, p'))
    .filter(it => Math.min(box(it).width, box(it).height) < {SMALLEST_TARGET} - 0.5)
    .map(it => it.outerHTML.slice(0, 120))
}}"""
UNFOLD = "document.querySelectorAll('details').forEach(it => { it.open = true })"
BRIEFLY = {"resultTypes": ["violations"], "preload": False}
OF_COLOURS = BRIEFLY | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
LARGE = "size => { document.documentElement.style.fontSize = size }"


@dataclass
class Look:
    """`light` and `dark`: what axe finds wrong. `sideways`: how far one must scroll, in pixels."""

    light: list[str]
    dark: list[str]
    narrow_sideways: int
    large_sideways: int
    small_targets: list[str]
    headings: int


def look_at(page: Page, size: tuple[int, int]) -> Look:
    """Everything unfolded, so that nothing hides."""
    page.evaluate(UNFOLD)
    small = page.evaluate(SMALL_TARGETS)
    headings = page.locator("h1").count()
    found = {scheme: violations(page, scheme) for scheme in ("light", "dark")}
    page.evaluate(LARGE, "200%")
    large = page.evaluate(OVERFLOW)
    page.evaluate(LARGE, "")
    page.set_viewport_size({"width": NARROW, "height": size[1]})
    narrow = page.evaluate(OVERFLOW)
    return Look(**found, narrow_sideways=narrow, large_sideways=large, small_targets=small, headings=headings)


def violations(page: Page, scheme: str) -> list[str]:
    """Of all rules in light; in the dark of those that colours can break."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    results = Axe().run(page, options=OF_COLOURS if scheme == "dark" else BRIEFLY).response
    return [f"{each['id']}: {node['target']}" for each in results["violations"] for node in each["nodes"]]
