"""Wording a lesson part by part, and saying whether the group agrees."""

from datetime import date
from typing import Literal, get_args

from sqlmodel import col, func, select

from app.clock import now
from app.domain.contributions import open_group
from app.domain.errors import AgreedByNobody, ChangedMeanwhile, NotFound
from app.domain.events import LessonAssigned, LessonRemoved, LessonReworded, LessonSettled, LessonWorded
from app.domain.evidence import require_whole_evidence, rest_on, source
from app.domain.polls import require_met_objections, require_settled_words
from app.domain.progress import note_progress, take_back_link
from app.domain.rules import MODERATOR, PARTICIPANT
from app.domain.work import Work
from app.models import Lesson, Person, Theme
from app.models.lesson import AGREEMENT, CLAIM, DEED

Verdict = Literal["open", "agreed", "not_agreed"]
Part = Literal[
    "title",
    "text",
    "context",
    "expected",
    "observed",
    "why",
    "recommendation",
    "applies_to",
    "not_applies_to",
    "theme",
    "language",
]
PARTS = get_args(Part)
"""What is worded part by part, each with an edition of its own."""

Status = Literal["identified", "accepted", "acting", "learned"]
BY_HAND = "hand"  # whose word a verdict is


def word_lesson(
    work: Work, title: str, text: str, evidence: list[tuple[str, str]], key: str, language: str = ""
) -> Lesson:
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
        language=language,
    )
    work.add(lesson)
    rest_on(work, id, sources)
    return lesson


def reword_lesson(work: Work, id: str, part: Part, words: str, edition: int) -> Lesson:
    """`edition` is that of the part which the writer saw: nobody overwrites what they have not read.

    New words for what the lesson claims ask the group again; how the group came to it may be told at any time."""
    lesson = standing(work, id)
    column = "theme_id" if part == "theme" else part
    value = theme_of(work, words) if part == "theme" else words
    was = getattr(lesson, column)
    if was == value:
        return lesson
    if lesson.edition_of(part) != edition:
        raise ChangedMeanwhile(LessonReworded(lesson.group_id, id, part, was or "", False))
    if part in CLAIM:
        require_settled_words(work, id)
    work.change(lesson, **{column: value}, editions=lesson.after(part))
    was_open = lesson.verdict == "open"
    if part in CLAIM:
        work.change(lesson, edition=lesson.edition + 1, verdict="open", decided_by="", settled_at=None)
        work.change(lesson, editions=lesson.after(AGREEMENT), evidence_reworded_at=None)
    work.announce(LessonReworded(lesson.group_id, id, part, was or "", lesson.verdict == "open" and not was_open))
    return lesson


def theme_of(work: Work, id: str) -> str | None:
    """The group's theme of that id, None for no theme. Raises NotFound."""
    if not id:
        return None
    theme = work.of_my_group(Theme, id)
    if theme.is_removed:
        raise NotFound
    return theme.id


def settle_lesson(work: Work, id: str, verdict: Verdict, dissent: str, edition: int | None = None) -> Lesson:
    """Marks by the moderator's hand what the group decided. Agreement needs somebody to agree and whole evidence.

    Agreement needs somebody to agree, evidence that still stands, and objections that were met.
    `edition` is that of the agreement which the moderator saw: new words, another verdict and evidence that gave way
    each begin a new one, so that nobody records an agreement to what was not read aloud. None: whatever stands."""
    lesson = standing(work, id)
    require_settled_words(work, id)
    if (lesson.verdict, lesson.dissent, lesson.evidence_reworded_at) == (verdict, dissent, None):
        return lesson
    if edition not in (None, lesson.edition_of(AGREEMENT)):
        raise ChangedMeanwhile(LessonSettled(lesson.group_id, id, lesson.verdict, lesson.dissent))
    if verdict == "agreed":
        require_somebody(work, lesson.group_id)
        require_whole_evidence(work, id)
        require_met_objections(work, lesson)
    settled = None if verdict == "open" else now()
    by_hand = "" if verdict == "open" else BY_HAND
    work.change(lesson, verdict=verdict, dissent=dissent, decided_by=by_hand, settled_at=settled)
    work.change(lesson, editions=lesson.after(AGREEMENT), evidence_reworded_at=None)
    work.announce(LessonSettled(lesson.group_id, id, verdict, dissent))
    return lesson


def assign_lesson(
    work: Work, id: str, owner: str, next_step: str, due: date | None, status: Status, edition: int
) -> Lesson:
    """Who takes it on, what comes next, by when. The organiser's, too, when the lab is over: owners report then."""
    lesson = standing(work, id) if work.actor.role == MODERATOR else of_lab(work, id)
    deed = {"owner": owner, "next_step": next_step, "due": due, "status": status}
    if all(getattr(lesson, name) == value for name, value in deed.items()):
        return lesson
    if lesson.edition_of(DEED) != edition:
        raise ChangedMeanwhile(LessonAssigned(lesson.group_id, id))
    if lesson.owner != owner:
        take_back_link(work, id)  # it was another's
    work.change(lesson, **deed, editions=lesson.after(DEED))
    work.announce(LessonAssigned(lesson.group_id, id))
    if work.lab().is_closed:
        note_progress(work, lesson)
    return lesson


def remove_lesson(work: Work, id: str) -> Lesson:
    open_group(work)
    lesson = work.of_my_group(Lesson, id)
    require_settled_words(work, id)
    if work.change(lesson, is_removed=True):
        work.announce(LessonRemoved(lesson.group_id, id))
    return lesson


def standing(work: Work, id: str) -> Lesson:
    open_group(work)
    return not_removed(work.of_my_group(Lesson, id))


def of_lab(work: Work, id: str) -> Lesson:
    return not_removed(work.get(Lesson, id))


def not_removed(lesson: Lesson) -> Lesson:
    if lesson.is_removed:
        raise NotFound
    return lesson


def require_somebody(work: Work, group_id: int) -> None:
    seated = select(func.count()).where(
        Person.group_id == group_id, Person.role == PARTICIPANT, col(Person.removed_at).is_(None)
    )
    if not work.session.scalar(seated):
        raise AgreedByNobody
