from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Review(SQLModel, table=True):
    """Somebody who may read the draft and comment on it: a link of its own, for as long as its pass lasts."""

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    pass_id: int = Field(foreign_key="pass.id")
    made_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
