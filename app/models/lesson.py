from datetime import date, datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import json, moment

CLAIM = ("title", "text", "recommendation", "applies_to", "not_applies_to")
"""What a lesson tells others: whoever changes it asks the group again."""

ACCOUNT = ("context", "expected", "observed", "why")
"""How the group came to it."""

AGREEMENT, DEED = "agreement", "deed"
"""What else has an edition of its own: verdict and dissent; and who does what by when."""


class Lesson(SQLModel, table=True):
    """The lab's product: a reusable insight of one group, with what supports it.

    `edition` counts the wordings of what it claims, on which a group votes; `editions` those of every part, of the
    agreement and of the deed.
    A verdict is `open`, `agreed`, `not_agreed`, or `shaken`: agreed on evidence that has changed since.
    `decided_by`: whose word it is, a `ballot`'s or the moderator's `hand`. `evidence_reworded_at`: since it was agreed
    something it rests on says something else, or was added; nothing was taken away."""

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    title: str
    text: str
    first_title: str
    first_text: str
    edition: int = 1
    verdict: str = Field(default="open", max_length=12)
    decided_by: str = Field(default="", max_length=8)
    dissent: str = ""
    given: int
    given_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    settled_at: datetime | None = Field(default=None, sa_column=moment())
    evidence_reworded_at: datetime | None = Field(default=None, sa_column=moment())
    is_removed: bool = False
    editions: dict[str, int] = Field(default_factory=dict, sa_column=json())
    theme_id: str | None = Field(default=None, max_length=32)
    context: str = ""
    expected: str = ""
    observed: str = ""
    why: str = ""
    recommendation: str = ""
    applies_to: str = ""
    not_applies_to: str = ""
    language: str = Field(default="", max_length=12)
    owner: str = Field(default="", max_length=200)
    next_step: str = ""
    due: date | None = None
    status: str = Field(default="identified", max_length=12)

    def edition_of(self, part: str) -> int:
        return self.editions.get(part, 1)

    def after(self, *parts: str) -> dict[str, int]:
        """The editions there are once these parts have changed."""
        return self.editions | {part: self.edition_of(part) + 1 for part in parts}


class Evidence(SQLModel, table=True):
    """What a lesson rests on: a contribution, theme or note of its group, or an agenda item (a case that was heard)."""

    lesson_id: str = Field(primary_key=True, foreign_key="lesson.id", max_length=32)
    kind: str = Field(primary_key=True, max_length=16)
    source_id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
