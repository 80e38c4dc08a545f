from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Comment(SQLModel, table=True):
    """What somebody who checks the draft says of one place in it: `about` is the anchor there, "lesson-" and its id."""

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    about: str = Field(max_length=64)
    text: str
    first_text: str
    given_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    answer: str = ""
    answered_at: datetime | None = Field(default=None, sa_column=moment())
    resolved_at: datetime | None = Field(default=None, sa_column=moment())
    is_withdrawn: bool = False
