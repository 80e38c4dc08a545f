"""Each in turn says one idea."""

from typing import Literal

from app.domain.errors import N_
from app.domain.kinds.base import Kind, Settings


class RoundRobin(Settings):
    """`reveal`: what was written in private is shown all at once, or one each in turn."""

    reveal: Literal["at_once", "in_turn"] = "at_once"


KIND = Kind(
    "round_robin",
    N_("Round robin"),
    N_("One idea each, in turn, without discussion."),
    settings=RoundRobin,
)
