from sqlmodel import Field, SQLModel

from app.models.columns import json


class GroupRoom(SQLModel, table=True):
    """What the organiser said of where a group sits: the languages its moderator works in (none said: any), its seats,
    whether everybody can reach it. `is_closed`: nobody is seated here by us."""

    __tablename__ = "group_room"

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    group_id: int = Field(foreign_key="breakout_group.id", unique=True)
    languages: list[str] = Field(default_factory=list, sa_column=json())
    seats: int | None = None
    is_accessible: bool = True
    is_closed: bool = False
