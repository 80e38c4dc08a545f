"""Events of people who are expected and seated (see events.py). They name nobody who has not joined."""

from dataclasses import dataclass

from app.domain.happened import Happened


class OfSeating(Happened):
    pass


class GuestsChanged(OfSeating):
    """The list of guests is another now."""


class ProposalChanged(OfSeating):
    """A seating was proposed, changed by hand, or dropped; nobody has moved."""


@dataclass(frozen=True)
class RoomSet(OfSeating):
    """What is said of where a group sits."""

    group: int


@dataclass(frozen=True)
class Reseated(OfSeating):
    """Many at once: `moves` are [person, to, from]; `groups` those in which seats are kept, taken or given up."""

    groups: list[int]
    moves: list[list[int]]


@dataclass(frozen=True)
class SeatingCommitted(Reseated):
    seating: int


@dataclass(frozen=True)
class GroupsMerged(Reseated):
    """Everybody of `origin` sits in `goal` now."""

    origin: int
    goal: int


class SeatsGiven(Reseated):
    """By hand, one or a few."""


class SeatsReleased(Reseated):
    """Of guests who have not come."""
