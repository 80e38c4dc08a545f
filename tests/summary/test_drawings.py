"""Drawings: whole on a phone's line and on a page of paper, in words that can be read."""

import re

import pytest

from app.i18n import reading
from app.summary.figures import HIGHEST, body, svg
from app.summary.fitting import breadth, fitted
from app.summary.strokes import PAPER, PHONE, TEXT, Room
from app.summary.tree import (
    Bar,
    Bars,
    Column,
    Columns,
    Drawing,
    Figure,
    Grid,
    Mark,
    Part,
    Shares,
    Span,
    Spans,
    Table,
)

LONG = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel und mehr davon"
WORDS = [
    "Pay residents for their time",
    LONG,
    "WWWWW MMMMM " * 9,
    "参加者に支払う時間は無料ではありません" * 3,
    "x" * 900,
    "",
]
MARKS: tuple[Mark, ...] = ("holds", "fails", "few")


def groups_by_lessons(groups: int, lessons: int) -> Grid:
    rows: list[tuple[str, list[Mark]]] = [
        (WORDS[n % len(WORDS)], [MARKS[(n + group) % 3] for group in range(groups)]) for n in range(lessons)
    ]
    return Grid([*range(1, groups + 1)], rows, {"holds": "holds", "fails": "does not hold", "few": "too few votes"})


DRAWINGS: dict[str, Drawing] = {
    "shares": Shares([Part(words, n + 1, n / 6) for n, words in enumerate(WORDS)]),
    "bars": Bars([Bar(words, 5000 * n, n or None) for n, words in enumerate(WORDS)]),
    "columns": Columns([Column(f"{n:02}:45", 7 * n) for n in range(24)]),
    "spans": Spans([Span(words, (9 * n, 9 * n + 9), (9 * n, 9 * n + 12)) for n, words in enumerate(WORDS)], "a", "b"),
    "grid": groups_by_lessons(12, 20),
    "large grid": groups_by_lessons(60, 20),
}
BOTH = pytest.mark.parametrize("room", [PHONE, PAPER], ids=["phone", "paper"])


def figure(drawing: Drawing) -> Figure:
    return Figure("it", "What it says", drawing, Table("T", ["a"], [["b"]]))


def drawn(drawing: Drawing, room: Room) -> str:
    with reading("en"):
        return body(drawing, room)[1]


def shares_of(shape: str, drawn: str) -> list[tuple[float, float]]:
    """Where each begins and ends, in hundredths of the line."""
    told = re.findall(rf'<{shape} x="([\d.]+)%"[^>]* width="([\d.]+)%"', drawn)
    return [(float(x), float(x) + float(width)) for x, width in told]


@BOTH
@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_is_drawn_beside_the_line(name: str, room: Room) -> None:
    ends = [end for _start, end in shares_of("rect", drawn(DRAWINGS[name], room))]
    assert [end for end in ends if end > 100.01] == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_page_draws_it_as_wide_as_itself_and_words_keep_their_size(name: str) -> None:
    with reading("en"):
        told = svg(figure(DRAWINGS[name]))
    assert re.match(r'<svg width="100%" height="\d+" ', told)
    assert "viewBox" not in told
    sizes = [float(size) for size in re.findall(r'font-size="(\d+)"', told)]
    assert min(size for size in sizes if size != 46) >= 11
    assert 46 * 24 / 100 > 11  # a group's number, as a hundredth of its badge


@BOTH
@pytest.mark.parametrize("name", ["bars", "spans", "grid"])
def test_labels_stand_where_nothing_lies_on_them(name: str, room: Room) -> None:
    """Beside what they tell of, as wide as that is away, or above it, as wide as the line."""
    told = re.findall(r'<text x="(\d+)" y="\d+">([^<]*)</text>', drawn(DRAWINGS[name], room))
    most = (room.beside or 1) * room.width
    ends = [int(x) + breadth(words) * TEXT * room.letters for x, words in told]
    assert len(ends) > 5
    assert [end for end in ends if end > most] == []


def test_words_go_on_in_the_next_line_and_are_cut_at_last() -> None:
    assert fitted("Pay residents", 130, 13, 2) == ["Pay residents"]
    assert fitted("Pay residents for their time", 130, 13, 2) == ["Pay residents for", "their time"]
    assert fitted("Pay residents for their time as you pay", 130, 13, 2) == ["Pay residents for", "their time as you…"]
    assert fitted("Pay residents for their time", 130, 13, 1) == ["Pay residents for…"]
    assert fitted("", 130, 13, 2) == [""]


def test_a_word_too_long_for_any_line_is_broken() -> None:
    assert fitted("Donaudampfschifffahrt", 100, 13, 2) == ["Donaudampfsc", "hifffahrt"]


@pytest.mark.parametrize("words", WORDS)
def test_no_line_is_wider_than_it_may_be(words: str) -> None:
    lines = fitted(words, 200, 13, 2)
    assert len(lines) <= 2
    assert [line for line in lines if breadth(line) * 13 > 200] == []


def test_no_family_of_emoji_is_torn() -> None:
    family = "👨‍👩‍👧‍👦"
    assert fitted(family * 9, 110, 13, 1) == [f"{family}…"]


def test_what_no_font_of_ours_has_is_named_before_it_is_measured() -> None:
    lines = re.findall(r"\[cjk[^<]*", drawn(Bars([Bar("参加者" * 9, 1)]), PAPER))
    assert lines
    assert [line for line in lines if breadth(line) * TEXT * PAPER.letters > PAPER.beside * PAPER.width] == []


def test_groups_for_which_a_line_has_no_room_follow_below_with_every_lesson() -> None:
    some, many = groups_by_lessons(12, 3), groups_by_lessons(13, 3)
    told = [drawn(each, PHONE).count("Pay residents for") for each in (some, many)]
    assert told == [1, 2]
    assert drawn(many, PHONE).count("<use ") == 13 * 3


def test_a_large_grid_is_told_in_few_letters() -> None:
    assert len(drawn(DRAWINGS["large grid"], PHONE)) < 60 * 20 * 100 + 60 * 800


def test_what_is_higher_than_a_page_stands_there_smaller() -> None:
    agenda = Spans([Span("Item", (n, n + 1), (n, n + 1)) for n in range(80)], "planned", "as it went")
    with reading("en"):
        width, height = (
            int(each) for each in re.findall(r'viewBox="0 0 (\d+) (\d+)"', svg(figure(agenda), is_alone=True))[0]
        )
    assert height > HIGHEST
    assert round(height * PAPER.width / width) == HIGHEST


def test_a_legend_is_whole_where_there_is_room() -> None:
    """It was cut at 34 letters, and half a line stood empty beside it."""
    told = drawn(Shares([Part("Je suis d’accord, à un détail près", 2, 0.8), Part("J’approuve", 4, 1)]), PAPER)
    assert "2 Je suis d’accord, à un détail près" in told
