"""The ways to seat a room. Source: rules, Seating people in groups, Modes."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from app.methods.seating.check import unmet
from app.methods.seating.cost import cost, repeats
from app.methods.seating.room import NOBODY, Person, Seating, Seats, Table, Wishes
from app.methods.seating.search import seat
from app.methods.seating.sizes import worries

NEW_PARTNERS = 10.0
"""w_r of the mode new partners where the organiser gives none: a repeated pair outweighs several people of a kind."""


class Mode(StrEnum):
    """`SELF_SELECT`, `LIST`, `SAME_GROUPS`: those given stay where they are (chosen, imported, or as last round), the
    others are seated around them. `BY_HAND`: exactly those given. `BALANCED`, `NEW_PARTNERS`: all by the search."""

    SELF_SELECT = "self_select"
    BALANCED = "balanced"
    BY_HAND = "by_hand"
    LIST = "list"
    SAME_GROUPS = "same_groups"
    NEW_PARTNERS = "new_partners"


class Unknown(NamedTuple):
    """Names in a list that are nobody's, and no table's."""

    people: tuple[str, ...]
    tables: tuple[str, ...]


def arrange(
    mode: Mode,
    people: Sequence[Person],
    tables: Sequence[Table],
    wishes: Wishes,
    seed: int,
    given: Seats = NOBODY,
    count: int | None = None,
) -> Seating:
    """Seats the room. `given`: who sits where already, as the mode means it; unknown people and tables are passed over
    (see `unknown`). `count`: at how many tables, None as the rules say. Raises ValueError as `seat` does."""
    known = {each.id for each in people}
    places = {each.id for each in tables}
    held = {who: table for who, table in given.items() if who in known and table in places}
    if mode == Mode.BY_HAND:
        return by_hand(people, tables, wishes, seed, held)
    if mode == Mode.NEW_PARTNERS:
        return seat(people, tables, wishes._replace(new_partners=wishes.new_partners or NEW_PARTNERS), seed, count)
    if mode == Mode.BALANCED:
        return seat(people, tables, wishes, seed, count)
    return seat(people, tables, wishes._replace(locked={**held, **wishes.locked}), seed, count)


def by_hand(people: Sequence[Person], tables: Sequence[Table], wishes: Wishes, seed: int, seats: Seats) -> Seating:
    """What a seating by the organiser's hand comes to. Tables without anybody are not in use."""
    full = [(each.id, list(seats.values()).count(each.id)) for each in tables]
    return Seating(
        seats,
        cost(people, wishes, seats),
        repeats(wishes, seats),
        unmet(people, tables, wishes, seats),
        tuple(worries([each for each in full if each[1]], len(people), len(tables))),
        seed,
    )


def unknown(given: Seats, people: Sequence[Person], tables: Sequence[Table]) -> Unknown:
    """What an imported list names and the room does not have, each once, in the list's order."""
    known, places = {each.id for each in people}, {each.id for each in tables}
    return Unknown(
        tuple(dict.fromkeys(who for who in given if who not in known)),
        tuple(dict.fromkeys(table for table in given.values() if table not in places)),
    )
