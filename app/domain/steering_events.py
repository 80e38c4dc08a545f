"""What can happen while the organiser steers: calls for help, messages, scenes, the door, watching."""

from dataclasses import dataclass

from app.domain.happened import Happened, InGroup


@dataclass(frozen=True)
class OfHelp(InGroup):
    call: str


class HelpCalled(OfHelp):
    """A desk called, or said more of why."""


class HelpAnswered(OfHelp):
    """The organiser has seen it, or said something to it."""


class HelpEnded(OfHelp):
    pass


@dataclass(frozen=True)
class MessageSent(Happened):
    """To one group, or to `audience`."""

    message: str
    audience: str
    group: int | None = None


class DoorChanged(Happened):
    """Locked or opened, for more or fewer people, or by another code."""


class ViewersInvited(Happened):
    """An address was opened for those who watch from far away."""


@dataclass(frozen=True)
class StreamAnnounced(Happened):
    """Where the lab's webstream is, or with no address that it comes later."""

    address: str


@dataclass(frozen=True)
class SceneShown(Happened):
    """`of`: the prompt by its id, the group by its number."""

    scene: str
    of: int | None = None
