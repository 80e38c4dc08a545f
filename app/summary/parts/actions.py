"""Who does what, by when, and what nobody has taken on."""

from datetime import date
from typing import Any

from app.clock import now
from app.i18n import translated as _
from app.summary.findings import Findings
from app.summary.parts.lessons import day_due, is_left_out, status, titled
from app.summary.tree import Cell, Node, Paragraph, Section, Table
from app.summary.voices import LESSON, heard, link, worded

Row = dict[str, Any]


def actions(found: Findings) -> Section:
    taken, open = (in_order(found, is_taken=each) for each in (True, False))
    nodes: list[Node] = [register(found, taken)] if taken else []
    nodes += [waiting(found, open)] if open else []
    return Section("actions", _("Action register"), nodes or [Paragraph(_("No next step has been named yet."))])


def in_order(found: Findings, *, is_taken: bool) -> list[Row]:
    """Lessons that somebody owns, or that nobody does, the soonest first."""
    some = [each for each in found.lessons if is_owned(each) == is_taken and not is_left_out(each)]
    return sorted(some, key=soonest)


def steps(found: Findings) -> list[Row]:
    """Lessons that somebody owns or that a next step was named for, the soonest first."""
    some = [each for each in found.lessons if (is_owned(each) or each["next_step"]) and not is_left_out(each)]
    return sorted(some, key=soonest)


def soonest(each: Row) -> tuple[str, int]:
    return each["due"] or "9999", each["group"]


def is_owned(each: Row) -> bool:
    """An edition of older days may hold neither the name nor whether there was one."""
    known = each.get("is_taken")
    return bool(each["owner"] or each["next_step"]) if known is None else known


def register(found: Findings, some: list[Row]) -> Table:
    rows: list[list[Cell]] = [
        [
            worded(found, each, "next_step", is_marked=True),
            owner(found, each),
            due(found, each),
            status(each["status"]),
            link(LESSON, each),
        ]
        for each in some
    ]
    columns = [_("Next step"), _("Owner"), _("Due"), _("Status"), _("Lesson")]
    return Table(_("Next steps"), columns, rows)


def waiting(found: Findings, some: list[Row]) -> Table:
    rows: list[list[Cell]] = [
        [
            link(LESSON, each, titled(found, each, is_marked=True)),
            worded(found, each, "next_step", is_marked=True),
            due(found, each),
        ]
        for each in some
    ]
    return Table(_("Nobody has taken these on yet"), [_("Lesson"), _("Next step"), _("Due")], rows)


def owner(found: Findings, each: Row) -> str:
    if each["owner"]:
        return heard(found, each["owner"], each["language"])
    if each.get("is_taken") is None:
        return ""
    return _("not told") if each["is_taken"] else _("nobody yet")


def due(found: Findings, each: Row) -> str:
    if not each["due"]:
        return ""
    day = day_due(each["due"]).replace(" ", "\u00a0")
    return _("{day}: the day is over").format(day=day) if is_late(found, each) else day


def is_late(found: Findings, each: Row) -> bool:
    """As of the day the edition was published, which tells the same for ever, or of today."""
    day = (found.edition["published_at"] if found.edition else now()).date()
    return each["status"] != "learned" and date.fromisoformat(each["due"]) < day
