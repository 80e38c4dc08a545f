"""A summary as a document: what its JSON holds, and the same findings read from it again.

Every moment's name ends in `_at`, and nothing else's does: so they are known again."""

from datetime import datetime
from typing import Any

from app.summary.findings import Findings

VERSION = 1
PLANNED = ("agenda", "people", "stages", "prompts", "groups")
EDITED = ("introduction", "is_reordered", "edition")
LISTS = (*PLANNED, "lessons", "themes", "contributions", "notes", "votes", "questions", "posters")


def document(found: Findings) -> dict[str, Any]:
    """Everything that was found, under the profile that was applied to it."""
    return {
        "samskap_report": VERSION,
        "profile": found.profile,
        "least": found.least,
        "lab": found.lab,
        "numbers": found.numbers,
        **{name: getattr(found, name) for name in (*LISTS, *EDITED)},
    }


def found_again(told: dict[str, Any]) -> Findings:
    """From a document that has been judged."""
    rows: dict[str, Any] = {name: [revived(each) for each in told[name]] for name in LISTS}
    lab = revived(told["lab"])
    kept: dict[str, Any] = {"profile": told["profile"], "least": told["least"]}
    edited: dict[str, Any] = {name: revived(told[name]) for name in EDITED if name in told}
    return Findings(lab=lab, numbers=told["numbers"], **rows, **kept, **edited)


def revived(value: Any, name: str = "") -> Any:
    match value:
        case dict():
            return {key(each, name): revived(inner, each) for each, inner in value.items()}
        case list():
            return [revived(each) for each in value]
        case str() if name.endswith("_at"):
            return datetime.fromisoformat(value)
        case _:
            return value


def key(each: str, name: str) -> str | int:
    """JSON knows no numbers as names."""
    return int(each) if name == "by_group" else each


__all__ = ["VERSION", "document", "found_again"]
