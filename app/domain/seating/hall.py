"""The lab's people, guests and groups as the arithmetic knows them (app/methods/seating): plain data, nobody by name.

Somebody who has joined is "p" and their number, a guest who has not "g" and theirs: one person never has both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from app.domain.rules import PARTICIPANT
from app.domain.seating.whereabouts import met_pairs
from app.methods.seating.room import Person as Sitter
from app.methods.seating.room import Table, Wishes, pair
from app.models import Group, GroupRoom, Guest, Person

guest, person = Guest.__table__, Person.__table__  # type: ignore[attr-defined]
group, room = Group.__table__, GroupRoom.__table__  # type: ignore[attr-defined]

ATTRIBUTES = ("organisation", "country", "occupation")
"""What a seating can be balanced by."""

OF: Any = bindparam("lab")
GUESTS = select(guest).where(guest.c.lab_id == OF).order_by(guest.c.number, guest.c.id)
PEOPLE = (
    select(person.c.id, person.c.group_id)
    .where(person.c.lab_id == OF, person.c.role == PARTICIPANT, person.c.removed_at.is_(None))
    .order_by(person.c.number)
)
GROUPS = (
    select(group.c.id, group.c.number, group.c.round, room.c.languages, room.c.seats, room.c.is_accessible)
    .add_columns(room.c.is_closed)
    .outerjoin(room, room.c.group_id == group.c.id)
    .where(group.c.lab_id == OF)
    .order_by(group.c.number)
)


class Hall(NamedTuple):
    """`here`: who sits where now, or has a seat kept; `wanted`: what their list asks for (who → group)."""

    people: list[Sitter]
    tables: list[Table]
    closed: frozenset[str]
    together: tuple[tuple[str, ...], ...]
    apart: tuple[tuple[str, ...], ...]
    here: dict[str, str]
    wanted: dict[str, str]
    rounds: dict[str, int]

    @property
    def open_tables(self) -> list[Table]:
        return [each for each in self.tables if each.id not in self.closed]

    def only_here(self) -> "Hall":
        """Without guests who have not come."""
        return self._replace(people=[each for each in self.people if each.id.startswith("p")])

    def wishes(self, weights: Mapping[str, float] | None = None, **more: Any) -> Wishes:
        return Wishes(together=self.together, apart=self.apart, weights=weights or {}, **more)


def hall_of(read: Connection, lab_id: int) -> Hall:
    guests = list(read.execute(GUESTS, {"lab": lab_id}))
    groups = list(read.execute(GROUPS, {"lab": lab_id}))
    people = list(read.execute(PEOPLE, {"lab": lab_id}))
    seats = {one.id: one.group_id for one in people}
    by_person = {one.person_id: one for one in guests if one.person_id in seats}
    waiting = [one for one in guests if one.person_id is None]
    told = {f"p{id}": by_person.get(id) for id in seats} | {f"g{one.id}": one for one in waiting}
    number = {each.number: str(each.id) for each in groups}
    here = {f"p{id}": at for id, at in seats.items()} | {f"g{one.id}": one.group_id for one in waiting}
    return Hall(
        people=[sitter(key, one) for key, one in told.items()],
        tables=[table(each) for each in groups],
        closed=frozenset(str(each.id) for each in groups if each.is_closed),
        together=marked(told, "together"),
        apart=marked(told, "apart"),
        here={key: str(at) for key, at in here.items() if at},
        wanted={key: number[one.wanted] for key, one in told.items() if one and one.wanted in number},
        rounds={str(each.id): each.round for each in groups},
    )


def sitter(key: str, told: Any) -> Sitter:
    """Of somebody who is on no list we know nothing: they can sit anywhere."""
    if told is None:
        return Sitter(key)
    attributes = {name: plain(getattr(told, name)) for name in ATTRIBUTES if getattr(told, name)}
    return Sitter(key, frozenset(told.languages), bool(told.access), attributes)


def plain(words: str) -> str:
    """NAV and Nav are one organisation."""
    return " ".join(words.casefold().split())


def table(each: Any) -> Table:
    is_accessible = each.is_accessible is None or bool(each.is_accessible)
    return Table(str(each.id), frozenset(each.languages or ()), each.seats, is_accessible)


def marked(told: Mapping[str, Any], kind: str) -> tuple[tuple[str, ...], ...]:
    """Those who share a mark, two or more of them."""
    sharing: defaultdict[str, list[str]] = defaultdict(list)
    for key, one in told.items():
        for mark in getattr(one, kind) if one else ():
            sharing[mark].append(key)
    return tuple(tuple(keys) for keys in sharing.values() if len(keys) > 1)


def met_in(read: Connection, lab_id: int) -> dict[tuple[str, str], int]:
    """Who has worked with whom before, as the arithmetic takes it."""
    return {pair(f"p{one}", f"p{other}"): 1 for one, other in met_pairs(read, lab_id)}


def ids_of(keys: Iterable[str], kind: str) -> set[int]:
    """The numbers of those that are people ("p") or guests ("g"). Whatever is no key is passed over."""
    return {int(key[1:]) for key in keys if key[:1] == kind and key[1:].isascii() and key[1:].isdecimal()}
