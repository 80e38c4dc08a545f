from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Edit(SQLModel, table=True):
    """One wording by the organiser, laid over what was found; nothing that people contributed is changed by it.

    `place` says what it is: an introduction, a note, an omission (`text` is its reason), an order, a translation;
    `about` what it stands beside, "lesson:" and its id, for a translation also the part; `by` who typed it. The last of
    a place that was not taken back is what readers see. `edition` counts the wordings of a place."""

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    place: str = Field(max_length=16)
    about: str = Field(default="", max_length=64)
    language: str = Field(default="", max_length=12)
    text: str
    edition: int
    by: str = Field(default="", max_length=200)
    pass_id: int | None = None
    at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    is_undone: bool = False
