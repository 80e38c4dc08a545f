"""Consensus: all go along, some perhaps standing aside; a single block stops it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Choice(StrEnum):
    AGREE = "agree"
    RESERVATIONS = "reservations"
    STAND_ASIDE = "stand_aside"
    BLOCK = "block"


class Outcome(StrEnum):
    """`UNDECIDED`: nobody agreed, with or without reservations: all stood aside, or nobody cast a ballot."""

    AGREED = "agreed"
    AGREED_WITH_RESERVATIONS = "agreed_with_reservations"
    BLOCKED = "blocked"
    UNDECIDED = "undecided"


class Tally(NamedTuple):
    outcome: Outcome
    agree: int
    reservations: int
    stand_aside: int
    block: int


def needs_reason(choice: str) -> bool:
    """A block is taken only with its reason."""
    return choice == Choice.BLOCK


def tally(choices: Sequence[str]) -> Tally:
    """Counts ballots. Raises ValueError for a choice that does not exist. Source: rules, Other rules."""
    cast = [Choice(each) for each in choices]
    agree, reservations, aside, block = (cast.count(each) for each in Choice)
    return Tally(outcome(agree, reservations, aside, block), agree, reservations, aside, block)


def outcome(agree: int, reservations: int, aside: int, block: int) -> Outcome:
    if block:
        return Outcome.BLOCKED
    if not agree + reservations:
        return Outcome.UNDECIDED
    return Outcome.AGREED_WITH_RESERVATIONS if reservations + aside else Outcome.AGREED
