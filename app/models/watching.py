from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Watching(SQLModel, table=True):
    """An address from which people far away watch the stage, by a pass of its own. Its link is made from `key`."""

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    pass_id: int = Field(foreign_key="pass.id", index=True)
    key: str = Field(max_length=32)
    opened_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=moment())
