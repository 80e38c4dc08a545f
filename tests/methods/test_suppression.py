"""What is hidden stays hidden: whoever knows the rule, the total and everything told cannot work out a cell."""

from collections import defaultdict
from itertools import product

import pytest

from app.methods.suppression import hidden


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((6, 7, 8), set()),
        ((0, 6, 7), set()),
        ((4, 5, 6, 7), {0, 1}),  # the next smallest too
        ((4, 6, 6, 7), {0, 1, 2}),  # equally small ones with it: which of them it was would tell
        ((3, 4, 9), {0, 1}),
        ((4, 4, 9, 7), {0, 1, 3}),  # equal ones would be known by halving
        ((1, 2, 9), {0, 1, 2}),  # three people in all: the row
        ((2, 0, 9), {0, 2}),
        ((4,), {0}),
        ((), set()),
        ((0, 0), set()),
    ],
)
def test_worked(cells: tuple[int, ...], expected: set[int]) -> None:
    assert hidden(cells).cells == expected


def test_the_threshold_is_three_or_more() -> None:
    assert hidden((2, 3, 4), least=3).cells == {0, 1}
    with pytest.raises(ValueError, match="at least three"):
        hidden((2, 3, 4), least=2)
    with pytest.raises(ValueError, match="from nought up"):
        hidden((2, -1))


def test_what_another_row_hides_is_hidden_and_never_alone() -> None:
    assert hidden((6, 7, 8), also={1}).cells == {0, 1}
    assert hidden((6, 0, 8), also={1}).cells == frozenset()


def test_the_total_goes_with_a_row_of_a_few() -> None:
    assert [hidden(cells).total for cells in ((1, 2, 9), (4,), (4, 4), (4, 8), (3, 4, 9))] == [
        *(True, True, True),
        *(False, False),
    ]


Told = tuple[tuple[int | None, ...], int | None]


def told(cells: tuple[int, ...], least: int) -> Told:
    """All that a reader gets: the cells that are left, and the total unless the whole row is hidden."""
    gone = hidden(cells, least)
    shown = tuple(None if n in gone.cells else cell for n, cell in enumerate(cells))
    return shown, None if gone.total else sum(cells)


@pytest.mark.parametrize(
    ("columns", "most", "least"), [(2, 14, 5), (3, 12, 5), (4, 9, 5), (3, 9, 3), (5, 5, 3), (4, 7, 4)]
)
def test_no_hidden_cell_can_be_recovered_by_whoever_knows_the_rule(columns: int, most: int, least: int) -> None:
    """Every row there is, told; then for each that was told, what every hidden cell could have been."""
    rows: dict[Told, list[tuple[int, ...]]] = defaultdict(list)
    for cells in product(range(most + 1), repeat=columns):
        rows[told(cells, least)].append(cells)
    known = [
        (shown, total, n)
        for (shown, total), could_be in rows.items()
        for n, cell in enumerate(shown)
        if cell is None and len({cells[n] for cells in could_be}) < 2
    ]
    assert known == []
    assert any(None in shown for shown, _total in rows)


def test_no_number_of_fewer_than_the_threshold_is_told() -> None:
    for cells in product(range(9), repeat=3):
        shown, total = told(cells, 5)
        assert [each for each in shown if each in range(1, 5)] == []
        rest = None if total is None else total - sum(each or 0 for each in shown)
        assert rest not in range(1, 5)
