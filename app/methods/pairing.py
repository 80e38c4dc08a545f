"""Two by two, then four by four (1-2-4-All, after Lipmanowicz and McCandless, Liberating Structures)."""

from collections.abc import Hashable, Iterable, Sequence
from random import Random
from typing import TypeVar

Person = TypeVar("Person", bound=Hashable)


def pairs(people: Iterable[Person], lot: int, away: Iterable[Person] = ()) -> list[list[Person]]:
    """People two by two, by lot; who is left over makes a three. The same lot draws the same pairs.

    Those who are `away` are drawn last, so that they fall to each other and leave nobody here alone."""
    missing = set(away)
    drawn = shuffled(people, lot)
    line = [one for one in drawn if one not in missing] + [one for one in drawn if one in missing]
    made = [line[n : n + 2] for n in range(0, len(line), 2)]
    if len(made) > 1 and len(made[-1]) == 1:
        left = made.pop()
        made[-1] += left
    return made


def fours(pairs: Iterable[Sequence[Person]], lot: int) -> list[list[Person]]:
    """Pairs two by two, by lot. If one is left over, a three stays a three, a pair joins the smallest."""
    line = shuffled([tuple(pair) for pair in pairs], lot)
    line.sort(key=len)  # stable, so the lot still decides among equals; threes come last
    made = [[one for pair in line[n : n + 2] for one in pair] for n in range(0, len(line), 2)]
    if len(made) > 1 and len(made[-1]) < 3:
        left = made.pop()
        smallest(made).extend(left)
    return made


def smallest(teams: Sequence[list[Person]]) -> list[Person]:
    """Where a late joiner goes: the fewest people, ties to the first."""
    return min(teams, key=len)


def shuffled(people: Iterable[Person], lot: int) -> list[Person]:
    line = sorted(people)  # type: ignore[type-var]
    Random(lot).shuffle(line)
    return line
