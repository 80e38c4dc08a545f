"""Ballots on lessons: each rule, its label, who dissents, and what becomes of the lesson."""

import sqlite3
from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest

from app.domain.contributions import withdraw
from app.domain.errors import EvidenceBroken, NothingChosen, NotOnTheBallot, WordsAreVotedOn
from app.domain.groups import open_stage
from app.domain.lessons import remove_lesson, reword_lesson, settle_lesson, word_lesson
from app.domain.people import move_person, remove_person
from app.domain.retention import forget_people
from app.domain.votes import close_vote, open_ballot
from app.domain.work import SERVER, Key
from app.models import Ballot, Evidence, Lesson, Poll
from tests.cast import LabAtWork, Participant
from tests.domain.balloting import TEXT, TITLE, decided, opened, vote

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("method", "levels", "outcome", "verdict"),
    [
        ("agreement", "111112", "strong_agreement", "agreed"),
        ("agreement", "112336", "agreement_with_reservations", "agreed"),
        ("agreement", "111", "indicative", "open"),
        ("agreement", "444444", "indicative", "open"),
        ("agreement", "111558", "needs_discussion", "open"),
        ("agreement", "111178", "divided", "not_agreed"),
        ("agreement", "111118", "agreement_with_reservations", "agreed"),
        ("fist", "333455", "passed", "agreed"),
        ("fist", "555552", "not_passed", "not_agreed"),
        ("fist", "", "undecided", "open"),
    ],
)
async def test_a_ballot_gives_its_lesson_a_label_and_a_verdict(
    open_lab: LabAtWork, people: list[Participant], lesson: Any, method: str, levels: str, outcome: str, verdict: str
) -> None:
    poll = await opened(open_lab, lesson, method)
    for who, level in zip(people, levels, strict=False):
        await vote(open_lab, who, poll, level)
    assert await decided(open_lab, poll) == (outcome, verdict, "ballot")


@pytest.mark.parametrize(
    ("method", "levels", "outcome", "verdict"),
    [
        ("consent", ["consent", "concern"], "passed", "agreed"),
        ("consent", ["consent", "objection"], "objected", "not_agreed"),
        ("consent", [], "undecided", "open"),
        ("consensus", ["agree", "stand_aside"], "agreed_with_reservations", "agreed"),
        ("consensus", ["agree", "agree"], "agreed", "agreed"),
        ("consensus", ["agree", "block"], "blocked", "not_agreed"),
        ("pass", ["agree", "agree", "disagree"], "agreed", "agreed"),
        ("pass", ["agree", "disagree", "pass"], "even", "open"),
    ],
)
async def test_other_rules_decide_in_words(
    open_lab: LabAtWork,
    people: list[Participant],
    lesson: Any,
    method: str,
    levels: list[str],
    outcome: str,
    verdict: str,
) -> None:
    poll = await opened(open_lab, lesson, method)
    for who, level in zip(people, levels, strict=False):
        await vote(open_lab, who, poll, level, "It would shut out night workers")
    assert await decided(open_lab, poll) == (outcome, verdict, "ballot")


async def test_a_veto_is_a_badge_unless_the_rule_is_consensus(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    told = []
    for veto_blocks in (False, True):
        poll = await opened(open_lab, lesson, "agreement", veto_blocks)
        for who, level in zip(people, "111118", strict=True):
            await vote(open_lab, who, poll, level)
        outcome = await decided(open_lab, poll)
        told.append((outcome[0], (await open_lab.row(Poll, poll.id)).result["has_veto"]))
    assert told == [("agreement_with_reservations", True), ("blocked", True)]


async def test_turnout_is_of_those_who_sit_there(open_lab: LabAtWork, people: list[Participant], lesson: Any) -> None:
    poll = await opened(open_lab, lesson, "agreement")
    await vote(open_lab, people[0], poll, "1")
    await open_lab.do(open_lab.organiser, remove_person, people[5].id)
    await open_lab.do(open_lab.organiser, move_person, people[0].id, 2)
    await decided(open_lab, poll)
    result = (await open_lab.row(Poll, poll.id)).result
    assert (result["cast"], result["entitled"]) == (1, 4)


async def test_the_level_is_kept_in_words_with_each_ballot(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    poll = await opened(open_lab, lesson, "agreement")
    for who, level in zip(people, "138", strict=False):
        await vote(open_lab, who, poll, level)
    kept = {each.label for each in await open_lab.rows(Ballot)}
    assert kept == {"endorse", "reservations", "veto"}


@pytest.mark.parametrize(
    ("level", "refusal"), [("", NothingChosen), ("9", NotOnTheBallot), ("consent", NotOnTheBallot)]
)
async def test_only_levels_of_the_rule_are_taken(
    open_lab: LabAtWork, people: list[Participant], lesson: Any, level: str, refusal: type
) -> None:
    poll = await opened(open_lab, lesson, "agreement")
    with pytest.raises(refusal):
        await vote(open_lab, people[0], poll, level)


async def test_dissent_is_quoted_only_when_its_author_says_so(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    poll = await opened(open_lab, lesson, "agreement")
    await vote(open_lab, people[0], poll, "7", "Not for volunteers", quote=True)
    await vote(open_lab, people[1], poll, "7", "Keep this to us")
    await vote(open_lab, people[2], poll, "1", "", quote=True)
    kept = {each.dissent: each.may_quote for each in await open_lab.rows(Ballot)}
    assert kept == {"Not for volunteers": True, "Keep this to us": False, "": False}


async def test_the_words_stand_still_while_people_vote_on_them(open_lab: LabAtWork, lesson: Any) -> None:
    poll = await opened(open_lab, lesson, "agreement")
    for verb, args in (
        (reword_lesson, ("text", "Something else.", 1)),
        (settle_lesson, ("agreed", "")),
        (remove_lesson, ()),
    ):
        with pytest.raises(WordsAreVotedOn):
            await open_lab.do(open_lab.desk(), verb, lesson.id, *args)
    await open_lab.do(open_lab.desk(), close_vote, poll.id)
    await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "text", "Something else.", 1)


async def test_new_words_ask_the_group_again(open_lab: LabAtWork, people: list[Participant], lesson: Any) -> None:
    poll = await opened(open_lab, lesson, "fist")
    await vote(open_lab, people[0], poll, "5")
    assert await decided(open_lab, poll) == ("passed", "agreed", "ballot")
    await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "text", "Something else.", 1)
    kept = await open_lab.row(Lesson)
    assert (kept.verdict, kept.decided_by, kept.edition, (await open_lab.row(Poll)).edition) == ("open", "", 2, 1)


async def test_nobody_agrees_on_broken_evidence(open_lab: LabAtWork, people: list[Participant], lesson: Any) -> None:
    poll = await opened(open_lab, lesson, "fist")
    await vote(open_lab, people[1], poll, "5")
    (rests,) = await open_lab.rows(Evidence)
    await open_lab.do(people[0].key, withdraw, rests.source_id)
    assert await decided(open_lab, poll) == ("passed", "open", "ballot")
    with pytest.raises(EvidenceBroken):
        await opened(open_lab, lesson, "fist")


async def test_a_hand_verdict_is_labelled_as_such(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "One was not sure")
    kept = await open_lab.row(Lesson)
    assert (kept.verdict, kept.decided_by) == ("agreed", "hand")
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "open", "")
    assert (await open_lab.row(Lesson)).decided_by == ""


async def test_a_stage_that_is_a_ballot_opens_it_on_the_newest_lesson(
    open_lab: LabAtWork, people: list[Participant], lesson: Any, founded: Any
) -> None:
    with closing(sqlite3.connect(founded.database)) as database, database:
        planned = """kind = 'ballot', settings = '{"rule": "fist", "passes_at": 4}'"""
        database.execute(f"UPDATE stage SET {planned} WHERE kind = 'lesson'")  # noqa: S608 words of ours
    await open_lab.do(open_lab.desk(), open_stage, open_lab.stages["lesson"])
    poll = await open_lab.row(Poll)
    assert (poll.method, poll.lesson_id, poll.settings["passes_at"]) == ("fist", lesson.id, 4)
    await vote(open_lab, people[0], poll, "3")
    assert await decided(open_lab, poll) == ("not_passed", "not_agreed", "ballot")


@pytest.mark.parametrize(("seats", "is_small"), [(5, True), (6, False)])
async def test_a_group_of_five_is_told_that_it_is_small(open_lab: LabAtWork, seats: int, is_small: bool) -> None:
    for _ in range(seats):
        await open_lab.join(None, 2)
    worded = await open_lab.do(open_lab.desk(2), word_lesson, TITLE, TEXT, [], uuid4().hex)
    poll = await open_lab.do(open_lab.desk(2), open_ballot, worded.id, "fist", False, uuid4().hex)
    assert poll.settings["is_small"] is is_small


async def test_when_people_are_forgotten_their_ballots_stay_by_nobody(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    poll = await opened(open_lab, lesson, "fist")
    await vote(open_lab, people[0], poll, "4")
    await open_lab.do(Key(open_lab.id, actor=SERVER), forget_people)
    (kept,) = await open_lab.rows(Ballot)
    assert (kept.person_id, kept.keys, kept.choice) == (None, [], {lesson.id: "4"})
