"""Each spreads a few dots; totals stay hidden until the close."""

from functools import partial
from typing import Literal

from pydantic import Field

from app.domain.errors import N_
from app.domain.kinds.base import Kind, Settings
from app.domain.stage_votes import close_vote_of_stage, open_vote_of_stage


class DotVote(Settings):
    """`dots` for each person and `most` on one option; left out, they follow from how many options there are.

    In a plenary or a harvest everybody votes together on what all groups have."""

    about: Literal["themes", "contributions", "lessons"] = "themes"
    dots: int | None = Field(default=None, ge=1, le=20)
    most: int | None = Field(default=None, ge=1, le=20)


KIND = Kind(
    "dot_vote",
    N_("Dot vote"),
    N_("Everyone quietly supports what matters most."),
    writes=False,
    edits=False,
    supports=False,
    is_blind=True,
    settings=DotVote,
    opened=partial(open_vote_of_stage, method="dots"),
    closed=close_vote_of_stage,
)
