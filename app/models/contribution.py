from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Contribution(SQLModel, table=True):
    """One idea. `given` keeps its place in line; until `is_revealed` only its author sees it."""

    __table_args__ = (Index("ix_contribution_of_group", "group_id", "is_withdrawn", "author_id"),)

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id")
    prompt_id: int = Field(foreign_key="prompt.id")
    author_id: int = Field(foreign_key="person.id", index=True)
    theme_id: str | None = Field(default=None, foreign_key="theme.id", index=True)
    stage_kind: str | None = Field(default=None, max_length=24)
    text: str
    first_text: str
    on_paper: bool = False
    said_by: str | None = Field(default=None, max_length=200)
    given: int
    given_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    round: int | None = None
    team_id: int | None = None
    is_revealed: bool = True
    is_withdrawn: bool = False
