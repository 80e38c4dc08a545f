"""A seat for somebody who comes when everybody sits. Source: rules, Seating people in groups."""

from collections.abc import Sequence
from typing import NamedTuple

from app.methods.seating.check import Check, companions
from app.methods.seating.cost import added
from app.methods.seating.room import Need, Person, Seats, Table, Unmet, Wishes, suits


class Late(NamedTuple):
    """`table`: None for the plenary only. `unmet`: hard needs that no table with room could meet."""

    table: str | None
    unmet: tuple[Unmet, ...] = ()


def seat_late(
    person: Person,
    people: Sequence[Person],
    tables: Sequence[Table],
    wishes: Wishes,
    seats: Seats,
    *,
    is_last_stage: bool = False,
) -> Late:
    """The feasible table with room and the fewest people, ties to the lowest cost, then in the order of `tables`.

    `people`, `seats`: those who sit already. In the last stage nobody joins a table any more. Where no table is
    feasible, the one with the fewest needs unmet, told in `unmet`: nobody is left standing.
    """
    if is_last_stage or not tables:
        return Late(None)
    sizes = {table.id: sum(at == table.id for each, at in seats.items() if each != person.id) for table in tables}
    troubles = {table.id: trouble(person, people, table, sizes[table.id], wishes, seats) for table in tables}
    least = min((troubles[each], sizes[each]) for each in sizes)
    tied = [each for each in sizes if (troubles[each], sizes[each]) == least]
    table = tied[0] if len(tied) == 1 else min(tied, key=lambda each: added(person, people, wishes, seats, each))
    return Late(table, stands_against(person, table, people, tables, wishes, seats) if least[0] else ())


def trouble(person: Person, people: Sequence[Person], table: Table, size: int, wishes: Wishes, seats: Seats) -> int:
    """How many hard needs would be unmet with this person here; being locked to another table outweighs them all."""
    known = {each.id: each for each in people} | {person.id: person}
    mates = {seats[each] for each in companions(wishes.together, known).get(person.id, ()) if seats.get(each)}
    rivals = {each for wish in wishes.apart if person.id in wish for each in wish if each != person.id}
    return (
        (not suits(person, table))
        + (table.capacity is not None and size >= table.capacity)
        + bool(mates - {table.id})
        + sum(seats.get(each) == table.id for each in rivals)
        + 1000 * (wishes.locked.get(person.id, table.id) != table.id)
    )


def stands_against(
    person: Person, table: str, people: Sequence[Person], tables: Sequence[Table], wishes: Wishes, seats: Seats
) -> tuple[Unmet, ...]:
    """The hard needs that would be unmet, and are not now, if this person sat here: asked before a move by hand, and
    when people choose their own table."""
    everyone = [each for each in people if each.id != person.id] + [person]
    before = set(Check(everyone, tables, wishes, seats).unmet())
    after = Check(everyone, tables, wishes, {**seats, person.id: table}).unmet()
    return tuple(each for each in after if each not in before and each.need != Need.NEW_PARTNERS)
