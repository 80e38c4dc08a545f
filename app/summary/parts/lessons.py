"""Each lesson whole: what it claims, how the group came to it, and beside it how far it is agreed, and by whom not."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.lessons import BY_HAND
from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.jinja import date as day_of
from app.jinja import number
from app.summary import voices
from app.summary.findings import Findings
from app.summary.parts.progress import became
from app.summary.parts.votes import distribution, is_told, method, outcome, turnout
from app.summary.tree import Aside, Cell, Facts, Link, Node, Paragraph, Plain, Said, Section
from app.summary.voices import (
    ITEM,
    LESSON,
    THEME,
    anchor,
    by,
    heard,
    kept_back,
    link,
    name_of,
    original,
    translated_by,
    translation,
    worded,
)
from app.summary.votes import against

SETTLED = ("agreed", "shaken")
"""Verdicts of a lesson that its group has once agreed on."""


def lessons(found: Findings) -> Section:
    if not found.lessons:
        return Section("lessons", _("Lessons learned"), [Paragraph(_("No group has worded a lesson."))])
    if found.is_reordered:
        return Section("lessons", _("Lessons learned"), [reordered()], [lesson(found, each) for each in found.lessons])
    held = by("group", found.lessons)
    told = [of_group(found, each, held[each]) for each in sorted(held)]
    return Section("lessons", _("Lessons learned"), sections=told)


def reordered() -> Paragraph:
    return Paragraph(_("In the organiser's order. Their numbers tell the group, and which of its lessons it is."))


def of_group(found: Findings, group: int, held: list[dict[str, Any]]) -> Section:
    title = _("Group {number}").format(number=group)
    return Section(f"lessons-{group}", title, sections=[lesson(found, each) for each in held])


def lesson(found: Findings, each: dict[str, Any]) -> Section:
    """Its agreement and its dissent stand beside it, never in an annex."""
    if is_left_out(each):
        return Section(anchor(LESSON, each["id"]), each["label"], [Facts([why_left_out(found, each)])])
    nodes: list[Node] = [Paragraph(translated_by(translation(each)))] if translation(each) else []
    nodes.append(Paragraph(worded(found, each, "text"), is_quoted=True))
    nodes.append(Facts([*edited(found, each), *claimed(found, each)]))
    nodes += [distribution(each["ballot"])] if is_told(each["ballot"]) else []
    nodes += dissent(found, each)
    nodes += [as_it_was_said(found, each)] if translation(each) else []
    return Section(anchor(LESSON, each["id"]), titled(found, each), nodes)


def titled(found: Findings, each: dict[str, Any], *, is_marked: bool = False) -> str:
    words = worded(found, each, "title", is_marked=is_marked)
    told = f"{each['label']} {words}".rstrip()
    return Said(told, words.language) if isinstance(words, Said) else told


def is_left_out(each: dict[str, Any]) -> bool:
    """For these readers."""
    return "is_left_out" in each


def why_left_out(found: Findings, each: dict[str, Any]) -> tuple[str, list[Cell]]:
    return _("Left out by the organiser"), [Said(each["left_out"], found.lab["language"])]


def edited(found: Findings, each: dict[str, Any]) -> list[tuple[str, list[Cell]]]:
    """What the organiser says beside it."""
    told: list[tuple[str, list[Cell]]] = []
    if "left_out" in each:
        told.append((_("Left out of what is public"), [Said(each["left_out"], found.lab["language"])]))
    if "note" in each:
        told.append((_("Note by the organiser"), [Said(each["note"], found.lab["language"])]))
    return told


def as_it_was_said(found: Findings, each: dict[str, Any]) -> Aside:
    own = {name: value for name, value in each.items() if name != "translations"}
    nodes: list[Plain] = [Paragraph(titled(found, own)), Paragraph(worded(found, own, "text"), is_quoted=True)]
    others = filled(found, own, {part: label for part, label in parts().items() if part in translation(each)})
    return Aside(original(each["language"]), [*nodes, *([Facts(others)] if others else [])])


def claimed(found: Findings, each: dict[str, Any]) -> list[tuple[str, list[Cell]]]:
    """Only what was filled in."""
    due: list[tuple[str, list[Cell]]] = [(_("Due"), [day_due(each["due"])])] if each["due"] else []
    told = [*agreed(each), *theme(found, each), *filled(found, each, parts()), *due]
    return [*told, (_("Status"), [status(each["status"])]), *became(found, each), *offers(each)]


def filled(found: Findings, each: dict[str, Any], parts: dict[str, str]) -> list[tuple[str, list[Cell]]]:
    return [(label, [worded(found, each, part)]) for part, label in parts.items() if each[part]]


def parts() -> dict[str, str]:
    return {**claims(), "owner": _("Owner"), "next_step": _("Next step")}


def claims() -> dict[str, str]:
    return {
        "recommendation": _("Recommendation"),
        "applies_to": _("Applies to"),
        "not_applies_to": _("Does not apply to"),
        "context": _("Context"),
        "expected": _("What was expected"),
        "observed": _("What was observed"),
        "why": _("Why"),
    }


def agreed(each: dict[str, Any]) -> list[tuple[str, list[Cell]]]:
    told: list[tuple[str, list[Cell]]] = [(_("Agreement"), [decision(each)]), *voted(each["ballot"])]
    told += [(_("Is this what you said?"), [signed_off(each["sign_off"])])] if is_answered(each["sign_off"]) else []
    rests: list[Cell] = [source(one) for one in each["evidence"]]
    told.append((_("Rests on"), rests or [_("no evidence was chosen")]))
    if each["broken"]:
        words = ngettext("{n} source", "{n} sources", each["broken"]).format(n=number(each["broken"]))
        told.append((_("Taken back since"), [words]))
    return told


def is_answered(answers: dict[str, Any]) -> bool:
    return bool(answers["is_asked"] and (answers["approved"] or answers["objected"]))


def decision(each: dict[str, Any]) -> str:
    """Whose word it is: a ballot's, or the moderator's who recorded it."""
    words = verdict(each["verdict"])
    told = [_("as the moderator recorded it")] * (each["decided_by"] == BY_HAND)
    told += [_("its evidence has changed since")] * bool(each.get("evidence_reworded_at"))
    return f"{words} ({'; '.join(told)})" if told else words


def voted(ballot: dict[str, Any] | None) -> list[tuple[str, list[Cell]]]:
    if ballot is None:
        return []
    rounds = [_("round {n}").format(n=number(ballot["round"]))] if ballot["round"] > 1 else []
    return [(_("Ballot"), [" · ".join([outcome(ballot), method(ballot), turnout(ballot), *rounds])])]


def signed_off(answers: dict[str, Any]) -> str:
    approved, objected = answers["approved"], answers["objected"]
    words = [
        ngettext("{n} said yes", "{n} said yes", approved).format(n=number(approved)),
        ngettext("{n} objected", "{n} objected", objected).format(n=number(objected)),
    ]
    return " · ".join(words)


def source(one: dict[str, Any]) -> Link:
    """A case that was heard stands in the agenda."""
    return Link(one["label"], "#agenda") if one["kind"] == ITEM else link(one["kind"], one)


def theme(found: Findings, each: dict[str, Any]) -> list[tuple[str, list[Cell]]]:
    known = {one["id"]: one for one in found.themes}
    if each["theme_id"] not in known:
        return []
    one = known[each["theme_id"]]
    return [(_("Theme"), [link(THEME, one, name_of(found, one, label=True))])]


def offers(each: dict[str, Any]) -> list[tuple[str, list[Cell]]]:
    if not each["offers"]:
        return []
    words = ngettext("{n} person offered to take it on", "{n} people offered to take it on", each["offers"])
    return [(_("Offers"), [words.format(n=number(each["offers"]))])]


def dissent(found: Findings, each: dict[str, Any]) -> list[Node]:
    """Verbatim: what the desk noted, and objections whose authors let them be quoted."""
    reasons = {(one["of"], one["words"]): kept_back(one["reason"]) for one in unquoted_now(each)}
    told: list[Node] = []
    for of, words, whole in quoted_against(each):
        told.append(Paragraph(heard(found, whole), is_quoted=True))
        told += [Paragraph(reasons[of, words])] if (of, words) in reasons else []
    told += map(Paragraph, reasons_instead(each))
    return [Paragraph(_("Dissent:")), *told] if told else []


def quoted_against(each: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What was said against it: as what, the words, and the same with how they were met."""
    said = [("noted", each["dissent"], each["dissent"])] if each["dissent"] else []
    said += [("objection", words, words) for words in each["sign_off"]["objections"]]
    return [*said, *(("ballot", one["words"], with_answer(one)) for one in quotes(each))]


def unquoted_now(each: dict[str, Any]) -> list[dict[str, str]]:
    """What was said against it as it stands, and is left out."""
    return [one for one in each.get("unquoted") or () if one["of"] != "earlier"]


def reasons_instead(each: dict[str, Any]) -> list[str]:
    """In place of what was said against it and these readers do not read: why."""
    return [voices.instead_of_words(one["reason"]) for one in unquoted_now(each) if not one["words"]]


def spoken_against(each: dict[str, Any]) -> list[str]:
    return [*(whole for _of, _words, whole in quoted_against(each)), *reasons_instead(each)]


def quotes(each: dict[str, Any]) -> list[dict[str, str]]:
    return each["ballot"]["quotes"] if each["ballot"] else []


def with_answer(quote: dict[str, str]) -> str:
    """An objection, and how it was met."""
    return f"{quote['words']}\n→ {quote['answer']}" if quote["answer"] else quote["words"]


def dissents(each: dict[str, Any]) -> int:
    """How many spoke against it, quoted or not. Where their number is not told, those who are quoted."""
    answers, gone = each["sign_off"], Counter(one["of"] for one in unquoted_now(each) if not one["words"])
    objected = max(answers["objected"] or 0, len(answers["objections"]) + gone["objection"])
    voted = max(against(each["ballot"]), len(quotes(each)) + gone["ballot"])
    return int(bool(each["dissent"])) + gone["noted"] + objected + voted


def verdict(name: str) -> str:
    return {
        "agreed": _("agreed by the group"),
        "not_agreed": _("not agreed"),
        "open": _("not decided"),
        "shaken": _("agreed once; its evidence has changed since"),
    }[name]


def verdicts(name: str, n: int) -> str:
    """How many lessons it was said of."""
    words = {
        "agreed": ngettext("{n} agreed by the group", "{n} agreed by their groups", n),
        "not_agreed": ngettext("{n} not agreed", "{n} not agreed", n),
        "open": ngettext("{n} not decided", "{n} not decided", n),
        "shaken": ngettext(
            "{n} agreed once; its evidence has changed since", "{n} agreed once; their evidence has changed since", n
        ),
    }[name]
    return words.format(n=number(n))


def status(name: str) -> str:
    return {
        "identified": _("identified"),
        "accepted": _("accepted"),
        "acting": _("acting on it"),
        "learned": _("learned"),
    }[name]


def day_due(iso: str) -> str:
    return day_of(date.fromisoformat(iso))


def backing(found: Findings) -> dict[str, int]:
    """How often somebody stands behind a contribution that a lesson rests on, lesson by lesson."""
    meant: defaultdict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for one in found.contributions:
        meant[one["id"]].append(one)
        meant[one["theme_id"]].append(one)
    return {each["id"]: sum(people_behind(each, meant).values()) for each in found.lessons}


def people_behind(lesson: dict[str, Any], meant: Mapping[str | None, list[dict[str, Any]]]) -> dict[str, int]:
    """Of each contribution, once, though both it and its theme were chosen."""
    chosen = (one for choice in lesson["evidence"] for one in meant.get(choice["id"], ()))
    return {one["id"]: 1 + (one["supports"] or 0) for one in chosen}
