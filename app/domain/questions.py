"""What the outer tables ask the inner circle: written, upvoted, called, answered."""

from sqlmodel import select

from app.clock import now
from app.domain.circle import circle_stage
from app.domain.contributions import is_over, open_group
from app.domain.errors import NotFound, NotInThisStage, NotYours, TimeIsUp
from app.domain.formed import QuestionAsked, QuestionCalled, QuestionSettled, QuestionUpvoted, QuestionWithdrawn
from app.domain.kinds import settings_of
from app.domain.rules import MODERATOR, PARTICIPANT
from app.domain.work import Work
from app.models import Group, Question, Stage, Upvote


def ask_question(work: Work, text: str, key: str) -> Question:
    """From a phone, or at the desk for somebody without one, and then marked so. Under one key, once."""
    id, asked = work.once(Question, key, first_text=text)
    if asked:
        return asked
    group = open_group(work)
    stage = circle_stage(work)
    if work.actor.role == PARTICIPANT:
        may_ask(work, group, stage)
    given = work.announce(QuestionAsked(id))
    return work.add(
        Question(
            id=id,
            lab_id=work.lab_id,
            group_id=group.id,
            author_id=work.actor_id,
            text=text,
            first_text=text,
            on_paper=work.actor.role == MODERATOR,
            given=given,
            given_at=now(),
        )
    )


def may_ask(work: Work, group: Group, stage: Stage) -> None:
    """Phones ask until the answers are given, or until a hard end; desks may type in what was asked aloud."""
    if settings_of(stage).part == "answers":
        raise NotInThisStage
    if is_over(work, group):
        raise TimeIsUp


def withdraw_question(work: Work, id: str) -> Question:
    """Its author, or at any time the moderator of its table. One that was answered stays."""
    question = work.of_my_group(Question, id) if work.actor.role == MODERATOR else standing(work, id)
    open_group(work)
    if work.actor.role != MODERATOR and question.author_id != work.actor_id:
        raise NotYours
    if question.state == "answered":
        raise NotInThisStage
    if work.change(question, is_withdrawn=True):
        work.change(question, state="open")
        work.announce(QuestionWithdrawn(id))
    return question


def upvote(work: Work, id: str, on: bool) -> Question:
    """Not one's own: who asks wants to hear it anyway."""
    question = standing(work, id)
    if question.author_id == work.actor_id:
        raise NotYours
    if question.state != "open":
        raise NotInThisStage
    given = work.session.get(Upvote, (id, work.actor_id))
    if on and given is None:
        work.add(Upvote(question_id=id, person_id=work.actor_id, lab_id=work.lab_id))
        work.announce(QuestionUpvoted(id))
    elif given is not None and not on:
        work.session.delete(given)
        work.announce(QuestionUpvoted(id))
    return question


def call_question(work: Work, id: str) -> Question:
    """It is answered now; the one before it goes back among the open ones, unless it was marked answered."""
    question = standing(work, id)
    if question.state == "now":
        return question
    called = select(Question).where(Question.lab_id == work.lab_id, Question.state == "now")
    for other in work.all(called):
        work.change(other, state="open")
        work.announce(QuestionSettled(other.id, "open"))
    work.change(question, state="now", answered_at=None)
    work.announce(QuestionCalled(id))
    return question


def mark_answered(work: Work, id: str) -> Question:
    question = standing(work, id)
    if work.change(question, state="answered"):
        work.change(question, answered_at=now())
        work.announce(QuestionSettled(id, "answered"))
    return question


def standing(work: Work, id: str) -> Question:
    circle_stage(work)
    question = work.get(Question, id)
    if question.is_withdrawn:
        raise NotFound
    return question
