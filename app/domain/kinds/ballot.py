"""A group says by ballot whether it agrees with what is on the table."""

from typing import Literal

from pydantic import Field

from app.domain.errors import N_
from app.domain.kinds.base import Kind, Settings
from app.domain.stage_votes import open_ballot_of_stage


class Ballot(Settings):
    """`rule` is how agreement is found; `passes_at` is the lowest number of fingers with which fist to five passes;
    with `veto_blocks` one veto stops the agreement scale, as in consensus. Without, it is a badge beside the label."""

    rule: Literal["agreement", "consent", "consensus", "fist", "pass"] = "agreement"
    passes_at: int = Field(default=3, ge=0, le=5)
    veto_blocks: bool = False


KIND = Kind(
    "ballot",
    N_("Ballot"),
    N_("Read it aloud, then everyone votes on their own."),
    writes=False,
    edits=False,
    supports=False,
    asks=False,
    settings=Ballot,
    opened=open_ballot_of_stage,
)
