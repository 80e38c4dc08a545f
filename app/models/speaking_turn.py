from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class SpeakingTurn(SQLModel, table=True):
    """Somebody had the floor, as their moderator tapped it: in which item of the agenda, on which theme, how long.

    `hand_id`: the hand that it answered, if any."""

    __tablename__ = "speaking_turn"

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    item_id: int | None = None
    theme_id: str | None = Field(default=None, max_length=32)
    hand_id: str | None = Field(default=None, max_length=32)
    began_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=moment())
