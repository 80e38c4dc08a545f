"""World Café: hosts stay, nobody meets twice. Exhaustive where the number of tables is prime, searched elsewhere."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import settings as knobs
from hypothesis import strategies as st

from app.methods.rotation import Next, free_seat, numbered, onward

Tables = Sequence[Sequence[int]]


def pairs_at(tables: Tables) -> list[tuple[int, int]]:
    return [pair for table in tables for pair in combinations(sorted(table), 2)]


class Cafe:
    """Tables of people, the first of each its host, and how they went on."""

    def __init__(self, sizes: Sequence[int], lot: int = 7):
        people, self.lot = iter(range(1, 10_000)), lot
        now = [[next(people) for _ in range(size)] for size in sizes]
        self.newest = next(people)
        numbers = [numbered(table, min(table, default=None), lot) for table in now]
        self.seats = {one: seat for table in numbers for one, seat in table.items()}
        self.past: list[Tables] = [now]

    def go_on(self) -> Next:
        told = onward([{one: self.seats[one] for one in table} for table in self.past[-1]], self.past, self.lot)
        self.past.append(told.tables)
        return told

    def come(self, table: int) -> None:
        """A late joiner."""
        now = [list(each) for each in self.past[-1]]
        self.seats[self.newest] = free_seat([self.seats[one] for one in now[table]])
        now[table].append(self.newest)
        self.past[-1], self.newest = now, self.newest + 1

    def go(self, table: int) -> None:
        """The last at this table, if it is not its host, leaves the lab."""
        now = [list(each) for each in self.past[-1]]
        movers = [one for one in now[table] if self.seats[one]]
        if movers:
            now[table].remove(movers[-1])
        self.past[-1] = now

    @property
    def meetings(self) -> Counter[tuple[int, int]]:
        return Counter(pair for round in self.past for pair in pairs_at(round))

    @property
    def visits(self) -> Counter[tuple[int, int]]:
        """How often each who moves has been at each table."""
        return Counter(
            (one, n) for round in self.past for n, table in enumerate(round) for one in table if self.seats[one]
        )

    @property
    def hosts(self) -> list[set[int]]:
        """Who was at each table in all rounds."""
        return [set.intersection(*(set(round[n]) for round in self.past)) for n in range(len(self.past[0]))]


@pytest.mark.parametrize("tables", [3, 5, 7])
def test_at_a_prime_number_of_full_tables_nobody_meets_twice_in_as_many_rounds(tables: int) -> None:
    cafe = Cafe([tables] * tables)
    told = [cafe.go_on() for _ in range(tables - 1)]
    assert set(cafe.meetings.values()) == {1}
    assert [each.meet_again for each in told] == [[]] * (tables - 1)


@pytest.mark.parametrize("tables", [3, 5, 7])
def test_the_person_at_table_i_seat_j_sits_in_round_r_at_table_i_plus_j_r(tables: int) -> None:
    cafe = Cafe([tables] * tables)
    first = {one: (n, cafe.seats[one]) for n, table in enumerate(cafe.past[0]) for one in table}
    for _ in range(tables - 1):
        cafe.go_on()
    sat = {(one, r): n for r, round in enumerate(cafe.past) for n, table in enumerate(round) for one in table}
    assert sat == {(one, r): (i + j * r) % tables for one, (i, j) in first.items() for r in range(tables)}


@pytest.mark.parametrize("sizes", [[5] * 5, [2, 3, 4, 5, 6], [4, 4, 4, 4], [3, 7], [1, 1, 1], [8] * 12], ids=str)
def test_everyone_sits_exactly_once_in_each_round_and_hosts_stay(sizes: list[int]) -> None:
    cafe = Cafe(sizes)
    for _ in range(3):
        cafe.go_on()
    assert [sorted(chain(*round)) for round in cafe.past] == [list(range(1, sum(sizes) + 1))] * 4
    assert all(table[0] in stayed for table, stayed in zip(cafe.past[0], cafe.hosts, strict=True))


@pytest.mark.parametrize("lot", range(10))
@pytest.mark.parametrize("sizes", [[4] * 4, [6] * 6, [5] * 6, [5] * 10, [6] * 8, [7] * 12], ids=str)
def test_at_any_other_number_of_tables_swaps_find_three_rounds_without_a_repeat(sizes: list[int], lot: int) -> None:
    cafe = Cafe(sizes, lot)
    assert [cafe.go_on().meet_again for _ in range(2)] == [[], []]
    assert set(cafe.visits.values()) == {1}


@given(st.lists(st.integers(1, 9), min_size=2, max_size=12), st.integers(0, 9999), st.randoms(use_true_random=False))
@knobs(max_examples=15, deadline=None)
def test_whoever_comes_and_goes_everyone_sits_once_hosts_stay_and_meetings_are_told(
    sizes: list[int], lot: int, chance: Random
) -> None:
    cafe = Cafe(sizes, lot)
    hosts = [table[0] for table in cafe.past[0]]
    for _ in range(2):
        cafe.go(chance.randrange(len(sizes)))
        cafe.come(chance.randrange(len(sizes)))
        here, met = sorted(chain(*cafe.past[-1])), set(cafe.meetings)
        told = cafe.go_on()
        assert sorted(chain(*told.tables)) == here
        assert [host in table for host, table in zip(hosts, told.tables, strict=True)] == [True] * len(hosts)
        assert told.meet_again == sorted(met & set(pairs_at(told.tables)))
        assert max(map(len, told.tables)) - min(map(len, told.tables)) <= 1


@pytest.mark.parametrize("sizes", [[40, 40], [5], [2, 1], [1], [3, 0], [0, 0]], ids=str)
def test_a_room_where_nothing_better_can_be_found_is_soon_done(sizes: list[int]) -> None:
    cafe = Cafe(sizes)
    for _ in range(3):
        assert sum(len(table) for table in cafe.go_on().tables) == sum(sizes)


@pytest.mark.parametrize("seed", range(20))
def test_with_five_tables_nobody_meets_twice_though_people_come_and_go(seed: int) -> None:
    chance, cafe = Random(seed), Cafe([4] * 5)
    for _ in range(2):
        cafe.go(chance.randrange(5))
        cafe.come(min(range(5), key=lambda table: len(cafe.past[-1][table])))
        cafe.go_on()
    assert set(cafe.meetings.values()) == {1}


def test_who_must_meet_again_is_told() -> None:
    cafe = Cafe([4, 4])
    told = cafe.go_on()
    assert told.meet_again == [pair for pair, times in sorted(cafe.meetings.items()) if times == 2] != []


def test_no_table_has_two_more_than_another() -> None:
    cafe = Cafe([2, 2, 2, 2, 9])
    cafe.go_on()
    assert sorted(map(len, cafe.past[-1])) == [3, 3, 3, 4, 4]


def test_the_same_lot_seats_the_same() -> None:
    assert numbered([4, 8, 6, 2], 8, 99) == numbered([2, 4, 6, 8], 8, 99)
    assert numbered([4, 8, 6, 2], 8, 99)[8] == 0


def test_a_late_joiner_takes_the_lowest_seat_that_is_free() -> None:
    assert [free_seat([0, 1, 2]), free_seat([0, 2, 3]), free_seat([])] == [3, 1, 1]
