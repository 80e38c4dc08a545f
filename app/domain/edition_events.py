"""What can happen to a summary: edited, checked, published, withdrawn."""

from dataclasses import dataclass

from app.domain.happened import Happened


class OfSummary(Happened):
    pass


@dataclass(frozen=True)
class SummaryEdited(OfSummary):
    """One place of it has other words: what it is, what it stands beside, and its language (models/edit.py)."""

    place: str
    about: str
    language: str


@dataclass(frozen=True)
class OfEdition(OfSummary):
    edition: int


class EditionPublished(OfEdition):
    pass


class EditionWithdrawn(OfEdition):
    pass


class DraftChecked(OfSummary):
    """Somebody was invited to check it, or let go; said something about it, or was answered."""
