"""The report's drawings as SVG: the same for every format that shows pictures. Only here is anything drawn.

Nothing is told by colour alone: groups keep their shape and number, parts their words and a hatching, bars a figure."""

from math import ceil
from xml.sax.saxutils import quoteattr

from app.jinja import number
from app.summary.fitting import breadth
from app.summary.strokes import (
    ACCENT,
    BOLD,
    EDGE,
    FAINT,
    GROUPS,
    HATCHED,
    INK,
    LETTERS,
    MIDDLE,
    OF,
    PAGE,
    PAPER,
    PHONE,
    SMALL,
    TEXT,
    Room,
    at,
    badge,
    box,
    label,
    legend,
    line,
    moved,
    on,
    titled,
)
from app.summary.tree import Bar, Bars, Columns, Drawing, Figure, Grid, Mark, Part, Shares, Span, Spans

HIGHEST = 880


def svg(figure: Figure, *, is_alone: bool = False) -> str:
    """One picture. `is_alone`: as a document of its own, on paper; otherwise a piece of a page, as wide as that is."""
    height, drawn = body(figure.drawing, PAPER if is_alone else PHONE)
    drawn = drawn.replace(OF, f"-{figure.anchor}")
    says = f'role="img" aria-label={quoteattr(figure.alt)}'
    looks = f'{says} font-family="{LETTERS}" font-size="{TEXT}" fill="{INK}"'
    if not is_alone:
        return f'<svg width="100%" height="{height}" {looks}>{drawn}</svg>'
    width = round(PAPER.width * height / high(height))
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    page = f'<svg width="{PAPER.width}" height="{height}">{drawn}</svg>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {looks}>{page}</svg>'


def high(height: int) -> int:
    """On paper: what is higher than a page stands there smaller, with room beside it."""
    return min(height, HIGHEST)


def body(drawing: Drawing, room: Room) -> tuple[int, str]:
    """Its height, and what is in it."""
    match drawing:
        case Shares(parts):
            return shares(parts, room)
        case Bars(bars):
            return rows_of_bars(bars, room)
        case Columns():
            return columns(drawing, room)
        case Spans():
            return spans(drawing, room)
        case Grid():
            return grid(drawing, room)


# --- Parts of a whole


def shares(parts: list[Part], room: Room) -> tuple[int, str]:
    """Side by side, the most agreeing first; below, what each part is."""
    total = sum(part.n for part in parts) or 1
    some = [part for part in parts if part.n]
    drawn, x = [HATCHED], 0.0
    for part in some:
        drawn.append(segment(part, x, part.n / total, room))
        x += part.n / total
    told = [(box("1", 1, "14", 14, part.tone), part.counted or f"{number(part.n)} {part.label}") for part in some]
    below, explained = legend(told, 50, 22, room)
    return below, "".join(drawn) + explained


def segment(part: Part, x: float, width: float, room: Room) -> str:
    told = number(part.n)
    look = f'{BOLD}{MIDDLE} fill="{on(part.tone)}" font-size="15"'
    figure = label(told, at(x + width / 2), 27, look)
    return box(at(x), 4, at(width), 36, part.tone) + (figure if width * room.width > 15 * breadth(told) + 4 else "")


# --- How many


def rows_of_bars(bars: list[Bar], room: Room) -> tuple[int, str]:
    most = max((bar.n for bar in bars), default=0) or 1
    scale = (1 - room.beside - (breadth(number(most)) * TEXT + 14) / room.width) / most
    drawn, y = "", 5
    for bar in bars:
        top, end, words = titled(bar.label, y, 18, room, 30 if bar.group else 0)
        drawn += badge(bar.group, 0, y - 4, 24) + words + one_bar(bar, top, scale, room)
        y = end + 10
    return y - 4, drawn


def one_bar(bar: Bar, y: int, scale: float, room: Room) -> str:
    width = max(bar.n * scale, 0.002)
    colour = GROUPS[(bar.group - 1) % len(GROUPS)] if bar.group else ACCENT
    drawn = f'<rect x="{at(room.beside)}" y="{y}" width="{at(width)}" height="18" fill="{colour}" {EDGE}/>'
    return drawn + label(number(bar.n), at(room.beside + width), y + 14, BOLD, 8)


def columns(drawing: Columns, room: Room) -> tuple[int, str]:
    """How many, along time. Every fifth label or fewer, so that none lies on another."""
    top, floor = 20, 140
    most = max((each.n for each in drawing.columns), default=0) or 1
    width = 1 / max(len(drawing.columns), 1)
    every = ceil(64 / (width * room.width))
    drawn = [line(0, top, 1, top), label(number(most), "0", top - 5, FAINT)]
    for n, each in enumerate(drawing.columns):
        tall = (floor - top) * each.n / most
        size = f'width="{at(0.9 * width)}" height="{tall:.1f}"'
        drawn.append(f'<rect x="{at(n * width)}" y="{floor - tall:.1f}" {size} fill="{GROUPS[4]}"/>')
        if n % every == 0 and (1 - n * width) * room.width > SMALL * breadth(each.label):
            drawn.append(label(each.label, at(n * width), floor + 18, FAINT))
    return 166, "".join([*drawn, line(0, floor, 1, floor)])


# --- Time


def spans(drawing: Spans, room: Room) -> tuple[int, str]:
    """Two bars for each entry: outlined what was planned, full what it came to."""
    ends = [end for each in drawing.spans for span in (each.planned, each.real) if span for end in span]
    longest = max([*ends, 1.0])
    scale = (1 - room.beside - 14 / room.width) / longest
    y, rows = key(drawing, room)
    top = y = y + 6
    for each in drawing.spans:
        below, end, words = titled(each.label, y, 24, room)
        rows += words + one_span(each, below, scale, room)
        y = end + 12
    return y + 18, hours(longest, scale, top, y, room) + rows


def key(drawing: Spans, room: Room) -> tuple[int, str]:
    planned = f'<rect y="4" width="22" height="10" fill="{PAGE}" {EDGE}/>'
    real = f'<rect y="4" width="22" height="10" fill="{GROUPS[4]}"/>'
    return legend([(planned, drawing.planned), (real, drawing.real)], 0, 30, room)


def hours(longest: float, scale: float, top: int, floor: int, room: Room) -> str:
    """Minutes from the beginning, as lines behind the bars."""
    step = next(each for each in (5, 10, 15, 30, 60, 120, 240, 1440, 10**6) if longest / each <= 6)
    drawn = ""
    for minute in range(0, int(longest) + 1, step):
        x = room.beside + minute * scale
        drawn += line(x, top, x, floor)
        drawn += label(number(minute), at(x), floor + 14, FAINT + (MIDDLE if minute else ""))
    return drawn


def one_span(each: Span, y: int, scale: float, room: Room) -> str:
    planned = f'<rect {place(each.planned, y, scale, room)} fill="{PAGE}" {EDGE}/>' if each.planned else ""
    real = f'<rect {place(each.real, y + 13, scale, room)} fill="{GROUPS[4]}"/>' if each.real else ""
    return planned + real


def place(span: tuple[float, float], y: int, scale: float, room: Room) -> str:
    start, end = span
    width = max((end - start) * scale, 0.002)
    return f'x="{at(room.beside + start * scale)}" y="{y}" width="{at(width)}" height="11"'


# --- Groups by lessons


CELLS: dict[Mark, tuple[float | None, str]] = {
    "holds": (1.0, "M-7 1L-2 6L7 -5"),
    "fails": (0.2, "M-6 -6L6 6M6 -6L-6 6"),
    "few": (None, "M-5 0H5"),
}


def grid(drawing: Grid, room: Room) -> tuple[int, str]:
    """A cell for each group and lesson: a tick on dark where it holds, a cross on hatching where it does not. Groups
    for which a line has no room follow below, with every lesson once more."""
    groups, most = len(drawing.groups), int((1 - room.beside) * room.width / room.cell)
    across = ceil(groups / max(ceil(groups / most), 1)) or 1
    width = min((1 - room.beside) / across, 0.1 if room.beside else 0.25)
    y, drawn = 0, HATCHED + cells(width, room)
    for first in range(0, groups, across):
        y, some = rows_of_grid(drawing, range(first, min(first + across, groups)), y, width, room)
        drawn += some
    told = [(cell(mark, "26", 18, "13", 0.7), words) for mark, words in drawing.key.items()]
    below, explained = legend(told, y + 6, 34, room)
    return below + 6, drawn + explained


def rows_of_grid(drawing: Grid, some: range, y: int, width: float, room: Room) -> tuple[int, str]:
    """Of these groups. Where they stand too close for a shape and a number each, every second has one, or fewer."""
    every = ceil(21 / (width * room.width))
    drawn = ""
    for n, group in enumerate(some):
        if n % every == 0:
            drawn += moved(badge(drawing.groups[group], -12, 0, 24), at(room.beside + (n + 0.5) * width), y + 2)
    y += 32
    for words, marks in drawing.rows:
        top, end, told = titled(words, y, 28, room)
        drawn += told + "".join(
            f'<use href="#{marks[group]}{OF}" x="{at(room.beside + n * width)}" y="{top}"/>'
            for n, group in enumerate(some)
        )
        y = end + (4 if room.beside else 12)
    return y, drawn


def cells(width: float, room: Room) -> str:
    """One of each kind, to be used as often as it is needed."""
    scale = min(1.0, width * room.width / 24)
    made = (f'<g id="{mark}{OF}">{cell(mark, at(width * 0.98), 28, at(width / 2), scale)}</g>' for mark in CELLS)
    return f"<defs>{''.join(made)}</defs>"


def cell(mark: Mark, width: str, tall: int, middle: str, scale: float) -> str:
    tone, path = CELLS[mark]
    sign = f'<path d="{path}" transform="scale({scale:.2f})" fill="none" stroke="{on(tone)}" stroke-width="3"/>'
    return box("0", 0, width, tall, tone) + moved(sign, middle, tall // 2)
