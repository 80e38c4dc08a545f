"""What seating is about: people, tables, wishes, and what comes of them. Plain data."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

Seats = Mapping[str, str]
"""Person → table."""
NOBODY: Seats = {}


class Person(NamedTuple):
    """`languages`: those they can work in; none given means any. `attributes`: organisation, country, role …"""

    id: str
    languages: frozenset[str] = frozenset()
    needs_access: bool = False
    attributes: Mapping[str, str] = {}


class Table(NamedTuple):
    """A group to be. `languages`: its moderator's; none given means any. `capacity`: seats, None for no limit."""

    id: str
    languages: frozenset[str] = frozenset()
    capacity: int | None = None
    is_accessible: bool = True


class Wishes(NamedTuple):
    """What the organiser asks for.

    `together`, `apart`: people to keep at one table (assistant, interpreter), and at different ones. `locked`: person →
    table, who never move. `weights`: attribute → w_a, how much it counts that it is spread evenly. `new_partners`: w_r,
    what it costs that two people meet again. `met`: how often two people (the lower id first) have sat together.
    """

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    locked: Seats = NOBODY
    weights: Mapping[str, float] = {}
    new_partners: float = 0.0
    met: Mapping[tuple[str, str], int] = {}


class Need(StrEnum):
    """The hard constraints, and the wish for new partners."""

    LANGUAGE = "language"
    ACCESS = "access"
    CAPACITY = "capacity"
    TOGETHER = "together"
    APART = "apart"
    NEW_PARTNERS = "new_partners"


class Because(StrEnum):
    """Why a wish could not be met.

    `NO_SUCH_TABLE`: no table offers it (no moderator speaks the language, no room is accessible, too few tables to keep
    so many apart, none has so many seats). `FULL`: those that do have no seat left. `LOCKED`: somebody concerned is
    locked in. `KEPT_TOGETHER`, `KEPT_APART`: another such wish stands against it. `OTHER_NEEDS`: the people concerned
    need different tables for other reasons. `NOT_FOUND`: the search found no seating without.
    """

    NO_SUCH_TABLE = "no_such_table"
    FULL = "full"
    LOCKED = "locked"
    KEPT_TOGETHER = "kept_together"
    KEPT_APART = "kept_apart"
    OTHER_NEEDS = "other_needs"
    NOT_FOUND = "not_found"


class Unmet(NamedTuple):
    """A wish that could not be met: whose, at which tables they sit now, why, and who else is in the way."""

    need: Need
    people: tuple[str, ...]
    tables: tuple[str, ...]
    because: Because
    others: tuple[str, ...] = ()


class Worry(StrEnum):
    """What an organiser should look at; nothing of it blocks."""

    TOO_SMALL = "too_small"
    MERGE = "merge"
    TOO_LARGE = "too_large"
    FEW_MODERATORS = "few_moderators"


class Warned(NamedTuple):
    """A worry, the table it is about (None: all of them), and its number: people there, or moderators missing."""

    worry: Worry
    table: str | None
    number: int


class Seating(NamedTuple):
    """`seats`: person → table, everybody once. `cost`: what the soft wishes cost, 0 at best. `repeats`: pairs who meet
    again. `seed` repeats the same seating from the same people, tables and wishes."""

    seats: Seats
    cost: float
    repeats: int
    unmet: tuple[Unmet, ...]
    warnings: tuple[Warned, ...]
    seed: int


def pair(one: str, other: str) -> tuple[str, str]:
    """Two people as the key of `Wishes.met`."""
    return (one, other) if one < other else (other, one)


def speaks(person: Person, table: Table) -> bool:
    """Whether the moderator and this person share a language."""
    return not person.languages or not table.languages or bool(person.languages & table.languages)


def reaches(person: Person, table: Table) -> bool:
    return table.is_accessible or not person.needs_access


def suits(person: Person, table: Table) -> bool:
    """Whether the table offers what this person cannot do without."""
    return speaks(person, table) and reaches(person, table)
