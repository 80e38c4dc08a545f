from datetime import date, datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Progress(SQLModel, table=True):
    """One report on a lesson after its lab: in `words` if there were any, with the status and the due date it led to.
    `by`: in which role, the `owner` or the `organiser`."""

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    lesson_id: str = Field(foreign_key="lesson.id", index=True, max_length=32)
    by: str = Field(max_length=16)
    status: str = Field(max_length=12)
    due: date | None = None
    words: str = ""
    given: int
    at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
