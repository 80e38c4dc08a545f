"""A lesson says more than title and text, part by part; and who takes it on."""

from datetime import date
from typing import Any

import pytest

from app.domain.errors import ChangedMeanwhile, Misunderstood, NotFound, NothingSaid, NotYours
from app.domain.events import LessonAssigned, LessonReworded
from app.domain.labs import close
from app.domain.lessons import assign_lesson, reword_lesson, settle_lesson, word_lesson
from app.domain.retention import forget_people
from app.domain.themes import make_theme, remove_theme
from app.domain.wording import of_lesson
from app.domain.work import SERVER, Key
from app.models import Lesson
from app.models.lesson import ACCOUNT, CLAIM
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

KEY = "e" * 32


@pytest.fixture
async def lesson(open_lab: LabAtWork, ana: Participant) -> Any:
    """Group 1 has agreed on it."""
    worded = await open_lab.do(open_lab.desk(), word_lesson, "Pay", "Pay people.", [], KEY, "fr")
    return await open_lab.do(open_lab.desk(), settle_lesson, worded.id, "agreed", "")


async def test_it_is_in_the_language_of_the_desk_it_was_worded_at(open_lab: LabAtWork, lesson: Any) -> None:
    assert (await open_lab.row(Lesson)).language == "fr"


@pytest.mark.parametrize("part", ACCOUNT)
async def test_how_the_group_came_to_it_may_be_told_after_it_agreed(
    open_lab: LabAtWork, lesson: Any, part: str
) -> None:
    told = await open_lab.told(open_lab.desk(), reword_lesson, lesson.id, part, "So it was.", 1)
    kept = await open_lab.row(Lesson)
    assert (getattr(kept, part), kept.verdict, kept.edition, kept.editions) == (
        "So it was.",
        "agreed",
        1,
        {"agreement": 2, part: 2},
    )
    assert told == [LessonReworded(open_lab.groups[1], lesson.id, part, "", False)]


@pytest.mark.parametrize("part", CLAIM)
async def test_what_it_claims_is_asked_again(open_lab: LabAtWork, lesson: Any, part: str) -> None:
    await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, part, "Pay all", 1)
    kept = await open_lab.row(Lesson)
    assert (getattr(kept, part), kept.verdict, kept.edition) == ("Pay all", "open", 2)


async def test_each_part_has_an_edition_of_its_own(open_lab: LabAtWork, lesson: Any) -> None:
    for part, words in (("why", "First"), ("observed", "Second"), ("text", "Third")):
        await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, part, words, 1)
    with pytest.raises(ChangedMeanwhile):
        await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "why", "Too late", 1)
    await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "why", "In time", 2)
    assert (await open_lab.row(Lesson)).editions == {"agreement": 3, "why": 3, "observed": 2, "text": 2}


async def test_it_comes_from_a_theme_of_its_group(open_lab: LabAtWork, lesson: Any) -> None:
    ours = await open_lab.do(open_lab.desk(), make_theme, "Time", KEY)
    theirs = await open_lab.do(open_lab.desk(2), make_theme, "Money", KEY)
    await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "theme", ours.id, 1)
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "theme", theirs.id, 2)
    assert (await open_lab.row(Lesson)).theme_id == ours.id
    await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "theme", "", 2)
    assert (await open_lab.row(Lesson)).theme_id is None


async def test_a_theme_that_was_taken_away_cannot_be_chosen(open_lab: LabAtWork, lesson: Any) -> None:
    theme = await open_lab.do(open_lab.desk(), make_theme, "Time", KEY)
    await open_lab.do(open_lab.desk(), remove_theme, theme.id)
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "theme", theme.id, 1)


@pytest.mark.parametrize("part", ["title", "text"])
def test_title_and_lesson_are_never_empty(part: str) -> None:
    with pytest.raises(NothingSaid):
        of_lesson(part, "  ")


@pytest.mark.parametrize(("part", "raw"), [("theme", "x"), ("theme", "0" * 33), ("language", "English, please")])
def test_a_choice_that_was_not_offered_is_refused(part: str, raw: str) -> None:
    with pytest.raises(Misunderstood):
        of_lesson(part, raw)


@pytest.mark.parametrize(("part", "raw"), [("theme", ""), ("theme", "0" * 32), ("language", "pt-BR"), ("why", " ")])
def test_other_parts_may_be_empty_or_chosen(part: str, raw: str) -> None:
    assert of_lesson(part, raw) == raw.strip()


# Who takes it on

DEED = ("Ana", "Ask the mayor", date(2026, 12, 1), "accepted")


async def test_desk_and_tower_say_who_does_what_by_when(open_lab: LabAtWork, lesson: Any) -> None:
    told = await open_lab.told(open_lab.desk(), assign_lesson, lesson.id, *DEED, 1)
    await open_lab.do(open_lab.organiser, assign_lesson, lesson.id, *DEED[:3], "acting", 2)
    kept = await open_lab.row(Lesson)
    assert (kept.owner, kept.next_step, kept.due, kept.status) == (*DEED[:3], "acting")
    assert (kept.verdict, told) == ("agreed", [LessonAssigned(open_lab.groups[1], lesson.id)])


async def test_who_has_not_seen_the_newest_owner_does_not_overwrite_them(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.desk(), assign_lesson, lesson.id, *DEED, 1)
    with pytest.raises(ChangedMeanwhile):
        await open_lab.do(open_lab.organiser, assign_lesson, lesson.id, "Bo", "", None, "identified", 1)
    assert await open_lab.told(open_lab.organiser, assign_lesson, lesson.id, *DEED, 1) == []


async def test_owners_report_after_the_lab_to_its_organiser(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.organiser, close)
    await open_lab.do(open_lab.organiser, assign_lesson, lesson.id, *DEED[:3], "learned", 1)
    assert (await open_lab.row(Lesson)).status == "learned"


async def test_no_participant_says_who_takes_it_on(open_lab: LabAtWork, lesson: Any, ana: Participant) -> None:
    with pytest.raises(NotYours):
        await open_lab.do(ana.key, assign_lesson, lesson.id, *DEED, 1)


@pytest.mark.parametrize(("owner", "remains"), [("Ana", ""), ("The library", "The library")])
async def test_a_participant_who_is_forgotten_is_no_owner_any_more(
    open_lab: LabAtWork, lesson: Any, owner: str, remains: str
) -> None:
    await open_lab.do(open_lab.desk(), assign_lesson, lesson.id, owner, "Ask", None, "accepted", 1)
    await open_lab.do(Key(open_lab.id, actor=SERVER), forget_people)
    assert (await open_lab.row(Lesson)).owner == remains
