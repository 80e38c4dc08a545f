"""Words for paper, in as many languages as the pack is printed in: each marked with its own."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.i18n import LANGUAGES, SOURCE, reading, said
from app.i18n import translated as _
from app.summary.writers.pdf import words

Phrase = dict[str, str]
"""Words and their language, as typst takes them."""
MOST_LANGUAGES = 2


def tongue(language: str) -> str:
    """As typst takes it: two or three letters."""
    return language.partition("_")[0].partition("-")[0]


def phrase(text: str, language: str) -> Phrase:
    return {"words": words(text), "language": tongue(language)}


def both(languages: Iterable[str], speak: Callable[[], str]) -> list[Phrase]:
    """What `speak` says in each of the languages; once, where two say the same."""
    told: list[Phrase] = []
    for language in languages:
        with reading(language):
            text = speak()
        if text and words(text) not in [each["words"] for each in told]:
            told.append(phrase(text, language if language in LANGUAGES else SOURCE))
    return told


def labels(languages: list[str], **marked: str) -> dict[str, Any]:
    """Fixed words, each under its name in every language. They are marked for translation where they are written."""
    return {name: both(languages, lambda text=text: _(text)) for name, text in marked.items()}  # type: ignore[misc]


def planned(languages: Iterable[str], text: Mapping[str, str] | None) -> list[Phrase]:
    """What the lab's plan says: in each of the languages that it says it in, else in the one that it has."""
    if not text:
        return []
    told = [phrase(text[each], each) for each in languages if each in text]
    return told or [phrase(said(text), next(iter(text)))]
