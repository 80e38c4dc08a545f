"""Everything a report says, read in one picture of the database. Holds no author of any contribution."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, select

from app.domain.errors import NotFound
from app.domain.rules import MODERATOR, PARTICIPANT, SPEAKER
from app.models import (
    AgendaItem,
    Contribution,
    Evidence,
    Group,
    Lab,
    Lesson,
    Note,
    Offer,
    Person,
    Prompt,
    SignOff,
    Stage,
    Support,
    Theme,
)
from app.summary import together, votes
from app.summary.grounds import cases, complete, merged, trace
from app.summary.progress import REPORTED, reported

lab, item, group = Lab.__table__, AgendaItem.__table__, Group.__table__  # type: ignore[attr-defined]
prompt, person, theme = Prompt.__table__, Person.__table__, Theme.__table__  # type: ignore[attr-defined]
stage = Stage.__table__  # type: ignore[attr-defined]
idea, behind = Contribution.__table__, Support.__table__  # type: ignore[attr-defined]
lesson, rests, note = Lesson.__table__, Evidence.__table__, Note.__table__  # type: ignore[attr-defined]

signed, offer = SignOff.__table__, Offer.__table__  # type: ignore[attr-defined]
own = theme.alias("own")  # before it was put together with another

Row = dict[str, Any]
DECIDED = ("verdict", "dissent", "decided_by", "settled_at", "evidence_reworded_at")
TOLD = ("context", "expected", "observed", "why", "recommendation", "applies_to", "not_applies_to")
OF: Any = bindparam("lab")
SUPPORTS = (
    select(func.count())
    .where(behind.c.contribution_id == idea.c.id)
    .correlate(idea)
    .scalar_subquery()
    .label("supports")
)
OF_LAB = ("code", "language", "languages", "title", "question", "background", "goals", "facts", "links")
WHEN = ("starts_at", "time_zone")
LAB = select(*(lab.c[each] for each in (*OF_LAB, "anonymity", "retention_days", "closed_at", *WHEN))).where(
    lab.c.id == OF
)
STANDING = select(lab.c.seq, lab.c.closed_at).where(lab.c.id == OF)
OF_ITEM = ("id", "position", "kind", "title", "by", "minutes", "extra_minutes", "started_at", "ended_at")
AGENDA = select(*(item.c[each] for each in OF_ITEM)).where(item.c.lab_id == OF).order_by(item.c.position)
GROUPS = select(group.c.id, group.c.number).where(group.c.lab_id == OF).order_by(group.c.number)
PROMPTS = (
    select(prompt.c.id, prompt.c.position, prompt.c.key, prompt.c.question)
    .where(prompt.c.lab_id == OF)
    .order_by(prompt.c.position)
)
STAGES = (
    select(stage.c.kind, stage.c.title, stage.c.minutes, stage.c.hint)
    .join(item, item.c.id == stage.c.item_id)
    .where(stage.c.lab_id == OF)
    .order_by(item.c.position, stage.c.position)
)
OF_PERSON = ("role", "name", "occupation", "organisation", "country", "takeaway")
NAMED = (
    select(*(person.c[name] for name in OF_PERSON), group.c.number)
    .outerjoin(group, group.c.id == person.c.group_id)
    .where(person.c.lab_id == OF, person.c.role.in_((MODERATOR, SPEAKER)), person.c.name.is_not(None))
    .order_by(person.c.role, person.c.number)
)
SEATED = (
    select(person.c.group_id, func.count().label("n"))
    .where(person.c.lab_id == OF, person.c.role == PARTICIPANT, person.c.removed_at.is_(None))
    .group_by(person.c.group_id)
)
HEARD = (
    select(idea.c.group_id, func.count(func.distinct(idea.c.author_id)).label("n"))
    .where(idea.c.lab_id == OF, ~idea.c.is_withdrawn, ~idea.c.on_paper)
    .group_by(idea.c.group_id)
)
SPOKE = select(func.count(func.distinct(idea.c.author_id))).where(
    idea.c.lab_id == OF, ~idea.c.is_withdrawn, ~idea.c.on_paper
)
IDEAS = (
    select(
        idea.c.id,
        idea.c.group_id,
        idea.c.prompt_id,
        idea.c.theme_id,
        idea.c.stage_kind,
        idea.c.text,
        idea.c.on_paper,
        idea.c.said_by,
        idea.c.given_at,
        SUPPORTS,
    )
    .where(idea.c.lab_id == OF, idea.c.is_revealed, ~idea.c.is_withdrawn)
    .order_by(idea.c.group_id, idea.c.given)
)
HIDDEN = select(func.count()).where(idea.c.lab_id == OF, ~idea.c.is_revealed, ~idea.c.is_withdrawn)
WITHDRAWN = select(func.count()).where(idea.c.lab_id == OF, idea.c.is_withdrawn)
THEMES = (
    select(theme.c.id, theme.c.group_id, theme.c.name)
    .where(theme.c.lab_id == OF, ~theme.c.is_removed)
    .order_by(theme.c.given)
)
MERGED = select(theme.c.id, theme.c.merged_into).where(theme.c.lab_id == OF, theme.c.merged_into.is_not(None))
LESSONS = (
    select(
        lesson.c.id,
        lesson.c.group_id,
        lesson.c.title,
        lesson.c.text,
        lesson.c.edition,
        lesson.c.language,
        *(lesson.c[part] for part in (*DECIDED, *TOLD)),
        theme.c.id.label("theme_id"),
        lesson.c.owner,
        lesson.c.next_step,
        lesson.c.due,
        lesson.c.status,
        group.c.sign_off_at,
    )
    .join(group, group.c.id == lesson.c.group_id)
    .outerjoin(own, own.c.id == lesson.c.theme_id)
    .outerjoin(theme, and_(theme.c.id == func.coalesce(own.c.merged_into, own.c.id), ~theme.c.is_removed))
    .where(lesson.c.lab_id == OF, ~lesson.c.is_removed)
    .order_by(lesson.c.group_id, lesson.c.given)
)
EVIDENCE = select(rests.c.lesson_id, rests.c.kind, rests.c.source_id).where(rests.c.lab_id == OF)
SIGNED = (
    select(signed.c.lesson_id, signed.c.approves, signed.c.words, signed.c.may_quote, signed.c.edition)
    .where(signed.c.lab_id == OF)
    .order_by(signed.c.at)
)
OFFERS = select(offer.c.lesson_id).where(offer.c.lab_id == OF)
NOTES = (
    select(
        note.c.id,
        note.c.group_id,
        note.c.kind,
        note.c.text,
        func.coalesce(own.c.merged_into, note.c.theme_id).label("theme_id"),
    )
    .outerjoin(own, own.c.id == note.c.theme_id)
    .where(note.c.lab_id == OF, ~note.c.is_removed)
    .order_by(note.c.group_id, note.c.given)
)


class Findings(NamedTuple):
    """Rows of one lab, as plain dicts. `label` is how a reader finds a thing: “2.14” is group 2's 14th contribution."""

    lab: dict[str, Any]
    agenda: list[dict[str, Any]]
    people: list[dict[str, Any]]
    stages: list[dict[str, Any]]
    prompts: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    contributions: list[dict[str, Any]]
    themes: list[dict[str, Any]]
    lessons: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    votes: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    posters: list[dict[str, Any]]
    numbers: dict[str, int | None]
    least: int = 0
    """How many people a number rests on at least; None stands for those that rested on fewer."""
    introduction: dict[str, Any] | None = None
    """By the organiser, with its translations."""
    is_reordered: bool = False
    """Whether lessons stand in an order of the organiser's own."""
    edition: dict[str, Any] | None = None
    """Which published edition this is, and what changed in each; None for the report so far."""
    profile: str = "internal"
    """For whose eyes: what this profile does not tell was taken out."""

    @property
    def stage_titles(self) -> dict[str, Any]:
        """What each kind of stage is called in this lab."""
        return {each["kind"]: each["title"] for each in reversed(self.stages)}


def standing(read: Connection, lab_id: int) -> Any:
    """Whether the lab is closed, and how much has happened in it. Raises NotFound."""
    if (found := read.execute(STANDING, {"lab": lab_id}).first()) is None:
        raise NotFound
    return found


def findings(read: Connection, lab_id: int) -> Findings:
    """Raises NotFound for a lab that is no more."""
    rows = partial(rows_of, read, lab_id)
    if not (labs := rows(LAB)):
        raise NotFound
    groups = rows(GROUPS)
    numbered = {each["id"]: each["number"] for each in groups}
    count(groups, "seated", rows(SEATED))
    count(groups, "contributed", rows(HEARD))
    contributions = labelled(rows(IDEAS), numbered, "{}.{}")
    themes = labelled(rows(THEMES), numbered, "T{}.{}")
    lessons = reported(labelled(rows(LESSONS), numbered, "L{}.{}"), rows(REPORTED))
    notes = labelled(rows(NOTES), numbered, "N{}.{}")
    agenda = rows(AGENDA)
    sources = {"contribution": contributions, "theme": themes, "note": notes, "item": cases(agenda)}
    found = {(kind, str(each["id"])): each for kind in sources for each in sources[kind]}
    trace(lessons, rows(EVIDENCE), found | merged(rows(MERGED), found))
    complete(lessons, rows(SIGNED), [each["lesson_id"] for each in rows(OFFERS)])
    known = {each["id"]: each for some in (contributions, themes, lessons) for each in some}
    voted = votes.told(rows, numbered, known)
    votes.beside(lessons, voted)
    return Findings(
        lab=labs[0],
        agenda=agenda,
        people=rows(NAMED),
        stages=rows(STAGES),
        prompts=rows(PROMPTS),
        groups=groups,
        contributions=contributions,
        themes=themes,
        lessons=lessons,
        notes=notes,
        votes=voted,
        questions=labelled(rows(together.QUESTIONS), numbered, "Q{}.{}"),
        posters=together.posters(rows, numbered),
        numbers=numbers(groups, contributions, lessons, lambda statement: read.scalar(statement, {"lab": lab_id}) or 0),
    )


def rows_of(read: Connection, lab_id: int, statement: Any) -> list[dict[str, Any]]:
    found = read.execute(statement, {"lab": lab_id})
    names = tuple(found.keys())
    return [dict(zip(names, each, strict=True)) for each in found]


def numbers(
    groups: list[dict[str, Any]],
    contributions: list[dict[str, Any]],
    lessons: list[dict[str, Any]],
    counted: Callable[[Any], int],
) -> dict[str, int | None]:
    return {
        "participants": sum(each["seated"] for each in groups),
        "contributed": counted(SPOKE),  # who spoke in two groups is one person
        "groups": len(groups),
        "contributions": len(contributions),
        "on_paper": sum(each["on_paper"] for each in contributions),
        "lessons": len(lessons),
        "agreed": sum(each["verdict"] == "agreed" for each in lessons),
        "hidden": counted(HIDDEN),
        "withdrawn": counted(WITHDRAWN),
    }


def count(groups: list[dict[str, Any]], name: str, counts: list[dict[str, Any]]) -> None:
    found = {each["group_id"]: each["n"] for each in counts}
    for each in groups:
        each[name] = found.get(each["id"], 0)


def labelled(rows: list[dict[str, Any]], numbered: dict[int, int], label: str) -> list[dict[str, Any]]:
    """Each with its group's number and a label of its own."""
    met: dict[int, int] = {}
    for each in rows:
        number = numbered[each.pop("group_id")]
        met[number] = met.get(number, 0) + 1
        each |= {"group": number, "label": label.format(number, met[number])}
    return sorted(rows, key=lambda each: each["group"])
