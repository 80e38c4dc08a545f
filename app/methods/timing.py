"""What a few minutes more cost the later items, and how a late lab catches up. All times are whole seconds."""

from collections.abc import Sequence
from typing import NamedTuple

MINUTE = 60
HARVEST = 10 * MINUTE
"""The harvest is where the lab's product is made: it keeps at least this much."""


class Later(NamedTuple):
    """An item still to come. `minimum`: what it cannot do without."""

    item: str
    seconds: int
    minimum: int = 0
    is_harvest: bool = False


class Shift(NamedTuple):
    """When an item starts and ends, counted from now: as planned, and after the change."""

    item: str
    started: int
    starts: int
    ended: int
    ends: int


class Shrunk(NamedTuple):
    """An item, what it had, and what it has left."""

    item: str
    was: int
    seconds: int


class CaughtUp(NamedTuple):
    """`items`: all later items. `won`: seconds given back. `missing`: lateness that no shrinking can make good."""

    items: tuple[Shrunk, ...]
    won: int
    missing: int


def knock_on(left: int, extension: int, later: Sequence[Later]) -> list[Shift]:
    """What extending (or with a negative number shortening) the running item does to every later one.

    `left`: seconds the running item still has; below 0 it is over time already, and what follows waits. An item cannot
    be shortened into the past. Source: rules, Time.
    """
    shifts: list[Shift] = []
    was, now = max(0, left), max(0, left + extension)
    for each in later:
        shifts.append(Shift(each.item, was, now, was + each.seconds, now + each.seconds))
        was, now = was + each.seconds, now + each.seconds
    return shifts


def least(item: Later) -> int:
    """What an item keeps in any case: its minimum, and of a harvest ten minutes, but never more than it has."""
    return min(item.seconds, max(item.minimum, HARVEST if item.is_harvest else 0))


def catch_up(late: int, later: Sequence[Later], step: int = MINUTE) -> CaughtUp:
    """Shrinks later items in proportion to (planned − minimum) until `late` seconds are won or nothing gives.

    Items give whole steps of time, so that no timer shows 7:23. What is left over after rounding down goes to those
    with the largest remainders, the earlier item first. Source: rules, Time.
    """
    spare = [(each.seconds - least(each)) // step for each in later]
    wanted = min(sum(spare), -(-max(0, late) // step))
    given = apportioned(wanted, spare)
    items = (Shrunk(each.item, each.seconds, each.seconds - n * step) for each, n in zip(later, given, strict=True))
    won = sum(given) * step
    return CaughtUp(tuple(items), won, max(0, late - won))


def apportioned(total: int, shares: Sequence[int]) -> list[int]:
    """`total` ≤ Σ shares, split in proportion in whole numbers by largest remainder, none above its share."""
    every = sum(shares) or 1
    parts = [total * each // every for each in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: -(total * shares[i] % every))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
