"""What the organiser said: to everyone, to the moderators, to one group. Each screen has what was meant for it."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from app.domain.messages import EVERYONE, MODERATORS
from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by
from app.models import Group, Lab, Message

message, group, lab = Message.__table__, Group.__table__, Lab.__table__  # type: ignore[attr-defined]

MESSAGES = (
    select(
        message.c.id,
        message.c.lab_id,
        message.c.group_id,
        message.c.audience,
        message.c.words,
        message.c.given,
        message.c.sent_at,
        group.c.number,
    )
    .outerjoin(group, group.c.id == message.c.group_id)
    .order_by(message.c.given.desc())
)
MESSAGES_BY_ID = MESSAGES.where(message.c.id.in_(KEYS))
MESSAGES_OF_LABS = MESSAGES.where(message.c.lab_id.in_(KEYS))
GROUPS = select(group.c.id, group.c.lab_id).where(group.c.id.in_(KEYS))
LABS = select(lab.c.id, lab.c.notice, lab.c.closed_at).where(lab.c.id.in_(KEYS))


def messages(read: Connection, keys: set[Any]) -> dict[str, Any]:
    return by_key(fetch(read, MESSAGES_BY_ID, keys), "id")


def phone_messages(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return messages_for(read, keys, (EVERYONE,))


def desk_messages(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return messages_for(read, keys, (EVERYONE, MODERATORS))


def messages_for(read: Connection, keys: set[Any], audiences: tuple[str, ...]) -> dict[int, Any]:
    groups = fetch(read, GROUPS, keys)
    sent = lists_by(fetch(read, MESSAGES_OF_LABS, {one.lab_id for one in groups}), "lab_id")
    return {
        one.id: SimpleNamespace(
            messages=[each for each in sent[one.lab_id] if each.audience in audiences or each.group_id == one.id]
        )
        for one in groups
    }


def tower_messages(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """All of them, and whether one still stands on every screen."""
    sent = lists_by(fetch(read, MESSAGES_OF_LABS, keys), "lab_id")
    return {
        one.id: SimpleNamespace(lab_id=one.id, stands=one.notice, messages=sent[one.id])
        for one in fetch(read, LABS, keys)
    }


class MessageCard(Fragment):
    piece = "messages/_messages.html:message"
    load = messages


class PhoneMessages(Fragment):
    piece = "messages/_messages.html:messages"
    load = phone_messages


class DeskMessages(Fragment):
    piece = "messages/_messages.html:messages"
    load = desk_messages


class TowerMessages(Fragment):
    piece = "messages/_tower_messages.html:tower_messages"
    load = tower_messages
