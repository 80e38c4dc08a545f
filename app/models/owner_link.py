from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class OwnerLink(SQLModel, table=True):
    """The link by which whoever took a lesson on reports on it: its pass opens that lesson and nothing else.

    `number` counts those of a lab: its screen is owner-3. Its token derives from `key`. `email`: where its holder asked
    to be reminded, in their `language`; empty when they did not."""

    __tablename__ = "owner_link"

    pass_id: int = Field(primary_key=True, foreign_key="pass.id", sa_column_kwargs={"autoincrement": False})
    lab_id: int = Field(foreign_key="lab.id", index=True)
    lesson_id: str = Field(foreign_key="lesson.id", index=True, max_length=32)
    number: int
    key: str = Field(max_length=32)
    email: str = Field(default="", max_length=254)
    language: str = Field(default="en", max_length=12)
    made_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
