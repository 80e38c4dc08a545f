from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Message(SQLModel, table=True):
    """What the organiser said to `audience`: everyone, the moderators, or the group it names. Kept with the lab."""

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int | None = Field(default=None, foreign_key="breakout_group.id")
    author_id: int = Field(foreign_key="person.id")
    audience: str = Field(max_length=12)
    words: str
    given: int
    sent_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
