"""Whose turn it is to open a card. A phone is told no more than whom everybody at the table sees speak."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from app.domain.rules import PARTICIPANT
from app.domain.turns import cards_for, whose_turns
from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by
from app.live.fragments.people import PEOPLE, Named
from app.live.fragments.tasks import GROUPS_BY_ID
from app.models import Contribution, GoingRound, Group, Lab

going, group, lab = GoingRound.__table__, Group.__table__, Lab.__table__  # type: ignore[attr-defined]
idea = Contribution.__table__  # type: ignore[attr-defined]

GOING = (
    select(going, lab.c.anonymity)
    .join(lab, lab.c.id == going.c.lab_id)
    .where(going.c.group_id.in_(KEYS), going.c.round > 0, lab.c.closed_at.is_(None))
)
HIDDEN = (
    select(idea.c.id, idea.c.group_id, idea.c.author_id, idea.c.on_paper)
    .where(idea.c.group_id.in_(KEYS), ~idea.c.is_revealed, ~idea.c.is_withdrawn)
    .order_by(idea.c.given)
)


def turns(read: Connection, keys: set[Any]) -> dict[int, Any]:
    rounds = by_key(fetch(read, GOING, keys), "group_id")
    seats = lists_by(fetch(read, PEOPLE, set(rounds)), "group_id")
    return {one.id: turns_of(one, rounds.get(one.id), seats[one.id]) for one in fetch(read, GROUPS_BY_ID, keys)}


def turns_of(one: Any, row: Any, people: list[Any]) -> SimpleNamespace:
    seats = [each for each in people if each.role == PARTICIPANT]
    ids = whose_turns(row, seats) if row else []
    is_named = row is not None and row.anonymity == "named"
    shown = {each.id: seat(each, is_named) for each in seats}
    return SimpleNamespace(
        lab_id=one.lab_id,
        group_id=one.id,
        number=one.number,
        is_going=row is not None,
        is_named=is_named,
        turn=row.turn if row else 0,
        seats=seats,
        ids=ids,
        line=[shown.get(id, NOBODY) for id in ids],
    )


NOBODY = SimpleNamespace(number=0, person=None)
"""The turn of the cards that nobody at the table opens as their own."""


def seat(person: Any, is_named: bool) -> SimpleNamespace:
    """By name where the lab is one of names, else by seat alone."""
    return SimpleNamespace(number=person.number, person=Named(person) if is_named else None)


def desk_turns(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """And whether there is a card to open; never whose."""
    found = turns(read, keys)
    hidden = lists_by(fetch(read, HIDDEN, keys), "group_id")
    for key, one in found.items():
        cards = cards_for(one.ids[0], one.seats, hidden[key], one.is_named) if one.ids else []
        vars(one).update(hidden=len(hidden[key]), has_card=bool(cards))
    return found


class Turns(Fragment):
    piece = "turns/_turns.html:turns"
    load = turns


class DeskTurns(Fragment):
    piece = "turns/_desk_turns.html:desk_turns"
    load = desk_turns
