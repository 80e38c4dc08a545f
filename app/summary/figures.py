"""The report's drawings as SVG: the same for every format that shows pictures. Only here is anything drawn.

Nothing is told by colour alone: groups keep their shape and number, parts their words and a hatching, bars a figure."""

import re
from functools import cache
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from app.jinja import number, shape
from app.summary.lettering import CLUSTER
from app.summary.tree import Bar, Bars, Columns, Drawing, Figure, Grid, Mark, Part, Shares, Span, Spans
from app.text import in_one_line

WIDTH = 640
INK, SOFT, RULE, PAPER, ACCENT = "#1d2333", "#5a6072", "#d5d6da", "#ffffff", "#a3183c"
GROUPS = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#6f7178")
"""Okabe and Ito, as on every screen (css/shape.css)."""

ROW, LABEL, TEXT = 28, 228, 13
LETTERS = "Atkinson Hyperlegible Next, Noto Sans, system-ui, sans-serif"
OF = "\0"  # where a drawing of a page that holds many says which it is; in nobody's words
HATCHED = (
    f'<defs><pattern id="hatched{OF}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path d="M0 0V6" stroke="{INK}" stroke-width="1.6"/></pattern></defs>'
)
MOST_LETTERS = 34


def svg(figure: Figure, *, is_alone: bool = False) -> str:
    """One picture. `is_alone`: as a document of its own, told apart by its namespace."""
    height, drawn = body(figure.drawing)
    drawn = drawn.replace(OF, f"-{figure.anchor}")
    space = ' xmlns="http://www.w3.org/2000/svg"' if is_alone else ""
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    says = f'role="img" aria-label={quoteattr(figure.alt)}'
    return f'<svg{space} {size} {says} font-family="{LETTERS}" font-size="{TEXT}" fill="{INK}">{drawn}</svg>'


def body(drawing: Drawing) -> tuple[int, str]:
    """Its height, and what is in it."""
    match drawing:
        case Shares(parts):
            return shares(parts)
        case Bars(bars):
            return rows_of_bars(bars)
        case Columns():
            return columns(drawing)
        case Spans():
            return spans(drawing)
        case Grid():
            return grid(drawing)


def alone(drawn: str, size: int = 100) -> str:
    """A mark as a document of its own."""
    space = 'xmlns="http://www.w3.org/2000/svg"'
    return f'<svg {space} viewBox="0 0 {size} {size}" font-family="{LETTERS}">{drawn}</svg>'


# --- Parts of a whole


def shares(parts: list[Part]) -> tuple[int, str]:
    """Side by side, the most agreeing first; below, what each part is."""
    total = sum(part.n for part in parts) or 1
    some = [part for part in parts if part.n]
    drawn, x = [HATCHED], 0.0
    for part in some:
        width = WIDTH * part.n / total
        drawn.append(segment(part, x, width))
        x += width
    for n, part in enumerate(some):
        drawn.append(legend(part, 10 + 320 * (n % 2), 62 + 22 * (n // 2)))
    return 56 + 22 * ceil(len(some) / 2), "".join(drawn)


def segment(part: Part, x: float, width: float) -> str:
    figure = label(number(part.n), x + width / 2, 27, anchor="middle", bold=True, fill=on(part.tone), size=15)
    return box(x, 4, width, 36, part.tone) + (figure if width > 16 else "")


def legend(part: Part, x: float, y: float) -> str:
    return box(x, y - 11, 14, 14, part.tone) + label(part.counted or f"{number(part.n)} {part.label}", x + 22, y)


def box(x: float, y: float, width: float, height: float, tone: float | None) -> str:
    """For it: dark. In between: light. Against: hatched. Neither: empty."""
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    edge = f'stroke="{PAPER}" stroke-width="2"' if tone is not None else f'stroke="{SOFT}" stroke-dasharray="3 2"'
    drawn = f'<rect {place} fill="{shade(tone)}" {edge}/>'
    return drawn + (
        f'<rect {place} fill="url(#hatched{OF})" opacity=".55"/>' if tone is not None and tone < 0.35 else ""
    )


def shade(tone: float | None) -> str:
    if tone is None:
        return PAPER
    return ("#e3a6b3", "#f0d3c4", "#dfe3ea", "#9db7cf", "#4f83ad", "#0b5a8f")[min(5, int(tone * 6))]


def on(tone: float | None) -> str:
    return PAPER if tone is not None and tone >= 4 / 6 else INK


# --- How many


def rows_of_bars(bars: list[Bar]) -> tuple[int, str]:
    most = max((bar.n for bar in bars), default=0) or 1
    return ROW * len(bars) + 6, "".join(one_bar(bar, 4 + ROW * n, most) for n, bar in enumerate(bars))


def one_bar(bar: Bar, y: int, most: int) -> str:
    width = (WIDTH - LABEL - 50) * bar.n / most
    colour = GROUPS[(bar.group - 1) % len(GROUPS)] if bar.group else ACCENT
    mark = badge(bar.group, 0, y + 1, 20) if bar.group else ""
    words = label(bar.label, 26 if bar.group else 0, y + 16)
    drawn = f'<rect x="{LABEL}" y="{y + 2}" width="{max(width, 1):.1f}" height="18" fill="{colour}" {EDGE}/>'
    return mark + words + drawn + label(number(bar.n), LABEL + width + 8, y + 16, bold=True)


EDGE = f'stroke="{INK}" stroke-width="1"'


def columns(drawing: Columns) -> tuple[int, str]:
    """How many, along time. Every fifth label or fewer, so that none lies on another."""
    height, floor = 170, 140
    most = max((each.n for each in drawing.columns), default=0) or 1
    width = (WIDTH - 40) / max(len(drawing.columns), 1)
    every = ceil(64 / width)
    drawn = [line(36, floor, WIDTH, floor), label(number(most), 30, 24, anchor="end", fill=SOFT)]
    for n, each in enumerate(drawing.columns):
        x, tall = 40 + n * width, 120 * each.n / most
        size = f'width="{max(width - 2, 1):.1f}" height="{tall:.1f}"'
        drawn.append(f'<rect x="{x:.1f}" y="{floor - tall:.1f}" {size} fill="{GROUPS[4]}"/>')
        if n % every == 0 and x < WIDTH - 36:
            drawn.append(label(each.label, x, floor + 18, fill=SOFT, size=12))
    return height, "".join(drawn)


# --- Time


def spans(drawing: Spans) -> tuple[int, str]:
    """Two bars for each entry: outlined what was planned, full what it came to."""
    ends = [end for each in drawing.spans for span in (each.planned, each.real) if span for end in span]
    longest = max([*ends, 1.0])
    scale = (WIDTH - LABEL - 10) / longest
    top = 26
    drawn = [key(drawing)]
    step = next(each for each in (5, 10, 15, 30, 60, 120, 240, 1440, 10**6) if longest / each <= 8)
    for minute in range(0, int(longest) + 1, step):
        x = LABEL + minute * scale
        drawn.append(line(x, top, x, top + 36 * len(drawing.spans)))
        drawn.append(label(number(minute), x, top + 36 * len(drawing.spans) + 15, anchor="middle", fill=SOFT, size=12))
    drawn += [one_span(each, top + 36 * n, scale) for n, each in enumerate(drawing.spans)]
    return top + 36 * len(drawing.spans) + 22, "".join(drawn)


def key(drawing: Spans) -> str:
    planned = f'<rect x="{LABEL}" y="3" width="22" height="10" fill="{PAPER}" {EDGE}/>'
    real = f'<rect x="{LABEL + 200}" y="3" width="22" height="10" fill="{GROUPS[4]}"/>'
    return planned + label(drawing.planned, LABEL + 30, 13) + real + label(drawing.real, LABEL + 230, 13)


def one_span(each: Span, y: int, scale: float) -> str:
    drawn = label(each.label, 0, y + 22)
    if each.planned:
        drawn += f'<rect {place(each.planned, y + 6, scale)} fill="{PAPER}" {EDGE}/>'
    if each.real:
        drawn += f'<rect {place(each.real, y + 19, scale)} fill="{GROUPS[4]}"/>'
    return drawn


def place(span: tuple[float, float], y: float, scale: float) -> str:
    start, end = span
    return f'x="{LABEL + start * scale:.1f}" y="{y}" width="{max((end - start) * scale, 1):.1f}" height="11"'


# --- Groups by lessons


def grid(drawing: Grid) -> tuple[int, str]:
    """A cell for each group and lesson: a tick on dark where it holds, a cross on hatching where it does not."""
    width = min(64.0, (WIDTH - LABEL) / max(len(drawing.groups), 1))
    drawn = [HATCHED]
    drawn += [badge(group, LABEL + n * width + width / 2 - 11, 2, 22) for n, group in enumerate(drawing.groups)]
    for n, (words, cells) in enumerate(drawing.rows):
        y = 30 + 30 * n
        drawn.append(label(words, 0, y + 19))
        drawn += [cell(mark, LABEL + m * width, y, width) for m, mark in enumerate(cells)]
    y = 30 + 30 * len(drawing.rows) + 8
    for n, (mark, words) in enumerate(drawing.key.items()):
        drawn.append(cell(mark, 200 * n, y, 30) + label(words, 200 * n + 38, y + 19))
    return y + 34, "".join(drawn)


CELLS: dict[Mark, tuple[float | None, str]] = {
    "holds": (1.0, "M-7 1L-2 6L7 -5"),
    "fails": (0.2, "M-6 -6L6 6M6 -6L-6 6"),
    "few": (None, "M-5 0H5"),
}


def cell(mark: Mark, x: float, y: float, width: float) -> str:
    tone, path = CELLS[mark]
    at = f"translate({x + width / 2:.1f} {y + 14:.1f}) scale({min(1.0, width / 24):.2f})"
    sign = f'<path d="{path}" transform="{at}" fill="none" stroke="{on(tone)}" stroke-width="3"/>'
    return box(x + 1, y, width - 2, 28, tone) + sign


# --- What they all draw with


def badge(group: int | None, x: float, y: float, size: float) -> str:
    """A group's own shape in its colour, with its number."""
    if group is None:
        return ""
    at = (group - 1) % len(GROUPS)
    ink = PAPER if at in (4, 7) else INK
    middle = f'x="50" y="{73 if at == 1 else 66}" text-anchor="middle"'
    figure = f'<text {middle} font-size="46" font-weight="700" fill="{ink}">{group}</text>'
    return f'<g transform="translate({x:.1f} {y:.1f}) scale({size / 100})">{sign(group)}{figure}</g>'


def sign(group: int) -> str:
    """Its shape in its colour alone, a hundred wide."""
    return f'<g fill="{GROUPS[(group - 1) % len(GROUPS)]}" stroke="{INK}" stroke-width="4">{outline(group)}</g>'


@cache
def outline(group: int) -> str:
    """The shape's path, from the icon that every screen shows."""
    found = re.search(r"<svg[^>]*>(.*)</svg>", str(shape(group)))
    return found[1] if found else ""


def label(
    words: str, x: float, y: float, *, anchor: str = "", fill: str = "", size: int = 0, bold: bool = False
) -> str:
    more = f' text-anchor="{anchor}"' if anchor else ""
    more += f' fill="{fill}"' if fill else ""
    more += f' font-size="{size}"' if size else ""
    more += ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{escape(short(words))}</text>'


def short(words: str) -> str:
    """On one line. Whole words stand in the table beside the picture."""
    told = in_one_line(words)
    signs = CLUSTER.findall(told[: MOST_LETTERS * 8])  # as people count them: no family of emoji is torn
    is_whole = len(signs) <= MOST_LETTERS and sum(map(len, signs)) == len(told)
    return told if is_whole else f"{''.join(signs[: MOST_LETTERS - 1]).rstrip()}…"


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{RULE}" stroke-width="1"/>'
