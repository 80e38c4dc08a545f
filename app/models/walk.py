from sqlmodel import Field, SQLModel

from app.models.columns import json


class Walk(SQLModel, table=True):
    """A gallery walk: the `groups` that walk, the `lot` that drew their ways, and the `step` they are at, from 1.

    Past the last step everybody is back at their own poster."""

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    stage_id: int = Field(foreign_key="stage.id")
    groups: list[int] = Field(default_factory=list, sa_column=json())
    lot: int
    step: int = 1
