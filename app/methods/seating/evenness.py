"""How evenly a seating spreads the values of an attribute. Source: rules, Seating people in groups."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.methods.seating.room import Person, Seats


class Furthest(NamedTuple):
    """Where an attribute is furthest from an even spread: `number` people of `value` at `table`, `even` would be the
    share of the whole room."""

    table: str
    value: str
    number: int
    even: float

    @property
    def is_even(self) -> bool:
        """Less than one person away: nobody could be moved to make it more even."""
        return abs(self.number - self.even) < 1


def shares(people: Iterable[Person], seats: Seats, attribute: str) -> dict[str, Counter[str]]:
    """How many of each value sit at each table. Those who did not say are not counted."""
    there: dict[str, Counter[str]] = {}
    for person in people:
        value = person.attributes.get(attribute)
        if person.id in seats and value is not None:
            there.setdefault(seats[person.id], Counter())[value] += 1
    return there


def furthest(people: Sequence[Person], seats: Seats, attribute: str) -> Furthest | None:
    """None when nobody said anything. Ties to the larger share, then in the order of tables."""
    seated = [each for each in people if each.id in seats]
    there = shares(seated, seats, attribute)
    size = Counter(seats[each.id] for each in seated)
    total = sum(there.values(), Counter())
    found = [
        Furthest(table, value, there.get(table, Counter())[value], times * n / len(seated))
        for table, n in size.items()
        for value, times in total.items()
    ]
    return max(found, key=lambda each: (abs(each.number - each.even), each.number), default=None)
