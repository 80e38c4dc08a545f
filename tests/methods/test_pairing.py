from itertools import chain
from random import Random

import pytest

from app.methods.pairing import fours, pairs

ALL_LOTS = range(50)


def sizes(teams: list[list[int]]) -> list[int]:
    return sorted(len(team) for team in teams)


@pytest.mark.parametrize(
    ("people", "made"), [(0, []), (1, [1]), (2, [2]), (3, [3]), (4, [2, 2]), (5, [2, 3]), (7, [2, 2, 3])]
)
def test_people_go_two_by_two_and_who_is_left_over_makes_a_three(people: int, made: list[int]) -> None:
    assert [sizes(pairs(range(people), lot)) for lot in ALL_LOTS] == [made] * len(ALL_LOTS)


@pytest.mark.parametrize("people", range(30))
def test_everyone_is_in_one_pair_exactly(people: int) -> None:
    assert sorted(chain(*pairs(range(people), 7))) == list(range(people))


def test_the_same_lot_draws_the_same_whoever_came_first() -> None:
    people = list(range(9))
    mixed = Random(1).sample(people, 9)
    assert pairs(people, 4821) == pairs(mixed, 4821)


def test_another_lot_draws_others() -> None:
    assert len({str(pairs(range(8), lot)) for lot in ALL_LOTS}) > 20


@pytest.mark.parametrize("lot", ALL_LOTS)
def test_nobody_here_is_left_with_somebody_away_while_others_are_here(lot: int) -> None:
    drawn = pairs(range(8), lot, away={1, 4, 6})
    assert sum(bool({1, 4, 6} & set(pair)) and not {1, 4, 6} >= set(pair) for pair in drawn) == 1


@pytest.mark.parametrize(
    ("pairs_of", "made"),
    [
        ([2, 2], [4]),
        ([2, 3], [5]),
        ([2, 2, 3], [3, 4]),
        ([2, 2, 2], [6]),
        ([2, 2, 2, 2], [4, 4]),
        ([2, 2, 2, 2, 3], [3, 4, 4]),
        ([2, 2, 2, 2, 2], [4, 6]),
        ([3], [3]),
        ([2, 1], [3]),
        ([], []),
    ],
)
def test_fours_are_of_two_pairs_and_what_is_left_over_is_not_alone(pairs_of: list[int], made: list[int]) -> None:
    people = iter(range(100))
    drawn = [[next(people) for _ in range(size)] for size in pairs_of]
    assert [sizes(fours(drawn, lot)) for lot in ALL_LOTS] == [made] * len(ALL_LOTS)


@pytest.mark.parametrize("lot", ALL_LOTS)
def test_pairs_stay_together_in_their_four(lot: int) -> None:
    twos = pairs(range(13), lot)
    merged = [set(four) for four in fours(twos, lot)]
    assert all(sum(set(pair) <= four for four in merged) == 1 for pair in twos)
