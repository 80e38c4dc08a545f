"""The founding rehearsal's findings with every hostile case in every field that holds words, one copy for each case."""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any, NamedTuple

from app import text
from app.summary.findings import Findings
from app.summary.report import Report, told
from tests.bad_inputs import texts

LONG = {
    "one word of 2,000 letters": "W" * 2000,
    "one word of 2,000 Han characters": "字" * 2000,
    "one word of 2,000 Hebrew letters": "שלום" * 500,
    "one word of 1,000 letters with marks": "e\u0323\u0302" * 666,
    "family after family": "👨‍👩‍👧‍👦" * 180,
}
CLASSES = ("html_js", "template", "unicode", "csv_formula", "sql", "sql_params", "path", "display_name", "size")


def kept() -> dict[str, str]:
    """By the name of its case, what app/text.py keeps of it: what it refuses can stand in no field."""
    found = {str(case): case.text for case in texts(*CLASSES)} | LONG
    return {name: words for name, raw in found.items() if (words := cleaned(raw))}


def cleaned(raw: str) -> str:
    try:
        return text.words(raw)
    except text.Unfit:
        return ""


def line_of(words: str) -> str:
    """As a field of one line keeps them: what is too long for it ends sooner."""
    return text.line(" ".join(words.split())[: text.MOST_IN_A_LINE])


CASES = kept()
SOME = dict(list(CASES.items())[::5])
"""Of every class some: what an ordinary run has time for. All of them are run with `--all`."""
WORDS = {
    "contributions": ("text",),
    "lessons": ("text", "context", "expected", "observed", "why", "recommendation", "applies_to", "not_applies_to"),
    "notes": ("text",),
    "questions": ("text",),
    "posters": ("text",),
}
LINES = {
    "contributions": ("said_by",),
    "lessons": ("title", "owner"),
    "themes": ("name",),
    "people": ("name", "organisation"),
}
SPOKEN = {
    "people": ("occupation",),
    "agenda": ("title", "by"),
    "stages": ("title", "hint"),
    "prompts": ("question",),
}
"""Which fields of which rows hold words, one line of them, or words by language."""


class Everywhere(NamedTuple):
    report: Report
    expected: dict[str, str]


def everywhere(found: Findings, cases: Iterable[str]) -> Findings:
    copies = [placed(found, words, f"{n}") for n, words in enumerate(cases)]
    lists = {name: [row for copy in copies for row in copy[name]] for name in copies[0] if name != "lab"}
    facts = [{"label": {"en": line_of(words)}, "text": {"en": words}} for words in cases]
    links = [{"kind": {"en": line_of(words)}, "title": {"en": line_of(words)}, "url": None} for words in cases]
    return found._replace(lab=found.lab | {"facts": facts, "links": links}, **lists)


def placed(found: Findings, words: str, salt: str) -> dict[str, Any]:
    """Of every kind of row one, with ids of their own, saying nothing but this."""
    copy: dict[str, Any] = {}
    for name in ("contributions", "themes", "notes", "questions", "posters", "people", "agenda", "stages", "prompts"):
        copy[name] = [said(name, each, words) for each in of_group_one(getattr(found, name))[:1]]
    copy["votes"] = [vote(each, words) for each in of_group_one(found.votes)[:1]]
    copy["lessons"] = [lesson(each, words) for each in of_group_one(found.lessons)[:1]]
    renamed: dict[str, Any] = {name: [salted(each, salt) for each in rows] for name, rows in copy.items()}
    known = {each["id"] for name in ("contributions", "themes", "notes") for each in renamed[name]}
    for each in renamed["lessons"]:
        each["evidence"] = [one for one in each["evidence"] if one["id"] in known]
    return renamed


def of_group_one(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in rows if each.get("group", each.get("number", 1)) in (1, None)] or rows[:1]


def said(name: str, row: dict[str, Any], words: str) -> dict[str, Any]:
    line = line_of(words)
    told = dict(row)
    told |= dict.fromkeys(WORDS.get(name, ()), words) | dict.fromkeys(LINES.get(name, ()), line)
    told |= {field: {"en": line} for field in SPOKEN.get(name, ())}
    if "comments" in told:
        told["comments"] = [one | {"text": line} for one in told["comments"]]
    return told | ({"on_paper": True} if "said_by" in told else {})


def vote(row: dict[str, Any], words: str) -> dict[str, Any]:
    options = [one | {"text": words, "label": None} for one in row["result"]["options"]]
    quotes = [{"words": words, "answer": words}]
    return row | {"result": row["result"] | {"options": options}, "quotes": quotes}


def lesson(row: dict[str, Any], words: str) -> dict[str, Any]:
    answers = row["sign_off"] | {"objections": [words], "objections_before": [words], "objected": 1, "is_asked": True}
    reports = [{"told_at": row["settled_at"], "by": "owner", "status": "acting", "due": None, "words": words}]
    told = said("lessons", row, words) | {"dissent": words, "next_step": words, "sign_off": answers}
    return told | {"progress": reports, "ballot": vote(row["ballot"], words), "theme_id": None}


def salted(value: Any, salt: str) -> Any:
    """Every id is another's: the same in one copy, never the same in two."""
    match value:
        case dict():
            return {key: salted(each, salt) for key, each in value.items()}
        case list():
            return [salted(each, salt) for each in value]
        case str() if len(value) == 32 and set(value) <= set("0123456789abcdef"):
            return blake2b(f"{salt} {value}".encode(), digest_size=16).hexdigest()
        case _:
            return value


def spoken(found: Findings, cases: dict[str, str], said_instead: Callable[[str], str] = str) -> Report:
    """A report of these cases, or of what is said instead."""
    return told(everywhere(found, [said_instead(words) for words in cases.values()]), "en")
