from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class AccountSession(SQLModel, table=True):
    """A browser that somebody signed in with. Only the hash of its token is kept.

    Where a second factor is asked for, the session opens nothing before it is `confirmed_at`."""

    __tablename__ = "account_session"

    id: int = Field(default=None, primary_key=True)
    organiser_id: int = Field(foreign_key="organiser.id", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    device: str = Field(default="", max_length=80)
    begun_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    confirmed_at: datetime | None = Field(default=None, sa_column=moment())
    seen_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    expires_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=moment())
