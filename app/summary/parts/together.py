"""What the tables asked, and what hung on the posters and was left there: parts of the annex."""

from typing import Any

from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.jinja import number
from app.summary.findings import Findings
from app.summary.tree import Cell, Entries, Entry, Section
from app.summary.voices import MARK, POSTER, QUESTION, anchor, counted, link, remarked, said_by_somebody


def together(found: Findings) -> list[Section]:
    asked = [
        Section(
            "questions", _("Questions of the tables"), [Entries([question(found, each) for each in found.questions])]
        )
    ]
    hung = [Section("posters", _("Posters"), sections=[poster(found, each) for each in found.posters])]
    return [*(asked if found.questions else []), *(hung if found.posters else [])]


def question(found: Findings, each: dict[str, Any]) -> Entry:
    remarks = [_("answered") if each["state"] == "answered" else _("not answered")]
    if each["on_paper"]:
        remarks.append(_("on paper"))
    if each["votes"]:
        remarks.append(
            ngettext("{n} wants to hear it", "{n} want to hear it", each["votes"]).format(n=number(each["votes"]))
        )
    remarks += remarked(each, each["text"])
    return Entry(anchor(QUESTION, each["id"]), each["label"], said_by_somebody(found, each), remarks)


def poster(found: Findings, each: dict[str, Any]) -> Section:
    """With what others left there: whose group said it, never who."""
    is_blank = not each["text"] and "left_out" not in each
    words = _("Nothing was written on it.") if is_blank else said_by_somebody(found, each)
    dots = _("dots: {n}").format(n=counted(each["dots"]))
    own = Entry(anchor(POSTER, each["id"]), each["label"], words, [dots, *remarked(each, each["text"])])
    left = [
        Entry(
            anchor(MARK, one["id"]),
            one["label"],
            said_by_somebody(found, one),
            [_("from group {number}").format(number=number(one["from_group"])), *remarked(one, one["text"])],
        )
        for one in each["comments"]
    ]
    return Section(
        f"posters-{each['group']}", _("Group {number}").format(number=each["group"]), [Entries([own, *left])]
    )


def unanswered(found: Findings) -> list[list[Cell]]:
    return [
        [link(QUESTION, each), str(each["group"]), said_by_somebody(found, each)]
        for each in found.questions
        if each["state"] != "answered"
    ]
