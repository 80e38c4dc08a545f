from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import json, moment


class HandedList(SQLModel, table=True):
    """A list of guests as it was handed in, to be looked at before anything of it counts.

    `rows` are [line, [cell, …]]; `columns` say what each column holds, "" for nothing that we keep."""

    __tablename__ = "handed_list"

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    title: str = Field(default="", max_length=200)
    rows: list[Any] = Field(default_factory=list, sa_column=json())
    columns: list[str] = Field(default_factory=list, sa_column=json())
    has_headings: bool = True
    handed_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
