"""A round at mixed tables; then all but the hosts move on."""

from pydantic import Field

from app.domain.errors import N_
from app.domain.kinds.base import Kind, Settings


class Rotation(Settings):
    """`tables` of `seats` people each, and which `round` this is. The host has seat 0 and stays."""

    tables: int = Field(default=5, ge=2, le=50)
    seats: int = Field(default=5, ge=2, le=12)
    round: int = Field(default=1, ge=1, le=20)


KIND = Kind(
    "rotation",
    N_("Round at the tables"),
    N_("The host tells what was said before; then the table goes on."),
    settings=Rotation,
)
