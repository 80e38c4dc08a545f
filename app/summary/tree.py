"""The parts a report is made of. Formats know these and nothing of labs."""

from dataclasses import dataclass, field


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
    """One thing that others refer to: a lesson, a contribution, a note."""

    anchor: str
    label: str
    words: str
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Entries:
    entries: list[Entry]


Node = Paragraph | Facts | Table | Entries


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str
    nodes: list[Node] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)
