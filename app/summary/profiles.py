"""For whose eyes: each profile takes from what was found whatever they should not see, before anything is told.

What was taken out once cannot be told again: an archive that was written under a profile stays under it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.methods.suppression import LEAST
from app.summary.editing import without_left_out
from app.summary.findings import Findings, Row
from app.summary.guarding import guarded, without_small_votes

TIMED = ("agenda", "contributions", "lessons", "questions", "votes")
INTERNAL, PUBLIC, CHATHAM = "internal", "public", "chatham"


def internal(found: Findings, least: int = LEAST) -> Findings:
    """For those who ran it: everything that a report ever holds."""
    return found


def room(found: Findings, least: int = LEAST) -> Findings:
    """For everyone who was there: with how many sat where, which all could see, without what the organiser left out,
    naming only where people go by their names. Other groups never saw how a few voted, or how many of a group
    contributed, and are not told. What was told for others before stays as it was."""
    if found.profile != INTERNAL:
        return found
    told = unnamed_unless_named(without_left_out(found))
    return without_small_votes(told._replace(groups=without(told.groups, contributed=None)), least)


def public(found: Findings, least: int = LEAST) -> Findings:
    """For everybody: no number that rests on fewer than `least` people, nothing that the organiser left out. Whom a
    moderator named as having said something on paper did not ask to be published, nor did owners where people do not
    go by their names."""
    if found.profile != INTERNAL:
        return found
    told = unnamed_unless_named(without_left_out(found))
    told = told._replace(contributions=without(told.contributions, said_by=None))
    return guarded(to_the_minute(told), least)._replace(profile=PUBLIC)


def chatham(found: Findings, least: int = LEAST) -> Findings:
    """Chatham House: what was said may be used, not who was there, nor for whom, nor who answers for what."""
    told = public(found, least)
    lessons = [each | {"owner": "", "progress": without(each["progress"], words="")} for each in told.lessons]
    return told._replace(
        agenda=without(told.agenda, by=None),
        people=[],
        lessons=[unsigned(each) for each in lessons],
        introduction=told.introduction and unsigned(told.introduction),
        profile=CHATHAM,
    )


def unnamed_unless_named(found: Findings) -> Findings:
    if found.lab["anonymity"] == "named":
        return found
    contributions = without(found.contributions, said_by=None)
    return found._replace(contributions=contributions, lessons=without(found.lessons, owner=""))


def to_the_minute(found: Findings) -> Findings:
    """To the microsecond, a moment is a line in the log of some server, and so somebody's address."""
    timed: dict[str, Any] = {name: [rounded(each) for each in getattr(found, name)] for name in TIMED}
    told = found._replace(lab=rounded(found.lab), **timed)
    reported = [each | {"progress": [rounded(one) for one in each["progress"]]} for each in told.lessons]
    return told._replace(lessons=reported)


def rounded(each: Row) -> Row:
    moments = {name: at for name, at in each.items() if isinstance(at, datetime)}
    return each | {name: at.replace(second=0, microsecond=0) for name, at in moments.items()}


def unsigned(each: Row) -> Row:
    """Whoever typed its translations."""
    known = each.get("translations")
    return each | {"translations": {name: told | {"by": ""} for name, told in known.items()}} if known else each


def without(rows: list[Row], **blanks: Any) -> list[Row]:
    return [each | blanks for each in rows]


PROFILES: dict[str, Callable[[Findings, int], Findings]] = {PUBLIC: public, CHATHAM: chatham, INTERNAL: internal}
