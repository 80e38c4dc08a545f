"""The one page: what was asked, what was learned, how far people agreed, who does what by when."""

from typing import Any

from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.jinja import number
from app.summary.findings import Findings
from app.summary.parts.actions import register, steps
from app.summary.parts.editions import dated
from app.summary.parts.lessons import SETTLED, backing, dissents, is_left_out, verdict, verdicts
from app.summary.parts.votes import outcome, support, turnout
from app.summary.tree import Card, Cards, Cell, Figure, Node, Paragraph, Part, Said, Section, Shares, Table
from app.summary.voices import LESSON, link, planned, translation, worded
from app.text import in_one_line

MOST, LONGEST = 6, 240


def front(found: Findings) -> Section:
    return Section(
        "front", _("In short"), sections=[question(found), top(found), agreement(found), actions(found)], is_front=True
    )


def question(found: Findings) -> Section:
    nodes: list[Node] = [Paragraph(planned(found.lab["question"]))]
    if found.lab["closed_at"] is None:
        nodes.append(Paragraph(_("The lab is still open: this is its report so far.")))
    nodes += dated(found)
    return Section("question", _("What was asked"), nodes)


def top(found: Findings) -> Section:
    """Agreed ones first, then those with most people behind what they rest on, unless the organiser put them in another
    order. What was turned down is no lesson."""
    kept = [each for each in found.lessons if each["verdict"] != "not_agreed" and not is_left_out(each)]
    if not found.is_reordered:
        behind = backing(found)
        kept.sort(key=lambda each: (each["verdict"] not in SETTLED, -behind[each["id"]], each["group"]))
    if not kept:
        return Section("top", _("What was learned"), [Paragraph(_("No group has worded a lesson."))])
    nodes: list[Node] = [Cards([card(found, each) for each in kept[:MOST]])]
    more = len(kept) - MOST
    if more > 0:
        words = ngettext("{n} more lesson follows below.", "{n} more lessons follow below.", more)
        nodes.append(Paragraph(words.format(n=number(more))))
    return Section("top", _("What was learned"), nodes)


def card(found: Findings, each: dict[str, Any]) -> Card:
    title = link(LESSON, each, worded(found, each, "title"))
    words = worded(found, each, "text")
    told = Said(brief(words), words.language) if isinstance(words, Said) else brief(words)
    marked = " · ".join([agreed(each), *([_("translated")] if translation(each) else [])])
    return Card(each["group"], each["label"], title, told, marked)


def agreed(each: dict[str, Any]) -> str:
    """How far, and how many said so; without a ballot what its moderator recorded."""
    ballot = each["ballot"]
    if ballot is None or not ballot["result"]["outcome"]:
        return verdict(each["verdict"])
    shaken = [verdict("shaken")] if each["verdict"] == "shaken" else []
    return " · ".join([outcome(ballot), *support(ballot), turnout(ballot), *shaken])


def brief(words: str) -> str:
    """The beginning of it, by whole words: the whole stands with the lesson."""
    told = in_one_line(words)
    return told if len(told) <= LONGEST else f"{told[:LONGEST].rpartition(' ')[0] or told[:LONGEST]} …"


def agreement(found: Findings) -> Section:
    """In numbers, and never without those who disagreed."""
    title = _("How far people agreed")
    if not found.lessons:
        return Section("agreement", title, [Paragraph(_("Nothing has been put to a decision yet."))])
    nodes: list[Node] = [decided(found)]
    if disputed := sum(bool(dissents(each)) for each in found.lessons):
        words = ngettext("{n} lesson carries a dissent.", "{n} lessons carry a dissent.", disputed)
        nodes.append(Paragraph(words.format(n=number(disputed))))
    return Section("agreement", title, nodes)


def decided(found: Findings) -> Figure:
    """How many lessons their groups agreed on."""
    tones = {"agreed": 1.0, "shaken": 0.6, "open": None, "not_agreed": 0.0}
    counts = {name: sum(each["verdict"] == name for each in found.lessons) for name in tones}
    parts = [Part(verdict(name), n, tones[name], verdicts(name, n)) for name, n in counts.items() if n]
    words = " · ".join(part.counted for part in parts)
    rows: list[list[Cell]] = [[part.label, number(part.n)] for part in parts]
    table = Table(_("Lessons by agreement"), [_("Agreement"), _("Lessons")], rows)
    return Figure("agreed", _("Lessons by agreement: {words}").format(words=words), Shares(parts), table)


def actions(found: Findings) -> Section:
    """The soonest: all of them are further down."""
    some = steps(found)
    nodes: list[Node] = [register(found, some[:MOST])] if some else [Paragraph(_("No next step has been named yet."))]
    more = len(some) - MOST
    if more > 0:
        words = ngettext("{n} more is in the action register.", "{n} more are in the action register.", more)
        nodes.append(Paragraph(words.format(n=number(more))))
    return Section("next", _("Who does what, by when"), nodes)
