"""Events of people who work together in teams, at tables, around a circle, before posters (see events.py)."""

from dataclasses import dataclass

from app.domain.events import Happened, InGroup


@dataclass(frozen=True)
class Formed(InGroup):
    """How people of a group work together has changed."""


@dataclass(frozen=True)
class TeamsDrawn(Formed):
    lot: int


class TeammatesChanged(Formed):
    pass


@dataclass(frozen=True)
class PaperWritten(Formed):
    """On its paper, or who holds its pen: news to the team alone."""

    team: int


class PaperGiven(PaperWritten):
    """What was on the paper is the team's contribution now."""


@dataclass(frozen=True)
class HostNamed(Formed):
    person: int


@dataclass(frozen=True)
class PosterWorded(Formed):
    was: str


@dataclass(frozen=True)
class OfMark(Formed):
    """At the poster of `group`, by one of the group that stands before it."""

    mark: str
    visitors: int


class MarkGiven(OfMark):
    pass


class MarkTakenBack(OfMark):
    pass


@dataclass(frozen=True)
class RoundOpened(Happened):
    """All tables changed at once: `moves` are [person, to, from]."""

    round: int
    groups: list[int]
    moves: list[list[int]]


@dataclass(frozen=True)
class WalkMoved(Happened):
    step: int
    groups: list[int]


@dataclass(frozen=True)
class CircleChanged(Happened):
    """Somebody asked to come in, is in, or is out."""

    person: int
    state: str
    groups: list[int]


@dataclass(frozen=True)
class OfQuestion(Happened):
    question: str


class QuestionAsked(OfQuestion):
    pass


class QuestionUpvoted(OfQuestion):
    """Or an upvote was taken back."""


class QuestionCalled(OfQuestion):
    """To be answered now."""


@dataclass(frozen=True)
class QuestionSettled(OfQuestion):
    state: str


class QuestionWithdrawn(OfQuestion):
    pass
