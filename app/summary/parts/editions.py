"""Which edition this is, and what changed in each, in words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.i18n import language_name
from app.i18n import translated as _
from app.i18n import translated_number as ngettext
from app.jinja import day, number
from app.summary.findings import Findings
from app.summary.parts.progress import message
from app.summary.tree import Cell, Entries, Entry, Facts, Paragraph, Section

Change = dict[str, Any]


def dated(found: Findings) -> list[Paragraph]:
    """One line of the first page."""
    if found.edition is None:
        return []
    words = _("Edition {number}, published on {day}.")
    told = words.format(number=number(found.edition["number"]), day=day(found.edition["published_at"]))
    return [Paragraph(told)]


def change_log(found: Findings) -> list[Section]:
    if found.edition is None:
        return []
    facts: list[tuple[str, list[Cell]]] = [
        (_("Edition"), [number(found.edition["number"])]),
        (_("Published on"), [day(found.edition["published_at"])]),
        (_("Published"), [told_for(found.edition["profile"])]),
    ]
    entries = [entry(each) for each in reversed(found.edition["log"])]
    return [Section("editions", _("This edition, and what changed"), [Facts(facts), Entries(entries)])]


def told_for(profile: str) -> str:
    return _("under the Chatham House rule") if profile == "chatham" else _("for everybody")


def entry(edition: dict[str, Any]) -> Entry:
    remarks = [day(edition["published_at"])]
    if edition["withdrawn_at"]:
        remarks.append(_("withdrawn on {day}").format(day=day(edition["withdrawn_at"])))
    n = edition["number"]
    words = "\n".join([*sentences(edition["changes"], is_first=n == 1), *why(edition)])
    return Entry(f"edition-{n}", _("Edition {number}").format(number=number(n)), words, remarks)


def why(edition: dict[str, Any]) -> list[str]:
    return [_("Withdrawn: {reason}").format(reason=edition["reason"])] if edition["reason"] else []


def sentences(changes: list[Change], is_first: bool) -> list[str]:
    """A log of changes, a sentence each."""
    told = [_("The first edition.")] if is_first else []
    told += [TOLD[each["what"]](each) for each in changes]
    return told or [_("Nothing that readers see changed.")]


def of_introduction(change: Change) -> str:
    return {
        "new": _("The introduction is new."),
        "changed": _("The introduction was reworded."),
        "gone": _("The introduction was taken out."),
    }[change["how"]]


def of_lesson(change: Change) -> str:
    words = {
        "new": _("Lesson {label} is new."),
        "changed": _("Lesson {label} changed: {parts}."),
        "gone": _("Lesson {label} is no longer there."),
        "left_out": _("Lesson {label} is left out."),
        "back": _("Lesson {label} is there again."),
    }[change["how"]]
    parts = dict.fromkeys(
        message(each) for each in change.get("parts", ())
    )  # older logs hold labels with a day in them
    return words.format(label=change["label"], parts=", ".join(_(each) for each in parts))


def of_order(change: Change) -> str:
    return _("The lessons stand in another order.")


def of_profile(change: Change) -> str:
    if change["profile"] == "chatham":
        return _("It is told under the Chatham House rule from now on: nobody by name.")
    return _("It is told for everybody from now on: moderators, speakers and owners by name.")


def of_data(change: Change) -> str:
    return _("Something changed that stands only in the files for those who count.")


def of_contributions(change: Change) -> str:
    n = change["n"]
    if labels := change.get("labels"):
        words = {
            "new": ngettext("{n} contribution is new: {labels}.", "{n} contributions are new: {labels}.", n),
            "changed": ngettext("{n} contribution changed: {labels}.", "{n} contributions changed: {labels}.", n),
            "gone": ngettext(
                "{n} contribution is no longer there: {labels}.", "{n} contributions are no longer there: {labels}.", n
            ),
        }[change["how"]]
        return words.format(n=number(n), labels=named(labels, n))
    words = {
        "new": ngettext("{n} contribution is new.", "{n} contributions are new.", n),
        "changed": ngettext("{n} contribution changed.", "{n} contributions changed.", n),
        "gone": ngettext("{n} contribution is no longer there.", "{n} contributions are no longer there.", n),
    }[change["how"]]
    return words.format(n=number(n))


def named(labels: list[str], n: int) -> str:
    """“1.4, 2.11”; of many the first, and how many more."""
    told, more = ", ".join(labels), n - len(labels)
    if not more:
        return told
    return ngettext("{labels} and {n} more", "{labels} and {n} more", more).format(labels=told, n=number(more))


def of_entries(change: Change) -> str:
    n = change["n"]
    if labels := change.get("labels"):
        words = {
            "new": ngettext("{n} more entry in the annex: {labels}.", "{n} more entries in the annex: {labels}.", n),
            "changed": ngettext(
                "{n} entry in the annex changed: {labels}.", "{n} entries in the annex changed: {labels}.", n
            ),
            "gone": ngettext("{n} entry less in the annex: {labels}.", "{n} entries less in the annex: {labels}.", n),
        }[change["how"]]
        return words.format(n=number(n), labels=named(labels, n))
    words = {
        "new": ngettext("{n} more entry in the annex.", "{n} more entries in the annex.", n),
        "changed": ngettext("{n} entry in the annex changed.", "{n} entries in the annex changed.", n),
        "gone": ngettext("{n} entry less in the annex.", "{n} entries less in the annex.", n),
    }[change["how"]]
    return words.format(n=number(n))


def of_translation(change: Change) -> str:
    of_lesson = {
        "new": _("Lesson {label} is translated: {language}."),
        "changed": _("The translation of lesson {label} was reworded: {language}."),
        "gone": _("The translation of lesson {label} was taken out: {language}."),
    }
    of_introduction = {
        "new": _("The introduction is translated: {language}."),
        "changed": _("The translation of the introduction was reworded: {language}."),
        "gone": _("The translation of the introduction was taken out: {language}."),
    }
    words = (of_lesson if change["label"] else of_introduction)[change["how"]]
    return words.format(label=change["label"], language=language_name(change["language"]))


def of_sections(change: Change) -> str:
    return _("With that changed: {sections}.").format(sections=", ".join(_(each) for each in change["titles"]))


def erased(change: Change) -> str:
    n = change["n"]
    words = ngettext(
        "On {day} {n} thing was erased by whoever had said it. Its place says so.",
        "On {day} {n} things were erased by whoever had said them. Their places say so.",
        n,
    )
    return words.format(n=number(n), day=on(change))


def forgotten(change: Change) -> str:
    n = change["n"]
    words = ngettext(
        "On {day} {n} name was taken out, as was promised.", "On {day} {n} names were taken out, as was promised.", n
    )
    return words.format(n=number(n), day=on(change))


def on(change: Change) -> str:
    return day(datetime.fromisoformat(change["on"]))


TOLD: dict[str, Callable[[Change], str]] = {
    "introduction": of_introduction,
    "lesson": of_lesson,
    "order": of_order,
    "profile": of_profile,
    "data": of_data,
    "contributions": of_contributions,
    "entries": of_entries,
    "translation": of_translation,
    "sections": of_sections,
    "erased": erased,
    "forgotten": forgotten,
}
