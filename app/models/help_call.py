from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class HelpCall(SQLModel, table=True):
    """A desk asks the organiser to come. `seen_at`: since when it knows that they are coming; `reply`: what they said
    to that, if anything. It waits until either ends it."""

    __tablename__ = "help_call"

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id")
    author_id: int = Field(foreign_key="person.id")
    words: str = ""
    reply: str = ""
    given: int
    called_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    seen_at: datetime | None = Field(default=None, sa_column=moment())
    ended_at: datetime | None = Field(default=None, sa_column=moment())
