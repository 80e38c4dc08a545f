from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Stay(SQLModel, table=True):
    """Who sat at which table in which round. The record of who was where: whoever was moved in a round was at both.

    In the next round the table is `seat` tables further on; the host has seat 0 and stays."""

    __table_args__ = (UniqueConstraint("lab_id", "round", "group_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    round: int
    group_id: int = Field(foreign_key="breakout_group.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    seat: int
    is_host: bool = False
