from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary
from sqlmodel import Column, Field, SQLModel

from app.clock import now
from app.models.columns import json, moment


class Publication(SQLModel, table=True):
    """A lab's public address from its first edition on. It keeps the code that people knew then, whatever the lab is
    joined by later."""

    lab_id: int = Field(primary_key=True, foreign_key="lab.id", sa_column_kwargs={"autoincrement": False})
    code: str = Field(max_length=16, unique=True)


class Edition(SQLModel, table=True):
    """A summary as it was published. `body`: what was found then, frozen for `profile` (domain/frozen.py). `changes`:
    how it differs from the edition before, and what was taken out of it since. `stamp` counts what was."""

    lab_id: int = Field(primary_key=True, foreign_key="lab.id", sa_column_kwargs={"autoincrement": False})
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    profile: str = Field(max_length=16)
    published_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    changes: list[dict[str, Any]] = Field(default_factory=list, sa_column=json())
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    stamp: int = 1
    withdrawn_at: datetime | None = Field(default=None, sa_column=moment())
    reason: str = ""

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
