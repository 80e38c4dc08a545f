"""Who has been heard, for the moderator's eyes only, and who speaks next. Seconds are tapped, never listened to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Colour(StrEnum):
    """How even the talk is: Gini below .25, below .45, above."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Flag(StrEnum):
    """`LARGE_SHARE`: somebody has more than twice an even share. The others: by half-time, nobody or not everybody."""

    LARGE_SHARE = "large_share"
    NOBODY_HEARD = "nobody_heard"
    SOME_UNHEARD = "some_unheard"


class Balance(NamedTuple):
    """`gini`: 0 all alike, 1 one alone, None where it says nothing. The people stand in the order they came in."""

    gini: float | None
    colour: Colour | None
    flags: tuple[Flag, ...]
    not_yet_heard: tuple[str, ...]
    large: tuple[str, ...]


class Request(NamedTuple):
    """A raised hand: turns and seconds its person has had in this item, and when it went up."""

    person: str
    turns: int
    seconds: float
    asked_at: datetime


def balance(seconds: Mapping[str, float], is_past_half: bool) -> Balance:
    """How talk is spread, from the seconds of every person present, the silent ones with 0.

    `is_past_half`: half of the item's time is over. Source: rules, Participation equity.
    """
    total, n = sum(seconds.values()), len(seconds)
    spread = gini(list(seconds.values()))
    unheard = tuple(each for each, x in seconds.items() if not x)
    large = tuple(each for each, x in seconds.items() if x * n > 2 * total)
    late = is_past_half and unheard
    flags = (
        (Flag.LARGE_SHARE, large),
        (Flag.NOBODY_HEARD, late and not total),
        (Flag.SOME_UNHEARD, late and total),
    )
    return Balance(spread, colour(spread), tuple(each for each, holds in flags if holds), unheard, large)


def gini(talk: Sequence[float]) -> float | None:
    """Σ_iΣ_j|x_i − x_j| / (2n²·mean) × n/(n − 1), of the talk of each person present; None if n < 3 or no talk.

    Computed over the sorted values, where the double sum is 2·Σ (2i − n + 1)·x_i. Raises ValueError for talk below 0.
    Source: rules, Participation equity.
    """
    n, total = len(talk), sum(talk)
    if any(each < 0 for each in talk):
        raise ValueError("nobody speaks for less than no time")
    if n < 3 or not total:
        return None
    return sum((2 * i - n + 1) * x for i, x in enumerate(sorted(talk))) / (total * (n - 1))


def colour(spread: float | None) -> Colour | None:
    """The colour of a Gini: below .25, below .45, above. Source: rules, Participation equity."""
    if spread is None:
        return None
    if spread < 0.25:
        return Colour.GREEN
    return Colour.AMBER if spread < 0.45 else Colour.RED


def speaking_order(requests: Sequence[Request]) -> list[str]:
    """People in the order in which they speak: fewest turns in this item, least seconds, time of request.

    Source: rules, Speaking order.
    """
    return [each.person for each in sorted(requests, key=lambda r: (r.turns, r.seconds, r.asked_at, r.person))]
