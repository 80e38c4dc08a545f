"""The lab's door, as the wall shows it and as the organiser keeps it."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, func, select

from app.domain.rules import PARTICIPANT
from app.live.fragments.base import KEYS, Fragment, by_key, fetch
from app.models import Lab, Person

lab, person = Lab.__table__, Person.__table__  # type: ignore[attr-defined]

DOORS = select(lab.c.id, lab.c.code, lab.c.door_code, lab.c.locked_at, lab.c.closed_at, lab.c.capacity).where(
    lab.c.id.in_(KEYS)
)
TAKEN = (
    select(person.c.lab_id, func.count().label("n"))
    .where(person.c.lab_id.in_(KEYS), person.c.role == PARTICIPANT, person.c.removed_at.is_(None))
    .group_by(person.c.lab_id)
)


def doors(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return {
        one.id: SimpleNamespace(
            lab_id=one.id,
            code=one.door_code or one.code,
            locked_at=one.locked_at,
            is_closed=one.closed_at is not None,
            places=one.capacity,
        )
        for one in fetch(read, DOORS, keys)
    }


def kept_doors(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """With how many places are taken."""
    found, taken = doors(read, keys), by_key(fetch(read, TAKEN, keys), "lab_id")
    for key, door in found.items():
        door.taken = taken[key].n if key in taken else 0
    return found


class Door(Fragment):
    piece = "labs/_door.html:door"
    load = doors


class Doorkeeping(Fragment):
    piece = "labs/_doorkeeping.html:doorkeeping"
    load = kept_doors
