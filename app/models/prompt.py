from sqlmodel import Field, SQLModel

from app.models.columns import Words, json


class Prompt(SQLModel, table=True):
    """A question put to groups."""

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    position: int
    key: str = Field(max_length=40)
    question: Words = Field(sa_column=json())
