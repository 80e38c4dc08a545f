from datetime import datetime

from sqlmodel import Field, SQLModel

from app.clock import now
from app.models.columns import json, moment


class Organiser(SQLModel, table=True):
    """An account: who may prepare labs here, and open the towers of those they have a role on.

    `password_hash` is None for whoever only ever comes by the house's identity provider (`subject`: its issuer and the
    name it knows them by). The second factor's secret is derived from `totp_salt` under the server's secret, as links
    are; `totp_step` is the last one that was used, so that no code serves twice."""

    id: int = Field(default=None, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=200)
    password_hash: str | None = Field(default=None, max_length=200)
    subject: str | None = Field(default=None, max_length=500, unique=True)
    totp_salt: str | None = Field(default=None, max_length=32)
    totp_since: datetime | None = Field(default=None, sa_column=moment())
    totp_step: int = 0
    recovery: list[str] = Field(default_factory=list, sa_column=json())
    made_at: datetime = Field(default_factory=now, sa_column=moment(nullable=False))

    @property
    def has_second_factor(self) -> bool:
        return self.totp_since is not None
