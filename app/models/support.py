from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Support(SQLModel, table=True):
    """One person stands behind one contribution."""

    contribution_id: str = Field(primary_key=True, foreign_key="contribution.id", max_length=32)
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    lab_id: int = Field(foreign_key="lab.id", index=True)
    at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
