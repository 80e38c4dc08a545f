"""For whose eyes: each profile takes from what was found whatever they should not see, before anything is told.

What was taken out once cannot be told again: an archive that was written under a profile stays under it."""

from collections.abc import Callable
from typing import Any

from app.methods.suppression import LEAST
from app.summary.editing import without_left_out
from app.summary.findings import Findings
from app.summary.guarding import guarded

INTERNAL, PUBLIC, CHATHAM = "internal", "public", "chatham"


def internal(found: Findings, least: int = LEAST) -> Findings:
    """For those who ran it: everything that a report ever holds."""
    return found


def public(found: Findings, least: int = LEAST) -> Findings:
    """For everybody: no number that rests on fewer than `least` people, nothing that the organiser left out. Whom a
    moderator named as having said something on paper did not ask to be published, nor did owners where people do not
    go by their names."""
    if found.profile != INTERNAL:
        return found
    told = without_left_out(found)
    told = told._replace(contributions=without(told.contributions, said_by=None))
    if found.lab["anonymity"] != "named":
        told = told._replace(lessons=without(told.lessons, owner=""))
    return guarded(told, least)._replace(profile=PUBLIC)


def chatham(found: Findings, least: int = LEAST) -> Findings:
    """Chatham House: what was said may be used, not who was there, nor for whom, nor who answers for what."""
    told = public(found, least)
    lessons = [each | {"owner": "", "progress": without(each["progress"], words="")} for each in told.lessons]
    return told._replace(people=[], lessons=lessons, profile=CHATHAM)


def without(rows: list[dict[str, Any]], **blanks: Any) -> list[dict[str, Any]]:
    return [each | blanks for each in rows]


PROFILES: dict[str, Callable[[Findings, int], Findings]] = {PUBLIC: public, CHATHAM: chatham, INTERNAL: internal}
