"""Desks that called the organiser: what they asked, since when they wait, and what was answered."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from app.live.fragments.base import KEYS, Fragment, fetch, lists_by
from app.models import Group, HelpCall

call, group = HelpCall.__table__, Group.__table__  # type: ignore[attr-defined]

CALLS = (
    select(
        call.c.id,
        call.c.lab_id,
        call.c.group_id,
        call.c.words,
        call.c.reply,
        call.c.called_at,
        call.c.seen_at,
        group.c.number,
    )
    .join(group, group.c.id == call.c.group_id)
    .where(call.c.ended_at.is_(None))
    .order_by(call.c.given)
)
CALLS_OF_GROUPS = CALLS.where(call.c.group_id.in_(KEYS))
CALLS_OF_LABS = CALLS.where(call.c.lab_id.in_(KEYS))
GROUPS = select(group.c.id, group.c.lab_id, group.c.number).where(group.c.id.in_(KEYS))


def desk_calls(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """The call with which a desk waits, if it does."""
    waiting = lists_by(fetch(read, CALLS_OF_GROUPS, keys), "group_id")
    return {
        one.id: SimpleNamespace(lab_id=one.lab_id, group_id=one.id, number=one.number, calls=waiting[one.id])
        for one in fetch(read, GROUPS, keys)
    }


def tower_calls(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """All that wait, the longest first."""
    waiting = lists_by(fetch(read, CALLS_OF_LABS, keys), "lab_id")
    return {key: SimpleNamespace(lab_id=key, calls=waiting[key]) for key in keys}


class DeskCall(Fragment):
    piece = "help_calls/_desk_call.html:desk_call"
    load = desk_calls


class TowerCalls(Fragment):
    piece = "help_calls/_tower_calls.html:tower_calls"
    load = tower_calls
