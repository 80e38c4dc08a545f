"""What a few minutes more or less cost: when every later part starts, as things stand and after the change."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

from app.methods.timing import MINUTE, Later, catch_up, knock_on
from app.models import AgendaItem

CHANGES = (-5, -1, 1, 5)  # minutes that are offered
FAR = 10**6  # seconds: counted from so long before the end that nothing is cut off


class Part(NamedTuple):
    """Something still to come, with its words: `title`, else its kind's."""

    title: dict[str, str] | None
    kind_title: str
    minutes: int


def costs(ends_at: datetime, later: list[Part], keeps: datetime | None = None, after: Iterable[Part] = ()) -> list[Any]:
    """For each change on offer. `later` follows at once; `after` not before the moment `keeps`."""
    return [cost(ends_at, later, minutes, keeps, list(after)) for minutes in CHANGES]


def cost(ends_at: datetime, later: list[Part], minutes: int, keeps: datetime | None, after: list[Part]) -> Any:
    moved = knock_on(FAR, minutes * MINUTE, [Later(str(n), each.minutes * MINUTE) for n, each in enumerate(later)])
    start = ends_at - timedelta(seconds=FAR)
    parts = [
        SimpleNamespace(
            title=each.title, kind_title=each.kind_title, was=start + at(one.started), will=start + at(one.starts)
        )
        for each, one in zip(later, moved, strict=True)
    ]
    was, will = (
        (start + at(moved[-1].ended), start + at(moved[-1].ends))
        if moved
        else (ends_at, ends_at + at(minutes * MINUTE))
    )
    for each in after:
        was, will = (max(was, keeps), max(will, keeps)) if keeps else (was, will)
        parts.append(SimpleNamespace(title=each.title, kind_title=each.kind_title, was=was, will=will))
        was, will = was + at(each.minutes * MINUTE), will + at(each.minutes * MINUTE)
        keeps = None
    return SimpleNamespace(minutes=minutes, parts=parts, was=was, will=will)


def at(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)


def lateness(items: list[Any], current: Any) -> int:
    """Whole minutes by which the running item will end after what the plan said, counted from when the lab began."""
    begun = [each for each in items if each.started_at and each.position <= current.position]
    if current.ends_at is None or not begun:
        return 0
    first = min(begun, key=lambda each: each.position)
    planned = sum(each.minutes or 0 for each in items if first.position <= each.position <= current.position)
    late = (current.ends_at - first.started_at).total_seconds() - planned * MINUTE
    return max(0, -(-int(late) // MINUTE))


def catching_up(items: list[Any], current: Any) -> SimpleNamespace | None:
    """What later items would give, and what they have given already; None when there is nothing to tell."""
    later = [each for each in items if each.position > current.position and each.minutes]
    late, given = lateness(items, current), -sum(each.extra_minutes for each in later)
    won = catch_up(late * MINUTE, [spare(each) for each in later])
    if not (won.won or given):
        return None
    parts = [
        SimpleNamespace(title=each.title, was=each.minutes, will=one.seconds // MINUTE)
        for each, one in zip(later, won.items, strict=True)
        if one.was != one.seconds
    ]
    return SimpleNamespace(late=late, won=won.won // MINUTE, given=given, parts=parts, missing=won.missing // MINUTE)


def spare(item: Any) -> Later:
    least = AgendaItem.least.fget(item)  # type: ignore[attr-defined]
    return Later(str(item.id), item.minutes * MINUTE, least * MINUTE, item.kind == "harvest")


def items_after(items: list[Any], position: int) -> list[Part]:
    return [Part(each.title, "", each.lasts) for each in items if each.position > position and each.lasts]


def in_time(item: Any) -> dict[str, Any]:
    """What the row can answer of its time."""
    return {"ends_at": AgendaItem.ends_at.fget(item), "lasts": AgendaItem.lasts.fget(item)}  # type: ignore[attr-defined]
