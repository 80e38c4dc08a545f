"""Agenda, planned against real, and who ran it."""

from datetime import datetime
from typing import Any

from app.domain import rules
from app.i18n import translated as _
from app.jinja import minutes, time_of_day
from app.summary.findings import Findings
from app.summary.tree import Cell, Figure, Node, Section, Span, Spans, Table
from app.summary.voices import planned


def programme(found: Findings) -> Section:
    began = [each for each in found.agenda if each["started_at"]]
    table = agenda(found, bool(began))
    nodes: list[Node] = [course(found, began[0]["started_at"], table) if began else table]
    return Section("agenda", _("Agenda"), nodes)


def agenda(found: Findings, has_begun: bool) -> Table:
    columns = ["#", _("Item"), _("By"), _("Planned")]
    rows = [entry(each, has_begun) for each in found.agenda]
    return Table(_("Agenda"), [*columns, _("Began"), _("Took")] if has_begun else columns, rows)


def entry(each: dict[str, Any], has_begun: bool) -> list[Cell]:
    plan = minutes(each["minutes"]) if each["minutes"] else ""
    told: list[Cell] = [str(each["position"]), planned(each["title"]), planned(each["by"]), plan]
    if not has_begun:
        return told
    began = time_of_day(each["started_at"]) if each["started_at"] else ""
    return [*told, began, minutes(round(length(each))) if each["started_at"] and each["ended_at"] else ""]


def length(each: dict[str, Any]) -> float:
    return float((each["ended_at"] - each["started_at"]).total_seconds()) / 60


def course(found: Findings, began: datetime, table: Table) -> Figure:
    spans, at = [], 0.0
    for each in found.agenda:
        plan = (at, at + each["minutes"]) if each["minutes"] else None
        at += each["minutes"] or 0
        spans.append(Span(planned(each["title"]), plan, real(each, began)))
    took = max((span.real[1] for span in spans if span.real), default=0)
    alt = _("Planned: {planned}. As it went: {real}. The table tells each item's minutes.").format(
        planned=minutes(round(at)), real=minutes(round(took))
    )
    return Figure("agenda-course", alt, Spans(spans, _("planned"), _("as it went")), table)


def real(each: dict[str, Any], began: datetime) -> tuple[float, float] | None:
    if not (each["started_at"] and each["ended_at"]):
        return None
    start = float((each["started_at"] - began).total_seconds()) / 60
    return (start, start + length(each)) if start >= 0 else None


def people(found: Findings) -> Section | None:
    """With what speakers want to be remembered for, where any of them said it."""
    if not found.people:
        return None
    says = any(each.get("takeaway") for each in found.people)
    rows = [one(each) + ([planned(each.get("takeaway"))] if says else []) for each in found.people]
    columns = [_("Name"), _("Role in the lab"), _("Occupation"), _("Organisation"), _("Country")]
    columns += [_("In one line")] if says else []
    return Section("people", _("People"), [Table(_("Moderators and speakers"), columns, rows)])


def one(each: dict[str, Any]) -> list[Cell]:
    return [each["name"], role(each), planned(each["occupation"]), each["organisation"] or "", each["country"] or ""]


def role(each: dict[str, Any]) -> str:
    if each["role"] == rules.MODERATOR:
        return _("Moderator of group {number}").format(number=each["number"])
    return _("Speaker")
