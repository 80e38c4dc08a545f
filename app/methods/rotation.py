"""World Café: everybody but the hosts changes tables each round, and meets as few people twice as can be."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

Tables = tuple[tuple[str, ...], ...]
"""Who sits at each table, its host first."""
Met = Counter[tuple[str, str]]
ATTEMPTS, TURNS = 5, 8


class Rotation(NamedTuple):
    """`rounds`: the tables of each round. `repeats`: meetings that are not the first of two people. `is_exact`: by the
    formula, so that nobody meets twice; else found by a search that `seed` repeats."""

    rounds: tuple[Tables, ...]
    repeats: int
    is_exact: bool
    seed: int


def rotate(tables: Sequence[Sequence[str]], rounds: int, seed: int) -> Rotation:
    """Where everybody sits in each of `rounds` rounds, the first as given; hosts (each table's first) stay.

    By the formula where that is exact, else by swap search. Raises ValueError when somebody sits twice. Source: rules,
    World Café rotation.
    """
    everyone = [person for table in tables for person in table]
    if len(set(everyone)) < len(everyone):
        raise ValueError("somebody sits at two tables")
    first = tuple(tuple(table) for table in tables)
    if is_exact(len(tables), max(map(len, tables), default=0), rounds):
        return Rotation(tuple(by_formula(first, r) for r in range(rounds)), 0, True, seed)
    return searched(first, rounds, seed)


def is_exact(tables: int, seats: int, rounds: int) -> bool:
    """Whether nobody meets twice by the formula: always for T prime, seats ≤ T and rounds ≤ T.

    People i, j and i', j' meet in round r if (j − j')·r ≡ i' − i mod T: twice only if a difference of seats times one
    of rounds is a multiple of T. So fewer seats or rounds do for other T as well.
    """
    return all(d * e % tables for d in range(1, seats) for e in range(1, rounds))


def by_formula(first: Tables, number: int) -> Tables:
    """Round `number`, from 0: the person at table i, seat j sits at table (i + j·r) mod T. Seats keep their number, so
    the host of table i stays there in seat 0."""
    t = len(first)
    seats = max(map(len, first), default=0)
    return tuple(
        tuple(first[i][j] for j in range(seats) for i in [(table - j * number) % t] if j < len(first[i]))
        for table in range(t)
    )


def searched(first: Tables, rounds: int, seed: int) -> Rotation:
    """The formula's rounds and several shuffles, each improved by swaps within a round until none helps: the best."""
    chance = random.Random(seed)
    best = polished([by_formula(first, r) for r in range(rounds)], chance)
    for _ in range(ATTEMPTS):
        if not repeats(best):
            break
        best = min(best, polished([first, *(shuffled(first, chance) for _ in range(1, rounds))], chance), key=repeats)
    return Rotation(tuple(best), repeats(best), False, seed)


def shuffled(first: Tables, chance: random.Random) -> Tables:
    """A round with the guests anywhere; each table keeps its host and its number of seats."""
    guests = [person for table in first for person in table[1:]]
    chance.shuffle(guests)
    left = iter(guests)
    return tuple((*table[:1], *(next(left) for _ in table[1:])) for table in first)


def polished(rounds: list[Tables], chance: random.Random) -> list[Tables]:
    """Improves each round but the first against all the others, until a whole turn spares no meeting."""
    best = list(rounds)
    for _ in range(TURNS):
        tried = list(best)
        for number in range(1, len(tried)):
            tried[number] = improved(tried[number], met_in(tried[:number] + tried[number + 1 :]), chance)
        if repeats(tried) >= repeats(best):
            break
        best = tried
    return best


def improved(tables: Tables, met: Met, chance: random.Random) -> Tables:
    """Swaps guests who meet somebody again with guests of other tables while that spares a meeting."""
    seated = [list(table) for table in tables]
    places = [(t, s) for t, table in enumerate(seated) for s in range(1, len(table))]
    chance.shuffle(places)
    while sum(swap(seated, (t, s), other, met, chance) for t, s in places for other in places):
        pass
    return tuple(map(tuple, seated))


def swap(
    seated: list[list[str]], one: tuple[int, int], other: tuple[int, int], met: Met, chance: random.Random
) -> bool:
    """Swaps two guests if it spares a meeting. As good as before is taken now and then, which leads out of dead ends,
    but is not progress."""
    (g, i), (h, j) = one, other
    p, q = seated[g][i], seated[h][j]
    if g == h or not (trouble := again(p, seated[g], met)):
        return False
    before = trouble + again(q, seated[h], met)
    seated[g][i], seated[h][j] = q, p
    after = again(q, seated[g], met) + again(p, seated[h], met)
    if after > before or (after == before and chance.random() < 0.9):
        seated[g][i], seated[h][j] = p, q
    return after < before


def again(person: str, table: Iterable[str], met: Met) -> int:
    """How often this person has met the others at a table."""
    return sum(met[pair(person, each)] for each in table if each != person)


def pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def met_in(rounds: Iterable[Tables]) -> Met:
    """How often each two people have sat together."""
    return Counter(pair(*two) for tables in rounds for table in tables for two in combinations(table, 2))


def repeats(rounds: Iterable[Tables]) -> int:
    """Meetings beyond the first of each two people."""
    return sum(times - 1 for times in met_in(rounds).values())
