"""What stands beside each group's numbers at the tower: its stage against the plan, its vote, its call for help.

Pieces of their own, drawn when something of theirs happens: a contribution redraws none of them."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, func, select

from app.live.fragments.base import KEYS, Fragment, fetch, lists_by, row
from app.live.fragments.help_calls import CALLS_OF_GROUPS
from app.live.fragments.people import tower_tiles_of_labs
from app.live.fragments.tasks import PROMPTS, STAGES, words_of
from app.live.fragments.votes import cast_in
from app.models import AgendaItem, Group, Lab, Poll, Stage

group, lab, item = Group.__table__, Lab.__table__, AgendaItem.__table__  # type: ignore[attr-defined]
stage, poll = Stage.__table__, Poll.__table__  # type: ignore[attr-defined]
until_now = stage.alias("until_now")

PLANNED = (
    select(func.sum(until_now.c.minutes + until_now.c.extra_minutes))
    .where(until_now.c.item_id == stage.c.item_id, until_now.c.position <= stage.c.position)
    .correlate(stage)
    .scalar_subquery()
    .label("planned_minutes")
)
PACES = (
    select(
        group.c.id,
        group.c.ends_at,
        group.c.paused_at,
        item.c.started_at,
        item.c.paused_at.label("item_paused_at"),
        item.c.paused_seconds,
        PLANNED,
    )
    .join(lab, lab.c.id == group.c.lab_id)
    .outerjoin(stage, (stage.c.id == group.c.stage_id) & (stage.c.item_id == lab.c.item_id))
    .outerjoin(item, item.c.id == stage.c.item_id)
    .where(group.c.id.in_(KEYS))
)
GROUPS_OF_LABS = select(group.c.id, group.c.lab_id).where(group.c.lab_id.in_(KEYS))
VOTES = select(poll.c.id, poll.c.group_id).where(poll.c.group_id.in_(KEYS)).order_by(poll.c.given)


def paces(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """Each group's stage against the plan. `planned`: when it would end, had everything gone as planned since its item
    began; None while nothing is planned. `behind`: whole minutes, as its clock is set; the screen counts on from there.
    """
    return {one.id: pace_of(one) for one in fetch(read, PACES, keys)}


def pace_of(one: Any) -> SimpleNamespace:
    planned = end_by_plan(one)
    late = (one.ends_at - planned).total_seconds() if planned and one.ends_at else 0
    return SimpleNamespace(
        group_id=one.id,
        planned=planned,
        ends_at=one.ends_at,
        held=one.paused_at,
        plan_held=one.item_paused_at,
        behind=max(0, int(late // 60)),
    )


def end_by_plan(one: Any) -> datetime | None:
    if one.started_at is None or not one.planned_minutes:
        return None
    begun: datetime = one.started_at
    return begun + timedelta(minutes=one.planned_minutes, seconds=one.paused_seconds)


def turnouts(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """How many have voted in what their group votes on now, or voted on last."""
    last = {one.group_id: one.id for one in fetch(read, VOTES, keys)}
    cast = cast_in(read, set(last.values()))
    return {key: SimpleNamespace(group_id=key, voted=cast[last[key]][0] if key in last else None) for key in keys}


def call_marks(read: Connection, keys: set[Any]) -> dict[int, Any]:
    waiting = lists_by(fetch(read, CALLS_OF_GROUPS, keys), "group_id")
    return {key: SimpleNamespace(group_id=key, call=next(iter(waiting[key]), None)) for key in keys}


def decks(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """All groups of a lab, each with everything that stands at it."""
    groups = {one.id for one in fetch(read, GROUPS_OF_LABS, keys)}
    pace, votes, marks = paces(read, groups), turnouts(read, groups), call_marks(read, groups)
    stages, prompts = lists_by(fetch(read, STAGES, keys), "lab_id"), lists_by(fetch(read, PROMPTS, keys), "lab_id")
    found = tower_tiles_of_labs(read, keys)
    for key, deck in found.items():
        deck.stages = [row(each, **words_of(each)) for each in stages[key]]
        deck.prompts = prompts[key]
        for tile in deck.tiles:
            tile.pace, tile.vote, tile.mark = pace[tile.group_id], votes[tile.group_id], marks[tile.group_id]
    return found


class Pace(Fragment):
    piece = "groups/_deck.html:pace"
    load = paces


class Voted(Fragment):
    piece = "groups/_deck.html:voted"
    load = turnouts


class CallMark(Fragment):
    piece = "groups/_deck.html:call_mark"
    load = call_marks


class Deck(Fragment):
    piece = "groups/_deck.html:deck"
    load = decks
