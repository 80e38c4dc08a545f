from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Note(SQLModel, table=True):
    """What a moderator wrote down: a `note` on the talk, or a point `parked` for later."""

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=8)
    text: str
    first_text: str
    given: int
    given_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    is_removed: bool = False
