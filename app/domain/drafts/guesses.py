"""A draft that is not ready yet, near enough to a plan to be looked at: what is missing is shown as dots."""

from typing import Any

from pydantic import ValidationError

from app.domain.drafts.document import Document, tidied, told
from app.domain.plans import Plan

DOTS = "…"
MOST_TRIES = 8


def guessed(document: Document) -> Plan:
    """The plan it would be if what is missing were dots, and what is unfit were not there."""
    plan, language = told(tidied(document)), str(document.get("language") or "en")
    for _ in range(MOST_TRIES):
        try:
            return Plan.model_validate(plan)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                mend(plan, each["loc"], each["type"], language)
    return Plan.model_validate(hollow(language))


def hollow(language: str) -> dict[str, Any]:
    words = {language: DOTS}
    told_least = {"title": words, "question": words, "agenda": [{"kind": "plenary", "title": words}]}
    return {"samskap_plan": 1, "language": language, "languages": [language], "groups": 1, **told_least}


def mend(plan: dict[str, Any], place: tuple[str | int, ...], kind: str, language: str) -> None:
    *way, last = [part for part in place if part != "[key]"]
    home: Any = plan
    for part in way:
        try:
            home = home[part]
        except (KeyError, IndexError, TypeError):
            return
    if kind == "missing" and isinstance(home, dict):
        home[last] = hollow(language).get(str(last), DOTS if last in ("name", "key") else {language: DOTS})
    elif isinstance(home, dict):
        home.pop(last, None)
    elif isinstance(home, list) and isinstance(last, int) and last < len(home):
        home.pop(last)
