from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import moment


class Pass(SQLModel, table=True):
    """One credential: whoever holds the token has this role in this lab. Only hashes of tokens are kept.

    `session_id`: the signed-in browser of an organiser for which it was made; it ends with that."""

    id: int = Field(default=None, primary_key=True)
    lab_id: int = Field(foreign_key="lab.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    role: str = Field(max_length=16)
    token_hash: str = Field(max_length=64, unique=True)
    return_hash: str | None = Field(default=None, max_length=64, index=True)
    issued_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))
    expires_at: datetime | None = Field(default=None, sa_column=moment())
    revoked_at: datetime | None = Field(default=None, sa_column=moment())
    session_id: int | None = Field(default=None, foreign_key="account_session.id", index=True)
