"""What people did not agree on, and what stayed open."""

from typing import Any

from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.jinja import number
from app.summary.findings import Findings
from app.summary.parts.lessons import dissents, is_left_out, quoted_against, reasons_instead, titled, verdict
from app.summary.parts.together import unanswered
from app.summary.tree import Cell, Node, Paragraph, Section, Table
from app.summary.voices import LESSON, NOTE, heard, link, said_by_somebody


def disputes(found: Findings) -> Section:
    nodes: list[Node] = []
    if rows := disputed(found):
        nodes.append(Table(_("Disputed lessons"), [_("Lesson"), _("Group"), _("Agreement"), _("Dissent")], rows))
    if rows := undecided(found):
        nodes.append(Table(_("Lessons that are still open"), [_("Lesson"), _("Group"), _("Agreement")], rows))
    if rows := parked(found):
        nodes.append(Table(_("Open questions"), ["#", _("Group"), _("In the parking lot")], rows))
    if rows := unanswered(found):
        nodes.append(Table(_("Questions without an answer"), ["#", _("Group"), _("Question")], rows))
    if not nodes:
        nodes.append(Paragraph(_("No disagreement and no open question was recorded.")))
    return Section("disputes", _("Disagreements and open questions"), nodes)


def disputed(found: Findings) -> list[list[Cell]]:
    """Those that somebody spoke against, or that their group turned down."""
    return [
        [*named(found, each), said_against(found, each)]
        for each in found.lessons
        if is_disputed(each) and not is_left_out(each)
    ]


def undecided(found: Findings) -> list[list[Cell]]:
    """Those that nobody spoke against, and that are not agreed all the same."""
    return [
        named(found, each)
        for each in found.lessons
        if each["verdict"] != "agreed" and not is_disputed(each) and not is_left_out(each)
    ]


def is_disputed(each: dict[str, Any]) -> bool:
    return each["verdict"] == "not_agreed" or dissents(each) > 0


def named(found: Findings, each: dict[str, Any]) -> list[Cell]:
    title = titled(found, each, is_marked=True)
    return [link(LESSON, each, title), str(each["group"]), verdict(each["verdict"])]


def said_against(found: Findings, each: dict[str, Any]) -> Cell:
    """Whose words may be quoted are; the others are counted."""
    quoted, gone = [words for _of, words, _whole in quoted_against(each)], reasons_instead(each)
    silent = dissents(each) - len(quoted) - len(gone)
    if silent <= 0:
        return "\n".join([*quoted, *gone]) if gone else heard(found, "\n".join(quoted)) if quoted else ""
    counted = ngettext("{n} objection is not quoted", "{n} objections are not quoted", silent)
    return "\n".join([*quoted, *gone, counted.format(n=number(silent))])


def parked(found: Findings) -> list[list[Cell]]:
    return [
        [link(NOTE, each), str(each["group"]), said_by_somebody(found, each)]
        for each in found.notes
        if each["kind"] == "parked"
    ]
