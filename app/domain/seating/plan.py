"""The plan of seats as lines, for whoever stands at the door: who is expected or has come, and where they sit."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from app.domain.rules import PARTICIPANT
from app.domain.work import Key, admitted
from app.models import Group, Guest, Person

guest, person = Guest.__table__, Person.__table__  # type: ignore[attr-defined]
group = Group.__table__  # type: ignore[attr-defined]

OF: Any = bindparam("lab")
GUESTS = select(guest).where(guest.c.lab_id == OF).order_by(guest.c.number, guest.c.id)
PEOPLE = (
    select(person.c.id, person.c.number, person.c.name, person.c.namesake, person.c.group_id)
    .where(person.c.lab_id == OF, person.c.role == PARTICIPANT, person.c.removed_at.is_(None))
    .order_by(person.c.number)
)
NUMBERS = select(group.c.id, group.c.number).where(group.c.lab_id == OF)


class Place(NamedTuple):
    """`name` None for whoever stays anonymous: they go by `guest`, their number. `told`: their line of the list."""

    group: int | None
    name: str | None
    number: int
    has_come: bool
    told: Any


def read_seats(read: Connection, by: Key) -> list[Place]:
    """Group by group, then those without a seat."""
    admitted(read, by, read_seats)
    numbers = {one.id: one.number for one in read.execute(NUMBERS, {"lab": by.lab_id})}
    guests = list(read.execute(GUESTS, {"lab": by.lab_id}))
    told = {one.person_id: one for one in guests if one.person_id}
    come = [
        Place(numbers.get(one.group_id), shown(one), one.number, True, told.get(one.id))
        for one in read.execute(PEOPLE, {"lab": by.lab_id})
    ]
    kept = [Place(numbers.get(one.group_id), one.name, 0, False, one) for one in guests if one.person_id is None]
    return sorted(come + kept, key=lambda each: (each.group is None, each.group or 0))


def shown(one: Any) -> str | None:
    return f"{one.name} ({one.namesake + 1})" if one.name and one.namesake else one.name
