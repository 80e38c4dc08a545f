"""Wording a lesson, resting it on evidence, and saying whether the group agrees."""

from typing import Literal

from sqlmodel import col, func, select

from app.clock import now
from app.domain.contributions import open_group
from app.domain.errors import AgreedByNobody, ChangedMeanwhile, EvidenceBroken, NoEvidenceChosen, NotFound
from app.domain.events import EvidenceChanged, LessonRemoved, LessonReworded, LessonSettled, LessonWorded
from app.domain.rules import PARTICIPANT
from app.domain.work import Work
from app.models import Contribution, Evidence, Lesson, Person, Theme

Verdict = Literal["open", "agreed", "not_agreed"]
SOURCES: dict[str, type[Contribution] | type[Theme]] = {"contribution": Contribution, "theme": Theme}


def word_lesson(work: Work, title: str, text: str, evidence: list[tuple[str, str]], key: str) -> Lesson:
    id, worded = work.once(Lesson, key, first_title=title, first_text=text)
    if worded:
        return worded
    group = open_group(work)
    sources = [source(work, kind, chosen) for kind, chosen in evidence]
    given = work.announce(LessonWorded(group.id, id))
    lesson = Lesson(
        id=id,
        lab_id=work.lab_id,
        group_id=group.id,
        author_id=work.actor_id,
        title=title,
        text=text,
        first_title=title,
        first_text=text,
        given=given,
    )
    work.add(lesson)
    for kind, chosen in dict.fromkeys(sources):
        work.add(Evidence(lesson_id=id, kind=kind, source_id=chosen, lab_id=work.lab_id))
    return lesson


def reword_lesson(work: Work, id: str, title: str, text: str, edition: int) -> Lesson:
    """`edition` is the wording that the writer saw: nobody overwrites what they have not read."""
    lesson = standing(work, id)
    if (lesson.title, lesson.text) == (title, text):
        return lesson
    if lesson.edition != edition:
        raise ChangedMeanwhile
    was = LessonReworded(lesson.group_id, id, lesson.title, lesson.text)
    work.change(lesson, title=title, text=text, edition=edition + 1, verdict="open", settled_at=None)
    work.announce(was)
    return lesson


def add_evidence(work: Work, id: str, evidence: list[tuple[str, str]]) -> Lesson:
    lesson = standing(work, id)
    if not evidence:
        raise NoEvidenceChosen
    sources = [source(work, kind, chosen) for kind, chosen in evidence]
    new = [one for one in dict.fromkeys(sources) if work.session.get(Evidence, (id, *one)) is None]
    for kind, chosen in new:
        work.add(Evidence(lesson_id=id, kind=kind, source_id=chosen, lab_id=work.lab_id))
    if new:
        work.announce(EvidenceChanged(lesson.group_id, id))
    return lesson


def drop_evidence(work: Work, id: str, kind: str, source_id: str) -> Lesson:
    lesson = standing(work, id)
    if rests := work.session.get(Evidence, (id, kind, source_id)):
        work.session.delete(rests)
        work.announce(EvidenceChanged(lesson.group_id, id))
    return lesson


def settle_lesson(work: Work, id: str, verdict: Verdict, dissent: str) -> Lesson:
    """Marks what the group decided. Agreement needs somebody to agree and evidence that still stands."""
    lesson = standing(work, id)
    if verdict == "agreed":
        require_somebody(work, lesson.group_id)
        require_whole_evidence(work, id)
    settled = None if verdict == "open" else now()
    if work.change(lesson, verdict=verdict, dissent=dissent):
        work.change(lesson, settled_at=settled)
        work.announce(LessonSettled(lesson.group_id, id, verdict, dissent))
    return lesson


def remove_lesson(work: Work, id: str) -> Lesson:
    open_group(work)
    lesson = work.of_my_group(Lesson, id)
    if work.change(lesson, is_removed=True):
        work.announce(LessonRemoved(lesson.group_id, id))
    return lesson


def standing(work: Work, id: str) -> Lesson:
    open_group(work)
    lesson = work.of_my_group(Lesson, id)
    if lesson.is_removed:
        raise NotFound
    return lesson


def source(work: Work, kind: str, id: str) -> tuple[str, str]:
    """A contribution or theme of this group that everybody in it can see."""
    if kind not in SOURCES:
        raise NotFound
    row = work.of_my_group(SOURCES[kind], id)
    if is_gone(row):
        raise EvidenceBroken
    return kind, id


def is_gone(row: Contribution | Theme) -> bool:
    if isinstance(row, Theme):
        return row.is_removed
    return row.is_withdrawn or not row.is_revealed


def require_somebody(work: Work, group_id: int) -> None:
    seated = select(func.count()).where(
        Person.group_id == group_id, Person.role == PARTICIPANT, col(Person.removed_at).is_(None)
    )
    if not work.session.scalar(seated):
        raise AgreedByNobody


def require_whole_evidence(work: Work, id: str) -> None:
    for rests in work.all(select(Evidence).where(Evidence.lesson_id == id)):
        if is_gone(work.get(SOURCES[rests.kind], rests.source_id)):
            raise EvidenceBroken
