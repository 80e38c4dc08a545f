"""How many groups, how large, which tables, and when to worry."""

import pytest

from app.methods.seating.room import Person, Table, Warned, Worry
from app.methods.seating.sizes import groups, opened, sizes, targets, worries

EN, FR = frozenset({"en"}), frozenset({"fr"})


@pytest.mark.parametrize(
    ("count", "moderators", "found"), [(0, 5, 0), (1, 5, 1), (7, 5, 1), (8, 5, 2), (36, 6, 6), (36, 3, 3), (5, 0, 1)]
)
def test_groups_are_of_seven_as_far_as_there_are_moderators(count: int, moderators: int, found: int) -> None:
    assert groups(count, moderators) == found


def test_the_first_groups_get_one_more() -> None:
    assert (sizes(36, 5), sizes(36, 6), sizes(3, 5)) == ([8, 7, 7, 7, 7], [6] * 6, [1, 1, 1, 0, 0])


def test_what_a_small_table_cannot_take_the_others_share() -> None:
    assert targets(20, [Table("a", capacity=2), Table("b"), Table("c")]) == [2, 9, 9]
    assert targets(10, [Table("a", capacity=2), Table("b", capacity=3)]) == [5, 5]


def test_worries() -> None:
    assert worries([("a", 2), ("b", 3), ("c", 4), ("d", 8), ("e", 9)], 36, 5) == [
        Warned(Worry.FEW_MODERATORS, None, 1),
        Warned(Worry.MERGE, "a", 2),
        Warned(Worry.TOO_SMALL, "b", 3),
        Warned(Worry.TOO_LARGE, "e", 9),
    ]


def test_the_table_that_somebody_needs_is_opened() -> None:
    room = [*[Person(f"p{i}", EN) for i in range(9)], Person("Inés", FR)]
    held = [Table("t0", EN), Table("t1", EN), Table("t2", FR)]
    assert [each.id for each in opened(room, held, [], 2)] == ["t0", "t2"]
    assert [each.id for each in opened(room, held, ["t1"], 2)] == ["t1", "t2"]
