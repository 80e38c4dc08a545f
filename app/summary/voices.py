"""Whose words these are, and in which language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.kinds import kinds
from app.i18n import language_name, reader_language, said
from app.i18n import translated as _
from app.jinja import number
from app.summary.findings import Findings
from app.summary.tree import UNKNOWN, Link, Said

LESSON, THEME, CONTRIBUTION, NOTE, ITEM = "lesson", "theme", "contribution", "note", "item"
QUESTION, POSTER, MARK = "question", "poster", "mark"


def planned(words: Mapping[str, str] | None) -> str:
    """What the lab's plan says, for this reader; marked where it is not in their language."""
    told = said(words)
    if not words or reader_language() in words:
        return told
    return Said(told, next(iter(words)))


def of_stage(kind: str, part: str, words: Mapping[str, str] | None) -> str:
    """Its title or its hint: in its own words, or where its plan gives none those of its kind. Archives may come from a
    Samskap that has more kinds."""
    return planned(words) or (_(getattr(kinds()[kind], part)) if kind in kinds() else "")


def heard(found: Findings, words: str, language: str | None = None) -> Said:
    """What somebody said. Nobody notes in which language a contribution is; in a lab of one it is that one."""
    spoken = found.lab["languages"]
    return Said(words, language or (spoken[0] if len(spoken) == 1 else UNKNOWN))


def said_by_somebody(found: Findings, each: Mapping[str, Any]) -> str:
    """What somebody said, or what stands in its place once the organiser left it out or they erased it."""
    if "left_out" in each and not each["text"]:
        return instead_of_words(each["left_out"])
    return _("Erased by whoever had said it.") if each.get("is_erased") else heard(found, each["text"])


def instead_of_words(reason: str) -> str:
    """Instead of words that these readers do not read."""
    return _("Left out by the organiser: {reason}").format(reason=reason)


def kept_back(reason: str) -> str:
    """Beside words that others do not read."""
    return _("Left out of what is public: {reason}").format(reason=reason)


def remarked(each: Mapping[str, Any], words: str) -> list[str]:
    """What the organiser says beside the words of somebody, and why others do not read them."""
    told = [_("Note by the organiser: {note}").format(note=each["note"])] if each.get("note") else []
    return [*told, *([kept_back(each["left_out"])] if "left_out" in each and words else [])]


def name_of(found: Findings, theme: Mapping[str, Any], *, label: bool = False) -> str:
    """Of a theme, or what stands in its place once the organiser left it out. `label`: after its number."""
    if "left_out" in theme and not theme["name"]:
        told = _("a theme whose name was left out")
        return f"{theme['label']} {told}" if label else told
    return heard(found, f"{theme['label']} {theme['name']}" if label else theme["name"])


def worded(found: Findings, each: Mapping[str, Any], part: str, *, is_marked: bool = False) -> str:
    """A part of a lesson: in the reader's language where somebody translated it, else as it was said. `is_marked`: says
    that it is a translation, where nothing beside it does."""
    told = translation(each).get(part)
    if told is None:
        return heard(found, each[part], each["language"])
    return _("{words} (translated)").format(words=told) if is_marked else told


def translation(each: Mapping[str, Any]) -> dict[str, str]:
    """Of a lesson into the reader's language: its parts, and `by` whom; nothing where there is none."""
    known: dict[str, dict[str, str]] = each.get("translations", {})
    return known.get(reader_language(), {})


def translated_by(told: Mapping[str, str]) -> str:
    if told["by"]:
        return _("This is a translation, typed by {name}.").format(name=told["by"])
    return _("This is a translation, typed by the organiser.")


def original(language: str | None) -> str:
    return _("The original, in {language}").format(language=language_name(language)) if language else _("The original")


def counted(n: int | None) -> str:
    """None: it rested on too few people to be told."""
    return _("not told") if n is None else number(n)


def anchor(kind: str, id: str | int) -> str:
    return f"{kind}-{id}"


def link(kind: str, one: Mapping[str, Any], words: str = "") -> Link:
    return Link(words or one["label"], f"#{anchor(kind, one['id'])}")


def by(name: str, rows: Iterable[dict[str, Any]]) -> dict[Any, list[dict[str, Any]]]:
    """Rows by what they have under this name, each list in the order of the rows."""
    sorted_out: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        sorted_out[row[name]].append(row)
    return sorted_out
