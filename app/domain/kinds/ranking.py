"""Each ranks the best few, blind."""

from functools import partial
from typing import Literal

from pydantic import Field

from app.domain.errors import N_
from app.domain.kinds.base import Kind, Settings
from app.domain.stage_votes import close_vote_of_stage, open_vote_of_stage


class Ranking(Settings):
    """The best `top` are ranked; the first gets `top` points, the last one point."""

    about: Literal["themes", "contributions", "lessons"] = "themes"
    top: int = Field(default=5, ge=2, le=5)


KIND = Kind(
    "ranking",
    N_("Ranking"),
    N_("Everyone ranks alone what matters most, the best first."),
    writes=False,
    edits=False,
    supports=False,
    is_blind=True,
    settings=Ranking,
    opened=partial(open_vote_of_stage, method="rank"),
    closed=close_vote_of_stage,
)
