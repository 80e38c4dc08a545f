"""What became of lessons after their lab: who may report on one, and every report that was made."""

from sqlmodel import col, func, select

from app.domain.passes import revoke
from app.domain.rules import OWNER
from app.domain.work import Work, mark
from app.models import Lesson, OwnerLink, Pass, Progress
from app.models.lesson import DEED


def note_progress(work: Work, lesson: Lesson, words: str = "", id: str = "") -> Progress:
    """Keeps where a lesson has come to. Without an id of its own, a report is known by the edition it led to."""
    told = Progress(
        id=id or mark(0, f"{lesson.id} {lesson.edition_of(DEED)}"),
        lab_id=work.lab_id,
        lesson_id=lesson.id,
        by=work.actor.role,
        status=lesson.status,
        due=lesson.due,
        words=words,
        given=work.journal.seq,
    )
    return work.add(told)


def standing_link(work: Work, lesson_id: str) -> OwnerLink | None:
    """The one by which its owner can report now."""
    known = select(OwnerLink).join(Pass, col(Pass.id) == OwnerLink.pass_id)
    standing = known.where(OwnerLink.lesson_id == lesson_id, col(Pass.revoked_at).is_(None))
    return work.session.exec(standing).first()


def take_back_link(work: Work, lesson_id: str) -> None:
    """Whoever held it can no longer get in, and is reminded of nothing any more."""
    if link := standing_link(work, lesson_id):
        work.change(link, email="")
        revoke(work, work.get(Pass, link.pass_id))


def has_reported(work: Work, lesson_id: str) -> bool:
    """Whether its owner has said by their own link what becomes of it."""
    told = select(Progress.id).where(Progress.lesson_id == lesson_id, Progress.by == OWNER).limit(1)
    return bool(work.all(told))


def links_made(work: Work) -> int:
    """How many links the lab has ever made."""
    made = select(func.count()).select_from(OwnerLink).where(OwnerLink.lab_id == work.lab_id)
    return work.session.scalar(made) or 0
