"""What happened → whose screens must close."""

from collections.abc import Iterator
from typing import NamedTuple

from app.domain import events as e
from app.domain import formed
from app.domain.seating_events import Reseated

MOVED, REVOKED, GONE = 4001, 4003, 4004
"""Close codes; a screen that gets one loads its page again instead of its socket."""


class Farewell(NamedTuple):
    """Screens to close: those of a person who was moved, or those that hold a revoked pass."""

    code: int
    person: int | None = None
    holder: int | None = None


def farewells(happened: e.Happened) -> Iterator[Farewell]:
    match happened:
        case e.PersonMoved(person=person):
            yield Farewell(MOVED, person=person)
        case formed.RoundOpened(moves=moves) | Reseated(moves=moves):
            for person, _, _ in moves:
                yield Farewell(MOVED, person=person)
        case e.PassRevoked(holder=holder):
            yield Farewell(REVOKED, holder=holder)
        case e.LabReplanned(holders=holders) | e.OccasionTold(holders=holders):
            yield from (Farewell(MOVED, holder=holder) for holder in holders)
