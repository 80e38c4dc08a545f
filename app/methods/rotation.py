"""World Café: who goes to which table in the next round, so that nobody meets twice and hosts stay."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, count
from random import Random
from typing import NamedTuple

RETURNING = 2  # to come back to a table is as bad as to meet two people again
PATIENCE = 50_000  # swaps looked at: about a tenth of a second, whatever the room
NEW_START = 500  # swaps that a shuffle counts for, so that few people, or one table, are soon done


class Next(NamedTuple):
    """Where everybody sits next, table by table, and the pairs who will then meet again, in order of their ids."""

    tables: list[list[int]]
    meet_again: list[tuple[int, int]]


def numbered(people: Sequence[int], host: int | None, lot: int) -> dict[int, int]:
    """A seat for each at a table: the host has seat 0, the others by lot from 1."""
    movers = sorted(one for one in people if one != host)
    Random(lot).shuffle(movers)
    hosted = {} if host is None or host not in people else {host: 0}
    return hosted | {one: seat for seat, one in enumerate(movers, 1)}


def free_seat(taken: Container[int]) -> int:
    """A late joiner's: the lowest from 1 that nobody at the table has, so that they too meet nobody twice."""
    return next(seat for seat in count(1) if seat not in taken)


def onward(seats: Sequence[Mapping[int, int]], past: Sequence[Sequence[Sequence[int]]], lot: int) -> Next:
    """The next round: `seats` are person → seat at each table now, `past` are all rounds so far, with this one.

    Seat j goes j tables on. When the number of tables is prime and has room for all seats, any two who share a table
    part for as many rounds as there are tables. Else, and where a round has been broken by people who came and went,
    improving swaps are searched from there and from several shuffles, and the best is taken."""
    tables: list[list[int]] = [[] for _ in seats]
    for n, table in enumerate(seats):
        for person, seat in sorted(table.items()):
            tables[(n + seat) % len(seats)].append(person)
    hosts = {person for table in seats for person, seat in table.items() if seat == 0}
    best = searched(even(tables, hosts), hosts, past, Random(lot))
    return Next([sorted(table) for table in best.tables], sorted(best.meetings()))


def even(tables: list[list[int]], hosts: Container[int]) -> list[list[int]]:
    """No table has two people more than another."""
    while len(big := max(tables, key=len)) > len(small := min(tables, key=len)) + 1:
        mover = next((one for one in reversed(big) if one not in hosts), None)
        if mover is None:
            break
        big.remove(mover)
        small.append(mover)
    return tables


def searched(
    tables: Sequence[Sequence[int]], hosts: Container[int], past: Sequence[Sequence[Sequence[int]]], chance: Random
) -> "Search":
    """The best of improving these tables and several shuffles of them, within `PATIENCE`."""
    before = Before(past)
    best = Search(tables, hosts, before, PATIENCE).improved(chance)
    left = best.patience
    while best.trouble() and left > 0:
        other = Search(shuffled(tables, hosts, chance), hosts, before, left).improved(chance)
        best, left = min(best, other, key=Search.trouble), other.patience - NEW_START
    return best


def shuffled(tables: Sequence[Sequence[int]], hosts: Container[int], chance: Random) -> list[list[int]]:
    """Those who move, anywhere; each table keeps its host and its size."""
    movers = [one for table in tables for one in table if one not in hosts]
    chance.shuffle(movers)
    left = iter(movers)
    return [[one if one in hosts else next(left) for one in table] for table in tables]


class Before:
    """Whom each person has met, and which tables they knew."""

    def __init__(self, past: Iterable[Sequence[Sequence[int]]]):
        self.met: defaultdict[int, set[int]] = defaultdict(set)
        self.known: defaultdict[int, set[int]] = defaultdict(set)
        for round in past:
            for n, table in enumerate(round):
                for person in table:
                    self.met[person].update(table)
                    self.known[person].add(n)
        for person, met in self.met.items():
            met.discard(person)


class Search:
    """Swaps two who move, as long as that leaves fewer who meet again or come back to a table they knew."""

    def __init__(self, tables: Sequence[Sequence[int]], hosts: Container[int], before: Before, patience: int):
        self.tables = [set(table) for table in tables]
        self.at = {person: n for n, table in enumerate(tables) for person in table}
        self.movers = [person for person in self.at if person not in hosts]
        self.before, self.patience = before, patience

    def cost(self, person: int, table: int, without: int | None = None) -> int:
        """What is wrong with this person at this table."""
        met = self.before.met[person]
        again = len(met & self.tables[table]) - (without in met and without in self.tables[table])
        return again + RETURNING * (table in self.before.known[person])

    def trouble(self) -> int:
        return sum(self.cost(one, self.at[one]) for one in self.movers)

    def improved(self, chance: Random) -> "Search":
        found = True
        while found and self.patience > 0:
            unhappy = [one for one in self.movers if self.cost(one, self.at[one])]
            chance.shuffle(unhappy)
            found = sum(self.swap_best(one) for one in unhappy) > 0  # all of them, not only the first
        return self

    def swap_best(self, person: int) -> bool:
        here = self.at[person]
        others = [other for other in self.movers if self.at[other] != here]
        self.patience -= len(others)
        gain, other = max(((self.gain(person, other), -other) for other in others), default=(0, 0))
        if gain > 0:
            self.swap(person, -other)
        return gain > 0

    def gain(self, one: int, other: int) -> int:
        here, there = self.at[one], self.at[other]
        before = self.cost(one, here) + self.cost(other, there)
        return before - self.cost(one, there, without=other) - self.cost(other, here, without=one)

    def swap(self, one: int, other: int) -> None:
        here, there = self.at[one], self.at[other]
        self.tables[here] = self.tables[here] - {one} | {other}
        self.tables[there] = self.tables[there] - {other} | {one}
        self.at[one], self.at[other] = there, here

    def meetings(self) -> Iterator[tuple[int, int]]:
        for table in self.tables:
            for one, other in combinations(sorted(table), 2):
                if other in self.before.met[one]:
                    yield one, other
