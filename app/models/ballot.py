from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import json, moment


class Ballot(SQLModel, table=True):
    """One person's vote: cast from their phone, or typed in from `paper` of that number. `choice` says for each option
    how many dots, which place or which level; `label` names the level in words, so that no number has to be guessed.

    `keys` are those it was sent under, the last one last: what comes under an older one is a late repetition.
    `dissent` are the voter's own words, and `may_quote` whether others than their group may read them."""

    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        UniqueConstraint("poll_id", "group_id", "paper"),
    )

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    poll_id: str = Field(foreign_key="poll.id", max_length=32)
    group_id: int = Field(foreign_key="breakout_group.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    paper: int | None = None
    choice: dict[str, Any] = Field(sa_column=json())
    label: str = Field(default="", max_length=40)
    dissent: str = ""
    may_quote: bool = False
    answer: str = ""
    keys: list[str] = Field(default_factory=list, sa_column=json())
    cast_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    is_taken_back: bool = False
    is_late: bool = False
    corrections: int = 0


class HandCount(SQLModel, table=True):
    """Hands that a moderator counted in one group: for each option, how many at each level. `people` raised them."""

    __tablename__ = "hand_count"

    poll_id: str = Field(primary_key=True, foreign_key="poll.id", max_length=32)
    group_id: int = Field(primary_key=True, foreign_key="breakout_group.id")
    lab_id: int = Field(foreign_key="lab.id", index=True)
    counts: dict[str, dict[str, int]] = Field(sa_column=json())
    people: int
    counted_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    is_late: bool = False
    corrections: int = 0
