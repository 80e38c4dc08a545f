from datetime import date, datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Reminder(SQLModel, table=True):
    """A letter that went out, or is just going: noted before it is sent, so that none is ever sent twice.

    `step`: `before`, `today` or `after` the day on which the next step is due."""

    lesson_id: str = Field(primary_key=True, foreign_key="lesson.id", max_length=32)
    due: date = Field(primary_key=True)
    step: str = Field(primary_key=True, max_length=8)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
