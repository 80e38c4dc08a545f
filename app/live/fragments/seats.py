"""Who sits where, for the organiser: each group's people and kept seats, what stands against it, how many have come."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.domain.rules import MODERATOR, PARTICIPANT
from app.domain.seating.hall import hall_of
from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by, row
from app.live.fragments.people import Named
from app.methods.seating.check import unmet
from app.methods.seating.room import Unmet
from app.methods.seating.sizes import worries
from app.models import Group, GroupRoom, Guest, HandedList, Lab, Person

guest, person, lab = Guest.__table__, Person.__table__, Lab.__table__  # type: ignore[attr-defined]
group, room = Group.__table__, GroupRoom.__table__  # type: ignore[attr-defined]
handed = HandedList.__table__  # type: ignore[attr-defined]

GUESTS = select(guest).where(guest.c.lab_id.in_(KEYS)).order_by(guest.c.number, guest.c.id)
PEOPLE = (
    select(person.c.id, person.c.lab_id, person.c.group_id, person.c.role, person.c.number, person.c.name)
    .add_columns(person.c.namesake, person.c.is_here, person.c.removed_at)
    .where(person.c.lab_id.in_(KEYS), person.c.role.in_((PARTICIPANT, MODERATOR)))
    .order_by(person.c.number, person.c.id)
)
ROOMS = (
    select(group.c.id, group.c.lab_id, group.c.number, room.c.languages, room.c.seats, room.c.is_accessible)
    .add_columns(room.c.is_closed)
    .outerjoin(room, room.c.group_id == group.c.id)
    .order_by(group.c.number)
)
ROOMS_OF_LABS, ROOMS_BY_ID = ROOMS.where(group.c.lab_id.in_(KEYS)), ROOMS.where(group.c.id.in_(KEYS))
HANDED_IN = select(handed).where(handed.c.id == bindparam("id"), handed.c.lab_id == bindparam("lab"))
CLOSED = select(lab.c.id).where(lab.c.id.in_(KEYS), lab.c.closed_at.is_not(None))


def list_handed_in(read: Connection, lab_id: int, id: str) -> Any:
    """A list that waits to be looked at, or None."""
    return read.execute(HANDED_IN, {"lab": lab_id, "id": id}).first()


class Expected:
    """A guest who has not come, as the organiser knows them: by their name on the list."""

    def __init__(self, display: str) -> None:
        self.display = display


class Sitting(SimpleNamespace):
    """Somebody in a group: `key` as proposals name them, `told` what a list tells of them."""

    key: str
    named: Any
    told: Any


NOBODY = Expected("…")


class Everyone:
    """All who have joined or are expected in a lab, by the keys that proposals use."""

    def __init__(self, read: Connection, lab_id: int) -> None:
        self.guests = fetch(read, GUESTS, {lab_id})
        self.people = [one for one in fetch(read, PEOPLE, {lab_id}) if one.role == PARTICIPANT]
        self.named: dict[str, Any] = {f"p{one.id}": Named(one) for one in self.people}
        self.named |= {f"g{one.id}": Expected(one.name) for one in self.guests}
        self.told: dict[str, Any] = {f"p{one.person_id}": one for one in self.guests if one.person_id}
        self.told |= {f"g{one.id}": one for one in self.guests}

    def sitting(self, key: str, **more: Any) -> Sitting:
        return Sitting(key=key, named=self.named.get(key, NOBODY), told=self.told.get(key), **more)

    def names(self, keys: Any) -> list[Any]:
        return [self.named.get(key, NOBODY) for key in keys]


def is_closed(read: Connection, lab_id: int) -> bool:
    return bool(fetch(read, CLOSED, {lab_id}))


def seats_by_group(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return by_key(seats_in(read, fetch(read, ROOMS_BY_ID, keys)), "group_id")


def seats_of_labs(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = lists_by(seats_in(read, fetch(read, ROOMS_OF_LABS, keys)), "lab_id")
    return {key: SimpleNamespace(lab_id=key, is_closed=is_closed(read, key), groups=found[key]) for key in keys}


def seats_in(read: Connection, rooms: list[Any]) -> list[SimpleNamespace]:
    """Of these groups. Whoever has come first, then those for whom a seat is kept."""
    labs = {one.lab_id for one in rooms}
    everyone = {key: Everyone(read, key) for key in labs}
    numbers = {key: [one.number for one in fetch(read, ROOMS_OF_LABS, {key})] for key in labs}
    moderators = lists_by((one for one in fetch(read, PEOPLE, labs) if one.role == MODERATOR), "group_id")
    return [
        row(
            one,
            group_id=one.id,
            is_over=is_closed(read, one.lab_id),
            can_be_reached=one.is_accessible is None or bool(one.is_accessible),
            people=in_group(everyone[one.lab_id], one.id),
            others=[each for each in numbers[one.lab_id] if each != one.number],
            moderators=[Named(each) for each in moderators[one.id] if not each.removed_at],
        )
        for one in rooms
    ]


def in_group(everyone: Everyone, group_id: int) -> list[Sitting]:
    come = [
        everyone.sitting(f"p{one.id}", has_come=True)
        for one in everyone.people
        if one.group_id == group_id and not one.removed_at
    ]
    kept = [
        everyone.sitting(f"g{one.id}", has_come=False)
        for one in everyone.guests
        if one.group_id == group_id and one.person_id is None
    ]
    return come + kept


def counts_of_guests(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return {key: count(read, key) for key in keys}


def count(read: Connection, lab_id: int) -> SimpleNamespace:
    everyone = Everyone(read, lab_id)
    joined = {one.id for one in everyone.people if not one.removed_at}
    listed = {one.person_id for one in everyone.guests if one.person_id}
    waiting = [one for one in everyone.guests if one.person_id is None]
    return SimpleNamespace(
        lab_id=lab_id,
        is_closed=is_closed(read, lab_id),
        expected=len(everyone.guests),
        come=len(listed),
        others=len(joined - listed),
        kept=sum(one.group_id is not None for one in waiting),
        unseated=sum(one.group_id is None for one in waiting),
    )


def notes_of_labs(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """What stands against the seats as they are now."""
    return {key: notes(read, key) for key in keys}


def notes(read: Connection, lab_id: int) -> SimpleNamespace:
    hall, everyone = hall_of(read, lab_id), Everyone(read, lab_id)
    full = [(each.id, list(hall.here.values()).count(each.id)) for each in hall.tables]
    people = [each for each in hall.people if each.id in hall.here]
    used = [(table, n) for table, n in full if n]
    return SimpleNamespace(
        lab_id=lab_id,
        unmet=told_unmet(unmet(people, hall.tables, hall.wishes(), hall.here), everyone, numbers_of(read, lab_id)),
        warnings=told_warnings(
            [[each.worry.value, each.table, each.number] for each in worries(used, len(people), len(hall.tables))],
            numbers_of(read, lab_id),
        ),
    )


def numbers_of(read: Connection, lab_id: int) -> dict[int, int]:
    return {one.id: one.number for one in fetch(read, ROOMS_OF_LABS, {lab_id})}


def told_unmet(found: Any, everyone: Everyone, numbers: dict[int, int]) -> list[SimpleNamespace]:
    """Each as it is said: who, where, why, and who is in the way."""
    told = [
        (each.need.value, *each[1:3], each.because.value, each.others) if isinstance(each, Unmet) else each
        for each in found
    ]
    return [
        SimpleNamespace(
            need=need,
            people=everyone.names(people),
            groups=[numbers[int(table)] for table in tables if int(table) in numbers],
            because=because,
            others=everyone.names(others),
        )
        for need, people, tables, because, others in told
    ]


def told_warnings(found: Any, numbers: dict[int, int]) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(worry=worry, group=numbers.get(int(table)) if table else None, number=number)
        for worry, table, number in found
    ]


class SeatsOfGroup(Fragment):
    piece = "seating/_seats.html:group"
    load = seats_by_group


class SeatsOfLab(Fragment):
    piece = "seating/_seats.html:seats"
    load = seats_of_labs


class SeatNotes(Fragment):
    piece = "seating/_notes.html:seat_notes"
    load = notes_of_labs


class GuestCount(Fragment):
    piece = "seating/_guests.html:guests"
    load = counts_of_guests
