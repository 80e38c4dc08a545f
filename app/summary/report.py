"""The one neutral tree: every format is a small writer over it. Built at any moment: it is the report so far."""

from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.clock import now
from app.domain import rules
from app.domain.errors import NotYetClosed
from app.domain.work import Key, admit
from app.i18n import reader_language, reading, said
from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.jinja import day, minutes, number
from app.summary.findings import Findings, findings
from app.summary.tree import Cell, Entries, Entry, Facts, Link, Node, Paragraph, Section, Table


class Report(NamedTuple):
    title: str
    language: str
    file_name: str
    findings: Findings
    sections: list[Section]


def read_report(read: Connection, key: Key, language: str) -> Report:
    """For the organiser, at any moment. Raises NotAdmitted, NotYours."""
    rules.permit(admit(read, key).role, read_report)
    return report(read, key.lab_id, language)


def read_summary(read: Connection, key: Key, language: str) -> Report:
    """For everyone in the lab, once it is closed. Raises NotAdmitted, NotYours, NotYetClosed."""
    rules.permit(admit(read, key).role, read_summary)
    told = report(read, key.lab_id, language)
    if told.findings.lab["closed_at"] is None:
        raise NotYetClosed
    return told


def report(read: Connection, lab_id: int, language: str) -> Report:
    found = findings(read, lab_id)
    with reading(language):
        sections = [
            question(found),
            *([lessons(found)] if found.lessons else [no_lessons()]),
            facts(found),
            programme(found),
            people(found),
            method(found),
            groups(found),
            contributions(found),
            *([set_aside(found)] if found.notes else []),
        ]
        return Report(said(found.lab["title"]), reader_language(), file_name(found), found, sections)


def file_name(found: Findings) -> str:
    """Of our own making: nothing people typed becomes part of a path."""
    return f"samskap-{found.lab['code']}-{now():%Y-%m-%d}"


def question(found: Findings) -> Section:
    nodes: list[Node] = [Paragraph(said(found.lab["question"]))]
    if found.lab["background"]:
        nodes.append(Paragraph(said(found.lab["background"])))
    if found.lab["closed_at"] is None:
        nodes.append(Paragraph(_("The lab is still open: this is its report so far.")))
    return Section("question", _("Question"), nodes)


def facts(found: Findings) -> Section:
    told: list[tuple[str, list[Cell]]] = [(said(each["label"]), [said(each["text"])]) for each in found.lab["facts"]]
    told.append((_("Join code"), [found.lab["code"]]))
    if found.lab["closed_at"]:
        told.append((_("Closed on"), [day(found.lab["closed_at"])]))
    for each in found.lab["links"]:
        url = each["url"]
        told.append(
            (said(each["kind"]), [Link(said(each["title"]), url) if url else _("announced without an address")])
        )
    told += [(label, [number(n)]) for label, n in figures(found.numbers)]
    return Section("facts", _("Facts and numbers"), [Facts(told)])


def figures(numbers: dict[str, int]) -> list[tuple[str, int]]:
    told = [
        (_("Participants"), numbers["participants"]),
        (_("Participants who contributed"), numbers["contributed"]),
        (_("Groups"), numbers["groups"]),
        (_("Contributions"), numbers["contributions"]),
        (_("of these on paper"), numbers["on_paper"]),
        (_("Contributions withdrawn by their authors or moderators"), numbers["withdrawn"]),
        (_("Lessons"), numbers["lessons"]),
        (_("of these agreed"), numbers["agreed"]),
    ]
    return [*told, (_("Contributions still private"), numbers["hidden"])] if numbers["hidden"] else told


def programme(found: Findings) -> Section:
    rows: list[list[Cell]] = [
        [
            str(each["position"]),
            said(each["title"]),
            said(each["by"]),
            minutes(each["minutes"]) if each["minutes"] else "",
        ]
        for each in found.agenda
    ]
    return Section("agenda", _("Agenda"), [Table(_("Agenda"), ["#", _("Item"), _("By"), _("Planned")], rows)])


def people(found: Findings) -> Section:
    rows: list[list[Cell]] = [
        [
            each["name"],
            _("Moderator of group {number}").format(number=each["number"])
            if each["role"] == rules.MODERATOR
            else _("Speaker"),
            said(each["occupation"]),
            each["organisation"] or "",
            each["country"] or "",
        ]
        for each in found.people
    ]
    columns = [_("Name"), _("Role in the lab"), _("Occupation"), _("Organisation"), _("Country")]
    return Section("people", _("People"), [Table(_("Moderators and speakers"), columns, rows)] if rows else [])


def method(found: Findings) -> Section:
    return Section(
        "method",
        _("How to read this"),
        [
            Paragraph(
                _(
                    "People took part by their own choice: what they said is not representative of anybody else. "
                    "Contributions are shown without their authors. “On paper” marks what a moderator typed in for "
                    "somebody. Each lesson names the contributions and themes it rests on."
                )
            )
        ],
    )


def no_lessons() -> Section:
    return Section("lessons", _("Lessons learned"), [Paragraph(_("No group has worded a lesson."))])


def lessons(found: Findings) -> Section:
    held = [(each, [one for one in found.lessons if one["group"] == each["number"]]) for each in found.groups]
    return Section("lessons", _("Lessons learned"), sections=[of_group(each, some) for each, some in held if some])


def of_group(group: dict[str, Any], held: list[dict[str, Any]]) -> Section:
    title = _("Group {number}").format(number=group["number"])
    return Section(f"lessons-{group['number']}", title, sections=[lesson(each) for each in held])


def lesson(each: dict[str, Any]) -> Section:
    """Its agreement and its dissent stand beside it, never in an annex."""
    told: list[tuple[str, list[Cell]]] = [(_("Agreement"), [verdict(each["verdict"])])]
    rests: list[Cell] = [Link(one["label"], anchor(one)) for one in each["evidence"]]
    told.append((_("Rests on"), rests or [_("no evidence was chosen")]))
    if each["broken"]:
        told.append(
            (_("Taken back since"), [ngettext("{n} source", "{n} sources", each["broken"]).format(n=each["broken"])])
        )
    nodes: list[Node] = [Paragraph(each["text"], is_quoted=True), Facts(told)]
    if each["dissent"]:
        nodes += [Paragraph(_("Dissent:")), Paragraph(each["dissent"], is_quoted=True)]
    return Section(f"lesson-{each['id']}", f"{each['label']} {each['title']}", nodes)


def verdict(name: str) -> str:
    return {
        "agreed": _("agreed by the group"),
        "not_agreed": _("not agreed"),
        "open": _("not decided"),
        "shaken": _("agreed once; its evidence has changed since"),
    }[name]


def anchor(one: dict[str, Any]) -> str:
    return "#agenda" if one["kind"] == "item" else f"#{one['kind']}-{one['id']}"


def groups(found: Findings) -> Section:
    rows: list[list[Cell]] = [
        [
            str(each["number"]),
            str(each["seated"]),
            str(each["contributed"]),
            str(sum(one["group"] == each["number"] for one in found.contributions)),
            str(sum(one["group"] == each["number"] for one in found.lessons)),
        ]
        for each in found.groups
    ]
    columns = [_("Group"), _("Seated"), _("Contributed"), _("Contributions"), _("Lessons")]
    return Section("groups", _("Groups"), [Table(_("Groups in numbers"), columns, rows)])


def contributions(found: Findings) -> Section:
    """Every one of them once: by group, under its theme, or among those under none."""
    held = [group_annex(found, each["number"]) for each in found.groups]
    nodes: list[Node] = [] if any(held) else [Paragraph(_("Nobody has contributed yet."))]
    return Section("contributions", _("All contributions"), nodes, [each for each in held if each])


def group_annex(found: Findings, number: int) -> Section | None:
    ideas = [each for each in found.contributions if each["group"] == number]
    themes = [each for each in found.themes if each["group"] == number]
    if not ideas and not themes:
        return None
    under = [
        Section(
            f"theme-{each['id']}",
            f"{each['label']} {each['name']}",
            [Entries([entry(found, idea) for idea in ideas if idea["theme_id"] == each["id"]])],
        )
        for each in themes
    ]
    known = {each["id"] for each in themes}
    loose = [entry(found, idea) for idea in ideas if idea["theme_id"] not in known]
    if loose and under:
        under.append(Section(f"loose-{number}", _("Under no theme"), [Entries(loose)]))
    nodes: list[Node] = [Entries(loose)] if loose and not themes else []
    return Section(f"group-{number}", _("Group {number}").format(number=number), nodes, under)


def entry(found: Findings, idea: dict[str, Any]) -> Entry:
    remarks = []
    if len({each["prompt_id"] for each in found.contributions}) > 1:
        remarks += [said(each["question"]) for each in found.prompts if each["id"] == idea["prompt_id"]]
    if idea["on_paper"]:
        remarks.append(_("on paper, said by {name}").format(name=idea["said_by"]) if idea["said_by"] else _("on paper"))
    if idea["supports"]:
        remarks.append(ngettext("{n} supports it", "{n} support it", idea["supports"]).format(n=idea["supports"]))
    return Entry(f"contribution-{idea['id']}", idea["label"], idea["text"], remarks)


def about(found: Findings, note: dict[str, Any]) -> list[str]:
    """The theme that a reason speaks for or against."""
    return [f"{each['label']} {each['name']}" for each in found.themes if each["id"] == note["theme_id"]]


def set_aside(found: Findings) -> Section:
    kinds = {
        "for": _("Reasons for"),
        "against": _("Reasons against"),
        "note": _("Notes"),
        "parked": _("Parking lot"),
    }
    held = [(kind, title, [each for each in found.notes if each["kind"] == kind]) for kind, title in kinds.items()]
    return Section(
        "notes",
        _("Notes and parking lot"),
        sections=[
            Section(
                f"notes-{kind}",
                title,
                [Entries([Entry(f"note-{one['id']}", one["label"], one["text"], about(found, one)) for one in some])],
            )
            for kind, title, some in held
            if some
        ],
    )
