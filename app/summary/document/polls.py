"""Votes, as a summary's JSON holds them: what they came to, and no voter."""

from typing import Annotated, Literal

from pydantic import Field

from app.domain.choices import Method
from app.domain.counting import AGREED, NOT_AGREED
from app.methods.consensus import Verdict
from app.summary.document.fields import (
    MOST_ROWS,
    Count,
    Group,
    Groups,
    Id,
    Label,
    Moment,
    Part,
    Row,
    Told,
    Words,
    one_of,
)

UNDECIDED = {"needs_discussion", "mixed", "indicative", "even", "undecided"}
OUTCOMES = ["", *sorted(AGREED | NOT_AGREED | UNDECIDED)]


class Common(Part):
    """In which groups a lesson holds, of those that were judged, and which two it splits."""

    verdict: Annotated[str, one_of([str(each) for each in Verdict])]
    holds: Groups
    judged: Groups
    splits: Groups


class Option(Part):
    """A thing that was voted on; which numbers it has depends on how. No `text`: its author took it back since."""

    id: Id
    text: Words | None
    label: Label | None
    group: Group | None = None
    counts: dict[str, Told] | None = None
    common: Common | None = None
    dots: Told = None
    points: Told = None
    voters: Told = None
    firsts: Told = None
    by_hand: Told = None
    rank: Told = None
    is_tied: bool | None = None
    left_out: Words | None = None
    is_left_out: bool | None = None


class Result(Part):
    """What a vote came to; which numbers there are besides the first ones depends on how."""

    cast: Told
    entitled: Told
    on_paper: Told
    by_hand: Told
    late: Told
    corrections: Told
    outcome: Annotated[str, one_of(OUTCOMES)]
    options: list[Option] = Field(max_length=MOST_ROWS)
    voiced: Told = None
    support: Told = None
    has_veto: bool | None = None
    objections: Told = None
    open_objections: Told = None
    below: Told = None
    passes_at: Told = None


class Quote(Part):
    """A dissent whose author let it be quoted, and how an objection was met."""

    words: Words
    answer: Words


class Vote(Part):
    """Closed. No `group`: all groups together."""

    id: Id
    group: Group | None
    label: Label
    method: Method
    about: Literal["themes", "contributions", "lessons", "lesson"]
    lesson_id: Id | None
    edition: Count | None
    round: Row
    closed_at: Moment
    result: Result
    quotes: list[Quote] = Field(max_length=MOST_ROWS)
    by_group: dict[Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}$")], Count]
