"""Agree, disagree or pass: the ballot that all groups cast on one statement (methods/consensus.py compares them)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Choice(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"
    PASSED = "pass"


class Outcome(StrEnum):
    """`UNDECIDED`: nobody took a side."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
    EVEN = "even"
    UNDECIDED = "undecided"


class Tally(NamedTuple):
    outcome: Outcome
    agree: int
    disagree: int
    passed: int


def tally(choices: Sequence[str]) -> Tally:
    """Counts ballots. Raises ValueError for a choice that does not exist. Source: rules, Other rules."""
    cast = [Choice(each) for each in choices]
    agree, disagree, passed = (cast.count(each) for each in Choice)
    return Tally(outcome(agree, disagree), agree, disagree, passed)


def outcome(agree: int, disagree: int) -> Outcome:
    if not agree + disagree:
        return Outcome.UNDECIDED
    if agree == disagree:
        return Outcome.EVEN
    return Outcome.AGREED if agree > disagree else Outcome.DISAGREED
