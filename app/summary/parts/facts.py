"""Date, code, links, numbers."""

from typing import Any

from app.i18n import translated as _
from app.jinja import day, time_of_day
from app.summary.findings import Findings
from app.summary.tree import Cell, Facts, Link, Node, Paragraph, Section
from app.summary.voices import counted, planned


def facts(found: Findings) -> Section:
    nodes: list[Node] = [Paragraph(planned(found.lab["background"]))] if found.lab["background"] else []
    told: list[tuple[str, list[Cell]]] = [
        (planned(each["label"]), [planned(each["text"])]) for each in found.lab["facts"]
    ]
    told.append((_("Join code"), [found.lab["code"]]))
    if found.lab.get("starts_at") and found.lab.get("time_zone"):
        told.append((_("Day and hour"), [hour(found.lab)]))
    if found.lab["closed_at"]:
        told.append((_("Closed on"), [day(found.lab["closed_at"])]))
    told += [links(each) for each in found.lab["links"]]
    told += [(label, [counted(n)]) for label, n in numbers(found.numbers)]
    return Section("facts", _("Facts and numbers"), [*nodes, Facts(told)])


def hour(lab: dict[str, Any]) -> str:
    """On the clocks of its room."""
    zone = lab["time_zone"]
    return f"{day(lab['starts_at'], zone)}, {time_of_day(lab['starts_at'], zone)} ({zone})"


def links(each: dict[str, Any]) -> tuple[str, list[Cell]]:
    url = each["url"]
    words = planned(each["title"])
    return planned(each["kind"]), [Link(words, str(url)) if url else _("announced without an address")]


def numbers(told: dict[str, int | None]) -> list[tuple[str, int | None]]:
    shown = [
        (_("Participants"), told["participants"]),
        (_("Participants who contributed"), told["contributed"]),
        (_("Groups"), told["groups"]),
        (_("Contributions"), told["contributions"]),
        (_("of these on paper"), told["on_paper"]),
        (_("Contributions withdrawn by their authors or moderators"), told["withdrawn"]),
        (_("Lessons"), told["lessons"]),
        (_("of these agreed"), told["agreed"]),
    ]
    return [*shown, (_("Contributions still private"), told["hidden"])] if told["hidden"] else shown
