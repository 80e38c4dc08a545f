"""What can happen to a lab's time. `groups`: the desks that tell what more of it costs."""

from dataclasses import dataclass, field

from app.domain.happened import Happened


@dataclass(frozen=True)
class AgendaMoved(Happened):
    item: int
    groups: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class ItemExtended(Happened):
    """By fewer than no minutes: shortened."""

    item: int
    minutes: int
    groups: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class OfClocks(Happened):
    groups: list[int]


class AgendaPaused(OfClocks):
    pass


class AgendaResumed(OfClocks):
    pass


class AgendaReplanned(OfClocks):
    """Later items got less time, or theirs back."""
