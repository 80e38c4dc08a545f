import pytest

from app.methods.walking import walk


@pytest.mark.parametrize("n", range(2, 13))
def test_no_two_groups_ever_stand_before_one_poster(n: int) -> None:
    assert [len(set(step.values())) for step in walk(range(1, n + 1), 5)] == [n] * (n - 1)


@pytest.mark.parametrize("n", range(2, 13))
def test_everyone_sees_every_other_poster_once_and_never_their_own(n: int) -> None:
    steps, groups = walk(range(1, n + 1), 5), set(range(1, n + 1))
    assert {group: {step[group] for step in steps} for group in groups} == {each: groups - {each} for each in groups}


def test_the_same_lot_walks_the_same_way_whatever_the_order() -> None:
    assert walk([1, 2, 3, 4, 5], 11) == walk([5, 3, 1, 2, 4], 11)


def test_one_group_alone_has_nowhere_to_walk() -> None:
    assert walk([4], 1) == []
