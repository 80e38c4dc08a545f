from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Archive(SQLModel, table=True):
    """The summary of a lab that was held elsewhere, as it was written down there: read, never changed.

    `document` is JSON, kept to the letter; `profile` says for whose eyes it was written."""

    lab_id: int = Field(primary_key=True, foreign_key="lab.id", sa_column_kwargs={"autoincrement": False})
    profile: str = Field(max_length=16)
    document: str
    brought_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
