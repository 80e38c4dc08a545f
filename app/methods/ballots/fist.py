"""Fist to five: nought to five fingers; it passes when nobody shows fewer than three."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

FINGERS = range(6)
ENOUGH = 3


class Outcome(StrEnum):
    """`UNDECIDED`: nobody showed a hand."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"
    UNDECIDED = "undecided"


class Tally(NamedTuple):
    """`counts`: hands with 0, 1 … 5 fingers. `below`: hands with fewer than enough, who are asked what they need."""

    outcome: Outcome
    counts: tuple[int, ...]
    below: int


def tally(hands: Sequence[int], enough: int = ENOUGH) -> Tally:
    """Counts hands (0 to 5 each); it passes when all show at least `enough`.

    Raises ValueError for a hand that does not exist. Source: rules, Other rules."""
    if any(each not in FINGERS for each in hands):
        raise ValueError("a hand has nought to five fingers")
    below = sum(each < enough for each in hands)
    return Tally(outcome(len(hands), below), tuple(hands.count(each) for each in FINGERS), below)


def outcome(cast: int, below: int) -> Outcome:
    if not cast:
        return Outcome.UNDECIDED
    return Outcome.NOT_PASSED if below else Outcome.PASSED
