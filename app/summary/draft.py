"""The summary as its organiser edits it: what was said, to be read beside what is laid over it."""

from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.editing import OMISSION, TRANSLATED
from app.summary.editing import CONTRIBUTION, standing_edits
from app.summary.findings import Findings, Row, findings

MOST_FOUND = 20


class Draft(NamedTuple):
    """`omitted`: contributions that are left out; `found`: those that were looked for."""

    findings: Findings
    introduction: str
    omitted: list[Row]
    found: list[Row]


def drafted(read: Connection, lab_id: int, words: str) -> Draft:
    found, edits = findings(read, lab_id), standing_edits(read, lab_id)
    left_out = {about for (place, about, _), each in edits.items() if place == OMISSION and each["text"]}
    own = edits.get(("introduction", "", ""))
    return Draft(
        found,
        own["text"] if own else "",
        [each for each in found.contributions if f"{CONTRIBUTION}:{each['id']}" in left_out],
        looked_for(found.contributions, words, left_out),
    )


def looked_for(ideas: list[Row], words: str, left_out: set[str]) -> list[Row]:
    """By their number, or by what they say; at most twenty."""
    wanted = words.strip().casefold()
    if not wanted:
        return []
    hits = [each for each in ideas if wanted == each["label"] or wanted in each["text"].casefold()]
    return [each for each in hits if f"{CONTRIBUTION}:{each['id']}" not in left_out][:MOST_FOUND]


def to_translate(lesson: Row) -> list[str]:
    """The parts of it that say something."""
    return [part for part in TRANSLATED if lesson[part]]
