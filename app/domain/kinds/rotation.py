"""A round at mixed tables; then all but the hosts move on."""

from pydantic import Field

from app.domain.errors import N_
from app.domain.kinds.base import Kind, Settings
from app.domain.rotations import close_round, open_round


class Rotation(Settings):
    """`tables` of `seats` people each, and which `round` this is. The host has seat 0 and stays.
    `prompts`, by their keys, gives each table its own question: the first to table 1, and so on."""

    tables: int = Field(default=5, ge=2, le=50)
    seats: int = Field(default=5, ge=2, le=12)
    round: int = Field(default=1, ge=1, le=20)
    prompts: tuple[str, ...] = ()


KIND = Kind(
    "rotation",
    N_("Round at the tables"),
    N_("The host tells what was said before; then the table goes on."),
    settings=Rotation,
    opened=open_round,
    closed=close_round,
)
