"""All ideas once, what was parked, and what becomes of the data."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.jinja import day, number, time_of_day
from app.summary.findings import Findings
from app.summary.parts.editions import change_log
from app.summary.parts.together import together
from app.summary.tree import Entries, Entry, Node, Paragraph, Section
from app.summary.voices import (
    CONTRIBUTION,
    NOTE,
    THEME,
    anchor,
    by,
    instead_of_words,
    kept_back,
    name_of,
    of_stage,
    planned,
    remarked,
    said_by_somebody,
)


def annex(found: Findings) -> Section:
    aside = [set_aside(found)] if found.notes else []
    parts = [contributions(found), *together(found), *aside, privacy(found), *change_log(found)]
    return Section("annex", _("Annex"), sections=parts)


def contributions(found: Findings) -> Section:
    """Every one of them once: by group, under its theme, or among those under none."""
    ideas, themes = by("group", found.contributions), by("group", found.themes)
    asked = {each["id"]: planned(each["question"]) for each in found.prompts}
    if len({each["prompt_id"] for each in found.contributions}) < 2:
        asked = {}
    titles = {kind: of_stage(kind, "title", title) for kind, title in found.stage_titles.items()}
    told_at = cache(time_of_day)
    remarked = {number: [entry(found, idea, asked, titles, told_at) for idea in some] for number, some in ideas.items()}
    told = [of_group(found, each, themes[each], ideas[each], remarked) for each in sorted({*ideas, *themes})]
    nodes: list[Node] = [] if told else [Paragraph(_("Nobody has contributed yet."))]
    return Section("contributions", _("All contributions"), nodes, told)


def of_group(
    found: Findings,
    group: int,
    themes: list[dict[str, Any]],
    ideas: list[dict[str, Any]],
    entries: dict[int, list[Entry]],
) -> Section:
    held: dict[str | None, list[Entry]] = {None: [], **{each["id"]: [] for each in themes}}
    for idea, told in zip(ideas, entries.get(group, []), strict=True):
        held[idea["theme_id"] if idea["theme_id"] in held else None].append(told)
    loose = held.pop(None)
    under = [theme(found, each, held[each["id"]]) for each in themes]
    if loose and under:
        under.append(Section(f"loose-{group}", _("Under no theme"), [Entries(loose)]))
    nodes: list[Node] = [Entries(loose)] if loose and not themes else []
    return Section(f"group-{group}", _("Group {number}").format(number=group), nodes, under)


def theme(found: Findings, each: dict[str, Any], entries: list[Entry]) -> Section:
    nodes: list[Node] = [Entries(entries)] if entries else [Paragraph(_("Nothing stands under it any more."))]
    if "left_out" in each:
        nodes.insert(0, Paragraph((kept_back if each["name"] else instead_of_words)(each["left_out"])))
    return Section(anchor(THEME, each["id"]), name_of(found, each, label=True), nodes)


def entry(
    found: Findings,
    idea: dict[str, Any],
    asked: dict[int, str],
    titles: dict[str, str],
    told_at: Callable[[datetime], str],
) -> Entry:
    """With all that leads back to the room: when, how, to which question, and how many stand behind it."""
    remarks = [told_at(idea["given_at"].replace(second=0, microsecond=0))]
    if idea["prompt_id"] in asked:
        remarks.append(asked[idea["prompt_id"]])
    if idea["stage_kind"] in titles:
        remarks.append(titles[idea["stage_kind"]])
    if idea["on_paper"]:
        remarks.append(_("on paper, said by {name}").format(name=idea["said_by"]) if idea["said_by"] else _("on paper"))
    if idea["supports"]:
        words = ngettext("{n} supports it", "{n} support it", idea["supports"])
        remarks.append(words.format(n=number(idea["supports"])))
    remarks += remarked(idea, idea["text"])
    return Entry(anchor(CONTRIBUTION, idea["id"]), idea["label"], said_by_somebody(found, idea), remarks)


def set_aside(found: Findings) -> Section:
    kinds = {
        "for": _("Reasons for"),
        "against": _("Reasons against"),
        "note": _("Notes"),
        "parked": _("Parking lot"),
    }
    held = by("kind", found.notes)
    told = [
        Section(f"notes-{kind}", title, [Entries([noted(found, each) for each in held[kind]])])
        for kind, title in kinds.items()
        if held[kind]
    ]
    return Section("notes", _("Notes and parking lot"), sections=told)


def noted(found: Findings, note: dict[str, Any]) -> Entry:
    """With the theme that a reason speaks for or against."""
    about = [str(name_of(found, each, label=True)) for each in found.themes if each["id"] == note["theme_id"]]
    remarks = [*about, *remarked(note, note["text"])]
    return Entry(anchor(NOTE, note["id"]), note["label"], said_by_somebody(found, note), remarks)


def privacy(found: Findings) -> Section:
    """What is kept of people, and until when."""
    words = [_("No contribution in this report is linked to its author.")]
    if found.lab["closed_at"]:
        until = day(found.lab["closed_at"] + timedelta(days=found.lab["retention_days"]))
        words.append(_("What the server still knows of participants is deleted on {day}.").format(day=until))
    return Section("privacy", _("Privacy"), [Paragraph(" ".join(words))])
