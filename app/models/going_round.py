from sqlmodel import Field, SQLModel

from app.models.columns import json


class GoingRound(SQLModel, table=True):
    """A group in which cards are opened one each, in turn. `waiting`: the people of this round who still have a
    turn, in order. `turn` counts the turns that were taken; `round` is 0 when nobody goes round (any more)."""

    __tablename__ = "going_round"

    group_id: int = Field(primary_key=True, foreign_key="breakout_group.id", sa_column_kwargs={"autoincrement": False})
    lab_id: int = Field(foreign_key="lab.id", index=True)
    round: int = 0
    turn: int = 0
    waiting: list[int] = Field(default_factory=list, sa_column=json())
