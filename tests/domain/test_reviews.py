"""Who checks the draft: by a link, for a day, and what they say of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.clock import now
from app.domain.errors import NameMissing, NotAdmitted, NotFound, NotYours, SaidOtherwise
from app.domain.labs import close
from app.domain.lessons import word_lesson
from app.domain.retention import forget_people
from app.domain.reviews import (
    answer_comment,
    comment_on,
    end_review,
    extend_review,
    invite_reviewer,
    resolve_comment,
    withdraw_comment,
)
from app.domain.work import SERVER, Key
from app.models import Comment, Pass, Person, Review
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio
KEY = "e" * 32


async def invited(lab: LabAtWork, name: str = "Rita", person: int | None = None, key: str = KEY) -> Key:
    token = lab.locksmith.link_to_review(lab.id, key)
    await lab.do(lab.organiser, invite_reviewer, person, name, key, lab.locksmith.hash(token))
    return Key(lab.id, lab.locksmith.hash(token))


async def held(lab: LabAtWork) -> Any:
    (review,) = await lab.rows(Review)
    return await lab.row(Pass, review.pass_id)


async def moderator(lab: LabAtWork) -> Any:
    return next(each for each in await lab.rows(Person) if each.role == "moderator")


@pytest.mark.parametrize("role", ["moderator", "speaker"])
async def test_a_moderator_or_speaker_is_invited_as_who_they_are(lab: LabAtWork, role: str) -> None:
    known = next(each for each in await lab.rows(Person) if each.role == role)
    rita = await invited(lab, "", known.id)
    assert (await lab.do(rita, comment_on, "front", "Not so", uuid4().hex)).person_id == known.id


async def test_somebody_else_is_invited_by_name(lab: LabAtWork) -> None:
    rita = await invited(lab)
    said = await lab.do(rita, comment_on, "front", "Not so", uuid4().hex)
    assert (await lab.row(Person, said.person_id)).name == "Rita"


async def test_nobody_is_invited_without_a_name(lab: LabAtWork) -> None:
    with pytest.raises(NameMissing):
        await invited(lab, "")


async def test_a_participant_is_not_among_those_who_check(lab: LabAtWork, ana: Participant) -> None:
    with pytest.raises(NotFound):
        await invited(lab, "", ana.id)


async def test_one_form_invites_one_person(lab: LabAtWork) -> None:
    await invited(lab)
    await invited(lab)
    assert len(await lab.rows(Review)) == 1


async def test_a_link_lasts_a_day(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    rita = await invited(lab)
    later = now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr("app.domain.work.now", lambda: later)
    with pytest.raises(NotAdmitted):
        await lab.do(rita, comment_on, "front", "Too late", uuid4().hex)


async def test_a_link_is_extended_by_a_day_and_never_beyond_a_week(lab: LabAtWork) -> None:
    await invited(lab)
    days = []
    for _ in range(8):
        await lab.do(lab.organiser, extend_review, KEY)
        days.append(round(((await held(lab)).expires_at - now()) / timedelta(days=1)))
    assert days == [2, 3, 4, 5, 6, 7, 7, 7]


async def test_an_ended_link_is_extended_from_now(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    await invited(lab)
    later = now() + timedelta(days=3)
    monkeypatch.setattr("app.domain.reviews.now", lambda: later)
    await lab.do(lab.organiser, extend_review, KEY)
    assert (await held(lab)).expires_at == later + timedelta(days=1)


async def test_a_link_that_was_taken_back_opens_nothing_and_is_not_extended(lab: LabAtWork) -> None:
    rita = await invited(lab)
    await lab.do(lab.organiser, end_review, KEY)
    with pytest.raises(NotAdmitted):
        await lab.do(rita, comment_on, "front", "Too late", uuid4().hex)
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, extend_review, KEY)


async def test_a_reviewer_does_nothing_else(open_lab: LabAtWork) -> None:
    rita = await invited(open_lab, "", (await moderator(open_lab)).id)
    with pytest.raises(NotYours):
        await open_lab.do(rita, word_lesson, "Mine", "Mine", [], uuid4().hex)


async def test_a_comment_is_said_once_however_often_it_is_sent(lab: LabAtWork) -> None:
    rita, key = await invited(lab), uuid4().hex
    for _ in range(2):
        await lab.do(rita, comment_on, "front", "Not so", key)
    with pytest.raises(SaidOtherwise):
        await lab.do(rita, comment_on, "front", "Otherwise", key)
    assert [each.text for each in await lab.rows(Comment)] == ["Not so"]


async def test_a_comment_is_answered_resolved_and_opened_again(lab: LabAtWork) -> None:
    said = await lab.do(await invited(lab), comment_on, "front", "Not so", uuid4().hex)
    await lab.do(lab.organiser, answer_comment, said.id, "It was so")
    await lab.do(lab.organiser, resolve_comment, said.id, True)
    kept = await lab.row(Comment)
    assert (kept.answer, kept.answered_at is not None, kept.resolved_at is not None) == ("It was so", True, True)
    await lab.do(lab.organiser, resolve_comment, said.id, False)
    assert (await lab.row(Comment)).resolved_at is None


async def test_one_takes_back_one_s_own_comments_only(lab: LabAtWork) -> None:
    rita, bo = await invited(lab), await invited(lab, "Bo", key="f" * 32)
    said = await lab.do(rita, comment_on, "front", "Not so", uuid4().hex)
    with pytest.raises(NotYours):
        await lab.do(bo, withdraw_comment, said.id)
    await lab.do(rita, withdraw_comment, said.id)
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, answer_comment, said.id, "Gone")


async def test_when_the_days_are_over_who_checked_it_is_forgotten_too(lab: LabAtWork) -> None:
    rita = await invited(lab)
    await lab.do(rita, comment_on, "front", "Not so", uuid4().hex)
    await lab.do(lab.organiser, close)
    await lab.do(Key(lab.id, actor=SERVER), forget_people)
    names = [each.name for each in await lab.rows(Person) if each.role == "reviewer"]
    assert ([each.text for each in await lab.rows(Comment)], names) == ([""], [None])
    with pytest.raises(NotAdmitted):
        await lab.do(rita, comment_on, "front", "Still here", uuid4().hex)
