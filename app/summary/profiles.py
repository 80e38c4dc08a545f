"""For whose eyes: each profile takes from what was found whatever they should not see, before anything is told."""

from collections.abc import Callable
from typing import Any

from app.summary.findings import Findings


def internal(found: Findings) -> Findings:
    """For those who ran it: everything that a report ever holds."""
    return found


def public(found: Findings) -> Findings:
    """For everybody: whom a moderator named as having said something on paper did not ask to be published."""
    return found._replace(contributions=without(found.contributions, said_by=None))


def chatham(found: Findings) -> Findings:
    """Chatham House: what was said may be used, not who was there, nor for whom."""
    return public(found)._replace(people=[])


def without(rows: list[dict[str, Any]], **blanks: Any) -> list[dict[str, Any]]:
    return [each | blanks for each in rows]


PROFILES: dict[str, Callable[[Findings], Findings]] = {"public": public, "chatham": chatham, "internal": internal}
