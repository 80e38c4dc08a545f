from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import json, moment


class Seating(SQLModel, table=True):
    """A way to seat everybody: proposed, then committed or dropped. It names nobody: people are "p7" and guests who are
    not there yet "g7" in `seats` and `pins` (who → group), and in what could not be met.

    `seed` repeats it from the same people and wishes. `state`: proposed, committed, dropped."""

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    number: int = 1
    edition: int = 1
    mode: str = Field(max_length=16)
    seed: int
    only_here: bool = False
    count: int | None = None
    weights: dict[str, float] = Field(default_factory=dict, sa_column=json())
    seats: dict[str, int] = Field(default_factory=dict, sa_column=json())
    pins: dict[str, int] = Field(default_factory=dict, sa_column=json())
    cost: float = 0.0
    repeats: int = 0
    unmet: list[Any] = Field(default_factory=list, sa_column=json())
    warnings: list[Any] = Field(default_factory=list, sa_column=json())
    state: str = Field(default="proposed", max_length=12)
    proposed_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    committed_at: datetime | None = Field(default=None, sa_column=moment())
