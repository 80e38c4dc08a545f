"""Owners report what becomes of lessons, by a link of their own; everything they said is kept."""

from datetime import date
from uuid import uuid4

import pytest

from app.domain.errors import ChangedMeanwhile, NotAdmitted, NotFound, NotYours
from app.domain.events import LessonAssigned, OwnerInvited, PassRevoked
from app.domain.follow_up import ask_for_reminders, invite_owner, report_progress, take_back_owner_link
from app.domain.follow_up_errors import LearnedWithoutWords, LinkTakenBack, NobodyOwns, NotYetOver
from app.domain.lessons import assign_lesson, word_lesson
from app.domain.retention import forget_people
from app.domain.work import SERVER, Key
from app.models import Lesson, OwnerLink, Progress
from tests.cast import LabAtWork
from tests.following.conftest import DUE, OWNER, STEP, owner_of

pytestmark = pytest.mark.anyio


async def history(lab: LabAtWork) -> list[tuple[str, str, str]]:
    found = sorted(await lab.rows(Progress), key=lambda each: each.given)
    return [(each.by, each.status, each.words) for each in found]


async def test_an_owner_gets_a_link_once_the_lab_is_over(lab: LabAtWork) -> None:
    worded = await lab.do(lab.desk(), word_lesson, "Pay", "Pay people.", [], uuid4().hex)
    with pytest.raises(NotYetOver):
        await lab.do(lab.organiser, invite_owner, worded.id, uuid4().hex, "h" * 64)


async def test_nobody_is_no_owner(lab: LabAtWork, lesson: str) -> None:
    await lab.do(lab.organiser, assign_lesson, lesson, "", STEP, DUE, "identified", 2)
    with pytest.raises(NobodyOwns):
        await lab.do(lab.organiser, invite_owner, lesson, uuid4().hex, "h" * 64)


async def test_a_lesson_has_one_link_at_a_time(lab: LabAtWork, lesson: str) -> None:
    told = await lab.told(lab.organiser, invite_owner, lesson, "a" * 32, "1" * 64)
    again = await lab.told(lab.organiser, invite_owner, lesson, "b" * 32, "2" * 64)
    assert (told, again) == ([OwnerInvited(lesson)], [])
    assert [(each.number, each.key) for each in await lab.rows(OwnerLink)] == [(1, "a" * 32)]


async def test_the_owner_accepts_acts_and_learns_and_all_of_it_is_kept(lab: LabAtWork, lesson: str, owner: Key) -> None:
    later = date(2027, 6, 1)
    told = await lab.told(owner, report_progress, "accepted", DUE, "", 2, uuid4().hex)
    await lab.do(owner, report_progress, "acting", later, "Two evenings were paid.", 3, uuid4().hex)
    await lab.do(owner, report_progress, "learned", later, "Eleven new people came.", 4, uuid4().hex)
    kept = await lab.row(Lesson)
    assert (kept.status, kept.due, kept.owner, kept.next_step) == ("learned", later, OWNER, STEP)
    assert told == [LessonAssigned(lab.groups[1], lesson)]
    assert await history(lab) == [
        ("owner", "accepted", ""),
        ("owner", "acting", "Two evenings were paid."),
        ("owner", "learned", "Eleven new people came."),
    ]


async def test_the_same_report_again_is_one_report(lab: LabAtWork, owner: Key) -> None:
    for _ in range(3):
        await lab.do(owner, report_progress, "acting", DUE, "It goes well.", 2, "a" * 32)
    assert await history(lab) == [("owner", "acting", "It goes well.")]


async def test_nothing_new_is_no_report(lab: LabAtWork, owner: Key) -> None:
    assert await lab.told(owner, report_progress, "identified", DUE, "", 2, uuid4().hex) == []
    assert await history(lab) == []


async def test_who_has_not_seen_the_newest_does_not_overwrite_it(lab: LabAtWork, lesson: str, owner: Key) -> None:
    await lab.do(lab.organiser, assign_lesson, lesson, OWNER, "Ask the council", DUE, "identified", 2)
    with pytest.raises(ChangedMeanwhile):
        await lab.do(owner, report_progress, "acting", DUE, "It goes well.", 2, uuid4().hex)


async def test_what_is_learned_is_told_in_words(lab: LabAtWork, owner: Key) -> None:
    with pytest.raises(LearnedWithoutWords):
        await lab.do(owner, report_progress, "learned", DUE, "", 2, uuid4().hex)


async def test_what_the_organiser_changes_after_the_close_is_kept_too(lab: LabAtWork, lesson: str) -> None:
    await lab.do(lab.organiser, assign_lesson, lesson, OWNER, STEP, DUE, "accepted", 2)
    assert await history(lab) == [("organiser", "accepted", "")]


async def test_a_link_that_was_taken_back_opens_nothing(lab: LabAtWork, lesson: str, owner: Key) -> None:
    await lab.do(owner, ask_for_reminders, "ana@example.org", "en")
    told = await lab.told(lab.organiser, take_back_owner_link, lesson)
    with pytest.raises(NotAdmitted):
        await lab.do(owner, report_progress, "acting", DUE, "", 2, uuid4().hex)
    assert [type(each) for each in told] == [PassRevoked]
    assert [each.email for each in await lab.rows(OwnerLink)] == [""]


async def test_after_it_was_taken_back_another_is_made(lab: LabAtWork, lesson: str, owner: Key) -> None:
    await lab.do(lab.organiser, take_back_owner_link, lesson)
    new = await owner_of(lab, lesson)
    await lab.do(new, report_progress, "acting", DUE, "", 2, uuid4().hex)
    assert [each.number for each in await lab.rows(OwnerLink)] == [1, 2]


async def test_the_form_that_made_it_makes_no_other(lab: LabAtWork, lesson: str) -> None:
    """Its page was left open, and is sent once more."""
    owner = await owner_of(lab, lesson, "a" * 32)
    await lab.do(lab.organiser, take_back_owner_link, lesson)
    with pytest.raises(LinkTakenBack):
        await lab.do(lab.organiser, invite_owner, lesson, "a" * 32, owner.token_hash)
    assert len(await lab.rows(OwnerLink)) == 1


async def test_another_owner_needs_another_link(lab: LabAtWork, lesson: str, owner: Key) -> None:
    await lab.do(lab.organiser, assign_lesson, lesson, "Somebody else", STEP, DUE, "identified", 2)
    with pytest.raises(NotAdmitted):
        await lab.do(owner, report_progress, "acting", DUE, "", 3, uuid4().hex)


async def test_an_owner_may_do_nothing_else(lab: LabAtWork, lesson: str, owner: Key) -> None:
    with pytest.raises(NotYours):
        await lab.do(owner, assign_lesson, lesson, "Me", "", None, "learned", 2)
    with pytest.raises(NotYours):
        await lab.do(owner, take_back_owner_link, lesson)


async def test_what_is_not_there_gets_no_link(lab: LabAtWork, lesson: str) -> None:
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, invite_owner, "0" * 32, uuid4().hex, "h" * 64)


# --- When people are forgotten


@pytest.fixture
async def seated_ana(lab: LabAtWork) -> None:
    await lab.join("Ana", 1)


async def test_an_owner_who_has_reported_stays_named(lab: LabAtWork, seated_ana: None, lesson: str) -> None:
    await lab.do(lab.organiser, assign_lesson, lesson, "Ana", STEP, DUE, "identified", 2)
    owner = await owner_of(lab, lesson)
    await lab.do(owner, report_progress, "accepted", DUE, "", 3, uuid4().hex)
    await lab.do(Key(lab.id, actor=SERVER), forget_people)
    assert (await lab.row(Lesson)).owner == "Ana"


async def test_an_owner_who_has_not_is_forgotten_with_their_link_and_address(
    lab: LabAtWork, seated_ana: None, lesson: str
) -> None:
    await lab.do(lab.organiser, assign_lesson, lesson, "Ana", STEP, DUE, "identified", 2)
    owner = await owner_of(lab, lesson)
    await lab.do(owner, ask_for_reminders, "ana@example.org", "en")
    await lab.do(Key(lab.id, actor=SERVER), forget_people)
    assert (await lab.row(Lesson)).owner == ""
    assert [each.email for each in await lab.rows(OwnerLink)] == [""]
    with pytest.raises(NotAdmitted):
        await lab.do(owner, report_progress, "accepted", DUE, "", 3, uuid4().hex)
