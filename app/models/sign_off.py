from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class SignOff(SQLModel, table=True):
    """One person's answer to “Is this what we said?”, about one wording. `words` say what an objection is."""

    __tablename__ = "sign_off"

    lesson_id: str = Field(primary_key=True, foreign_key="lesson.id", max_length=32)
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    approves: bool
    words: str = ""
    may_quote: bool = False
    edition: int
    at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
