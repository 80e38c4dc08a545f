"""Opening a vote, closing it, asking again. What happens to the ballots in between is in ballots.py.

A group has one vote open at a time, and so has the plenary. Options are frozen when it opens; what it came to is
counted when it closes, and shown to nobody before.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from sqlmodel import col, select

from app.clock import now
from app.domain.choices import Method, Rule
from app.domain.contributions import open_group, open_stage_of
from app.domain.counting import result_of, verdict_of
from app.domain.errors import EvidenceBroken, LabClosed, NothingToVoteOn
from app.domain.events import LessonSettled
from app.domain.evidence import require_whole_evidence
from app.domain.kinds import settings_of
from app.domain.lessons import standing as standing_lesson
from app.domain.polls import (
    ballots_in,
    groups_of,
    hands_in,
    of_actor,
    open_poll,
    require_met_objections,
    require_no_open_poll,
    seated,
    voting_groups,
)
from app.domain.subjects import Subject, as_option, on_the_table
from app.domain.vote_events import VoteClosed, VoteOpened, VoteRecounted
from app.domain.work import Work
from app.methods import dots
from app.methods.ballots.rank import PLACES
from app.models import Group, Lesson, Poll, Stage
from app.models.lesson import AGREEMENT

Choosing = Literal["dots", "rank"]
STAGE_VOTES: dict[str, str] = {"dots": "dot_vote", "rank": "ranking"}
"""The kind of stage that is a vote by this method."""
BY_BALLOT = "ballot"
FEW = 5
"""In so small a group a ballot is not fully anonymous, and people are told so."""


@dataclass(frozen=True)
class Question:
    """What people are asked, and by which method. `settings` as planned; `before` is the round before this one."""

    method: Method
    about: str
    options: list[dict[str, Any]]
    settings: dict[str, Any] = field(default_factory=dict)
    stage: Stage | None = None
    lesson: Lesson | None = None
    before: Poll | None = None

    @property
    def is_idle(self) -> bool:
        """Nothing to say yes or no to, or only one thing to choose from."""
        return len(self.options) < (2 if self.method in STAGE_VOTES else 1)


def open_vote(work: Work, method: Choosing, about: Subject, key: str) -> Poll:
    """A dot vote or a ranking of what the group has, set as its stage plans it if that is one."""
    id, opened = work.once(Poll, key, method=method)
    if opened:
        return opened
    group = open_group(work)
    require_no_open_poll(work, group.id)
    stage = open_stage_of(work, group)
    is_planned = stage is not None and stage.kind == STAGE_VOTES[method]
    planned = planned_for(stage) if is_planned else {}
    return start(work, id, group.id, Question(method, *on_the_table(work, group.id, about), planned, stage))


def open_ballot(work: Work, lesson_id: str, method: Rule, veto_blocks: bool, key: str) -> Poll:
    """Asks the group about a lesson as it is worded now."""
    id, opened = work.once(Poll, key, method=method, lesson_id=lesson_id)
    if opened:
        return opened
    lesson = standing_lesson(work, lesson_id)
    require_no_open_poll(work, lesson.group_id)
    require_whole_evidence(work, lesson_id)
    require_met_objections(work, lesson)
    stage = open_stage_of(work, open_group(work))
    planned = planned_for(stage) | {"veto_blocks": veto_blocks}
    return start(work, id, lesson.group_id, Question(method, "lesson", [as_option(lesson)], planned, stage, lesson))


def open_plenary_vote(work: Work, key: str) -> Poll:
    """Asks everybody in the lab about every lesson there is: agree, disagree or pass."""
    id, opened = work.once(Poll, key, about="lessons")
    if opened:
        return opened
    if work.lab().is_closed:
        raise LabClosed
    require_no_open_poll(work, None)
    standing = select(Lesson, Group.number).where(
        Lesson.lab_id == work.lab_id, Lesson.group_id == Group.id, col(Lesson.is_removed).is_(False)
    )
    lessons = work.all(standing.order_by(col(Group.number), col(Lesson.given)))
    options = [as_option(lesson) | {"group": number} for lesson, number in lessons]
    return start(work, id, None, Question("pass", "lessons", options))


def reballot(work: Work, poll_id: str, key: str) -> Poll:
    """Asks the same again, in a new round: a lesson in its present words. The rounds before stay in the record.

    Raises ObjectionsOpen while nobody has met an objection to these words."""
    id, opened = work.once(Poll, key, follows=poll_id)
    if opened:
        return opened
    open_group(work)
    before = of_actor(work, poll_id)
    require_no_open_poll(work, before.group_id)
    lesson = standing_lesson(work, before.lesson_id) if before.lesson_id else None
    if lesson:
        require_met_objections(work, lesson)
    options = [as_option(lesson)] if lesson else before.options
    method: Any = before.method
    question = Question(method, before.about, options, before.settings, lesson=lesson, before=before)
    return start(work, id, before.group_id, question)


def close_vote(work: Work, poll_id: str) -> Poll:
    """Closing what is closed already changes nothing: two clicks are one."""
    open_group(work)
    return closed(work, of_actor(work, poll_id))


def close_plenary_vote(work: Work, poll_id: str) -> Poll:
    if work.lab().is_closed:
        raise LabClosed
    return closed(work, of_actor(work, poll_id))


def start(work: Work, id: str, group_id: int | None, asked: Question) -> Poll:
    if asked.is_idle:
        raise NothingToVoteOn
    people, lesson, before = seated(work, group_id), asked.lesson, asked.before or last_like(work, group_id, asked)
    opened = VoteOpened(id, voting_groups(work, group_id), group_id is None, lesson.id if lesson else None)
    poll = Poll(
        id=id,
        lab_id=work.lab_id,
        group_id=group_id,
        stage_id=asked.stage.id if asked.stage else None,
        author_id=work.actor_id,
        method=asked.method,
        about=asked.about,
        options=asked.options,
        settings=limits(asked.method, len(asked.options), asked.settings) | {"is_small": people <= FEW},
        lesson_id=opened.lesson,
        edition=lesson.edition if lesson else None,
        round=before.round + 1 if before else 1,
        follows=before.id if before else None,
        seated=people,
        given=work.announce(opened),
    )
    return work.add(poll)


def last_like(work: Work, group_id: int | None, asked: Question) -> Poll | None:
    """The last time that the same was asked: about the same lesson, or by the same method about the same kind."""
    mine = col(Poll.group_id) == group_id if group_id else col(Poll.group_id).is_(None)
    same = (
        [Poll.lesson_id == asked.lesson.id]
        if asked.lesson
        else [col(Poll.lesson_id).is_(None), Poll.method == asked.method, Poll.about == asked.about]
    )
    found = select(Poll).where(Poll.lab_id == work.lab_id, mine, *same).order_by(col(Poll.given).desc())
    return work.session.exec(found).first()


def limits(method: str, options: int, planned: dict[str, Any]) -> dict[str, Any]:
    """What a ballot may hold: as the stage's plan says, else as it follows from the number of options.

    A ranking's first place gets as many `points` as places were planned, though there be fewer options."""
    if method == "dots":
        each = planned.get("dots") or dots.budget(options)
        return {"dots": each, "most": min(planned.get("most") or dots.cap(each), each)}
    if method == "rank":
        most = planned.get("points") or planned.get("top") or PLACES
        return {"top": min(most, options), "points": most}
    return {name: planned[name] for name in ("veto_blocks", "passes_at") if planned.get(name)}


def closed(work: Work, poll: Poll) -> Poll:
    if not poll.is_open:
        return poll
    work.change(poll, closed_at=now(), seated=seated(work, poll.group_id))
    work.change(poll, result=counted(work, poll))
    work.announce(VoteClosed(poll.id, voting_groups(work, poll.group_id), poll.is_plenary, poll.lesson_id))
    decide(work, poll)
    return poll


def recount(work: Work, poll: Poll) -> None:
    """A closed vote, after something in it was put right. What a hand decided since, and what gave way, stays so."""
    if not poll.is_open and work.change(poll, result=counted(work, poll)):
        work.announce(VoteRecounted(poll.id, voting_groups(work, poll.group_id), poll.is_plenary, poll.lesson_id))
        if poll.lesson_id and is_its_word(work.get(Lesson, poll.lesson_id)):
            decide(work, poll)


def is_its_word(lesson: Lesson) -> bool:
    return lesson.decided_by == BY_BALLOT and lesson.verdict != "shaken"


def counted(work: Work, poll: Poll) -> dict[str, Any]:
    numbers = {each.id: each.number for each in groups_of(work)} if poll.is_plenary else {}
    return result_of(poll, ballots_in(work, poll), hands_in(work, poll), poll.seated, numbers)


def decide(work: Work, poll: Poll) -> None:
    """A lesson's verdict is what its last ballot made of these very words. Without whole evidence it is not agreed."""
    if poll.lesson_id is None or poll.result is None:
        return
    lesson = work.get(Lesson, poll.lesson_id)
    if lesson.is_removed or lesson.edition != poll.edition or is_overtaken(work, poll):
        return
    verdict = verdict_of(poll.result)
    if verdict == "agreed" and not is_whole(work, lesson.id):
        verdict = "open"
    is_new = work.change(lesson, verdict=verdict)
    settled = None if verdict == "open" else now()
    work.change(lesson, decided_by=BY_BALLOT, settled_at=settled, evidence_reworded_at=None)
    if is_new:
        work.change(lesson, editions=lesson.after(AGREEMENT))
        work.announce(LessonSettled(lesson.group_id, lesson.id, verdict, lesson.dissent))


def is_overtaken(work: Work, poll: Poll) -> bool:
    """Whether the same lesson was asked about again since."""
    later = select(Poll.id).where(Poll.lesson_id == poll.lesson_id, col(Poll.given) > poll.given)
    return work.session.exec(later).first() is not None


def is_whole(work: Work, lesson_id: str) -> bool:
    try:
        require_whole_evidence(work, lesson_id)
    except EvidenceBroken:
        return False
    return True


def end_vote_of(work: Work, group_id: int | None) -> None:
    """Whoever moves on closes what was open: a group with its next stage, everybody with the lab."""
    if poll := open_poll(work, group_id):
        closed(work, poll)


def planned_for(stage: Stage | None) -> dict[str, Any]:
    return settings_of(stage).model_dump() if stage else {}
