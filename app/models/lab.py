from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import Words, json, moment

NAMED, ROLE_ONLY, CONFIDENTIAL, ANONYMOUS = "named", "role_only", "confidential", "anonymous"
"""How much a lab tells of who is who: names to all; names to those who run it; that, and nobody knows after the close
who gave what (domain/anonymity.py); no names."""


class Lab(SQLModel, table=True):
    """The whole event. Its row is the lab's lock, and `seq` counts what happened in it.

    `notice`: the word to everyone that stands on every screen. While everything is paused, `pause_words` say why.
    `scene`: what the stage shows, and `scene_of` what of it (domain/scenes.py).
    `code`: what its links are made from and it is known by; its door opens to `door_code` once that was changed.
    `place`, `bring`: for letters and paper; `announced_at`: when they last changed. `rehearsal_of`: the lab that it
    is a copy of. `time_zone` is the one of its room; `starts_at` is told only together with it."""

    id: int = Field(default=None, primary_key=True)
    code: str = Field(max_length=16, unique=True)
    title: Words = Field(sa_column=json())
    question: Words = Field(sa_column=json())
    background: Words = Field(default_factory=dict, sa_column=json())
    goals: list[Words] = Field(default_factory=list, sa_column=json())
    facts: list[dict[str, Words]] = Field(default_factory=list, sa_column=json())
    links: list[dict[str, Any]] = Field(default_factory=list, sa_column=json())
    language: str = Field(max_length=12)
    languages: list[str] = Field(default_factory=list, sa_column=json())
    time_zone: str | None = Field(default=None, max_length=64)
    starts_at: datetime | None = Field(default=None, sa_column=moment())
    anonymity: str = Field(default=NAMED, max_length=16)
    capacity: int = 500
    retention_days: int = 30
    created_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=moment())
    item_id: int | None = None
    notice: str = ""
    notice_at: datetime | None = Field(default=None, sa_column=moment())
    paused_at: datetime | None = Field(default=None, sa_column=moment())
    pause_words: str = ""
    door_code: str | None = Field(default=None, max_length=16, index=True)
    locked_at: datetime | None = Field(default=None, sa_column=moment())
    scene: str = Field(default="follow", max_length=12)
    scene_of: int | None = None
    seq: int = 0
    place: Words | None = Field(default=None, sa_column=json(nullable=True))
    bring: Words | None = Field(default=None, sa_column=json(nullable=True))
    announced_at: datetime | None = Field(default=None, sa_column=moment())
    rehearsal_of: int | None = Field(default=None, foreign_key="lab.id")

    @property
    def wall_code(self) -> str:
        """The code that people join with."""
        return self.door_code or self.code

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None
