"""Whoever steers or looks on at the tower looks in on a desk: everything it shows as it changes, nothing to press."""

from types import SimpleNamespace

from sqlalchemy import Connection

from app.domain.errors import NotYours
from app.domain.rules import MODERATOR, VIEWER
from app.domain.work import Actor, Key
from app.i18n import reading
from app.jinja import templates
from app.live.channels import Channel, channel_of
from app.live.drawing import picture
from app.live.fragments.labs import lab_facts
from app.live.fragments.people import group_numbered
from app.live.frames import HEARTBEAT
from app.live.pages import Visit, look_in, this_run


def look(read: Connection, visit: Visit, number: int) -> str:
    """Raises NotYours for whoever is not at the tower, NoSuchGroup."""
    if visit.kind != "tower":
        raise NotYours
    who = look_in(read, visit.key, visit.kind, None)
    at_desk = Actor(MODERATOR, group_id=group_numbered(read, visit.key.lab_id, number))
    with reading(visit.language):
        shown = picture(read, visit.key, at_desk, visit.language)
        return templates.get_template("layouts/look.html").render(
            live=SimpleNamespace(**shown.live),
            lab=lab_facts(read, visit.key.lab_id),
            seq=shown.seq,
            base=visit.base,
            heartbeat=HEARTBEAT,
            run=this_run(),
            group_number=number,
            is_viewer=who.role == VIEWER,
        )


def listener(read: Connection, key: Key, kind: str, group: int | None, looked_at: int | None) -> tuple[Actor, Channel]:
    """Who opens a socket, and what it brings: their own screen, or the desk on which the organiser looks in."""
    actor = look_in(read, key, kind, group)
    if looked_at is None or kind != "tower":
        return actor, channel_of(key.lab_id, actor)
    return actor, channel_of(key.lab_id, Actor(MODERATOR, group_id=group_numbered(read, key.lab_id, looked_at)))
