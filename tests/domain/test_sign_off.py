"""“Is this what we said?”: asked of a group, answered by each, for the wording that stands."""

from typing import Any

import pytest

from app.domain.agenda import move_agenda
from app.domain.errors import LabClosed, NotFound, NotInThisStage, NotYours, ObjectionWithoutWords
from app.domain.events import LessonOffered, LessonSignedOff, SignOffAsked
from app.domain.groups import open_stage
from app.domain.labs import close
from app.domain.lessons import remove_lesson, reword_lesson, word_lesson
from app.domain.sign_off import ask_sign_off, sign_off, take_on
from app.live.drawing import picture
from app.live.fragments.yours import yours
from app.live.pages import enter
from app.models import Offer, SignOff
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

KEY = "e" * 32
NOT_MINE = "That was never my word."


@pytest.fixture
async def lesson(open_lab: LabAtWork, ana: Participant, ola: Participant) -> Any:
    return await open_lab.do(open_lab.desk(), word_lesson, "Pay", "Pay people.", [], KEY)


@pytest.fixture
async def asked(open_lab: LabAtWork, lesson: Any) -> Any:
    await open_lab.do(open_lab.desk(), ask_sign_off)
    return lesson


async def shown(lab: LabAtWork, screen: str, region: str, key: Any = None) -> str:
    key = key or {"desk": lab.desk(), "stage": lab.stage, "tower": lab.organiser}[screen]
    actor = await lab.store.read(enter, key, screen, 1 if screen == "desk" else None)
    return str((await lab.store.read(picture, key, actor, "en")).live[region])


async def is_asked(lab: LabAtWork, number: int = 1) -> bool:
    return (await lab.group(number)).sign_off_at is not None


async def answers(lab: LabAtWork) -> list[tuple[bool, str, bool, int]]:
    return [(each.approves, each.words, each.may_quote, each.edition) for each in await lab.rows(SignOff)]


# When it is asked


async def test_the_moderator_asks_and_asks_once(open_lab: LabAtWork, lesson: Any) -> None:
    assert await open_lab.told(open_lab.desk(), ask_sign_off) == [SignOffAsked(open_lab.groups[1])]
    assert await open_lab.told(open_lab.desk(), ask_sign_off) == []


async def test_the_end_of_the_lesson_stage_asks(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.desk(), open_stage, open_lab.stages["lesson"])
    assert not await is_asked(open_lab)
    await open_lab.do(open_lab.desk(), open_stage, None)
    assert await is_asked(open_lab)


async def test_the_end_of_another_stage_does_not(open_lab: LabAtWork, lesson: Any) -> None:
    for stage in ("themes", "deliberation", "lesson"):
        await open_lab.do(open_lab.desk(), open_stage, open_lab.stages[stage])
    assert not await is_asked(open_lab)


async def test_the_harvest_asks_every_group_that_has_a_lesson(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.organiser, move_agenda, open_lab.items[-1])
    assert [await is_asked(open_lab, number) for number in (1, 2)] == [True, False]


async def test_the_close_asks_nobody(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.desk(), open_stage, open_lab.stages["lesson"])
    await open_lab.do(open_lab.organiser, close)
    assert not await is_asked(open_lab)


async def test_nobody_answers_what_is_not_asked(open_lab: LabAtWork, lesson: Any, ana: Participant) -> None:
    with pytest.raises(NotInThisStage):
        await open_lab.do(ana.key, sign_off, lesson.id, True, "", False)
    assert "Is this what we said?" not in await shown(open_lab, "phone", "lessons", ana.key)


async def test_phones_ask_when_the_group_is_asked(open_lab: LabAtWork, asked: Any, ana: Participant) -> None:
    assert "Is this what we said?" in await shown(open_lab, "phone", "lessons", ana.key)


# Answering


async def test_each_answers_once_and_may_change_it(open_lab: LabAtWork, asked: Any, ana: Participant) -> None:
    news = [LessonSignedOff(open_lab.groups[1], asked.id)]
    assert await open_lab.told(ana.key, sign_off, asked.id, True, "", False) == news
    assert await open_lab.told(ana.key, sign_off, asked.id, True, "", False) == []
    assert await open_lab.told(ana.key, sign_off, asked.id, False, NOT_MINE, True) == news
    assert await answers(open_lab) == [(False, NOT_MINE, True, 1)]
    await open_lab.do(ana.key, sign_off, asked.id, True, "words that were left", True)
    assert await answers(open_lab) == [(True, "", False, 1)]


async def test_an_objection_needs_words(open_lab: LabAtWork, asked: Any, ana: Participant) -> None:
    with pytest.raises(ObjectionWithoutWords):
        await open_lab.do(ana.key, sign_off, asked.id, False, "", True)
    assert await answers(open_lab) == []


async def test_only_the_group_itself_answers(open_lab: LabAtWork, asked: Any, zsofia: Participant) -> None:
    with pytest.raises(NotFound):
        await open_lab.do(zsofia.key, sign_off, asked.id, True, "", False)
    with pytest.raises(NotYours):
        await open_lab.do(open_lab.desk(), sign_off, asked.id, True, "", False)


async def test_a_removed_lesson_and_a_closed_lab_take_no_answer(
    open_lab: LabAtWork, asked: Any, ana: Participant
) -> None:
    await open_lab.do(open_lab.desk(), remove_lesson, asked.id)
    with pytest.raises(NotFound):
        await open_lab.do(ana.key, sign_off, asked.id, True, "", False)
    await open_lab.do(open_lab.organiser, close)
    for verb, args in ((sign_off, (True, "", False)), (take_on, (True, False))):
        with pytest.raises(LabClosed):
            await open_lab.do(ana.key, verb, asked.id, *args)


async def test_counts_stand_at_desk_and_tower_and_objections_on_the_stage(
    open_lab: LabAtWork, asked: Any, ana: Participant, ola: Participant
) -> None:
    await open_lab.do(ana.key, sign_off, asked.id, True, "", False)
    await open_lab.do(ola.key, sign_off, asked.id, False, NOT_MINE, True)
    for screen, region in (("desk", "lessons"), ("tower", "wall")):
        page = await shown(open_lab, screen, region)
        assert [words in page for words in ("1 says: this is what we said", "1 objects:", NOT_MINE)] == [True] * 3
    stage = await shown(open_lab, "stage", "wall")
    assert ("with 1 objection" in stage, NOT_MINE in stage) == (True, False)


async def test_words_that_may_not_be_quoted_are_read_by_their_author_alone(
    open_lab: LabAtWork, asked: Any, ana: Participant, ola: Participant
) -> None:
    await open_lab.do(ola.key, sign_off, asked.id, False, NOT_MINE, False)
    for screen, region, key in (
        ("desk", "lessons", None),
        ("tower", "wall", None),
        ("stage", "wall", None),
        ("phone", "lessons", ana.key),
    ):
        assert NOT_MINE not in await shown(open_lab, screen, region, key), screen
    assert [each.words for each in (await open_lab.store.read(yours, ola.id, "x")).signed] == [NOT_MINE]
    assert (await open_lab.store.read(yours, ana.id, "x")).signed == []


async def test_an_answer_counts_for_the_wording_it_was_given_to(
    open_lab: LabAtWork, asked: Any, ana: Participant
) -> None:
    await open_lab.do(ana.key, sign_off, asked.id, True, "", False)
    await open_lab.do(open_lab.desk(), reword_lesson, asked.id, "title", "Pay everyone", 1)
    page = await shown(open_lab, "desk", "lessons")
    assert ("Nobody has answered yet." in page, "1 answered an earlier wording" in page) == (True, True)
    assert [each.is_of_now for each in (await open_lab.store.read(yours, ana.id, "x")).signed] == [False]
    await open_lab.do(ana.key, sign_off, asked.id, True, "", False)
    assert await answers(open_lab) == [(True, "", False, 2)]


# Taking it on


async def test_an_offer_is_made_once_changed_and_taken_back(open_lab: LabAtWork, asked: Any, ana: Participant) -> None:
    news = [LessonOffered(open_lab.groups[1], asked.id)]
    assert await open_lab.told(ana.key, take_on, asked.id, True, False) == news
    assert await open_lab.told(ana.key, take_on, asked.id, True, False) == []
    assert await open_lab.told(ana.key, take_on, asked.id, True, True) == news
    assert await open_lab.told(ana.key, take_on, asked.id, False, False) == news
    assert await open_lab.told(ana.key, take_on, asked.id, False, False) == []
    assert await open_lab.rows(Offer) == []


async def test_who_offers_is_named_only_where_they_said_so(
    open_lab: LabAtWork, asked: Any, ana: Participant, ola: Participant
) -> None:
    await open_lab.do(ana.key, take_on, asked.id, True, True)
    await open_lab.do(ola.key, take_on, asked.id, True, False)
    for screen, region in (("desk", "lessons"), ("tower", "wall")):
        page = await shown(open_lab, screen, region)
        assert ("Ana" in page, "Ola" in page, "1 more would take it on" in page) == (True, False, True)


async def test_whoever_is_anonymous_stays_so(open_lab: LabAtWork, asked: Any) -> None:
    guest = await open_lab.join(None, 1)
    await open_lab.do(guest.key, take_on, asked.id, True, True)
    page = await shown(open_lab, "tower", "wall")
    assert ("Guest" in page, "1 more would take it on" in page) == (False, True)
