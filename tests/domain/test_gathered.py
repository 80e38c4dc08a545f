"""When the groups come together every phone sees every lesson, and may offer to take it on."""

from typing import Any

import pytest

from app.domain.agenda import move_agenda
from app.domain.errors import NotFound
from app.domain.groups import start_timer
from app.domain.labs import close
from app.domain.lessons import remove_lesson, settle_lesson, word_lesson
from app.domain.sign_off import sign_off, take_on
from app.live.drawing import picture
from app.live.fragments import GatheredLesson, GatheredNow, loaded
from app.live.fragments.yours import yours
from app.live.pages import enter
from app.models import Offer
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

HARVEST = -1
TITLE, DISSENT, NOT_MINE, QUIET = "Pay people", "It is too dear.", "That was never my word.", "Keep this to yourselves."


@pytest.fixture
async def lesson(open_lab: LabAtWork, ana: Participant, ola: Participant) -> Any:
    """Group 1's, on which one disagrees."""
    worded = await open_lab.do(open_lab.desk(), word_lesson, TITLE, "They came back.", [], "e" * 32)
    return await open_lab.do(open_lab.desk(), settle_lesson, worded.id, "agreed", DISSENT)


@pytest.fixture
async def together(open_lab: LabAtWork, lesson: Any) -> Any:
    await open_lab.do(open_lab.organiser, move_agenda, open_lab.items[HARVEST])
    return lesson


async def phone(lab: LabAtWork, who: Participant) -> str:
    actor = await lab.store.read(enter, who.key, "phone", None)
    return str((await lab.store.read(picture, who.key, actor, "en")).live["gathered"])


async def test_in_their_groups_people_see_their_own_lessons_only(
    open_lab: LabAtWork, lesson: Any, zsofia: Participant
) -> None:
    assert TITLE not in await phone(open_lab, zsofia)


async def test_together_all_see_each_lesson_and_who_disagrees(
    open_lab: LabAtWork, together: Any, zsofia: Participant
) -> None:
    page = await phone(open_lab, zsofia)
    assert [words in page for words in (TITLE, "They came back.", DISSENT, "agreed")] == [True] * 4


async def test_objections_travel_with_their_words_where_these_may_be_quoted(
    open_lab: LabAtWork, together: Any, ana: Participant, ola: Participant, zsofia: Participant
) -> None:
    await open_lab.do(ana.key, sign_off, together.id, False, NOT_MINE, True, 1)
    await open_lab.do(ola.key, sign_off, together.id, False, QUIET, False, 1)
    page = await phone(open_lab, zsofia)
    assert [words in page for words in ("2 object:", NOT_MINE, QUIET)] == [True, True, False]


async def test_back_in_groups_and_after_the_close_they_are_gone_again(
    open_lab: LabAtWork, together: Any, zsofia: Participant
) -> None:
    await open_lab.do(open_lab.organiser, move_agenda, open_lab.items[3])
    assert TITLE not in await phone(open_lab, zsofia)
    await open_lab.do(open_lab.organiser, move_agenda, open_lab.items[HARVEST])
    await open_lab.do(open_lab.organiser, close)
    assert TITLE not in await phone(open_lab, zsofia)


async def test_phones_of_groups_that_are_apart_are_told_nothing(open_lab: LabAtWork, lesson: Any) -> None:
    pieces = {GatheredNow(open_lab.id), GatheredLesson(lesson.id)}
    assert set((await open_lab.store.read(loaded, pieces)).values()) == {None}
    await open_lab.do(open_lab.organiser, move_agenda, open_lab.items[HARVEST])
    told = await open_lab.store.read(loaded, pieces)
    assert told[GatheredLesson(lesson.id)].title == told[GatheredNow(open_lab.id)].lessons[0].title == TITLE


async def test_whoever_wants_to_takes_another_groups_lesson_on(
    open_lab: LabAtWork, together: Any, zsofia: Participant
) -> None:
    await open_lab.do(zsofia.key, take_on, together.id, True, True)
    actor = await open_lab.store.read(enter, open_lab.organiser, "tower", None)
    tower = (await open_lab.store.read(picture, open_lab.organiser, actor, "en")).live["wall"]
    own = (await open_lab.store.read(yours, zsofia.id, "x")).offered
    assert ("Zsófia would take it on" in tower, [(each.title, each.is_own) for each in own]) == (True, [(TITLE, False)])


async def test_an_offer_can_be_taken_back_when_the_groups_are_apart_again(
    open_lab: LabAtWork, together: Any, zsofia: Participant
) -> None:
    await open_lab.do(zsofia.key, take_on, together.id, True, True)
    await open_lab.do(open_lab.organiser, move_agenda, open_lab.items[3])
    await open_lab.do(zsofia.key, take_on, together.id, False, False)
    assert await open_lab.rows(Offer) == []


async def test_apart_nobody_reaches_another_groups_lesson(
    open_lab: LabAtWork, lesson: Any, zsofia: Participant
) -> None:
    with pytest.raises(NotFound):
        await open_lab.do(zsofia.key, take_on, lesson.id, True, True)


async def test_a_lesson_that_was_taken_away_is_taken_on_by_nobody(
    open_lab: LabAtWork, together: Any, zsofia: Participant
) -> None:
    await open_lab.do(open_lab.desk(), remove_lesson, together.id)
    with pytest.raises(NotFound):
        await open_lab.do(zsofia.key, take_on, together.id, True, False)
    assert TITLE not in await phone(open_lab, zsofia)


async def test_another_labs_harvest_opens_nothing_here(
    open_lab: LabAtWork, lesson: Any, zsofia: Participant, founded: Any
) -> None:
    other = await LabAtWork.found(open_lab.store, founded, "K7QM3X")
    await other.do(other.organiser, move_agenda, other.items[HARVEST])
    stranger = await other.join("Bo", 1)
    assert TITLE not in await phone(other, stranger)
    with pytest.raises(NotFound):
        await other.do(stranger.key, take_on, lesson.id, True, False)


async def test_while_all_are_together_a_desk_has_their_clock_only(open_lab: LabAtWork) -> None:
    await open_lab.do(open_lab.desk(), start_timer, 5)
    await open_lab.do(open_lab.organiser, move_agenda, open_lab.items[HARVEST])
    actor = await open_lab.store.read(enter, open_lab.desk(), "desk", 1)
    task = str((await open_lab.store.read(picture, open_lab.desk(), actor, "en")).live["task"])
    assert (task.count("<time"), task.count("/timer")) == (1, 0)
