"""Objections need a reason; an answer or a changed wording meets them."""

import sqlite3
from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest

from app.domain.ballots import answer_objection, cast_on_paper
from app.domain.errors import NotFound, ObjectionsOpen, ReasonMissing
from app.domain.events import LessonSettled
from app.domain.groups import open_stage
from app.domain.lessons import reword_lesson, settle_lesson
from app.domain.vote_events import VoteRecounted
from app.domain.votes import open_ballot, reballot
from app.models import Ballot, Lesson, Poll
from app.settings import Settings
from tests.cast import LabAtWork, Participant
from tests.domain.balloting import decided, opened, vote

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("method", "level"), [("consent", "objection"), ("consensus", "block")])
async def test_an_objection_needs_its_reason(
    open_lab: LabAtWork, people: list[Participant], lesson: Any, method: str, level: str
) -> None:
    poll = await opened(open_lab, lesson, method)
    with pytest.raises(ReasonMissing):
        await vote(open_lab, people[0], poll, level)
    assert await open_lab.rows(Ballot) == []


async def test_consent_passes_when_every_objection_is_answered(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    poll = await opened(open_lab, lesson, "consent")
    await vote(open_lab, people[0], poll, "consent")
    objections = [await vote(open_lab, who, poll, "objection", "Who pays?") for who in people[1:3]]
    assert await decided(open_lab, poll) == ("objected", "not_agreed", "ballot")
    await open_lab.do(open_lab.desk(), answer_objection, objections[0].id, "The fund does")
    assert (await open_lab.row(Lesson)).verdict == "not_agreed"
    told = await open_lab.told(open_lab.desk(), answer_objection, objections[1].id, "The fund does")
    assert told[1:] == [
        VoteRecounted(poll.id, [open_lab.groups[1]], False, lesson.id),
        LessonSettled(open_lab.groups[1], lesson.id, "agreed", ""),
    ]
    await open_lab.do(open_lab.desk(), answer_objection, objections[1].id, "")
    assert (await open_lab.row(Lesson)).verdict == "not_agreed"


async def test_an_answer_to_what_is_no_objection_any_more_meets_nobody_elses(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    poll = await opened(open_lab, lesson, "consent")
    await vote(open_lab, people[0], poll, "objection", "Who pays?")
    await open_lab.do(open_lab.desk(), cast_on_paper, poll.id, 3, {lesson.id: "objection"}, "Who pays?", False)
    assert await decided(open_lab, poll) == ("objected", "not_agreed", "ballot")
    (typed,) = [each for each in await open_lab.rows(Ballot) if each.paper]
    await open_lab.do(open_lab.desk(), answer_objection, typed.id, "The fund does")
    await open_lab.do(open_lab.desk(), cast_on_paper, poll.id, 3, {lesson.id: "consent"}, "", False)
    assert (await open_lab.row(Lesson)).verdict == "not_agreed"


async def test_an_answer_does_not_change_what_the_moderator_recorded_since(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    poll = await opened(open_lab, lesson, "consent")
    objection = await vote(open_lab, people[0], poll, "objection", "Who pays?")
    await decided(open_lab, poll)
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "open", "They want to think")
    await open_lab.do(open_lab.desk(), answer_objection, objection.id, "The fund does")
    now = await open_lab.row(Lesson)
    assert (now.verdict, now.dissent, now.decided_by) == ("open", "They want to think", "")


async def test_only_an_objection_is_answered_and_only_after_the_close(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    poll = await opened(open_lab, lesson, "consent")
    agrees, objects = (
        await vote(open_lab, people[0], poll, "consent"),
        await vote(open_lab, people[1], poll, "objection", "Who pays?"),
    )
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(), answer_objection, objects.id, "Too early")
    await decided(open_lab, poll)
    for desk, ballot in ((open_lab.desk(), agrees), (open_lab.desk(2), objects)):
        with pytest.raises(NotFound):
            await open_lab.do(desk, answer_objection, ballot.id, "Not yours to answer")


async def test_a_changed_wording_meets_an_objection_in_a_new_round(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    poll = await opened(open_lab, lesson, "consent")
    await vote(open_lab, people[0], poll, "objection", "Not volunteers")
    await decided(open_lab, poll)
    await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "text", "Volunteers too.", 1)
    again = await open_lab.do(open_lab.desk(), reballot, poll.id, uuid4().hex)
    assert (again.round, again.edition, again.options[0]["more"]) == (2, 2, "Volunteers too.")
    await vote(open_lab, people[0], again, "consent")
    assert await decided(open_lab, again) == ("passed", "agreed", "ballot")
    assert (await open_lab.row(Poll, poll.id)).result["outcome"] == "objected"


async def test_an_answer_to_an_old_wording_decides_nothing(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    poll = await opened(open_lab, lesson, "consent")
    objection = await vote(open_lab, people[0], poll, "objection", "Who pays?")
    await decided(open_lab, poll)
    await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "text", "Something else.", 1)
    await open_lab.do(open_lab.desk(), answer_objection, objection.id, "The fund")
    assert (await open_lab.row(Lesson)).verdict == "open"


async def test_nobody_is_asked_again_about_words_while_an_objection_to_them_is_open(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    poll = await opened(open_lab, lesson, "consent")
    objection = await vote(open_lab, people[0], poll, "objection", "Who pays?")
    await decided(open_lab, poll)
    asking: tuple[tuple[Any, ...], ...] = (
        (reballot, poll.id, uuid4().hex),
        (open_ballot, lesson.id, "fist", False, uuid4().hex),
        (settle_lesson, lesson.id, "agreed", ""),
    )
    for verb, *args in asking:
        with pytest.raises(ObjectionsOpen):
            await open_lab.do(open_lab.desk(), verb, *args)
    await open_lab.do(open_lab.desk(), answer_objection, objection.id, "The fund does")
    for verb, *args in asking[2:] + asking[:1]:
        await open_lab.do(open_lab.desk(), verb, *args)
    assert len(await open_lab.rows(Poll)) == 2


async def test_a_stage_opens_no_ballot_on_words_with_an_open_objection(
    open_lab: LabAtWork, people: list[Participant], lesson: Any, founded: Settings
) -> None:
    poll = await opened(open_lab, lesson, "consent")
    await vote(open_lab, people[0], poll, "objection", "Who pays?")
    await decided(open_lab, poll)
    with closing(sqlite3.connect(founded.database)) as database, database:
        database.execute("UPDATE stage SET kind = 'ballot' WHERE kind = 'lesson'")
    await open_lab.do(open_lab.desk(), open_stage, open_lab.stages["lesson"])
    assert len(await open_lab.rows(Poll)) == 1
    await open_lab.do(open_lab.desk(), open_stage, None)
    await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "text", "Volunteers too.", 1)
    await open_lab.do(open_lab.desk(), open_stage, open_lab.stages["lesson"])
    assert [each.round for each in await open_lab.rows(Poll, edition=2)] == [2]


async def test_the_last_ballot_decides(open_lab: LabAtWork, people: list[Participant], lesson: Any) -> None:
    """An answer that is taken back in an earlier round changes what that round came to, and nothing more."""
    first = await opened(open_lab, lesson, "consent")
    objection = await vote(open_lab, people[0], first, "objection", "Who pays?")
    await decided(open_lab, first)
    await open_lab.do(open_lab.desk(), answer_objection, objection.id, "The fund")
    second = await open_lab.do(open_lab.desk(), reballot, first.id, uuid4().hex)
    await vote(open_lab, people[1], second, "consent")
    assert await decided(open_lab, second) == ("passed", "agreed", "ballot")
    await open_lab.do(open_lab.desk(), answer_objection, objection.id, "")
    assert ((await open_lab.row(Poll, first.id)).result["outcome"], (await open_lab.row(Lesson)).verdict) == (
        "objected",
        "agreed",
    )
