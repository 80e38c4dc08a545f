"""Codes that phones read: the only place that draws them, for pages, paper and pictures to take away."""

from functools import cache
from io import BytesIO

import segno
from markupsafe import Markup

QUIET = 2  # modules of white around a code that stands on white
AROUND = 4  # modules around one that may be put anywhere (ISO/IEC 18004)
PIXELS = 16  # of a module: sharp on a poster


@cache
def code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)


@cache
def inline(address: str) -> Markup:
    """For a page, as large as its place."""
    drawn = code(address).svg_inline(omitsize=True, border=QUIET, dark="#000", light="#fff", title=address)
    return Markup(drawn)  # noqa: S704 ours


@cache
def svg(address: str) -> bytes:
    """As a file of its own. What it says is its title."""
    drawn = BytesIO()
    code(address).save(drawn, kind="svg", scale=10, border=AROUND, dark="#000", light="#fff", title=address)
    return drawn.getvalue()


@cache
def png(address: str) -> bytes:
    drawn = BytesIO()
    code(address).save(drawn, kind="png", scale=PIXELS, border=AROUND, dark="#000", light="#fff")
    return drawn.getvalue()
