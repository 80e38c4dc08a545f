from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Note(SQLModel, table=True):
    """What was written down at a desk: a `note` on the talk, a point `parked` for later, a reason `for` or `against`
    a theme. `edition` counts its wordings; `became` names what a parked point was turned into, "theme:" and its id."""

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    theme_id: str | None = Field(default=None, max_length=32, index=True)
    kind: str = Field(max_length=8)
    text: str
    first_text: str
    edition: int = 1
    given: int
    given_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    became: str | None = Field(default=None, max_length=48)
    is_removed: bool = False
