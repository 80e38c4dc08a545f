from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Ownership(SQLModel, table=True):
    """An organiser's role on a lab: owner, co-organiser or viewer."""

    __table_args__ = (UniqueConstraint("organiser_id", "lab_id"),)

    id: int = Field(default=None, primary_key=True)
    organiser_id: int = Field(foreign_key="organiser.id", index=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    role: str = Field(max_length=16)
    given_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
