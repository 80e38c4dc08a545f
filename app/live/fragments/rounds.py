"""Rounds at the tables: which one this is, who hosts, who came from where, who would go where next."""

from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from app.domain.rotations import next_round
from app.domain.rules import PARTICIPANT
from app.live.fragments.base import KEYS, by_key, fetch, lists_by, row
from app.live.fragments.people import Called, Named
from app.models import AgendaItem, Group, Person, Rotation, Stage, Stay

group, person, stage = Group.__table__, Person.__table__, Stage.__table__  # type: ignore[attr-defined]
rotation, stay, item = Rotation.__table__, Stay.__table__, AgendaItem.__table__  # type: ignore[attr-defined]

ROUNDS = (
    select(stage.c.id, stage.c.lab_id, stage.c.title, stage.c.kind, stage.c.minutes)
    .join(item, item.c.id == stage.c.item_id)
    .where(stage.c.lab_id.in_(KEYS), stage.c.kind == "rotation")
    .order_by(item.c.position, stage.c.position)
)
ROTATIONS = select(rotation).where(rotation.c.lab_id.in_(KEYS)).order_by(rotation.c.round)
STAYS = select(stay).where(stay.c.lab_id.in_(KEYS)).order_by(stay.c.id)
TABLES = (
    select(group.c.id, group.c.lab_id, group.c.number, group.c.host_id, group.c.round)
    .where(group.c.lab_id.in_(KEYS))
    .order_by(group.c.number)
)
SEATED = (
    select(person.c.id, person.c.lab_id, person.c.group_id, person.c.number, person.c.name, person.c.namesake)
    .add_columns(person.c.role, person.c.is_here)
    .where(person.c.lab_id.in_(KEYS), person.c.role == PARTICIPANT, person.c.removed_at.is_(None))
    .order_by(person.c.number)
)
KNOWN = (
    select(person.c.id, person.c.number, person.c.name, person.c.namesake, person.c.role, person.c.is_here)
    .where(person.c.lab_id.in_(KEYS), person.c.role == PARTICIPANT)
    .order_by(person.c.number)
)
HOSTS = select(person.c.id, person.c.number, person.c.name, person.c.namesake, person.c.role, person.c.is_here).where(
    person.c.id.in_(KEYS)
)


class Sitting(NamedTuple):
    """Somebody at a table, as all may know them."""

    called: Called
    is_host: bool


class AtTable(NamedTuple):
    """Somebody at a table, and the number of the table they come from, if it is another."""

    named: Named
    is_host: bool
    came_from: int | None = None

    @property
    def id(self) -> int:
        return int(self.named.id)

    @property
    def display(self) -> str:
        return self.named.display


def tables_of(read: Connection, groups: list[Any]) -> dict[int, dict[str, Any]]:
    """What a phone at the table shows."""
    hosts = by_key(fetch(read, HOSTS, {one.host_id for one in groups if one.host_id}), "id")
    rounds = lists_by(fetch(read, ROUNDS, {one.lab_id for one in groups}), "lab_id")
    return {
        one.id: {
            "round": one.round,
            "rounds": len(rounds[one.lab_id]),
            "host": Called(hosts[one.host_id], one.anonymity) if one.host_id in hosts else None,
        }
        for one in groups
    }


def desk_tables_of(read: Connection, groups: list[Any]) -> dict[int, dict[str, Any]]:
    """With everyone at the table, and where they come from."""
    labs = {one.lab_id for one in groups}
    found = tables_of(read, groups)
    seated = lists_by(fetch(read, SEATED, labs), "group_id")
    number = {each.id: each.number for each in fetch(read, TABLES, labs)}
    was = {(one.person_id, one.round): number[one.group_id] for one in fetch(read, STAYS, labs)}
    for one in groups:
        found[one.id]["people"] = [
            AtTable(Named(each), each.id == one.host_id, was.get((each.id, one.round - 1))) for each in seated[one.id]
        ]
    return found


def wall_tables_of(read: Connection, lab_id: int, anonymity: str) -> list[SimpleNamespace]:
    """Who sits where in this round, for those who look for their table on the wall."""
    seated = lists_by(fetch(read, SEATED, {lab_id}), "group_id")
    return [
        SimpleNamespace(
            number=each.number,
            people=[Sitting(Called(one, anonymity), one.id == each.host_id) for one in seated[each.id]],
        )
        for each in fetch(read, TABLES, {lab_id})
        if each.round
    ]


def tower_tables_of(read: Connection, lab_id: int) -> SimpleNamespace | None:
    """The lab's rounds: who was where, and who would go where now. None for a lab without rounds."""
    rounds = fetch(read, ROUNDS, {lab_id})
    if not rounds:
        return None
    tables = fetch(read, TABLES, {lab_id})
    begun = {each.round: each for each in fetch(read, ROTATIONS, {lab_id})}
    stays = fetch(read, STAYS, {lab_id})
    names = {one.id: Named(one) for one in fetch(read, KNOWN, {lab_id})}
    number = max(begun, default=0) + 1
    return SimpleNamespace(
        rounds=[row(each, number=n, where=who_was_where(n, tables, stays, names)) for n, each in enumerate(rounds, 1)],
        next=preview(read, lab_id, tables, list(begun.values()), stays, names, number)
        if number <= len(rounds)
        else None,
    )


def who_was_where(n: int, tables: list[Any], stays: list[Any], names: dict[int, Named]) -> list[SimpleNamespace]:
    there = lists_by([one for one in stays if one.round == n], "group_id")
    return [
        SimpleNamespace(
            number=each.number,
            people=[AtTable(names[one.person_id], one.is_host) for one in there[each.id] if one.person_id in names],
        )
        for each in tables
        if there[each.id]
    ]


def preview(
    read: Connection, lab_id: int, tables: list[Any], past: list[Any], stays: list[Any], names: dict[int, Named], n: int
) -> SimpleNamespace:
    """The next round as it would begin now. The first moves nobody."""
    if not past:
        return SimpleNamespace(number=n, tables=[], meet_again=0)
    people = fetch(read, SEATED, {lab_id})
    coming = next_round(tables, people, past, stays)
    number = {each.id: each.number for each in tables}
    now_at = {one.id: number[one.group_id] for one in people if one.group_id}
    return SimpleNamespace(
        number=n,
        meet_again=len(coming.meet_again),
        tables=[
            SimpleNamespace(
                number=number[table],
                people=[
                    AtTable(names[one], seat == 0, now_at[one] if now_at[one] != number[table] else None)
                    for one, seat in sorted(seats.items(), key=lambda sits: sits[1])
                ],
            )
            for table, seats in coming.tables.items()
        ],
    )
