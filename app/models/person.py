from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import Words, json, moment


class Person(SQLModel, table=True):
    """Somebody in a lab. `name` is None for whoever chose to stay anonymous: they go by `number`.

    `takeaway`: what a speaker wants to be remembered for, in one line.
    `writing`: what a moderator has under their pen just now, "note:" and its id, for whoever shares their desk.
    `seated_as`: how they came to sit where they sit now, for their phone to say: "kept" (a seat was kept for them),
    "kept_elsewhere" (though they chose another table), "moved"."""

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    role: str = Field(max_length=16)
    number: int = 0
    name: str | None = Field(default=None, max_length=200)
    namesake: int = 0
    occupation: Words | None = Field(default=None, sa_column=json(nullable=True))
    organisation: str | None = Field(default=None, max_length=200)
    country: str | None = Field(default=None, max_length=2)
    takeaway: Words | None = Field(default=None, sa_column=json(nullable=True))
    group_id: int | None = Field(default=None, foreign_key="breakout_group.id", index=True)
    first_group_id: int | None = Field(default=None, foreign_key="breakout_group.id")
    language: str | None = Field(default=None, max_length=12)
    consented_at: datetime | None = Field(default=None, sa_column=moment())
    join_key: str | None = Field(default=None, max_length=32, index=True)
    joined_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    removed_at: datetime | None = Field(default=None, sa_column=moment())
    forgotten_at: datetime | None = Field(default=None, sa_column=moment())
    is_here: bool = False
    writing: str | None = Field(default=None, max_length=48)
    seated_as: str | None = Field(default=None, max_length=16)
    seated_at: datetime | None = Field(default=None, sa_column=moment())
