from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Lesson(SQLModel, table=True):
    """The lab's product: a reusable insight of one group, with what supports it. `edition` counts its wordings."""

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
    dissent: str = ""
    given: int
    given_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    settled_at: datetime | None = Field(default=None, sa_column=moment())
    is_removed: bool = False


class Evidence(SQLModel, table=True):
    """What a lesson rests on: a contribution or a theme of its group."""

    lesson_id: str = Field(primary_key=True, foreign_key="lesson.id", max_length=32)
    kind: str = Field(primary_key=True, max_length=16)
    source_id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
