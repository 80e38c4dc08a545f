from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

from app.models.columns import Words, json, moment

TOGETHER = ("plenary", "harvest")
"""Items for which the groups come together, and see each other's lessons."""


class AgendaItem(SQLModel, table=True):
    """One entry of the programme: presentation, breakout, plenary, harvest or break."""

    __tablename__ = "agenda_item"

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    position: int
    kind: str = Field(max_length=24)
    title: Words = Field(sa_column=json())
    by: Words | None = Field(default=None, sa_column=json(nullable=True))
    minutes: int | None = None
    least_minutes: int | None = None
    extra_minutes: int = 0
    started_at: datetime | None = Field(default=None, sa_column=moment())
    ended_at: datetime | None = Field(default=None, sa_column=moment())
    paused_at: datetime | None = Field(default=None, sa_column=moment())
    paused_seconds: int = 0

    @property
    def lasts(self) -> int | None:
        """Its minutes as things stand: more when it was extended, fewer when the lab catches up."""
        return None if self.minutes is None else self.minutes + self.extra_minutes

    @property
    def least(self) -> int:
        """What it cannot do without: half its minutes unless the plan says."""
        return self.least_minutes or ((self.minutes or 0) + 1) // 2

    @property
    def ends_at(self) -> datetime | None:
        if self.started_at is None or self.minutes is None:
            return None
        return self.started_at + timedelta(minutes=self.minutes + self.extra_minutes, seconds=self.paused_seconds)
