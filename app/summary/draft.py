"""The summary as its organiser edits it: what was said, to be read beside what is laid over it."""

from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.editing import CONTRIBUTION, INTRODUCTION, LANGUAGE, OMISSION, TRANSLATED
from app.summary.editing import dissents_on, standing_edits
from app.summary.findings import Findings, Row, findings

MOST_FOUND = 20


class Thing(NamedTuple):
    """Something that people said or named, besides lessons: `about` is what an edit calls it."""

    about: str
    label: str
    text: str

    @property
    def kind(self) -> str:
        return self.about.partition(":")[0]

    @property
    def takes_note(self) -> bool:
        return self.kind == CONTRIBUTION


class Draft(NamedTuple):
    """`language`: of the introduction. `against`: what was said against each lesson, by its id. `omitted`: all that is
    left out, as edits call it. `edited`: what is left out or has a note; `found`: of what was looked for the first
    twenty, without those."""

    findings: Findings
    introduction: str
    language: str
    against: dict[str, list[Thing]]
    omitted: set[str]
    edited: list[Thing]
    found: list[Thing]
    has_more: bool


def drafted(read: Connection, lab_id: int, words: str) -> Draft:
    found, edits = findings(read, lab_id), standing_edits(read, lab_id)
    laid = {(place, about) for (place, about, _), each in edits.items() if each["text"]}
    omitted, edited = {about for place, about in laid if place == OMISSION}, {about for _, about in laid}
    own, spoken = edits.get((INTRODUCTION, "", "")), edits.get((LANGUAGE, INTRODUCTION, ""))
    some = things(found)
    hits = looked_for([each for each in some if each.about not in edited], words)
    return Draft(
        found,
        own["text"] if own else "",
        (spoken["text"] if spoken else "") or found.lab["language"],
        {each["id"]: things_against(each, found.votes) for each in found.lessons},
        omitted,
        [each for each in some if each.about in edited],
        hits[:MOST_FOUND],
        len(hits) > MOST_FOUND,
    )


def things(found: Findings) -> list[Thing]:
    """All that the organiser may leave out, besides lessons and what was said against them."""
    return [
        *named("contribution", found.contributions),
        *named("note", found.notes),
        *named("question", found.questions),
        *named("poster", [each for each in found.posters if each["text"]]),
        *named("mark", [one for each in found.posters for one in each["comments"]]),
        *named("theme", found.themes, "name"),
        *named("theme", bygone(found)),
    ]


def named(kind: str, rows: list[Row], words: str = "text") -> list[Thing]:
    return [Thing(f"{kind}:{each['id']}", each["label"] or "", each[words]) for each in rows]


def bygone(found: Findings) -> list[Row]:
    """Themes that are no more, and were voted on: they keep their names there."""
    standing = {each["id"] for each in found.themes}
    voted = [one for vote in found.votes if vote["about"] == "themes" for one in vote["result"]["options"]]
    return list({each["id"]: each for each in voted if each["id"] not in standing and each["text"]}.values())


def things_against(lesson: Row, votes: list[Row]) -> list[Thing]:
    """Each once: what several said in the same words is left out together, but for what the desk noted."""
    said = {about: words for _of, about, words in dissents_on(lesson, votes)}
    return [Thing(about, lesson["label"], words) for about, words in said.items()]


def looked_for(some: list[Thing], words: str) -> list[Thing]:
    """By their number, or by what they say."""
    wanted = words.strip().casefold()
    if not wanted:
        return []
    return [each for each in some if wanted == each.label.casefold() or wanted in each.text.casefold()]


def to_translate(lesson: Row) -> list[str]:
    """The parts of it that say something."""
    return [part for part in TRANSLATED if lesson[part]]
