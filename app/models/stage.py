from typing import Any

from sqlmodel import Field, SQLModel

from app.models.columns import Words, json


class Stage(SQLModel, table=True):
    """A timed step inside a breakout. What phones may do in it follows from its kind (domain/kinds/), but for what
    `phones` says otherwise; `settings` are the kind's own. Without a title it has its kind's. After a hard `end`
    nothing more comes in."""

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    item_id: int = Field(foreign_key="agenda_item.id")
    position: int
    kind: str = Field(max_length=24)
    title: Words = Field(sa_column=json())
    minutes: int | None = None
    least_minutes: int | None = None
    extra_minutes: int = 0
    end: str = Field(default="soft", max_length=8)
    settings: dict[str, Any] = Field(default_factory=dict, sa_column=json())
    phones: dict[str, Any] | None = Field(default=None, sa_column=json(nullable=True))
    hint: Words | None = Field(default=None, sa_column=json(nullable=True))
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id")

    @property
    def lasts(self) -> int | None:
        """Its minutes as things stand: fewer when the lab catches up."""
        return None if self.minutes is None else self.minutes + self.extra_minutes

    @property
    def least(self) -> int:
        """What it cannot do without: half its minutes unless the plan says."""
        return self.least_minutes or ((self.minutes or 0) + 1) // 2
