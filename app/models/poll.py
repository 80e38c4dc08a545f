from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import json, moment


class Poll(SQLModel, table=True):
    """One vote of a group, or of the plenary when it has no group. `options` are frozen as they were when it opened:
    a name that changes later changes no ballot. `result` is what it came to, None until the close.

    A ballot on a lesson is of one `edition` of its words. `round` counts how often the same was asked; `follows` is
    the round before. `seated` is how many could vote: at the opening, then at the close."""

    __table_args__ = (Index("ix_poll_of_group", "lab_id", "group_id"),)

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id")
    group_id: int | None = Field(default=None, foreign_key="breakout_group.id")
    stage_id: int | None = Field(default=None, foreign_key="stage.id")
    author_id: int = Field(foreign_key="person.id")
    method: str = Field(max_length=12)
    about: str = Field(max_length=16)
    options: list[dict[str, Any]] = Field(sa_column=json())
    settings: dict[str, Any] = Field(default_factory=dict, sa_column=json())
    lesson_id: str | None = Field(default=None, foreign_key="lesson.id", max_length=32, index=True)
    edition: int | None = None
    round: int = 1
    follows: str | None = Field(default=None, foreign_key="poll.id", max_length=32)
    seated: int = 0
    given: int
    opened_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=moment())
    result: dict[str, Any] | None = Field(default=None, sa_column=json(nullable=True))

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_plenary(self) -> bool:
        return self.group_id is None
