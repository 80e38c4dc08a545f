from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Poster(SQLModel, table=True):
    """What a group wrote on its poster, beside its themes and lessons. `edition` counts its wordings."""

    group_id: int = Field(primary_key=True, foreign_key="breakout_group.id", sa_column_kwargs={"autoincrement": False})
    lab_id: int = Field(foreign_key="lab.id", index=True)
    text: str = ""
    edition: int = 0


class Mark(SQLModel, table=True):
    """What somebody of another group left at a group's poster: a `dot`, or a short `comment`."""

    __tablename__ = "poster_mark"

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id", index=True)
    from_group_id: int = Field(foreign_key="breakout_group.id")
    author_id: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=8)
    text: str = ""
    first_text: str = ""
    given: int
    given_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    is_withdrawn: bool = False
