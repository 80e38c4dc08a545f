"""What can happen to a vote. Nobody reads from it what anybody chose."""

from dataclasses import dataclass
from typing import Any

from app.domain.happened import Happened


@dataclass(frozen=True)
class OfPoll(Happened):
    """`groups` are those who vote: one, or in the plenary all."""

    poll: str
    groups: list[int]
    is_plenary: bool = False


@dataclass(frozen=True)
class OfVote(OfPoll):
    """`lesson`: what the vote is on, when it is on one."""

    lesson: str | None = None


class VoteOpened(OfVote):
    pass


class VoteClosed(OfVote):
    pass


class VoteRecounted(OfVote):
    """Closed before, counted anew: something was typed in late, corrected, or answered."""


class BallotCast(OfPoll):
    """One more has voted. What they chose is in no event."""


class BallotChanged(OfPoll):
    """As many as before have voted: nobody hears of it."""


class BallotTakenBack(OfPoll):
    pass


@dataclass(frozen=True)
class PaperCounted(OfPoll):
    """`was`: the ballot of that number before it was corrected, None for a new one."""

    paper: int = 0
    was: dict[str, Any] | None = None


@dataclass(frozen=True)
class HandsCounted(OfPoll):
    """`was`: the count before it was corrected, None for the first."""

    was: dict[str, Any] | None = None


@dataclass(frozen=True)
class ObjectionAnswered(OfPoll):
    ballot: str = ""
    was: str = ""
