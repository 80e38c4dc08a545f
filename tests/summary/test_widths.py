"""How wide a column is in formats that do not find it themselves."""

from app.summary.tree import Table
from app.summary.walks import LINE, column_widths


def test_every_column_has_room_for_its_longest_word() -> None:
    table = Table("T", ["Status", "What"], [["accepted", "words " * 40], ["learned", "Donaudampfschifffahrt"]])
    status, what = column_widths(table)
    assert status * LINE >= len("accepted") + 2
    assert what > 4 * status
    assert round(status + what, 9) == 1


def test_endless_words_leave_room_for_the_other_columns() -> None:
    widths = column_widths(Table("T", ["a", "b", "c"], [["x" * 2000, "y" * 2000, "ok"]]))
    assert min(widths) * LINE >= 4


def test_a_table_that_need_not_fill_its_line_takes_what_it_needs() -> None:
    table = Table("T", ["What they said", "Ballots"], [["I endorse it", "4"]])
    said, ballots = column_widths(table, fills=False)
    assert (round(said * LINE), round(ballots * LINE)) == (len("What they said") + 3, len("Ballots") + 3)
    long = Table("T", ["Status", "What"], [["accepted", "words " * 40]])
    assert round(sum(column_widths(long, fills=False)), 9) <= 1


def test_an_empty_table_shares_its_line() -> None:
    assert column_widths(Table("T", ["Same", "Same"], [])) == [0.5, 0.5]
