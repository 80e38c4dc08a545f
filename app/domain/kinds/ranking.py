"""Each ranks the best few, blind."""

from typing import Literal

from pydantic import Field

from app.domain.errors import N_
from app.domain.kinds.base import Kind, Settings


class Ranking(Settings):
    """The best `top` are ranked; the first gets `top` points, the last one point."""

    about: Literal["themes", "contributions", "lessons"] = "themes"
    top: int = Field(default=5, ge=2, le=10)


KIND = Kind(
    "ranking",
    N_("Ranking"),
    N_("Everyone ranks alone what matters most, the best first."),
    writes=False,
    edits=False,
    supports=False,
    is_blind=True,
    settings=Ranking,
)
