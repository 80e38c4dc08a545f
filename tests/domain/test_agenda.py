"""The lab's time: where it is in its agenda, more and less of it, a pause, and catching up.

The founding lab's items: 5, 10, 16, 44 (stages 6, 4, 14, 3, 12, 5) and a harvest of 15."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.domain import agenda, groups
from app.domain.agenda import extend_item, move_agenda, pause_lab, replan, resume_lab, shorten_item
from app.domain.errors import LabClosed, MovedOn, NotFound
from app.domain.events import StageOpened, TimerSet
from app.domain.groups import extend_timer, open_stage, pause_timer, resume_timer, start_timer
from app.domain.labs import close
from app.domain.plans import ItemPlan, StagePlan
from app.domain.steering_errors import LabPaused
from app.domain.time_events import AgendaMoved, AgendaPaused, AgendaReplanned, AgendaResumed, ItemExtended
from app.models import AgendaItem, Group, Lab, Stage
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio

NOON = datetime(2020, 10, 8, 12, tzinfo=UTC)
QUARTER_PAST = NOON + timedelta(minutes=15)
DESKS = [1, 2, 3, 4, 5]


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (agenda, groups):
        monkeypatch.setattr(room, "now", lambda: moment)


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


async def item(lab: LabAtWork, position: int) -> AgendaItem:
    found = await lab.row(AgendaItem, lab.items[position - 1])
    return AgendaItem(**vars(found))


async def lengths(lab: LabAtWork) -> list[int | None]:
    return [(await item(lab, n)).lasts for n in range(1, 6)]


async def test_the_lab_is_where_the_organiser_says(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOON, monkeypatch)
    assert await lab.told(lab.organiser, move_agenda, lab.items[1]) == [AgendaMoved(lab.items[1], DESKS)]
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
    assert told == [[ItemExtended(lab.items[0], 1, DESKS)], [ItemExtended(lab.items[0], 5, DESKS)]]
    assert (await item(lab, 1)).ends_at == NOON + timedelta(minutes=5 + 1 + 5)


async def test_before_the_agenda_begins_there_is_nothing_to_extend(lab: LabAtWork) -> None:
    assert await lab.told(lab.organiser, extend_item, 5) == []


async def test_more_time_counts_from_now_when_an_item_is_over(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[0])
    at(after(8), monkeypatch)
    await lab.do(lab.organiser, extend_item, 5)
    assert (await item(lab, 1)).ends_at == after(13)


async def test_an_item_is_shortened_but_not_into_the_past(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[1])
    assert await lab.told(lab.organiser, shorten_item, 1) == [ItemExtended(lab.items[1], -1, DESKS)]
    assert (await item(lab, 2)).ends_at == after(9)
    at(after(7), monkeypatch)
    assert await lab.told(lab.organiser, shorten_item, 5) == [ItemExtended(lab.items[1], -2, DESKS)]
    assert await lab.told(lab.organiser, shorten_item, 5) == []
    assert (await item(lab, 2)).ends_at == after(7)


@pytest.mark.parametrize("verb", [extend_item, shorten_item])
async def test_time_that_was_meant_for_another_item_is_not_given(lab: LabAtWork, verb: Callable[..., Any]) -> None:
    await lab.do(lab.organiser, move_agenda, lab.items[1])
    with pytest.raises(MovedOn):
        await lab.do(lab.organiser, verb, 5, lab.items[0])
    assert len(await lab.told(lab.organiser, verb, 5, lab.items[1])) == 1


# --- A pause


async def test_a_pause_stops_every_clock_and_resuming_gives_back_what_was_left(
    lab: LabAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[0])
    await lab.do(lab.desk(2), start_timer, 4)
    at(after(1), monkeypatch)
    assert await lab.told(lab.organiser, pause_lab) == [TimerSet(lab.groups[2]), AgendaPaused(DESKS)]
    assert await lab.told(lab.organiser, pause_lab) == []
    assert ((await item(lab, 1)).paused_at, (await lab.group(2)).paused_at) == (after(1), after(1))
    at(after(11), monkeypatch)
    assert await lab.told(lab.organiser, resume_lab) == [TimerSet(lab.groups[2]), AgendaResumed(DESKS)]
    assert await lab.told(lab.organiser, resume_lab) == []
    assert ((await item(lab, 1)).ends_at, (await lab.group(2)).ends_at) == (after(15), after(14))
    assert ((await item(lab, 1)).paused_at, (await lab.group(2)).paused_at) == (None, None)


async def test_going_on_in_a_pause_starts_the_next_item_s_clock(
    lab: LabAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[0])
    await lab.do(lab.organiser, pause_lab)
    await lab.do(lab.organiser, move_agenda, lab.items[1])
    assert [(await item(lab, n)).paused_at for n in (1, 2)] == [None, None]
    assert (await item(lab, 2)).ends_at == after(10)


async def test_where_no_clock_runs_the_room_can_still_pause(lab: LabAtWork) -> None:
    told = [await lab.told(lab.organiser, verb) for verb in (resume_lab, pause_lab, resume_lab)]
    assert told == [[], [AgendaPaused(DESKS)], [AgendaResumed(DESKS)]]


async def test_a_pause_says_why_until_the_lab_goes_on(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, pause_lab, "Coffee")
    assert await lab.told(lab.organiser, pause_lab, "More coffee") == [AgendaPaused(DESKS)]
    assert (await lab.row(Lab)).pause_words == "More coffee"
    await lab.do(lab.organiser, resume_lab)
    assert ((await lab.row(Lab)).paused_at, (await lab.row(Lab)).pause_words) == (None, "")


async def test_a_clock_that_is_set_in_a_pause_waits_for_its_end(
    lab: LabAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.organiser, pause_lab)
    await lab.do(lab.desk(), open_stage, lab.stages["silent_writing"])
    await lab.do(lab.desk(2), start_timer, 5)
    await lab.do(lab.desk(3), extend_timer, 5)
    at(after(20), monkeypatch)
    await lab.do(lab.organiser, resume_lab)
    assert [(await lab.group(n)).ends_at for n in (1, 2, 3)] == [after(24), after(25), after(25)]
    assert [(await lab.group(n)).paused_at for n in (1, 2, 3)] == [None, None, None]


async def test_no_desk_goes_on_while_everything_is_paused(lab: LabAtWork) -> None:
    await lab.do(lab.desk(), start_timer, 5)
    await lab.do(lab.organiser, pause_lab)
    with pytest.raises(LabPaused):
        await lab.do(lab.desk(), resume_timer)


async def test_a_clock_that_its_desk_had_stopped_before_still_stands_afterwards(
    lab: LabAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.desk(), start_timer, 5)
    await lab.do(lab.desk(), pause_timer)
    at(after(1), monkeypatch)
    await lab.do(lab.organiser, pause_lab)
    at(after(2), monkeypatch)
    await lab.do(lab.organiser, resume_lab)
    assert (await lab.group()).paused_at == NOON
    await lab.do(lab.desk(), resume_timer)
    assert (await lab.group()).ends_at == after(7)


# --- Catching up


async def test_later_items_and_their_stages_give_in_proportion_to_what_they_can_spare(lab: LabAtWork) -> None:
    """44 can spare 22, the harvest of 15 five: of nine minutes the breakout gives seven, the harvest two."""
    await lab.do(lab.organiser, move_agenda, lab.items[2])
    assert await lab.told(lab.organiser, replan, 9) == [AgendaReplanned(DESKS)]
    assert await lengths(lab) == [5, 10, 16, 37, 13]
    stages = [Stage(**vars(each)) for each in await lab.rows(Stage)]
    assert [each.lasts for each in stages] == [5, 3, 12, 3, 10, 4]
    assert sum(each.lasts or 0 for each in stages) == 37


async def test_asking_again_takes_nothing_twice(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, move_agenda, lab.items[2])
    await lab.do(lab.organiser, replan, 9)
    assert await lab.told(lab.organiser, replan, 9) == []


async def test_the_minutes_can_be_given_back(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, move_agenda, lab.items[2])
    await lab.do(lab.organiser, replan, 9)
    assert await lab.told(lab.organiser, replan, 0) == [AgendaReplanned(DESKS)]
    assert await lengths(lab) == [5, 10, 16, 44, 15]
    assert {each.extra_minutes for each in await lab.rows(Stage)} == {0}


async def test_the_harvest_keeps_ten_minutes_however_late_it_is(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, move_agenda, lab.items[3])
    await lab.do(lab.organiser, replan, 60)
    assert await lengths(lab) == [5, 10, 16, 44, 10]


async def test_what_was_won_for_an_item_it_keeps_when_it_begins(
    lab: LabAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(NOON, monkeypatch)
    await lab.do(lab.organiser, move_agenda, lab.items[2])
    await lab.do(lab.organiser, replan, 9)
    await lab.do(lab.organiser, move_agenda, lab.items[3])
    await lab.do(lab.desk(), open_stage, lab.stages["themes"])
    assert ((await item(lab, 4)).ends_at, (await lab.group()).ends_at) == (after(37), after(12))


async def test_a_closed_lab_moves_no_more(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, close)
    for verb, args in (
        (move_agenda, (lab.items[0],)),
        (extend_item, (5,)),
        (shorten_item, (5,)),
        (pause_lab, ()),
        (resume_lab, ()),
        (replan, (5,)),
    ):
        with pytest.raises(LabClosed):
            await lab.do(lab.organiser, verb, *args)


# --- What is held for all


async def held_for_all(store: Store, founded: Settings) -> LabAtWork:
    """A breakout of one stage, then a plenary of two."""
    stages = [StagePlan(kind="inner_circle"), StagePlan(kind="round_robin")]
    agenda_of = [
        ItemPlan(kind="breakout", title={"en": "Apart"}, stages=[StagePlan(kind="themes")]),
        ItemPlan(kind="plenary", title={"en": "Together"}, stages=stages),
    ]
    return await LabAtWork.found(store, founded, "PLNRY23", agenda=agenda_of)


async def test_what_is_held_for_all_begins_with_its_first_stage_for_all(store: Store, founded: Settings) -> None:
    lab = await held_for_all(store, founded)
    circle = lab.stages["inner_circle"]
    told = await lab.told(lab.organiser, move_agenda, lab.items[1])
    assert [each for each in told if isinstance(each, StageOpened)] == [
        StageOpened(group, circle) for group in lab.groups.values()
    ]


async def test_a_breakout_begins_group_by_group(store: Store, founded: Settings) -> None:
    lab = await held_for_all(store, founded)
    await lab.do(lab.organiser, move_agenda, lab.items[0])
    assert {each.stage_id for each in await lab.rows(Group)} == {None}


async def test_groups_that_are_in_it_already_stay_where_they_are(store: Store, founded: Settings) -> None:
    lab = await held_for_all(store, founded)
    await lab.do(lab.desk(2), open_stage, lab.stages["round_robin"])
    await lab.do(lab.organiser, move_agenda, lab.items[1])
    assert (await lab.group(2)).stage_id == lab.stages["round_robin"]
    assert (await lab.group(1)).stage_id == lab.stages["inner_circle"]
