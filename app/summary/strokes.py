"""What drawings are made of: groups' shapes, boxes, words. Along the line everything stands at shares of it, and words
keep their size: a drawing is as wide as the screen that shows it, and nothing of it is out of sight on a phone."""

import re
from functools import cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from app.jinja import shape
from app.summary.fitting import breadth, fitted
from app.summary.lettering import drawable


class Room(NamedTuple):
    """What there is at least: `width` in pixels, `cell` for one of a grid. `beside`: the share of a line that labels
    have left of what they tell of; 0, where they stand above it. `lines`: how many a label may take. `letters`: how
    wide they are, compared with the widest that a phone has."""

    width: int
    cell: float
    beside: float
    letters: float
    lines: int = 2


PHONE, PAPER = Room(256, 20, 0, 1), Room(640, 6.5, 0.36, 0.92)

INK, SOFT, RULE, PAGE, ACCENT = "#1d2333", "#5a6072", "#d5d6da", "#ffffff", "#a3183c"
GROUPS = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#6f7178")
"""Okabe and Ito, as on every screen (css/shape.css)."""

TEXT, SMALL, LEADING = 13, 12, 16
LETTERS = "Atkinson Hyperlegible Next, Noto Sans, system-ui, sans-serif"
EDGE = f'stroke="{INK}" stroke-width="1"'
OF = "\0"  # where a drawing of a page that holds many says which it is; in nobody's words
HATCHED = (
    f'<defs><pattern id="hatched{OF}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path d="M0 0V6" stroke="{INK}" stroke-width="1.6"/></pattern></defs>'
)


def alone(drawn: str, size: int = 100) -> str:
    """A mark as a document of its own."""
    space = 'xmlns="http://www.w3.org/2000/svg"'
    return f'<svg {space} viewBox="0 0 {size} {size}" font-family="{LETTERS}">{drawn}</svg>'


def at(share: float) -> str:
    return f"{100 * share:.2f}%"


def moved(drawn: str, x: str, y: int) -> str:
    """To where no transformation can: a share of the line."""
    return f'<svg x="{x}" y="{y}" overflow="visible">{drawn}</svg>'


def box(x: str, y: int, width: str, height: int, tone: float | None) -> str:
    """For it: dark. In between: light. Against: hatched. Neither: empty."""
    place = f'x="{x}" y="{y}" width="{width}" height="{height}"'
    edge = f'stroke="{PAGE}" stroke-width="2"' if tone is not None else f'stroke="{SOFT}" stroke-dasharray="3 2"'
    drawn = f'<rect {place} fill="{shade(tone)}" {edge}/>'
    return drawn + (
        f'<rect {place} fill="url(#hatched{OF})" opacity=".55"/>' if tone is not None and tone < 0.35 else ""
    )


def shade(tone: float | None) -> str:
    if tone is None:
        return PAGE
    return ("#e3a6b3", "#f0d3c4", "#dfe3ea", "#9db7cf", "#4f83ad", "#0b5a8f")[min(5, int(tone * 6))]


def on(tone: float | None) -> str:
    return PAGE if tone is not None and tone >= 4 / 6 else INK


def line(x1: float, y1: int, x2: float, y2: int) -> str:
    return f'<line x1="{at(x1)}" y1="{y1}" x2="{at(x2)}" y2="{y2}" stroke="{RULE}"/>'


# --- Words


BOLD, MIDDLE, FAINT = ' font-weight="700"', ' text-anchor="middle"', f' fill="{SOFT}" font-size="{SMALL}"'


def label(words: str, x: str, y: int, look: str = "", aside: int = 0) -> str:
    """`aside`: so many pixels more than its share of the line."""
    more = f' dx="{aside}"' if aside else ""
    return f'<text x="{x}" y="{y}"{more}{look}>{escape(words)}</text>'


def labels(lines: list[str], x: int, y: int) -> str:
    return "".join(label(each, str(x), y + LEADING * n) for n, each in enumerate(lines))


def lines_of(words: str, width: float, room: Room) -> list[str]:
    """On paper there are our fonts alone: what they lack is named before it is measured."""
    return fitted(drawable(words) if room.beside else words, width, TEXT * room.letters, room.lines)


def titled(words: str, y: int, tall: int, room: Room, indent: int = 0) -> tuple[int, int, str]:
    """A row's words beside what they tell of, which is so tall, or above it: where that begins, where the row ends."""
    if room.beside:
        lines = lines_of(words, room.beside * room.width - indent - 8, room)
        high = max(tall, LEADING * len(lines))
        return y + (high - tall) // 2, y + high, labels(lines, indent, y + (high - LEADING * len(lines)) // 2 + 12)
    lines = lines_of(words, room.width - indent, room)
    top = y + LEADING * len(lines) + 4
    return top, top + tall, labels(lines, indent, y + 12)


def legend(told: list[tuple[str, str]], y: int, indent: int, room: Room) -> tuple[int, str]:
    """What each sign means, as many beside each other as there is room for; and how far down it reaches."""
    widest = max((breadth(words) * TEXT for _sign, words in told), default=0) + indent + 14
    across = min(max(int(room.width // widest), 1), 4)
    drawn = ""
    for first in range(0, len(told), across):
        some = [
            (sign, lines_of(words, room.width / across - indent, room)) for sign, words in told[first : first + across]
        ]
        for n, (sign, lines) in enumerate(some):
            drawn += moved(sign + labels(lines, indent, 12), at(n / across), y)
        y += 6 + LEADING * max(len(lines) for _sign, lines in some)
    return y, drawn


# --- Groups


def badge(group: int | None, x: float, y: float, size: float) -> str:
    """A group's own shape in its colour, with its number."""
    if group is None:
        return ""
    nth = (group - 1) % len(GROUPS)
    ink = PAGE if nth in (4, 7) else INK
    middle = f'x="50" y="{73 if nth == 1 else 66}" text-anchor="middle"'
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
