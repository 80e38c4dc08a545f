"""What an extension costs the later items, and how a late lab catches up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.methods.timing import CaughtUp, Later, Shift, Shrunk, apportioned, catch_up, knock_on, least

M = 60
LATER = [Later("plenary", 20 * M, 10 * M), Later("break", 10 * M, 5 * M), Later("harvest", 15 * M, 0, is_harvest=True)]


def test_an_extension_moves_every_later_item() -> None:
    assert knock_on(left=4 * M, extension=5 * M, later=LATER) == [
        Shift("plenary", 4 * M, 9 * M, 24 * M, 29 * M),
        Shift("break", 24 * M, 29 * M, 34 * M, 39 * M),
        Shift("harvest", 34 * M, 39 * M, 49 * M, 54 * M),
    ]


def test_shortening_ends_now_at_the_earliest() -> None:
    assert knock_on(left=2 * M, extension=-5 * M, later=LATER[:1]) == [Shift("plenary", 2 * M, 0, 22 * M, 20 * M)]


def test_an_item_over_time_costs_only_what_is_still_to_come() -> None:
    assert knock_on(left=-2 * M, extension=5 * M, later=LATER[:1]) == [Shift("plenary", 0, 3 * M, 20 * M, 23 * M)]


def test_catching_up_shrinks_in_proportion_to_what_each_can_spare() -> None:
    assert catch_up(10 * M, LATER) == CaughtUp(
        (Shrunk("plenary", 20 * M, 15 * M), Shrunk("break", 10 * M, 7 * M), Shrunk("harvest", 15 * M, 13 * M)),
        won=10 * M,
        missing=0,
    )


def test_the_harvest_keeps_ten_minutes() -> None:
    caught = catch_up(60 * M, LATER)
    assert [each.seconds // M for each in caught.items] == [10, 5, 10]
    assert (caught.won, caught.missing) == (20 * M, 40 * M)


@pytest.mark.parametrize(
    ("item", "kept"),
    [
        (Later("harvest", 8 * M, 0, is_harvest=True), 8 * M),
        (Later("harvest", 20 * M, 12 * M, is_harvest=True), 12 * M),
        (Later("talk", 20 * M), 0),
        (Later("talk", 5 * M, 9 * M), 5 * M),
    ],
)
def test_an_item_keeps_its_minimum_but_never_more_than_it_has(item: Later, kept: int) -> None:
    assert least(item) == kept


def test_part_of_a_minute_late_costs_a_whole_minute() -> None:
    assert catch_up(61, [Later("talk", 10 * M)]).won == 2 * M


def test_steps_may_be_finer() -> None:
    assert catch_up(61, [Later("talk", 10 * M)], step=1).won == 61


@pytest.mark.parametrize("late", [0, -5 * M])
def test_a_lab_on_time_gives_nothing_away(late: int) -> None:
    assert catch_up(late, LATER) == CaughtUp(tuple(Shrunk(x.item, x.seconds, x.seconds) for x in LATER), 0, 0)


def test_nothing_left_cannot_catch_up() -> None:
    assert catch_up(5 * M, []) == CaughtUp((), 0, 5 * M)


ITEMS = st.lists(
    st.builds(Later, st.just("item"), st.integers(0, 3600), st.integers(0, 3600), st.booleans()), max_size=12
)


@given(st.integers(0, 7200), ITEMS, st.sampled_from([1, 30, 60]))
def test_catching_up_never_takes_what_is_protected(late: int, later: list[Later], step: int) -> None:
    caught = catch_up(late, later, step)
    assert all(least(item) <= kept.seconds <= item.seconds for item, kept in zip(later, caught.items, strict=True))
    assert caught.won == sum(each.was - each.seconds for each in caught.items)
    assert caught.missing == max(0, late - caught.won)
    assert caught.won < late + step


@given(st.lists(st.integers(0, 60), max_size=12).flatmap(lambda s: st.tuples(st.integers(0, sum(s)), st.just(s))))
def test_parts_add_up_and_differ_from_proportion_by_less_than_one(given: tuple[int, list[int]]) -> None:
    total, shares = given
    parts = apportioned(total, shares)
    assert sum(parts) == total
    assert all(abs(part - total * share / (sum(shares) or 1)) < 1 for part, share in zip(parts, shares, strict=True))
    assert all(part <= share for part, share in zip(parts, shares, strict=True))


@given(st.integers(-600, 600), st.integers(-30, 30), ITEMS)
def test_items_stay_as_long_as_they_were(left: int, extension: int, later: list[Later]) -> None:
    assert [each.ends - each.starts for each in knock_on(left, extension * M, later)] == [x.seconds for x in later]
