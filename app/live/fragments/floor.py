"""Who has the floor and who asks for it. Phones hear of hands by ids that name nobody; who was heard, only the desk."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from app.domain.floor import request, seconds
from app.domain.rules import PARTICIPANT
from app.live.fragments.base import KEYS, Fragment, fetch, lists_by
from app.live.fragments.people import PEOPLE, Named
from app.live.fragments.tasks import GROUPS_BY_ID, kind_in
from app.methods.balance import balance, speaking_order
from app.models import Hand, SpeakingTurn

hand, turn = Hand.__table__, SpeakingTurn.__table__  # type: ignore[attr-defined]

SAYS_SOMETHING = 60
"""Seconds of talk after which it can be said how evenly it is spread."""

HANDS_UP = select(hand).where(hand.c.group_id.in_(KEYS), hand.c.lowered_at.is_(None))
TURNS = select(turn).where(turn.c.group_id.in_(KEYS)).order_by(turn.c.id)


def is_open(one: Any) -> bool:
    """Whether people take the floor here by asking for it."""
    return one.closed_at is None and (kind_in(one).hands or one.on_table is not None)


def floors(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """What a phone may know: hands in fair order, and whether one of them has the floor."""
    groups = fetch(read, GROUPS_BY_ID, keys)
    wanted = {one.id for one in groups if is_open(one)}
    hands, turns = lists_by(fetch(read, HANDS_UP, wanted), "group_id"), lists_by(fetch(read, TURNS, wanted), "group_id")
    return {one.id: floor_of(one, hands[one.id], turns[one.id]) for one in groups}


def floor_of(one: Any, hands: list[Any], turns: list[Any]) -> SimpleNamespace:
    had = [each for each in turns if each.item_id == one.stage_item_id]
    order = speaking_order([request(each, had) for each in hands])
    by_person = {str(each.person_id): each for each in hands}
    speaking = next((each for each in turns if each.ended_at is None), None)
    return SimpleNamespace(
        lab_id=one.lab_id,
        number=one.number,
        is_open=is_open(one),
        hands=[by_person[person].id for person in order],
        queue=[int(person) for person in order],
        had=had,
        speaking=speaking,
        floor=speaking.hand_id if speaking else None,
    )


def desk_floors(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = floors(read, keys)
    people = lists_by(fetch(read, PEOPLE, {key for key, one in found.items() if one.is_open}), "group_id")
    half = {one.id: half_time(one) for one in fetch(read, GROUPS_BY_ID, keys)}
    for key, one in found.items():
        named = {each.id: Named(each) for each in people[key] if each.role == PARTICIPANT}
        vars(one).update(heard(one, named), half_at=half[key])
    return found


def heard(one: SimpleNamespace, named: dict[int, Named]) -> dict[str, Any]:
    """Who speaks, who asked, who is left to ask; who was not yet heard. Never who was heard how much."""
    talk = {str(id): sum(seconds(each) for each in one.had if each.person_id == id) for id in named}
    spoke = {each.person_id for each in one.had}
    told = balance(talk, is_past_half=False)
    speaking = named.get(one.speaking.person_id) if one.speaking else None
    last = next((each for each in reversed(one.had) if each.ended_at), None)
    return {
        "speaker": speaking,
        "asking": [named[id] for id in one.queue if id in named],
        "others": [each for id, each in named.items() if id not in one.queue and each is not speaking],
        "unheard": [each for id, each in named.items() if id not in spoke],
        "large": [named[int(id)] for id in told.large],
        "colour": told.colour.value if told.colour and sum(talk.values()) >= SAYS_SOMETHING else "",
        "last_seconds": round(seconds(last)) if last else None,
    }


def half_time(one: Any) -> datetime | None:
    """When half of the running timer is over."""
    if one.ends_at is None or not one.timer_minutes:
        return None
    return one.ends_at - timedelta(minutes=one.timer_minutes) / 2  # type: ignore[no-any-return]


class Floor(Fragment):
    piece = "floor/_floor.html:floor"
    load = floors


class DeskFloor(Fragment):
    piece = "floor/_desk_floor.html:desk_floor"
    load = desk_floors
