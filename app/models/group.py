from datetime import datetime

from sqlmodel import Field, SQLModel

from app.models.columns import moment


class Group(SQLModel, table=True):
    """A breakout group, and where it is: its open prompt, its stage, its timer.

    `sign_off_at`: since when it is asked whether its lessons are what it said. `on_table`: the theme it talks about.
    As a table of a café: its `round` (0: none), and who stays as its host."""

    __tablename__ = "breakout_group"

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    number: int
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id")
    stage_id: int | None = Field(default=None, foreign_key="stage.id")
    stage_started_at: datetime | None = Field(default=None, sa_column=moment())
    ends_at: datetime | None = Field(default=None, sa_column=moment())
    paused_at: datetime | None = Field(default=None, sa_column=moment())
    timer_minutes: int | None = None
    sign_off_at: datetime | None = Field(default=None, sa_column=moment())
    on_table: str | None = Field(default=None, max_length=32)
    round: int = 0
    host_id: int | None = None
