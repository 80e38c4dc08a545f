"""What a lab cannot do without, in one go: so that a template is a lab within minutes."""

from typing import NamedTuple

from app.domain.drafts.document import NAME, Document, copied, put
from app.domain.drafts.edits import Step, paste, remove_language, settle
from app.domain.drafts.fields import value_at


class Essentials(NamedTuple):
    """As they were typed. `moderators` one a line, in the order of the groups; `languages`: those to keep, by their
    codes with spaces between, none for all; what is empty stays as it is in the template."""

    title: str = ""
    question: str = ""
    groups: str = ""
    moderators: str = ""
    starts: str = ""
    time_zone: str = ""
    languages: str = ""


def with_essentials(document: Document, told: Essentials) -> Document:
    """Raises Refusal where something cannot be kept."""
    made = copied(document)
    keep_languages(made, told.languages.split())
    language = str(made["language"])
    for name in ("title", "question"):
        raw = getattr(told, name)
        words = value_at(made, (name, language), raw)
        if words and words != made.get(name, {}).get(language):
            made[name] = {language: words}  # the template's own words in other languages say something else
    ask_it(made, language)
    for name in ("groups", "starts", "time_zone"):
        if raw := getattr(told, name):
            settle(made, (name,), value_at(made, (name,), raw))
    if told.moderators.strip():
        for place in made.get("moderators", []):
            name = place[NAME]
            place.clear()
            place[NAME] = name
        paste(made, Step("paste", ("moderators",), pasted=told.moderators))
    return made


def ask_it(document: Document, language: str) -> None:
    """A question of the groups that has no words yet is the question of the lab."""
    asked = document.get("question", {}).get(language)
    for prompt in document.get("prompts", []):
        if asked and not prompt.get("question"):
            prompt["question"] = {language: asked}


def keep_languages(document: Document, kept: list[str]) -> None:
    wanted = [code for code in document["languages"] if code in kept]
    if not wanted:
        return
    for code in list(document["languages"]):
        if code not in wanted:
            remove_language(document, code)


def of_lab_again(document: Document) -> Document:
    """The same lab on another day: its code is the old one's, and so is its hour."""
    again = copied(document)
    for name in ("code", "starts"):
        put(again, (name,), None)
    return again
