from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import json, moment


class Rotation(SQLModel, table=True):
    """One round at the tables. `tables` are the ids of the groups that were tables then, in their order."""

    __table_args__ = (UniqueConstraint("lab_id", "round"),)

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    stage_id: int = Field(foreign_key="stage.id")
    round: int
    tables: list[int] = Field(default_factory=list, sa_column=json())
    lot: int
    begun_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
