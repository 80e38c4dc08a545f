from datetime import datetime

from sqlmodel import Field, SQLModel

from app.models.columns import moment


class Sitting(SQLModel, table=True):
    """Somebody's way through the inner circle: `asked` to come in, sat `in` it, went `out` again."""

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    state: str = Field(max_length=8)
    asked_at: datetime | None = Field(default=None, sa_column=moment())
    sat_at: datetime | None = Field(default=None, sa_column=moment())
    left_at: datetime | None = Field(default=None, sa_column=moment())
