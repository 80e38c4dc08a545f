"""What becomes of an agreement when something under it gives way."""

from sqlmodel import select

from app.clock import now
from app.domain.events import EvidenceChanged, EvidenceReworded, LessonShaken
from app.domain.work import Work
from app.models import Evidence, Lesson
from app.models.lesson import AGREEMENT


def shake_what_rests_on(work: Work, kind: str, id: str) -> None:
    """Call it when a source is taken back: lessons agreed on it are not agreed any more."""
    cited = select(Evidence.lesson_id).where(Evidence.kind == kind, Evidence.source_id == id)
    for lesson_id in work.all(cited):
        shake(work, work.get(Lesson, lesson_id))


def shake(work: Work, lesson: Lesson) -> None:
    if lesson.verdict == "agreed" and not lesson.is_removed:
        work.change(lesson, verdict="shaken", settled_at=None, editions=lesson.after(AGREEMENT))
        work.announce(LessonShaken(lesson.group_id, lesson.id))


def tell_what_rests_on(work: Work, kind: str, id: str) -> None:
    """Call it when a source says something else: lessons agreed on it stay agreed, and say that it does."""
    cited = select(Evidence.lesson_id).where(Evidence.kind == kind, Evidence.source_id == id)
    for lesson_id in work.all(cited):
        tell(work, work.get(Lesson, lesson_id))


def tell(work: Work, lesson: Lesson) -> None:
    if lesson.verdict == "agreed" and not lesson.is_removed and lesson.evidence_reworded_at is None:
        work.change(lesson, evidence_reworded_at=now())
        work.announce(EvidenceReworded(lesson.group_id, lesson.id))


def follow(work: Work, old: tuple[str, str], new: tuple[str, str]) -> None:
    """Call it when a source became another: what rested on the one rests on the other, and stays agreed."""
    for rests in work.all(select(Evidence).where(Evidence.kind == old[0], Evidence.source_id == old[1])):
        lesson = work.get(Lesson, rests.lesson_id)
        work.session.delete(rests)
        if work.session.get(Evidence, (lesson.id, *new)) is None:
            work.add(Evidence(lesson_id=lesson.id, kind=new[0], source_id=new[1], lab_id=work.lab_id))
        work.announce(EvidenceChanged(lesson.group_id, lesson.id))
