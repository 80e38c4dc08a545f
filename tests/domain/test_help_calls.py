"""A desk calls the organiser, and knows that it was heard."""

from typing import Any
from uuid import uuid4

import pytest

from app.domain.errors import LabClosed, NotFound, NotYours
from app.domain.help_calls import answer_call, call_organiser, end_call
from app.domain.labs import close
from app.domain.moderators import invite_co_moderator
from app.domain.steering_errors import CallEnded
from app.domain.steering_events import HelpAnswered, HelpCalled, HelpEnded
from app.domain.work import Key
from app.models import HelpCall
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio


async def call(lab: LabAtWork, words: str = "", desk: int = 1, key: str = "") -> Any:
    return await lab.do(lab.desk(desk), call_organiser, words, key or uuid4().hex)


async def co_moderator(lab: LabAtWork) -> Key:
    token = lab.locksmith.hash("beside")
    await lab.do(lab.desk(), invite_co_moderator, "Astrid", uuid4().hex, token)
    return Key(lab.id, token)


async def test_a_call_waits_with_its_words_until_somebody_ends_it(lab: LabAtWork) -> None:
    made = await call(lab, "We have no paper")
    kept = await lab.row(HelpCall)
    assert (kept.words, kept.group_id, kept.seen_at, kept.ended_at) == ("We have no paper", lab.groups[1], None, None)
    assert (await lab.events())[-1] == HelpCalled(lab.groups[1], made.id)


async def test_the_same_press_twice_is_one_call(lab: LabAtWork) -> None:
    key = uuid4().hex
    assert (await call(lab, "Come", key=key)).id == (await call(lab, "Come", key=key)).id
    assert len(await lab.rows(HelpCall)) == 1


async def test_who_calls_from_a_desk_that_waits_already_adds_their_words(lab: LabAtWork) -> None:
    first = await call(lab, "No paper")
    told = await lab.told(await co_moderator(lab), call_organiser, "And no pens", uuid4().hex)
    assert told == [HelpCalled(lab.groups[1], first.id)]
    assert await lab.told(lab.desk(), call_organiser, "And no pens", uuid4().hex) == []
    assert (await lab.row(HelpCall)).words == "No paper\nAnd no pens"


async def test_two_desks_wait_each_with_their_own(lab: LabAtWork) -> None:
    await call(lab)
    await call(lab, desk=2)
    assert {each.group_id for each in await lab.rows(HelpCall)} == {lab.groups[1], lab.groups[2]}


async def test_a_receipt_is_told_once_and_a_word_whenever_it_is_new(lab: LabAtWork) -> None:
    made = await call(lab)
    news = HelpAnswered(lab.groups[1], made.id)
    told = [await lab.told(lab.organiser, answer_call, made.id, words) for words in ("", "", "Soon", "Soon", "")]
    assert told == [[news], [], [news], [], []]
    kept = await lab.row(HelpCall)
    assert (kept.reply, kept.seen_at is not None) == ("Soon", True)


@pytest.mark.parametrize("by", ["desk", "organiser"])
async def test_either_ends_it_and_the_desk_may_call_again(lab: LabAtWork, by: str) -> None:
    made = await call(lab)
    who = lab.desk() if by == "desk" else lab.organiser
    assert await lab.told(who, end_call, made.id) == [HelpEnded(lab.groups[1], made.id)]
    assert await lab.told(who, end_call, made.id) == []
    assert (await call(lab)).id != made.id


async def test_what_was_ended_takes_no_answer(lab: LabAtWork) -> None:
    made = await call(lab)
    await lab.do(lab.desk(), end_call, made.id)
    with pytest.raises(CallEnded):
        await lab.do(lab.organiser, answer_call, made.id, "Coming")


async def test_no_desk_ends_another_s_call(lab: LabAtWork) -> None:
    made = await call(lab)
    with pytest.raises(NotFound):
        await lab.do(lab.desk(2), end_call, made.id)


async def test_a_phone_calls_nobody_and_a_desk_gives_itself_no_receipt(lab: LabAtWork, ana: Participant) -> None:
    made = await call(lab)
    with pytest.raises(NotYours):
        await lab.do(ana.key, call_organiser, "Me too", uuid4().hex)
    with pytest.raises(NotYours):
        await lab.do(lab.desk(), answer_call, made.id, "")


async def test_the_close_of_the_lab_ends_every_call(lab: LabAtWork) -> None:
    made = [await call(lab, desk=number) for number in (1, 2)]
    told = await lab.told(lab.organiser, close)
    assert [each for each in told if isinstance(each, HelpEnded)] == [HelpEnded(one.group_id, one.id) for one in made]
    for who, verb, args in ((lab.desk(), call_organiser, ("x", uuid4().hex)), (lab.organiser, end_call, (made[0].id,))):
        with pytest.raises(LabClosed):
            await lab.do(who, verb, *args)
