"""What a lesson rests on, and what happens to an agreement when that is taken away."""

from sqlmodel import select

from app.domain.agreement import shake
from app.domain.contributions import open_group
from app.domain.errors import EvidenceBroken, NoEvidenceChosen, NotFound
from app.domain.events import EvidenceChanged
from app.domain.work import Work
from app.models import AgendaItem, Contribution, Evidence, Lesson, Note, Theme

Source = Contribution | Theme | Note
SOURCES: dict[str, type[Source]] = {"contribution": Contribution, "theme": Theme, "note": Note}
CASE = "item"
"""An agenda item: the case that was presented. It belongs to the whole lab and is never taken back."""


def add_evidence(work: Work, id: str, evidence: list[tuple[str, str]]) -> Lesson:
    lesson = citing(work, id)
    if not evidence:
        raise NoEvidenceChosen
    if rest_on(work, id, [source(work, kind, chosen) for kind, chosen in evidence]):
        work.announce(EvidenceChanged(lesson.group_id, id))
    return lesson


def drop_evidence(work: Work, id: str, kind: str, source_id: str) -> Lesson:
    """The group agreed on more than now remains: it is asked again."""
    lesson = citing(work, id)
    if rests := work.session.get(Evidence, (id, kind, source_id)):
        work.session.delete(rests)
        work.announce(EvidenceChanged(lesson.group_id, id))
        shake(work, lesson)
    return lesson


def rest_on(work: Work, id: str, sources: list[tuple[str, str]]) -> bool:
    """Adds what the lesson does not rest on yet; says whether there was any."""
    new = [one for one in dict.fromkeys(sources) if work.session.get(Evidence, (id, *one)) is None]
    for kind, chosen in new:
        work.add(Evidence(lesson_id=id, kind=kind, source_id=chosen, lab_id=work.lab_id))
    return bool(new)


def source(work: Work, kind: str, id: str) -> tuple[str, str]:
    """Something of this group that everybody in it can see, or a case that was presented to all."""
    if kind == CASE:
        return CASE, str(work.get(AgendaItem, int(id)).id)
    if kind not in SOURCES:
        raise NotFound
    if is_gone(work.of_my_group(SOURCES[kind], id)):
        raise EvidenceBroken
    return kind, id


def is_gone(row: Source) -> bool:
    if isinstance(row, Contribution):
        return row.is_withdrawn or not row.is_revealed
    return row.is_removed


def require_whole_evidence(work: Work, id: str) -> None:
    for rests in work.all(select(Evidence).where(Evidence.lesson_id == id)):
        if rests.kind in SOURCES and is_gone(work.get(SOURCES[rests.kind], rests.source_id)):
            raise EvidenceBroken


def citing(work: Work, id: str) -> Lesson:
    open_group(work)
    lesson = work.of_my_group(Lesson, id)
    if lesson.is_removed:
        raise NotFound
    return lesson
