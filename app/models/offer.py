from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Offer(SQLModel, table=True):
    """Somebody would take a lesson on. Others read who only if `by_name`."""

    lesson_id: str = Field(primary_key=True, foreign_key="lesson.id", max_length=32)
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    by_name: bool = False
    at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
