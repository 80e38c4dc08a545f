from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import json, moment


class Draft(SQLModel, table=True):
    """A lab that is being prepared. `edition` is the one it stands at, `editions` how many were ever made, `turn`
    counts what was done to it: saving, taking back, bringing back. `lab_id`: the lab that was opened from it.
    `organiser_id`: the account that began it; None while the server has none."""

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int | None = Field(default=None, foreign_key="lab.id", index=True)
    organiser_id: int | None = Field(default=None, foreign_key="organiser.id", index=True)
    edition: int = 1
    editions: int = 1
    turn: int = 1
    opened_edition: int | None = None
    made_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    changed_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))


class DraftEdition(SQLModel, table=True):
    """The whole of a draft as it once stood: never changed, never removed before its draft is.

    `before`: the edition that it was made from. `about`: the first place where it differs from that one.
    `is_aside`: it came too late, when others had changed the same place; it is kept, and was never the draft."""

    __tablename__ = "draft_edition"

    draft_id: str = Field(primary_key=True, foreign_key="draft.id", max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    before: int | None = None
    about: str = Field(default="", max_length=200)
    document: dict[str, Any] = Field(sa_column=json())
    is_aside: bool = False
    made_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
