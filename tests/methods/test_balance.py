"""Who has been heard, and who speaks next."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.methods.balance import Balance, Colour, Flag, Request, balance, colour, gini, speaking_order

NINE = datetime(2020, 10, 13, 9, 0, tzinfo=UTC)
TALK = st.lists(st.integers(0, 600), min_size=3, max_size=30)


def pairwise_gini(talk: list[int]) -> float:
    """As rules.md writes it."""
    n, mean = len(talk), sum(talk) / len(talk)
    return sum(abs(x - y) for x in talk for y in talk) / (2 * n * n * mean) * n / (n - 1)


@given(TALK.filter(any))
def test_gini_is_the_double_sum_of_the_rules(talk: list[int]) -> None:
    assert gini(talk) == pytest.approx(pairwise_gini(talk))


@given(TALK.filter(any))
def test_gini_lies_between_all_alike_and_one_alone(talk: list[int]) -> None:
    assert 0 <= (gini(talk) or 0) <= 1


@pytest.mark.parametrize(
    ("talk", "spread"),
    [([60, 60, 60], 0), ([60, 0, 0, 0], 1), ([0, 0, 0], None), ([60, 30], None), ([], None), ([30, 60, 90], 1 / 3)],
)
def test_gini(talk: list[float], spread: float | None) -> None:
    assert gini(talk) == (None if spread is None else pytest.approx(spread))


def test_nobody_speaks_for_less_than_no_time() -> None:
    with pytest.raises(ValueError, match="less than no time"):
        gini([1, 2, -1])


@pytest.mark.parametrize(
    ("spread", "shown"),
    [
        (None, None),
        (0, Colour.GREEN),
        (0.249, Colour.GREEN),
        (0.25, Colour.AMBER),
        (0.449, Colour.AMBER),
        (0.45, Colour.RED),
        (1, Colour.RED),
    ],
)
def test_colours(spread: float | None, shown: Colour | None) -> None:
    assert colour(spread) == shown


def test_a_share_above_twice_an_even_one_is_flagged() -> None:
    result = balance({"Inés": 121, "Jonas": 40, "Lena": 40, "Mikko": 39}, is_past_half=False)
    assert (result.flags, result.large) == ((Flag.LARGE_SHARE,), ("Inés",))


def test_twice_an_even_share_is_not_yet_too_much() -> None:
    assert balance({"Inés": 120, "Jonas": 40, "Lena": 40, "Mikko": 40}, is_past_half=False).large == ()


def test_the_silent_are_told_at_once_and_flagged_at_half_time() -> None:
    talk = {"Inés": 30, "Jonas": 0, "Lena": 30}
    assert (balance(talk, False).not_yet_heard, balance(talk, False).flags) == (("Jonas",), ())
    assert balance(talk, True).flags == (Flag.SOME_UNHEARD,)


def test_nobody_heard_by_half_time_is_flagged() -> None:
    assert balance({"Inés": 0, "Jonas": 0, "Lena": 0}, is_past_half=True) == Balance(
        None, None, (Flag.NOBODY_HEARD,), ("Inés", "Jonas", "Lena"), ()
    )


def test_an_empty_group_has_no_flags() -> None:
    assert balance({}, is_past_half=True) == Balance(None, None, (), (), ())


def test_the_speaking_order_is_turns_then_seconds_then_time_of_request() -> None:
    def asked(person: str, turns: int, seconds: int, after: int) -> Request:
        return Request(person, turns, seconds, NINE + timedelta(seconds=after))

    requests = [
        asked("twice, first to ask", 2, 10, 0),
        asked("once, long", 1, 90, 1),
        asked("once, short, later", 1, 30, 4),
        asked("once, short, sooner", 1, 30, 3),
        asked("not yet", 0, 0, 9),
    ]
    assert speaking_order(requests) == [
        "not yet",
        "once, short, sooner",
        "once, short, later",
        "once, long",
        "twice, first to ask",
    ]
