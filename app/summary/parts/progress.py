"""What became of a lesson, as its owner tells it."""

from typing import Any

from app.i18n import translated as _
from app.jinja import day
from app.summary.findings import Findings
from app.summary.tree import Cell, Said
from app.summary.voices import heard


def became(found: Findings, each: dict[str, Any]) -> list[tuple[str, list[Cell]]]:
    """A line for each report that was made in words."""
    return [(_("Reported on {day}").format(day=day(one["told_at"])), [spoken(found, one)]) for one in in_words(each)]


def message(label: str) -> str:
    """Of a label in the source language, the message that names what it labels: one that tells a day is none."""
    return "What was reported" if label.startswith("Reported on ") else label


def spoken(found: Findings, one: dict[str, Any]) -> Said:
    return heard(found, one["words"])


def in_words(each: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in each["progress"] if one["words"]]


def last(each: dict[str, Any]) -> dict[str, Any] | None:
    """The last report in words."""
    return next(reversed(in_words(each)), None)
