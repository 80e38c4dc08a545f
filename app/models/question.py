from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Question(SQLModel, table=True):
    """What an outer table asks the inner circle: `open`, `now` being answered, `answered`."""

    __tablename__ = "table_question"

    id: str = Field(primary_key=True, max_length=32)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id")
    author_id: int = Field(foreign_key="person.id")
    text: str
    first_text: str
    on_paper: bool = False
    state: str = Field(default="open", max_length=8)
    given: int
    given_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    answered_at: datetime | None = Field(default=None, sa_column=moment())
    is_withdrawn: bool = False


class Upvote(SQLModel, table=True):
    """One person wants to hear the answer to one question."""

    question_id: str = Field(primary_key=True, foreign_key="table_question.id", max_length=32)
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    lab_id: int = Field(foreign_key="lab.id", index=True)
    at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
