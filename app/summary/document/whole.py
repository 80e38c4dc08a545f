"""A whole summary as JSON. docs/summary.schema.json is made from this, and archives are judged by it."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from app.domain.errors import N_
from app.domain.plans.complaints import wrong
from app.summary.document import VERSION
from app.summary.document.fields import AS_EXPORTED, MOST_ROWS, Count, Kind, Part, Told, one_of
from app.summary.document.polls import Vote
from app.summary.document.rows import (
    Contribution,
    Introduction,
    Item,
    Lab,
    Lesson,
    Note,
    OfGroup,
    Person,
    Poster,
    Prompt,
    Question,
    Stage,
    Theme,
)
from app.summary.profiles import PROFILES

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def this_version(version: object) -> object:
    if version != VERSION:
        raise wrong(N_("is a version that this Samskap does not read."), AS_EXPORTED)
    return version


class Summary(Part):
    """A lab's summary, for researchers and archives. `least`: how many people each number rests on; 0: any."""

    samskap_report: Annotated[Literal[1], BeforeValidator(this_version)]
    profile: Annotated[str, one_of(PROFILES)]
    least: Count
    lab: Lab
    numbers: dict[Kind, Told]
    agenda: list[Item] = Field(max_length=MOST_ROWS)
    people: list[Person] = Field(max_length=MOST_ROWS)
    stages: list[Stage] = Field(max_length=MOST_ROWS)
    prompts: list[Prompt] = Field(max_length=MOST_ROWS)
    groups: list[OfGroup] = Field(max_length=9999)
    lessons: list[Lesson] = Field(max_length=MOST_ROWS)
    themes: list[Theme] = Field(max_length=MOST_ROWS)
    contributions: list[Contribution] = Field(max_length=MOST_ROWS)
    notes: list[Note] = Field(max_length=MOST_ROWS)
    votes: list[Vote] = Field(max_length=MOST_ROWS)
    questions: list[Question] = Field(max_length=MOST_ROWS)
    posters: list[Poster] = Field(max_length=MOST_ROWS)
    introduction: Introduction | None = None
    is_reordered: bool = False
    edition: dict[str, Any] | None = None
    """Which published edition it is, and what changed in each."""


def schema() -> dict[str, Any]:
    """As JSON Schema 2020-12, to be published."""
    told = Summary.model_json_schema()
    return {"$schema": DRAFT, "$id": "urn:samskap:summary:1", **told, "title": "A lab's summary"}
