"""The parts a report is made of. Formats know these and nothing of labs."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

UNKNOWN = ""
"""The language of words whose language nobody noted."""


class Said(str):
    """Somebody's words: `language` is theirs, UNKNOWN where nobody noted it. A plain `str` is ours, in the reader's."""

    language: str

    def __new__(cls, words: str, language: str = UNKNOWN) -> "Said":
        made = super().__new__(cls, words)
        made.language = language
        return made


def language_of(words: str) -> str | None:
    """None: the report's own."""
    return words.language if isinstance(words, Said) else None


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere: to an anchor of this report (`#…`) or to a website."""

    words: str
    target: str


Cell = str | Link


@dataclass(frozen=True)
class Paragraph:
    words: str
    is_quoted: bool = False


@dataclass(frozen=True)
class Facts:
    pairs: list[tuple[str, list[Cell]]]


@dataclass(frozen=True)
class Table:
    caption: str
    columns: list[str]
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Entry:
    """One thing that others refer to: a contribution, a note."""

    anchor: str
    label: str
    words: str
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Entries:
    entries: list[Entry]


@dataclass(frozen=True)
class Card:
    """A lesson as the first page tells it: whose, what, how far it is agreed. `share`: of those asked, 0 to 1."""

    group: int
    label: str
    link: Link
    words: str
    agreement: str
    share: float | None = None


@dataclass(frozen=True)
class Cards:
    cards: list[Card]


# --- Figures, as data: figures.py draws them


@dataclass(frozen=True)
class Part:
    """`n` of something. `tone`: 1 wholly for it … 0 wholly against, None for neither. `counted`: both as one says
    them together, where that takes more than one beside the other."""

    label: str
    n: int
    tone: float | None = None
    counted: str = ""


@dataclass(frozen=True)
class Shares:
    """Parts of one whole, side by side."""

    parts: list[Part]


@dataclass(frozen=True)
class Bar:
    label: str
    n: int
    group: int | None = None


@dataclass(frozen=True)
class Bars:
    """How many, from the top down."""

    bars: list[Bar]


@dataclass(frozen=True)
class Column:
    label: str
    n: int


@dataclass(frozen=True)
class Columns:
    """How many, along time."""

    columns: list[Column]


@dataclass(frozen=True)
class Span:
    """Minutes from the beginning: what was planned, and what it came to."""

    label: str
    planned: tuple[float, float] | None
    real: tuple[float, float] | None


@dataclass(frozen=True)
class Spans:
    spans: list[Span]
    planned: str
    real: str


Mark = Literal["holds", "fails", "few"]


@dataclass(frozen=True)
class Grid:
    """What each group makes of each lesson: it holds there, it does not, or too few voted to tell. `key`: in words."""

    groups: list[int]
    rows: list[tuple[str, list[Mark]]]
    key: dict[Mark, str]


Drawing = Shares | Bars | Columns | Spans | Grid


@dataclass(frozen=True)
class Figure:
    """A drawing, what it says to whoever does not see it, and its numbers."""

    anchor: str
    alt: str
    drawing: Drawing
    table: Table


@dataclass(frozen=True)
class Aside:
    """What is there for whoever asks for it: the original beside a translation."""

    title: str
    nodes: list["Plain"]


Plain = Paragraph | Facts | Table | Entries | Cards | Figure
Node = Plain | Aside


@dataclass(frozen=True)
class Section:
    """`is_front`: the page that is read when only one is."""

    anchor: str
    title: str
    nodes: list[Node] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)
    is_front: bool = False


Value = str | int | float | date | datetime | None


@dataclass(frozen=True)
class Sheet:
    """A table for those who count: every row whole, every column a plain value. `name` is part of file names."""

    name: str
    title: str
    columns: list[str]
    rows: list[list[Value]]
