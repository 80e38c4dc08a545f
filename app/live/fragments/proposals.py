"""A seating as it is proposed: each group with its people, how evenly it spreads them, and what could not be met."""

from collections import Counter
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from app.domain.seating.hall import ATTRIBUTES, plain, sitter
from app.live.fragments.base import KEYS, Fragment, fetch
from app.live.fragments.seats import (
    ROOMS_OF_LABS,
    Everyone,
    is_closed,
    numbers_of,
    told_unmet,
    told_warnings,
)
from app.methods.seating.evenness import furthest, shares
from app.methods.seating.room import Person as Sitter
from app.models import Seating

seating = Seating.__table__  # type: ignore[attr-defined]

LATEST = select(seating).where(seating.c.lab_id.in_(KEYS)).order_by(seating.c.id.desc()).limit(1)
FIRST_ASKED = {"mode": "balanced", "only_here": False, "count": None, "weights": {"organisation": 1, "country": 1}}
MOST_VALUES = 4  # of one attribute in one group; the others are only counted


def proposals(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return {key: proposal(read, key) for key in keys}


def proposal(read: Connection, lab_id: int) -> SimpleNamespace:
    """What was asked for last, and the proposal that stands, if one does."""
    latest, everyone = next(iter(fetch(read, LATEST, {lab_id})), None), Everyone(read, lab_id)
    asked = {name: getattr(latest, name) for name in FIRST_ASKED} if latest else FIRST_ASKED
    is_standing = latest is not None and latest.state == "proposed"
    told = {name: [one for one in everyone.guests if getattr(one, name)] for name in ATTRIBUTES}
    return SimpleNamespace(
        lab_id=lab_id,
        is_closed=is_closed(read, lab_id),
        asked=SimpleNamespace(**asked),
        groups=len(numbers_of(read, lab_id)),
        attributes=[name for name in ATTRIBUTES if told[name]],
        standing=standing(read, latest, everyone) if is_standing else None,
    )


def standing(read: Connection, latest: Any, everyone: Everyone) -> SimpleNamespace:
    numbers = numbers_of(read, latest.lab_id)
    people = {key: sitter(key, everyone.told.get(key)) for key in latest.seats}
    seats = {key: str(at) for key, at in latest.seats.items()}
    spelled = spellings(everyone)
    return SimpleNamespace(
        id=latest.id,
        lab_id=latest.lab_id,
        number=latest.number,
        edition=latest.edition,
        mode=latest.mode,
        seed=latest.seed,
        cost=latest.cost,
        repeats=latest.repeats,
        weighs_partners=latest.mode == "new_partners",
        groups=groups_in(read, latest, everyone, spread_in(people, seats, spelled)),
        balance=balance(list(people.values()), seats, spelled, numbers),
        unmet=told_unmet(latest.unmet, everyone, numbers),
        warnings=told_warnings(latest.warnings, numbers),
    )


def groups_in(read: Connection, latest: Any, everyone: Everyone, spread: dict[str, Any]) -> list[SimpleNamespace]:
    """Those in use, and those that people were put into."""
    used = set(latest.seats.values())
    return [
        SimpleNamespace(
            lab_id=latest.lab_id,
            number=one.number,
            seats=one.seats,
            people=[everyone.sitting(key, is_pinned=key in latest.pins) for key in there],
            is_locked=bool(there) and all(key in latest.pins for key in there),
            spread=spread.get(str(one.id), []),
        )
        for one in fetch(read, ROOMS_OF_LABS, {latest.lab_id})
        if one.id in used or not one.is_closed
        for there in [[key for key, at in latest.seats.items() if at == one.id]]
    ]


def spellings(everyone: Everyone) -> dict[tuple[str, str], str]:
    """What is compared without capitals is shown as it was first written."""
    found: dict[tuple[str, str], str] = {}
    for one in everyone.guests:
        for name in ATTRIBUTES:
            if words := getattr(one, name):
                found.setdefault((name, plain(words)), words)
    return found


def spread_in(people: dict[str, Sitter], seats: dict[str, str], spelled: dict[tuple[str, str], str]) -> dict[str, Any]:
    """For each group and attribute the values there, the most frequent first."""
    found: dict[str, Any] = {}
    for name in ATTRIBUTES:
        for table, there in shares(people.values(), seats, name).items():
            found.setdefault(table, []).append(values_of(name, there, spelled))
    return found


def values_of(name: str, there: Counter[str], spelled: dict[tuple[str, str], str]) -> SimpleNamespace:
    common = sorted(there.items(), key=lambda each: (-each[1], each[0]))
    return SimpleNamespace(
        attribute=name,
        values=[(spelled.get((name, value), value), n) for value, n in common[:MOST_VALUES]],
        more=len(common[MOST_VALUES:]),
    )


def balance(
    people: list[Sitter], seats: dict[str, str], spelled: dict[tuple[str, str], str], numbers: dict[int, int]
) -> list[SimpleNamespace]:
    """Each attribute in one sentence: even, or where it is furthest from it."""
    found = [(name, furthest(people, seats, name)) for name in ATTRIBUTES]
    return [
        SimpleNamespace(
            attribute=name,
            is_even=worst.is_even,
            group=numbers.get(int(worst.table)),
            value=spelled.get((name, worst.value), worst.value),
            number=worst.number,
            even=worst.even,
        )
        for name, worst in found
        if worst
    ]


def proposal_news(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return {key: news_of(read, key) for key in keys}


def news_of(read: Connection, lab_id: int) -> SimpleNamespace:
    """What committing the proposal would mean now: who moves, for whom a seat is kept, who is not in it."""
    latest, everyone = next(iter(fetch(read, LATEST, {lab_id})), None), Everyone(read, lab_id)
    if latest is None or latest.state != "proposed":
        return SimpleNamespace(lab_id=lab_id, id=None, edition=0, moving=0, kept=0, missing=0)
    came = {f"p{one.person_id}": f"g{one.id}" for one in everyone.guests if one.person_id}
    here = {f"p{one.id}": one.group_id for one in everyone.people if not one.removed_at}
    goals = {key: latest.seats.get(key, latest.seats.get(came.get(key, ""))) for key in here}
    waiting = [f"g{one.id}" for one in everyone.guests if one.person_id is None]
    return SimpleNamespace(
        lab_id=lab_id,
        id=latest.id,
        edition=latest.edition,
        moving=sum(goal is not None and goal != here[key] for key, goal in goals.items()),
        kept=sum(key in latest.seats for key in waiting) if latest.mode != "self_select" else 0,
        missing=sum(goal is None for goal in goals.values()),
    )


class Proposal(Fragment):
    piece = "seating/_proposal.html:proposal"
    load = proposals


class ProposalNews(Fragment):
    piece = "seating/_proposal.html:proposal_news"
    load = proposal_news
