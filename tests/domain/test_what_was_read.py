"""Nobody agrees to words they have not read, and new words alone do away with no objection."""

from typing import Any

import pytest

from app.domain.contributions import withdraw
from app.domain.errors import ChangedMeanwhile, RewordedMeanwhile
from app.domain.events import LessonSettled
from app.domain.evidence import drop_evidence
from app.domain.lessons import reword_lesson, settle_lesson, word_lesson
from app.domain.sign_off import ask_sign_off, sign_off
from app.live.drawing import picture
from app.live.pages import enter
from app.models import Lesson, SignOff
from app.summary.findings import findings
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

KEY = "e" * 32
NOT_MINE, QUIET = "That was never my word.", "I would rather not say this aloud."


@pytest.fixture
async def idea(open_lab: LabAtWork, ana: Participant) -> Any:
    return await open_lab.say(ana, "Nobody paid my evenings")


@pytest.fixture
async def lesson(open_lab: LabAtWork, idea: Any) -> Any:
    rests = [("contribution", idea.id)]
    return await open_lab.do(open_lab.desk(), word_lesson, "Pay", "Pay people.", rests, KEY)


@pytest.fixture
async def asked(open_lab: LabAtWork, lesson: Any) -> Any:
    await open_lab.do(open_lab.desk(), ask_sign_off)
    return lesson


async def reword(lab: LabAtWork, lesson: Any, part: str = "title", edition: int = 1) -> None:
    await lab.do(lab.desk(), reword_lesson, lesson.id, part, f"Other words {edition}", edition)


# The moderator's mark


async def test_an_agreement_to_words_that_stand_no_more_is_refused(open_lab: LabAtWork, lesson: Any) -> None:
    await reword(open_lab, lesson)
    with pytest.raises(ChangedMeanwhile):
        await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "", 1)
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "", 2)
    assert (await open_lab.row(Lesson)).verdict == "agreed"


async def test_how_the_group_came_to_it_may_be_told_while_it_agrees(open_lab: LabAtWork, lesson: Any) -> None:
    await reword(open_lab, lesson, "why")
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "", 1)
    assert (await open_lab.row(Lesson)).verdict == "agreed"


async def test_of_two_verdicts_the_second_must_have_seen_the_first(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "not_agreed", "Not by the hour.", 1)
    with pytest.raises(ChangedMeanwhile) as refused:
        await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "", 1)
    assert (await open_lab.row(Lesson)).dissent == "Not by the hour."
    stands = LessonSettled(open_lab.groups[1], lesson.id, "not_agreed", "Not by the hour.")
    assert refused.value.meanwhile == (stands,)


async def test_the_same_verdict_from_two_desks_is_one(open_lab: LabAtWork, lesson: Any) -> None:
    for news in (1, 0):
        told = await open_lab.told(open_lab.desk(), settle_lesson, lesson.id, "agreed", "", 1)
        assert len(told) == news


async def test_who_agreed_before_the_evidence_gave_way_is_asked_to_look(
    open_lab: LabAtWork, lesson: Any, idea: Any
) -> None:
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "", 1)
    await open_lab.do(open_lab.desk(), drop_evidence, lesson.id, "contribution", idea.id)
    with pytest.raises(ChangedMeanwhile):
        await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "", 2)
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "", 3)


# The phones' answer


async def test_an_answer_to_words_that_stand_no_more_is_refused(
    open_lab: LabAtWork, asked: Any, ana: Participant
) -> None:
    await reword(open_lab, asked)
    for approves, words in ((True, ""), (False, NOT_MINE)):
        with pytest.raises(RewordedMeanwhile):
            await open_lab.do(ana.key, sign_off, asked.id, approves, words, False, 1)
    assert await open_lab.rows(SignOff) == []
    await open_lab.do(ana.key, sign_off, asked.id, True, "", False, 2)


async def test_new_words_alone_do_away_with_no_objection(
    open_lab: LabAtWork, asked: Any, ana: Participant, ola: Participant
) -> None:
    await open_lab.do(ana.key, sign_off, asked.id, False, NOT_MINE, True, 1)
    await open_lab.do(ola.key, sign_off, asked.id, False, QUIET, False, 1)
    await reword(open_lab, asked)
    told = "2 objected to an earlier wording, and have not answered again"
    for screen, region in (("desk", "lessons"), ("tower", "wall")):
        page = await shown(open_lab, screen, region)
        assert (told in page, NOT_MINE in page, QUIET in page) == (True, True, False)
    assert "2 objections to earlier words" in await shown(open_lab, "stage", "wall")


async def test_who_approves_of_the_new_words_objects_no_more(open_lab: LabAtWork, asked: Any, ana: Participant) -> None:
    await open_lab.do(ana.key, sign_off, asked.id, False, NOT_MINE, True, 1)
    await reword(open_lab, asked)
    await open_lab.do(ana.key, sign_off, asked.id, True, "", False, 2)
    page = await shown(open_lab, "desk", "lessons")
    assert (NOT_MINE in page, "objected" in page) == (False, False)


async def test_the_summary_counts_both_and_quotes_who_lets_it(
    open_lab: LabAtWork, asked: Any, ana: Participant, ola: Participant
) -> None:
    await open_lab.do(ana.key, sign_off, asked.id, False, NOT_MINE, True, 1)
    await reword(open_lab, asked)
    await open_lab.do(ola.key, sign_off, asked.id, False, QUIET, False, 2)
    (found,) = (await open_lab.store.read(findings, open_lab.id)).lessons
    assert found["sign_off"] == {
        "is_asked": True,
        "approved": 0,
        "objected": 1,
        "objections": [],
        "of_an_earlier_wording": 1,
        "objected_before": 1,
        "objections_before": [NOT_MINE],
    }


async def test_evidence_taken_back_is_counted_as_broken_in_the_summary(
    open_lab: LabAtWork, lesson: Any, idea: Any, ana: Participant
) -> None:
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "", 1)
    await open_lab.do(ana.key, withdraw, idea.id)
    (found,) = (await open_lab.store.read(findings, open_lab.id)).lessons
    assert (found["verdict"], found["broken"], found["evidence"]) == ("shaken", 1, [])


async def shown(lab: LabAtWork, screen: str, region: str) -> str:
    key = {"desk": lab.desk(), "stage": lab.stage, "tower": lab.organiser}[screen]
    actor = await lab.store.read(enter, key, screen, 1 if screen == "desk" else None)
    return str((await lab.store.read(picture, key, actor, "en")).live[region])
