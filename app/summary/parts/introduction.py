"""What the organiser says first."""

from typing import Any

from app.i18n import reader_language
from app.i18n import translated as _
from app.summary.findings import Findings
from app.summary.tree import Aside, Node, Paragraph, Said, Section
from app.summary.voices import original, translated_by


def introduction(found: Findings) -> Section | None:
    if found.introduction is None:
        return None
    own = [Paragraph(Said(each, spoken(found))) for each in lines(found.introduction["text"])]
    return Section("introduction", _("Introduction by the organiser"), [*shown(found, found.introduction, own)])


def spoken(found: Findings) -> str:
    """Its language; until it could be said, that was the lab's."""
    return str((found.introduction or {}).get("language") or found.lab["language"])


def shown(found: Findings, words: dict[str, Any], own: list[Paragraph]) -> list[Node]:
    """In the reader's language where somebody translated it, the original beside it."""
    told = words["translations"].get(reader_language())
    if told is None or reader_language() == spoken(found):
        return [*own]
    translation = [Paragraph(each) for each in lines(told["text"])]
    return [Paragraph(translated_by(told)), *translation, Aside(original(spoken(found)), [*own])]


def lines(words: str) -> list[str]:
    return [each for each in words.split("\n") if each.strip()]
