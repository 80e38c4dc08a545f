"""For whose eyes: each profile takes from what was found whatever they should not see, before anything is told."""

from collections.abc import Callable
from typing import Any

from app.methods.suppression import LEAST
from app.summary.editing import without_left_out
from app.summary.findings import Findings
from app.summary.guarding import guarded


def internal(found: Findings, least: int = LEAST) -> Findings:
    """For those who ran it: everything that a report ever holds."""
    return found


def public(found: Findings, least: int = LEAST) -> Findings:
    """For everybody: no number that rests on fewer than `least` people, nothing that the organiser left out. Whom a
    moderator named as having said something on paper did not ask to be published."""
    told = without_left_out(found)
    return guarded(told._replace(contributions=without(told.contributions, said_by=None)), least)


def chatham(found: Findings, least: int = LEAST) -> Findings:
    """Chatham House: what was said may be used, not who was there, nor for whom, nor who answers for what."""
    told = public(found, least)
    return told._replace(people=[], lessons=without(told.lessons, owner=""))


def without(rows: list[dict[str, Any]], **blanks: Any) -> list[dict[str, Any]]:
    return [each | blanks for each in rows]


INTERNAL = "internal"
PROFILES: dict[str, Callable[[Findings, int], Findings]] = {"public": public, "chatham": chatham, INTERNAL: internal}
