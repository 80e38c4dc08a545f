from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Posting(SQLModel, table=True):
    """A letter that somebody was written: where to, in which language, and what became of it.

    `sent_at`: when the mail server took it. `trouble`: what kept it, by the name of the refusal. Neither: under way."""

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    address: str = Field(max_length=254)
    language: str = Field(max_length=12)
    written_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    sent_at: datetime | None = Field(default=None, sa_column=moment())
    trouble: str | None = Field(default=None, max_length=40)
