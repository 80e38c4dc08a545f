from sqlmodel import Field, SQLModel

from app.models.columns import Words, json


class Stage(SQLModel, table=True):
    """A timed step inside a breakout. What phones may do in it follows from its kind (domain/stages.py)."""

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    item_id: int = Field(foreign_key="agenda_item.id")
    position: int
    kind: str = Field(max_length=24)
    title: Words = Field(sa_column=json())
    minutes: int | None = None
    hint: Words | None = Field(default=None, sa_column=json(nullable=True))
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id")
