"""Consent: a proposal passes when nobody holds a reasoned objection that is still open. After sociocracy."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Choice(StrEnum):
    CONSENT = "consent"
    CONCERN = "concern"
    OBJECTION = "objection"


class Outcome(StrEnum):
    """`UNDECIDED`: nobody cast a ballot. Silence is not consent."""

    PASSED = "passed"
    OBJECTED = "objected"
    UNDECIDED = "undecided"


class Tally(NamedTuple):
    outcome: Outcome
    consents: int
    concerns: int
    objections: int
    open_objections: int


def needs_reason(choice: str) -> bool:
    """An objection is taken only with its reason."""
    return choice == Choice.OBJECTION


def tally(choices: Sequence[str], met: int = 0) -> Tally:
    """Counts ballots; `met` objections were answered, or met by a changed wording, and are no longer open.

    Raises ValueError for a choice that does not exist. Source: rules, Other rules.
    """
    cast = [Choice(each) for each in choices]
    objections = cast.count(Choice.OBJECTION)
    still_open = max(0, objections - met)
    return Tally(
        outcome=outcome(len(cast), still_open),
        consents=cast.count(Choice.CONSENT),
        concerns=cast.count(Choice.CONCERN),
        objections=objections,
        open_objections=still_open,
    )


def outcome(cast: int, open_objections: int) -> Outcome:
    if not cast:
        return Outcome.UNDECIDED
    return Outcome.OBJECTED if open_objections else Outcome.PASSED
