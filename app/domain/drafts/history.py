"""Back and forth through the editions of a draft. What was typed into one field in one go is one step."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

ONE_GO = timedelta(seconds=20)
"""Between two keepings of the same field that are one step: who thinks longer begins another."""


class Past(NamedTuple):
    """An edition without what it says."""

    number: int
    before: int | None
    about: str
    made_at: datetime
    is_aside: bool = False


def earlier(past: Mapping[int, Past], here: int) -> int | None:
    """Where taking back leads to; None at the beginning."""
    edition = past[here]
    while edition.before is not None:
        before = past[edition.before]
        if not is_one_go(before, edition):
            return before.number
        edition = before
    return None


def later(past: Mapping[int, Past], here: int) -> int | None:
    """Where bringing back leads to: along what was made last from here. None at the end."""
    edition = past[here]
    following = newest_after(past, here)
    while following is not None:
        edition, following = following, newest_after(past, following.number)
        if following is None or not is_one_go(edition, following):
            return edition.number
    return None


def newest_after(past: Mapping[int, Past], number: int) -> Past | None:
    made = [each for each in past.values() if each.before == number and not each.is_aside]
    return max(made, key=lambda each: each.number, default=None)


def is_one_go(edition: Past, following: Past) -> bool:
    """A press of a button is a step of its own: its `about` begins with what it did, `add:agenda`."""
    is_typed = ":" not in edition.about and edition.before is not None
    return is_typed and edition.about == following.about and following.made_at - edition.made_at <= ONE_GO
