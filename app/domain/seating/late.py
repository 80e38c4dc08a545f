"""A seat for whoever comes when everybody sits: the feasible group with room and the fewest people."""

from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from app.domain.seating.errors import GroupFull
from app.domain.seating.hall import Hall, hall_of
from app.domain.work import Work
from app.methods.seating.late import seat_late
from app.methods.seating.room import Person as Sitter
from app.models import Group, GroupRoom, Guest, Person, Seating

guest, room = Guest.__table__, GroupRoom.__table__  # type: ignore[attr-defined]
person, seating = Person.__table__, Seating.__table__  # type: ignore[attr-defined]

IS_PREPARED = select(
    select(guest.c.id).where(guest.c.lab_id == bindparam("lab")).exists()
    | select(room.c.id).where(room.c.lab_id == bindparam("lab")).exists()
)
WEIGHTS = (
    select(seating.c.weights)
    .where(seating.c.lab_id == bindparam("lab"), seating.c.state == "committed")
    .order_by(seating.c.committed_at.desc(), seating.c.id.desc())
    .limit(1)
)
SEATS = select(room.c.seats).where(room.c.group_id == bindparam("group"))
TAKEN = select(func.count()).where(
    person.c.group_id == bindparam("group"), person.c.role == "participant", person.c.removed_at.is_(None)
)
KEPT = select(func.count()).where(guest.c.group_id == bindparam("group"), guest.c.person_id.is_(None))
NEW = "new"


def late_seat(work: Work, guest: Guest | None) -> int | None:
    """The group for somebody new, by what is known of them; None where nothing is said of guests or rooms: then the
    smallest group will do. While tables rotate, one of those tables."""
    read = work.session.connection()
    if not read.scalar(IS_PREPARED, {"lab": work.lab_id}):
        return None
    hall = hall_of(read, work.lab_id)
    who = f"g{guest.id}" if guest else NEW
    here = {each: at for each, at in hall.here.items() if each != who}
    newcomer = next((each for each in hall.people if each.id == who), Sitter(NEW))
    tables = among_those_that_rotate(hall)
    wishes = hall.wishes(weights_of(read, work.lab_id))
    seat = seat_late(newcomer, hall.people, tables, wishes, here)
    return int(seat.table) if seat.table else None


def among_those_that_rotate(hall: Hall) -> list[Any]:
    latest = max(hall.rounds.values(), default=0)
    tables = [each for each in hall.open_tables if hall.rounds[each.id] == latest]
    return tables or hall.open_tables or hall.tables


def weights_of(read: Connection, lab_id: int) -> dict[str, float]:
    """What the seating in force was balanced by."""
    return read.scalar(WEIGHTS, {"lab": lab_id}) or {}


def require_seat(work: Work, group: Group) -> None:
    """Raises GroupFull when every seat is taken, or kept for a guest."""
    read, asked = work.session.connection(), {"group": group.id}
    seats = read.scalar(SEATS, asked)
    if seats is not None and (read.scalar(TAKEN, asked) or 0) + (read.scalar(KEPT, asked) or 0) >= seats:
        raise GroupFull
