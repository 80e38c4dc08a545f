"""What was planned and what people said, as a summary's JSON holds it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from app.domain.lessons import Status
from app.domain.plans.schema import known_zone
from app.summary.document.fields import (
    LANGUAGE,
    MOST,
    MOST_ROWS,
    Address,
    Count,
    Day,
    Group,
    Groups,
    Id,
    Kind,
    Label,
    Language,
    Moment,
    Part,
    Row,
    Spoken,
    Told,
    Words,
)
from app.summary.document.polls import Vote

Translations = Annotated[dict[Language, dict[Kind, Words]], Field(max_length=50)]
"""By language: each part that was translated, and `by` whom."""


class Introduction(Part):
    """No `language`: that of the lab."""

    text: Words
    language: Language | None = None
    translations: Translations


class Fact(Part):
    label: Spoken
    text: Spoken


class Link(Part):
    kind: Spoken
    title: Spoken
    url: Address | None


class Lab(Part):
    code: str = Field(pattern=r"^[A-Z0-9]{4,16}$")
    language: Language
    languages: list[Language] = Field(min_length=1, max_length=50)
    title: Spoken = Field(min_length=1)
    question: Spoken
    background: Spoken
    goals: list[Spoken] = Field(max_length=200)
    facts: list[Fact] = Field(max_length=200)
    links: list[Link] = Field(max_length=200)
    anonymity: Annotated[str, Field(pattern=r"^[a-z_]{1,16}$")]
    retention_days: int = Field(ge=1, le=3650)
    closed_at: Moment | None
    starts_at: Moment | None = None
    time_zone: Annotated[str, AfterValidator(known_zone)] | None = None


class Item(Part):
    """An entry of the agenda: its minutes as planned, and how it went."""

    id: Row
    position: Row
    kind: Literal["presentation", "breakout", "plenary", "harvest", "break"]
    title: Spoken
    by: Spoken | None
    minutes: Told
    extra_minutes: int = Field(ge=-MOST, le=MOST)
    started_at: Moment | None
    ended_at: Moment | None


class Person(Part):
    """Who moderated a group or spoke; nobody else is named."""

    role: Literal["moderator", "speaker"]
    name: Words
    occupation: Spoken | None
    organisation: Words | None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None
    number: Group | None
    takeaway: Spoken | None = None


class Stage(Part):
    kind: Kind
    title: Spoken
    minutes: Told
    hint: Spoken | None


class Prompt(Part):
    id: Row
    position: Row
    key: Words
    question: Spoken


class OfGroup(Part):
    id: Row
    number: Group
    seated: Told
    contributed: Told


class Contribution(Part):
    id: Id
    group: Group
    label: Label
    prompt_id: Row
    theme_id: Id | None
    stage_kind: Kind | None
    text: Words
    on_paper: bool
    said_by: Words | None
    given_at: Moment
    supports: Told
    note: Words | None = None
    left_out: Words | None = None
    is_erased: bool | None = None


class Theme(Part):
    id: Id
    group: Group
    label: Label
    name: Words
    left_out: Words | None = None


class Note(Part):
    id: Id
    group: Group
    label: Label
    kind: Literal["note", "parked", "for", "against"]
    text: Words
    theme_id: Id | None
    left_out: Words | None = None
    is_erased: bool | None = None


class Source(Part):
    """What a lesson rests on; an agenda item by its number."""

    kind: Literal["contribution", "theme", "note", "item"]
    id: Id | Row
    label: Label


class SignedOff(Part):
    """“Is this what we said?”"""

    is_asked: bool
    approved: Told
    objected: Told
    objections: list[Words] = Field(max_length=MOST_ROWS)
    of_an_earlier_wording: Told
    objected_before: Told
    objections_before: list[Words] = Field(max_length=MOST_ROWS)


class Progress(Part):
    """What was reported after the lab, and the status and day it led to."""

    told_at: Moment
    by: Literal["owner", "organiser"]
    status: Status
    due: Day | None
    words: Words


class Unquoted(Part):
    """Something said against a lesson that is left out; without `words` where readers may not read them. “earlier”: on
    a wording that it has no longer."""

    of: Literal["noted", "objection", "ballot", "earlier"]
    words: Words
    reason: Words


class Lesson(Part):
    """`broken`: how many of its sources were taken back. `ballot`: the last one on its present words."""

    id: Id
    group: Group
    groups: Groups
    label: Label
    title: Words
    text: Words
    context: Words
    expected: Words
    observed: Words
    why: Words
    recommendation: Words
    applies_to: Words
    not_applies_to: Words
    language: Annotated[str, Field(pattern=f"^$|{LANGUAGE}")]
    theme_id: Id | None
    evidence: list[Source] = Field(max_length=MOST_ROWS)
    broken: Count
    verdict: Literal["open", "agreed", "not_agreed", "shaken"]
    decided_by: Literal["", "ballot", "hand"]
    settled_at: Moment | None
    edition: Count
    dissent: Words
    ballot: Vote | None
    sign_off: SignedOff
    offers: Count
    owner: Words
    next_step: Words
    due: Day | None
    status: Status
    progress: list[Progress] = Field(max_length=MOST_ROWS)
    evidence_reworded_at: Moment | None
    is_taken: bool | None = None
    note: Words | None = None
    left_out: Words | None = None
    is_left_out: bool | None = None
    translations: Translations | None = None
    unquoted: list[Unquoted] | None = Field(default=None, max_length=MOST_ROWS)


class Comment(Part):
    id: Id
    label: Label
    text: Words
    from_group: Group
    left_out: Words | None = None
    is_erased: bool | None = None


class Poster(Part):
    id: Row
    group: Group
    label: Label
    text: Words
    dots: Told
    comments: list[Comment] = Field(max_length=MOST_ROWS)
    left_out: Words | None = None


class Question(Part):
    id: Id
    group: Group
    label: Label
    text: Words
    state: Literal["open", "now", "answered"]
    on_paper: bool
    given_at: Moment
    votes: Told
    left_out: Words | None = None
    is_erased: bool | None = None
