"""Who does what, by when."""

from typing import Any

from app.i18n import translated as _
from app.summary.findings import Findings
from app.summary.parts.lessons import day_due, status
from app.summary.tree import Cell, Node, Paragraph, Section, Table
from app.summary.voices import LESSON, heard, link, worded


def actions(found: Findings) -> Section:
    some = taken(found)
    nodes: list[Node] = [register(found, some)] if some else [Paragraph(_("No next step has been named yet."))]
    return Section("actions", _("Action register"), nodes)


def taken(found: Findings) -> list[dict[str, Any]]:
    """Lessons that somebody does something about, the soonest first."""
    some = [each for each in found.lessons if each["next_step"] or each["owner"]]
    return sorted(some, key=lambda each: (each["due"] or "9999", each["group"]))


def register(found: Findings, some: list[dict[str, Any]]) -> Table:
    rows: list[list[Cell]] = [
        [
            worded(found, each, "next_step", is_marked=True),
            heard(found, each["owner"], each["language"]),
            day_due(each["due"]).replace(" ", "\u00a0") if each["due"] else "",
            status(each["status"]),
            link(LESSON, each),
        ]
        for each in some
    ]
    columns = [_("Next step"), _("Owner"), _("Due"), _("Status"), _("Lesson")]
    return Table(_("Next steps"), columns, rows)
