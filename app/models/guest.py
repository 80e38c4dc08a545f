from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.models.columns import json, moment


class Guest(SQLModel, table=True):
    """Somebody who is expected. `person_id`: who they are, once they have joined.

    `group_id`: the seat that is kept for them; `wanted`: the number of the group the list asks for. `likeness` and
    `given`: what their name, and its first word, look like (text.likeness), by which they are known at the door.
    `together`, `apart`: marks; guests who share one are to sit at one table, or at different ones."""

    __table_args__ = (Index("ix_guest_likeness", "lab_id", "likeness"), Index("ix_guest_given", "lab_id", "given"))

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    number: int
    name: str = Field(max_length=200)
    likeness: str = Field(max_length=200)
    given: str = Field(max_length=200)
    email: str | None = Field(default=None, max_length=254)
    organisation: str | None = Field(default=None, max_length=200)
    occupation: str | None = Field(default=None, max_length=200)
    country: str | None = Field(default=None, max_length=200)
    languages: list[str] = Field(default_factory=list, sa_column=json())
    access: str | None = Field(default=None, max_length=200)
    together: list[str] = Field(default_factory=list, sa_column=json())
    apart: list[str] = Field(default_factory=list, sa_column=json())
    wanted: int | None = None
    group_id: int | None = Field(default=None, foreign_key="breakout_group.id")
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    came_at: datetime | None = Field(default=None, sa_column=moment())
