"""A stage that is a vote opens it when it opens, and closes it when its people move on.

In a group's own time it is the group's vote. Where the groups have come together it is everybody's, on what all of them
have: one vote, opened with the first group that comes to it and closed with the last that leaves."""

from sqlmodel import col, select

from app.domain.polls import is_objected_to, open_poll
from app.domain.subjects import Subject, as_option, lessons_of, on_all_tables, on_the_table
from app.domain.votes import Choosing, Question, closed, is_whole, planned_for, start
from app.domain.work import Work, mark
from app.models import AgendaItem, Group, Stage
from app.models.agenda_item import TOGETHER


def open_vote_of_stage(work: Work, group: Group, stage: Stage, method: Choosing) -> None:
    """When there is something to choose between."""
    is_for_all = is_together(work, stage)
    if is_for_all and (open_poll(work, None) or others_in(work, group, stage)):
        return
    planned = planned_for(stage)
    about: Subject = planned["about"]
    asked = on_all_tables(work, about) if is_for_all else on_the_table(work, group.id, about)
    question = Question(method, *asked, planned, stage)
    if not question.is_idle:
        start(work, id_in(work, stage), None if is_for_all else group.id, question)


def close_vote_of_stage(work: Work, group: Group, stage: Stage) -> None:
    """Everybody's, when the last group leaves it. A group's own ends with whatever stage it is open in."""
    poll = open_poll(work, None)
    if poll and poll.stage_id == stage.id and not others_in(work, group, stage):
        closed(work, poll)


def open_ballot_of_stage(work: Work, group: Group, stage: Stage) -> None:
    """On the group's newest lesson, when it has one, what it rests on still stands, and no objection is open."""
    planned = planned_for(stage)
    lesson = next(reversed(lessons_of(work, group.id)), None)
    if lesson and is_whole(work, lesson.id) and not is_objected_to(work, lesson):
        question = Question(planned["rule"], "lesson", [as_option(lesson)], planned, stage, lesson)
        start(work, id_in(work, stage), group.id, question)


def is_together(work: Work, stage: Stage) -> bool:
    return work.get(AgendaItem, stage.item_id).kind in TOGETHER


def others_in(work: Work, group: Group, stage: Stage) -> bool:
    """Whether another group is in this stage."""
    others = select(Group.id).where(Group.lab_id == work.lab_id, Group.stage_id == stage.id, col(Group.id) != group.id)
    return work.session.exec(others).first() is not None


def id_in(work: Work, stage: Stage) -> str:
    return mark(work.actor_id, f"stage {stage.id} {work.journal.seq}")
