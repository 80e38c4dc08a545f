from datetime import UTC, datetime, timedelta

import pytest

from app.domain import labs
from app.domain.errors import LabClosed, NotFound
from app.domain.events import AgendaMoved, EveryoneTold, ItemExtended
from app.domain.events import LabClosed as LabWasClosed
from app.domain.groups import open_prompt_for_all, start_timer
from app.domain.labs import close, every_lab, extend_item, move_agenda, tell_everyone
from app.models import AgendaItem, Contribution, Group, Lab
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

NOON = datetime(2020, 10, 8, 12, tzinfo=UTC)
QUARTER_PAST = NOON + timedelta(minutes=15)


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labs, "now", lambda: moment)


async def item(lab: LabAtWork, position: int) -> AgendaItem:
    found = await lab.row(AgendaItem, lab.items[position - 1])
    return AgendaItem(**vars(found))


async def test_the_lab_is_where_the_organiser_says(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOON, monkeypatch)
    assert await lab.told(lab.organiser, move_agenda, lab.items[1]) == [AgendaMoved(lab.items[1])]
    current = await item(lab, 2)
    assert (await lab.row(Lab)).item_id == current.id
    assert (current.started_at, current.ends_at) == (NOON, NOON + timedelta(minutes=10))


async def test_going_on_ends_what_was(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[0])
    at(QUARTER_PAST, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[3])
    assert [(await item(lab, position)).ended_at for position in (1, 2, 4)] == [QUARTER_PAST, None, None]


async def test_two_clicks_on_an_item_are_one(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[0])
    at(QUARTER_PAST, monkeypatch)
    assert await lab.told(lab.organiser, move_agenda, lab.items[0]) == []
    assert (await item(lab, 1)).started_at == NOON


async def test_going_back_begins_the_item_again(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[0])
    await lab.do(lab.organiser, extend_item, 5)
    await lab.do(lab.organiser, move_agenda, lab.items[1])
    at(QUARTER_PAST, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[0])
    again = await item(lab, 1)
    assert (again.started_at, again.ended_at, again.extra_minutes) == (QUARTER_PAST, None, 0)


async def test_an_item_that_is_not_on_the_agenda_is_not_found(lab: LabAtWork) -> None:
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, move_agenda, 999)


async def test_more_time_adds_up_on_the_current_item(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[0])
    told = [await lab.told(lab.organiser, extend_item, minutes) for minutes in (1, 5)]
    assert told == [[ItemExtended(lab.items[0], 1)], [ItemExtended(lab.items[0], 5)]]
    assert (await item(lab, 1)).ends_at == NOON + timedelta(minutes=5 + 1 + 5)


async def test_before_the_agenda_begins_there_is_nothing_to_extend(lab: LabAtWork) -> None:
    assert await lab.told(lab.organiser, extend_item, 5) == []


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


async def test_a_closed_lab_moves_no_more(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, close)
    for verb, args in ((move_agenda, (lab.items[0],)), (extend_item, (5,))):
        with pytest.raises(LabClosed):
            await lab.do(lab.organiser, verb, *args)


async def test_everyone_can_still_be_told_something_after_the_close(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, close)
    await lab.do(lab.organiser, tell_everyone, "Thank you. Coffee is outside.")
    assert (await lab.row(Lab)).notice == "Thank you. Coffee is outside."


async def test_the_server_knows_every_lab(lab: LabAtWork) -> None:
    assert await lab.store.read(every_lab) == [lab.id]
