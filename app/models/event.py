from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import json, moment


class Event(SQLModel, table=True):
    """What happened, in the order it became true. The truth that every screen is drawn from."""

    lab_id: int = Field(primary_key=True, foreign_key="lab.id")
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    who: int | None = None
    kind: str = Field(max_length=40)
    what: dict[str, Any] = Field(default_factory=dict, sa_column=json())
