"""World Café: hosts stay, the others change tables, and nobody meets twice where that can be."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import settings as knobs
from hypothesis import strategies as st

from app.methods.rotation import Rotation, by_formula, is_exact, met_in, repeats, rotate


def tables_of(sizes: list[int]) -> list[list[str]]:
    return [[f"table {i} seat {j}" for j in range(seats)] for i, seats in enumerate(sizes)]


def visits(rotation: Rotation) -> Counter[tuple[str, int]]:
    """How often each guest has been at each table."""
    return Counter((person, t) for tables in rotation.rounds for t, table in enumerate(tables) for person in table[1:])


@pytest.mark.parametrize(
    ("tables", "seats", "rounds"), [(t, s, r) for t in (3, 5, 7) for s in range(1, t + 1) for r in range(1, t + 1)]
)
def test_for_a_prime_number_of_tables_nobody_meets_twice(tables: int, seats: int, rounds: int) -> None:
    rotation = rotate(tables_of([seats] * tables), rounds, seed=1)
    assert (rotation.is_exact, len(rotation.rounds), repeats(rotation.rounds)) == (True, rounds, 0)
    assert set(visits(rotation).values()) <= {1}


@pytest.mark.parametrize("tables", [3, 5, 7])
def test_in_a_full_cafe_everybody_meets_everybody_of_other_seats_once(tables: int) -> None:
    met = met_in(rotate(tables_of([tables] * tables), tables, seed=1).rounds)
    everyone = [person for table in tables_of([tables] * tables) for person in table]
    of_other_seats = [two for two in combinations(sorted(everyone), 2) if two[0][-1] != two[1][-1]]
    assert sorted(met) == of_other_seats
    assert set(met.values()) == {1}


@pytest.mark.parametrize("tables", [3, 5, 7])
def test_the_formula_is_the_rules(tables: int) -> None:
    first = tuple(map(tuple, tables_of([tables] * tables)))
    for r in range(tables):
        seated = by_formula(first, r)
        for i, j in ((i, j) for i in range(tables) for j in range(tables)):
            assert seated[(i + j * r) % tables][j] == first[i][j]


def test_the_worlds_cafe_of_five_tables_by_hand() -> None:
    second = rotate(tables_of([2, 2, 2, 2, 2]), 3, seed=1).rounds[1]
    assert [[person[6] for person in table] for table in second] == [
        ["0", "4"],
        ["1", "0"],
        ["2", "1"],
        ["3", "2"],
        ["4", "3"],
    ]


@pytest.mark.parametrize(
    ("tables", "seats", "rounds", "exact"),
    [
        (5, 5, 5, True),
        (5, 6, 3, False),
        (5, 5, 6, False),
        (4, 4, 3, False),
        (6, 3, 3, True),
        (6, 4, 3, False),
        (60, 8, 3, True),
        (1, 5, 2, False),
        (1, 5, 1, True),
    ],
)
def test_where_the_formula_holds(tables: int, seats: int, rounds: int, exact: bool) -> None:
    assert is_exact(tables, seats, rounds) == exact


@pytest.mark.parametrize(("tables", "seats", "rounds"), [(4, 4, 3), (6, 5, 3), (6, 6, 3)])
def test_swap_search_finds_a_cafe_without_repeats(tables: int, seats: int, rounds: int) -> None:
    rotation = rotate(tables_of([seats] * tables), rounds, seed=7)
    assert (rotation.is_exact, rotation.repeats, repeats(rotation.rounds)) == (False, 0, 0)


def test_more_seats_than_tables_repeat_as_little_as_can_be() -> None:
    """Two hosts with two guests each: whether one guest of each table changes or both do, two pairs meet again."""
    assert rotate(tables_of([3, 3]), 2, seed=1).repeats == 2


def test_the_same_seed_gives_the_same_rounds() -> None:
    tables = tables_of([5, 4, 5, 4])
    assert rotate(tables, 4, seed=3) == rotate(tables, 4, seed=3)


def test_nobody_sits_twice() -> None:
    with pytest.raises(ValueError, match="two tables"):
        rotate([["Inés", "Jonas"], ["Lena", "Inés"]], 2, seed=1)


def test_no_tables_and_no_rounds_are_nothing() -> None:
    assert rotate([], 2, seed=1).rounds == ((), ())
    assert rotate(tables_of([3, 3]), 0, seed=1).rounds == ()


@knobs(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=7), st.integers(1, 4), st.integers(0, 99))
def test_everybody_has_a_seat_in_every_round_and_hosts_stay(sizes: list[int], rounds: int, seed: int) -> None:
    tables = tables_of(sizes)
    rotation = rotate(tables, rounds, seed)
    everyone = sorted(person for table in tables for person in table)
    assert rotation.rounds[0] == tuple(map(tuple, tables))
    for each in rotation.rounds:
        assert sorted(person for table in each for person in table) == everyone
        assert [table[0] for table in each] == [table[0] for table in tables]
    assert rotation.repeats == repeats(rotation.rounds)
    assert not rotation.is_exact or rotation.repeats == 0
