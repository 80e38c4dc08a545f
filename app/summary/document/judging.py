"""Whether a file is a summary that Samskap exported, whole and unharmed; else what is wrong with it, and on which line.

Nothing of a file is used before all of it has been judged."""

import json
from collections.abc import Iterable, Iterator
from json.decoder import JSONDecodeError
from typing import Any

from pydantic import ValidationError

from app.domain.errors import N_
from app.domain.plans.complaints import SAYS, Complaint, PlanRefused, line_of, spelled
from app.summary.document.fields import AS_EXPORTED
from app.summary.document.places import places
from app.summary.document.whole import Summary

MOST = 64 * 1024 * 1024  # characters
NAME = '"samskap_report"'
UNKNOWN = N_("is not part of a summary."), N_("Take it out.")
OTHERWISE = N_("cannot be used."), N_("Compare it with docs/summary.schema.json.")
Path = tuple[str | int, ...]


class SummaryRefused(PlanRefused):
    """Nothing of the file was used."""

    sentence = N_("This summary cannot be kept as it is.")
    cure = N_("Mend the lines that are named, or export it once more.")


class Twice(Exception):
    """A name that stands twice in one place: who reads the file would not know which is meant."""


def is_summary(text: str) -> bool:
    """Rather than a plan: whatever else is wrong with it."""
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") and NAME in text


def judged(text: str) -> dict[str, Any]:
    """The document that the file holds. Raises SummaryRefused."""
    if len(text) > MOST:
        raise refused(1, N_("This file is too long for a summary."), AS_EXPORTED)
    told = parsed(text.removeprefix("\ufeff"))
    try:
        Summary.model_validate(told)
    except ValidationError as error:
        lines = dict(reversed(list(places(text))))
        some = error.errors(include_url=False)[:1000]
        raise SummaryRefused(sorted(complaints(some, lines), key=lambda each: each.line)) from None
    return told  # type: ignore[no-any-return]


def parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=no_number, parse_float=no_number)
    except JSONDecodeError as error:
        what = N_("The file cannot be read from here on (%(problem)s).")
        raise refused(error.lineno, what, AS_EXPORTED, problem=error.msg) from None
    except Twice as twice:
        what, cure = N_("“%(name)s” is said twice."), N_("Keep one of the two.")
        raise refused(line_of_second(text), what, cure, name=str(twice)[:80]) from None
    except RecursionError:
        raise refused(1, N_("The parts lie too deep inside each other."), AS_EXPORTED) from None
    except ValueError as error:
        what = N_("“%(number)s” is no number of a summary.")
        raise refused(line_of_words(text, str(error)), what, AS_EXPORTED, number=str(error)[:40]) from None


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) < len(pairs):
        names = [name for name, _ in pairs]
        raise Twice(next(name for name in names if names.count(name) > 1))
    return told


def no_number(written: str) -> Any:
    """A summary counts: it holds whole numbers alone, none without an end."""
    raise ValueError(written)


def refused(line: int, what: str, cure: str, **facts: object) -> SummaryRefused:
    return SummaryRefused([Complaint(line, "", what, cure, facts)])


def line_of_second(text: str) -> int:
    """Of the first name that stands in its place for the second time."""
    met: set[Path] = set()
    for path, line in places(text):
        if path in met:
            return line
        met.add(path)
    return 1


def line_of_words(text: str, words: str) -> int:
    at = text.find(words)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def complaints(errors: Iterable[Any], lines: dict[Path, int]) -> Iterator[Complaint]:
    for error in errors:
        path, context = within(error["loc"], lines, error["type"] == "missing"), error.get("ctx", {})
        facts = {**context, "example": "", "input": error["input"]}
        facts["expected"] = str(context.get("expected", "")).replace(" or ", ", ")
        what, cure = SAYS.get(error["type"], OTHERWISE)
        if error["type"] == "plan":
            what, cure, facts = context["what"], context["cure"], context["facts"]
        elif error["type"] == "extra_forbidden":
            what, cure = UNKNOWN
        if error["type"] == "literal_error":
            facts["input"] = str(error["input"])[:40]
        yield Complaint(line_of(path, lines), spelled(path), what, cure, facts)


def within(path: Path, lines: dict[Path, int], is_missing: bool) -> Path:
    """As far as the file goes: the judge also names what it tried."""
    known = next((n for n in range(len(path), 0, -1) if path[:n] in lines), 0)
    return path[: known + is_missing]
