from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Invitation(SQLModel, table=True):
    """A link that serves once: to a role on a lab, or without a lab to an account of one's own.

    `for_whom` is what the inviter wrote to tell their invitations apart; it binds nobody."""

    id: int = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    organiser_id: int = Field(foreign_key="organiser.id", index=True)
    lab_id: int | None = Field(default=None, foreign_key="lab.id", index=True)
    role: str | None = Field(default=None, max_length=16)
    for_whom: str = Field(default="", max_length=254)
    key: str = Field(max_length=32, unique=True)
    made_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    expires_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=moment())
    taken_back_at: datetime | None = Field(default=None, sa_column=moment())
