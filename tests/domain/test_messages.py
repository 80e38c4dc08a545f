"""What the organiser says to everyone, to the moderators, to one group: kept, and told to whom it is for."""

from uuid import uuid4

import pytest

from app.domain.errors import NoSuchGroup, NotYours, SaidOtherwise
from app.domain.events import EveryoneTold
from app.domain.messages import send_message
from app.domain.steering_events import MessageSent
from app.models import Lab, Message
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio


async def test_a_word_to_everyone_stands_on_every_screen_and_is_kept(lab: LabAtWork) -> None:
    told = await lab.told(lab.organiser, send_message, "We begin", "everyone", uuid4().hex)
    kept = await lab.row(Message)
    assert told == [EveryoneTold("We begin"), MessageSent(kept.id, "everyone")]
    assert ((await lab.row(Lab)).notice, kept.words, kept.audience, kept.group_id) == (
        "We begin",
        "We begin",
        "everyone",
        None,
    )


@pytest.mark.parametrize(("to", "audience", "group"), [("moderators", "moderators", None), ("2", "group", 2)])
async def test_a_word_to_some_stands_nowhere_else(lab: LabAtWork, to: str, audience: str, group: int | None) -> None:
    told = await lab.told(lab.organiser, send_message, "Be brief", to, uuid4().hex)
    kept = await lab.row(Message)
    assert told == [MessageSent(kept.id, audience, lab.groups[group] if group else None)]
    assert (await lab.row(Lab)).notice == ""


async def test_the_same_form_sent_twice_is_one_message(lab: LabAtWork) -> None:
    key = uuid4().hex
    for _ in range(2):
        await lab.do(lab.organiser, send_message, "Be brief", "moderators", key)
    assert len(await lab.rows(Message)) == 1
    with pytest.raises(SaidOtherwise):
        await lab.do(lab.organiser, send_message, "Be long", "moderators", key)


async def test_all_that_was_ever_said_is_kept(lab: LabAtWork) -> None:
    for words in ("One", "Two", "One"):
        await lab.do(lab.organiser, send_message, words, "everyone", uuid4().hex)
    kept = sorted(await lab.rows(Message), key=lambda each: each.given)
    assert [each.words for each in kept] == ["One", "Two", "One"]


async def test_to_a_group_that_is_not_there_nothing_is_said(lab: LabAtWork) -> None:
    with pytest.raises(NoSuchGroup):
        await lab.do(lab.organiser, send_message, "Hello", "99", uuid4().hex)
    assert await lab.rows(Message) == []


async def test_only_the_organiser_speaks_to_all(lab: LabAtWork) -> None:
    with pytest.raises(NotYours):
        await lab.do(lab.desk(), send_message, "Hello", "everyone", uuid4().hex)
