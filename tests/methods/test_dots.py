"""Dots: how many each person gets, what a ballot may hold, and what the ballots come to."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.methods.dots import Cut, Fault, Hands, Standing, budget, cap, cut, fault, is_near_tie, tally


@pytest.mark.parametrize(
    ("options", "dots"),
    [(0, 0), (1, 0), (2, 1), (3, 2), (4, 3), (9, 3), (11, 3), (12, 4), (15, 5), (24, 8), (27, 8), (60, 8)],
)
def test_dots_follow_from_the_number_of_options(options: int, dots: int) -> None:
    assert budget(options) == dots


@pytest.mark.parametrize(("dots", "most"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (8, 3)])
def test_dots_on_one_option_are_capped(dots: int, most: int) -> None:
    assert cap(dots) == most


@pytest.mark.parametrize(
    ("ballot", "why"),
    [
        ({"trust": 2, "time": 1}, None),
        ({"trust": 1}, None),
        ({}, None),
        ({"trust": 3}, Fault.OVER_CAP),
        ({"trust": 2, "time": 2}, Fault.OVER_BUDGET),
        ({"elsewhere": 1}, Fault.UNKNOWN_OPTION),
        ({"trust": -1}, Fault.NOT_A_COUNT),
        ({"trust": True}, Fault.NOT_A_COUNT),
        ({"trust": 1.0}, Fault.NOT_A_COUNT),
    ],
)
def test_a_ballot_is_taken_or_refused_for_a_reason(ballot: dict[str, int], why: Fault | None) -> None:
    assert fault(ballot, ["trust", "time"], dots=3, most=2) == why


def test_dots_and_distinct_voters_are_told_and_zero_stays() -> None:
    assert tally(["law", "time", "trust"], [{"trust": 2, "time": 1}, {"trust": 2}, {"trust": 1, "time": 1}, {}]) == (
        (
            Standing("trust", 5, 3, 1, is_tied=False),
            Standing("time", 2, 2, 2, is_tied=False),
            Standing("law", 0, 0, 3, is_tied=False),
        ),
        4,
        7,
    )


def test_a_difference_of_one_dot_is_a_tie() -> None:
    result = tally(["a", "b", "c"], [{"a": 2, "b": 1}, {"a": 1, "b": 1}, {}])
    assert [(each.option, each.dots, each.rank, each.is_tied) for each in result.standings] == [
        ("a", 3, 1, True),
        ("b", 2, 1, True),
        ("c", 0, 3, False),
    ]


@pytest.mark.parametrize(
    ("difference", "voters", "is_tie"), [(1, 0, True), (2, 39, False), (2, 40, True), (3, 40, False), (15, 300, True)]
)
def test_a_near_tie_is_one_dot_or_five_percent_of_voters(difference: int, voters: int, is_tie: bool) -> None:
    assert is_near_tie(7, 7 + difference, voters) == is_tie


def test_near_ties_do_not_chain_from_first_to_last() -> None:
    ballots = [{"a": 5, "b": 4, "c": 3, "d": 2}]
    assert [each.rank for each in tally("abcd", ballots).standings] == [1, 1, 3, 3]


def test_equal_dots_stand_by_distinct_voters() -> None:
    result = tally(["loud", "broad"], [{"loud": 3}, {"broad": 1}, {"broad": 1}, {"broad": 1}])
    assert [each.option for each in result.standings] == ["broad", "loud"]


def test_hands_count_as_one_dot_of_one_person() -> None:
    result = tally(["a", "b"], [{"a": 2}], Hands(people=4, raised={"a": 1, "b": 4}))
    assert (result.voters, result.dots) == (5, 7)
    assert result.standings[0] == Standing("b", 4, 4, 1, is_tied=True)


def test_a_clear_cut_chooses() -> None:
    assert cut(tally("abc", [{"a": 5, "b": 4, "c": 1}]), 2) == Cut(("a", "b"), ())


def test_an_unclear_cut_leaves_the_choice_to_the_group() -> None:
    assert cut(tally("abcde", [{"a": 9, "b": 5, "c": 5, "d": 4, "e": 1}]), 2) == Cut(("a",), ("b", "c", "d"))


def test_nothing_without_dots_is_put_forward() -> None:
    assert cut(tally("abc", [{"a": 3}]), 3) == Cut(("a",), ())


def test_no_places_choose_nothing() -> None:
    assert cut(tally("abc", [{"a": 3}]), 0) == Cut((), ())


OPTIONS = "abcdef"
BALLOTS = st.lists(st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 3)), max_size=40)


@given(BALLOTS, st.integers())
def test_the_order_of_ballots_changes_nothing(ballots: list[dict[str, int]], seed: int) -> None:
    shuffled = random.Random(seed).sample(ballots, len(ballots))
    assert tally(OPTIONS, shuffled) == tally(OPTIONS, ballots)


@given(BALLOTS)
def test_every_option_and_every_dot_is_told(ballots: list[dict[str, int]]) -> None:
    result = tally(OPTIONS, ballots)
    assert sorted(each.option for each in result.standings) == list(OPTIONS)
    assert sum(each.dots for each in result.standings) == sum(sum(each.values()) for each in ballots) == result.dots


@given(st.integers(0, 80), st.dictionaries(st.sampled_from(OPTIONS), st.integers(-1, 9)))
def test_no_ballot_that_is_taken_overdraws(options: int, ballot: dict[str, int]) -> None:
    dots = budget(options)
    if fault(ballot, OPTIONS, dots, cap(dots)) is None:
        assert sum(ballot.values()) <= dots
        assert max(ballot.values(), default=0) <= cap(dots)


@given(st.integers(2, 500))
def test_a_budget_can_be_spent(options: int) -> None:
    assert 1 <= cap(budget(options)) * options >= budget(options)


@given(BALLOTS, st.integers(1, 6))
def test_what_is_chosen_is_clear_of_everything_outside(ballots: list[dict[str, int]], places: int) -> None:
    result = tally(OPTIONS, ballots)
    dots = {each.option: each.dots for each in result.standings}
    outside = [each.dots for each in result.standings[places:] if each.dots]
    chosen, contended = cut(result, places)
    assert not any(is_near_tie(dots[each], other, result.voters) for each in chosen for other in outside)
    assert len(chosen) <= places
    assert not contended or len(chosen) + len(contended) > places
