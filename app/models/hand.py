from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Hand(SQLModel, table=True):
    """Somebody asked for the floor in their group. Its id is made from a key of their phone, and names nobody."""

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    raised_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    lowered_at: datetime | None = Field(default=None, sa_column=moment())
