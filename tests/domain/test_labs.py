from datetime import UTC, datetime, timedelta

import pytest

from app.domain import agenda, labs
from app.domain.agenda import move_agenda
from app.domain.events import EveryoneTold
from app.domain.events import LabClosed as LabWasClosed
from app.domain.groups import open_prompt_for_all, start_timer
from app.domain.labs import close, every_lab, tell_everyone
from app.models import AgendaItem, Contribution, Group, Lab
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

NOON = datetime(2020, 10, 8, 12, tzinfo=UTC)
QUARTER_PAST = NOON + timedelta(minutes=15)


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (labs, agenda):
        monkeypatch.setattr(room, "now", lambda: moment)


async def item(lab: LabAtWork, position: int) -> AgendaItem:
    found = await lab.row(AgendaItem, lab.items[position - 1])
    return AgendaItem(**vars(found))


async def test_a_word_to_everyone_stands_until_it_is_taken_away(lab: LabAtWork) -> None:
    assert await lab.told(lab.organiser, tell_everyone, "Two minutes left") == [EveryoneTold("Two minutes left")]
    assert (await lab.row(Lab)).notice == "Two minutes left"
    assert await lab.told(lab.organiser, tell_everyone, "") == [EveryoneTold("")]
    told = await lab.row(Lab)
    assert (told.notice, told.notice_at) == ("", None)


async def test_the_same_word_again_is_no_news(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, tell_everyone, "Two minutes left")
    assert await lab.told(lab.organiser, tell_everyone, "Two minutes left") == []


async def test_the_close_reveals_what_was_still_private(lab: LabAtWork, ana: Participant) -> None:
    await lab.open("silent_writing")
    await lab.say(ana, "Never revealed")
    await lab.do(lab.organiser, close)
    assert (await lab.row(Contribution)).is_revealed


async def test_the_close_ends_every_prompt_stage_and_timer(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, open_prompt_for_all, lab.prompts["main"])
    await lab.open("themes", group=2)
    await lab.do(lab.desk(3), start_timer, 5)
    await lab.do(lab.organiser, close)
    left = {(each.prompt_id, each.stage_id, each.ends_at, each.timer_minutes) for each in await lab.rows(Group)}
    assert left == {(None, None, None, None)}


async def test_the_close_ends_the_current_item(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[4])
    at(QUARTER_PAST, monkeypatch)
    await lab.do(lab.organiser, close)
    assert ((await item(lab, 5)).ended_at, (await lab.row(Lab)).closed_at) == (QUARTER_PAST, QUARTER_PAST)


async def test_the_close_is_the_last_thing_that_is_told_and_is_told_once(lab: LabAtWork) -> None:
    await lab.open("themes")
    assert (await lab.told(lab.organiser, close))[-1] == LabWasClosed()
    assert await lab.told(lab.organiser, close) == []


async def test_everyone_can_still_be_told_something_after_the_close(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, close)
    await lab.do(lab.organiser, tell_everyone, "Thank you. Coffee is outside.")
    assert (await lab.row(Lab)).notice == "Thank you. Coffee is outside."


async def test_the_server_knows_every_lab(lab: LabAtWork) -> None:
    assert await lab.store.read(every_lab) == [lab.id]
