"""Who listens where. The only place where a channel is spelled."""

from typing import NamedTuple

from app.domain.rules import MODERATOR, ORGANISER, PARTICIPANT, REVIEWER, STAGE, VIEWER
from app.domain.work import Actor

PHONE, DESK, STAGE_SCREEN, TOWER, REVIEW, EVERYONE = "phone", "desk", "stage", "tower", "review", "everyone"
SEATING = "seating"
"""The tower's page of seats: a screen of its own, for what it shows is much and asked for seldom."""
SCREEN_OF = {PARTICIPANT: PHONE, MODERATOR: DESK, STAGE: STAGE_SCREEN, ORGANISER: TOWER, REVIEWER: REVIEW}
SCREEN_OF |= {VIEWER: TOWER}


CALM = {STAGE_SCREEN, TOWER, SEATING}
"""Screens that tell of many groups: nobody follows forty ideas a second on a wall."""


class Channel(NamedTuple):
    """All screens that show the same: one lab, one kind of screen, one group.

    As an address, `group` None means that kind of screen in every group, and EVERYONE every screen."""

    lab: int
    screen: str
    group: int | None = None


class View(NamedTuple):
    """A channel in one language. Everyone who looks at a view sees the very same bytes."""

    channel: Channel
    language: str


def channel_of(lab_id: int, actor: Actor) -> Channel:
    screen = SCREEN_OF[actor.role]
    return Channel(lab_id, screen, actor.group_id if screen in (PHONE, DESK) else None)


def may_watch(actor: Actor, channel: Channel) -> bool:
    """Whether this screen is theirs: that of their role, or one that belongs to it. The organiser looks in on desks."""
    own = channel_of(channel.lab, actor)
    if own.screen != TOWER:
        return channel == own
    return channel in (own, Channel(own.lab, SEATING)) or channel.screen == DESK


def addresses(channel: Channel) -> tuple[Channel, Channel, Channel]:
    """The addresses that reach a channel, the widest first."""
    lab, screen, _ = channel
    return Channel(lab, EVERYONE), Channel(lab, screen), channel
