"""What a lesson rests on, and what happens to an agreement when that is taken away."""

from sqlmodel import col, select

from app.domain.agreement import shake, tell
from app.domain.contributions import open_group
from app.domain.errors import EvidenceBroken, NoEvidenceChosen, NotFound
from app.domain.events import EvidenceChanged, LessonReworded, LessonSettled, LessonShaken
from app.domain.work import Work
from app.models import AgendaItem, Contribution, Event, Evidence, Lesson, Note, Theme

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
        tell(work, lesson)
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
    if is_gone(work, work.of_my_group(SOURCES[kind], id)):
        raise EvidenceBroken
    return kind, id


def is_gone(work: Work, row: Source) -> bool:
    """A theme that was put together with another stands as long as that does."""
    if isinstance(row, Contribution):
        return row.is_withdrawn or not row.is_revealed
    into = work.get(Theme, row.merged_into) if isinstance(row, Theme) and row.merged_into else row
    return into.is_removed


def require_whole_evidence(work: Work, id: str) -> None:
    if is_broken(work, id):
        raise EvidenceBroken


def is_broken(work: Work, id: str) -> bool:
    """Whether something that this lesson rests on was taken back."""
    cited = [one for one in work.all(select(Evidence).where(Evidence.lesson_id == id)) if one.kind in SOURCES]
    return any(is_gone(work, work.get(SOURCES[one.kind], one.source_id)) for one in cited)


def steady_what_rests_on(work: Work, kind: str, id: str) -> None:
    """Call it when what took a source back is undone: what it shook is agreed again, unless it was changed since."""
    cited = select(Evidence.lesson_id).where(Evidence.kind == kind, Evidence.source_id == id)
    for lesson_id in work.all(cited):
        lesson = work.get(Lesson, lesson_id)
        if lesson.verdict != "shaken" or lesson.is_removed or is_broken(work, lesson_id):
            continue
        if agreed := agreed_before(work, lesson):
            work.change(lesson, verdict="agreed", settled_at=agreed.at)
            work.announce(LessonSettled(lesson.group_id, lesson.id, "agreed", lesson.dissent))


def agreed_before(work: Work, lesson: Lesson) -> Event | None:
    """The agreement that was shaken by what happened to the lesson last."""
    changed = (LessonReworded, EvidenceChanged, LessonSettled, LessonShaken)
    lately = (
        select(Event)
        .where(
            Event.lab_id == work.lab_id,
            col(Event.kind).in_([each.__name__ for each in changed]),
            col(Event.what)["lesson"].as_string() == lesson.id,
        )
        .order_by(col(Event.seq).desc())
        .limit(2)
    )
    last = work.all(lately)
    is_so = [each.kind for each in last] == [LessonShaken.__name__, LessonSettled.__name__]
    return last[1] if is_so and last[1].what["verdict"] == "agreed" else None


def citing(work: Work, id: str) -> Lesson:
    open_group(work)
    lesson = work.of_my_group(Lesson, id)
    if lesson.is_removed:
        raise NotFound
    return lesson
