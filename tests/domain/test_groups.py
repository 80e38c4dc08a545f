from asyncio import gather
from datetime import UTC, datetime, timedelta

import pytest

from app.domain import groups
from app.domain.errors import LabClosed, MovedOn, NotFound
from app.domain.events import PromptOpened, StageOpened, TimerSet
from app.domain.groups import (
    advance_stage,
    end_timer,
    extend_timer,
    open_prompt,
    open_prompt_for_all,
    open_stage,
    open_stage_for_all,
    pause_timer,
    resume_timer,
    shorten_timer,
    start_timer,
)
from app.domain.labs import close
from app.models import Group
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio

NOON = datetime(2020, 10, 8, 12, tzinfo=UTC)


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "now", lambda: NOON)


def minutes(n: int) -> timedelta:
    return timedelta(minutes=n)


async def test_a_desk_opens_a_prompt_for_its_own_group(lab: LabAtWork) -> None:
    told = await lab.told(lab.desk(2), open_prompt, lab.prompts["ethics"])
    asked = {number: (await lab.group(number)).prompt_id for number in (1, 2, 3)}
    assert asked == {1: None, 2: lab.prompts["ethics"], 3: None}
    assert told == [PromptOpened(lab.groups[2], lab.prompts["ethics"])]


async def test_the_open_prompt_is_not_opened_again_and_can_be_closed(lab: LabAtWork) -> None:
    await lab.do(lab.desk(), open_prompt, lab.prompts["ethics"])
    assert await lab.told(lab.desk(), open_prompt, lab.prompts["ethics"]) == []
    assert await lab.told(lab.desk(), open_prompt, None) == [PromptOpened(lab.groups[1], None)]


async def test_the_organiser_opens_a_prompt_for_every_group(lab: LabAtWork) -> None:
    told = await lab.told(lab.organiser, open_prompt_for_all, lab.prompts["main"])
    assert {each.prompt_id for each in await lab.rows(Group)} == {lab.prompts["main"]}
    assert told == [PromptOpened(group, lab.prompts["main"]) for group in lab.groups.values()]


async def test_a_stage_brings_its_prompt_and_its_time(lab: LabAtWork, at_noon: None) -> None:
    told = await lab.told(lab.desk(), open_stage, lab.stages["silent_writing"])
    group = await lab.group()
    assert (group.prompt_id, group.stage_started_at, group.ends_at, group.timer_minutes) == (
        lab.prompts["main"],
        NOON,
        NOON + minutes(4),
        4,
    )
    assert told == [StageOpened(lab.groups[1], lab.stages["silent_writing"])]


async def test_a_stage_without_a_prompt_leaves_the_open_one(lab: LabAtWork) -> None:
    await lab.open("silent_writing", "ethics")
    await lab.do(lab.desk(), open_stage, lab.stages["themes"])
    assert (await lab.group()).prompt_id == lab.prompts["ethics"]


async def test_two_clicks_on_a_stage_are_one(lab: LabAtWork, at_noon: None, monkeypatch: pytest.MonkeyPatch) -> None:
    await lab.do(lab.desk(), open_stage, lab.stages["themes"])
    monkeypatch.setattr(groups, "now", lambda: NOON + minutes(3))
    assert await lab.told(lab.desk(), open_stage, lab.stages["themes"]) == []
    assert (await lab.group()).ends_at == NOON + minutes(14)


async def test_no_stage_means_no_time(lab: LabAtWork) -> None:
    await lab.open("themes")
    await lab.do(lab.desk(), open_stage, None)
    group = await lab.group()
    assert (group.stage_id, group.ends_at, group.timer_minutes) == (None, None, None)


async def test_the_organiser_opens_a_stage_for_every_group_and_only_the_others_hear(lab: LabAtWork) -> None:
    await lab.do(lab.desk(3), open_stage, lab.stages["themes"])
    told = await lab.told(lab.organiser, open_stage_for_all, lab.stages["themes"])
    assert told == [StageOpened(lab.groups[number], lab.stages["themes"]) for number in (1, 2, 4, 5)]


@pytest.mark.parametrize("verb", [open_prompt, open_stage])
async def test_what_is_not_in_this_lab_cannot_be_opened(lab: LabAtWork, verb: object) -> None:
    assert callable(verb)
    with pytest.raises(NotFound):
        await lab.do(lab.desk(), verb, 999)


async def test_a_timer_says_when_it_ends(lab: LabAtWork, at_noon: None) -> None:
    assert await lab.told(lab.desk(), start_timer, 5) == [TimerSet(lab.groups[1])]
    group = await lab.group()
    assert (group.ends_at, group.timer_minutes) == (NOON + minutes(5), 5)


async def test_more_time_counts_from_the_end_that_was_set(lab: LabAtWork, at_noon: None) -> None:
    await lab.do(lab.desk(), start_timer, 5)
    await lab.do(lab.desk(), extend_timer, 1)
    group = await lab.group()
    assert (group.ends_at, group.timer_minutes) == (NOON + minutes(6), 6)


async def test_more_time_counts_from_now_when_time_is_up(
    lab: LabAtWork, at_noon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lab.do(lab.desk(), start_timer, 5)
    monkeypatch.setattr(groups, "now", lambda: NOON + minutes(20))
    await lab.do(lab.desk(), extend_timer, 1)
    assert (await lab.group()).ends_at == NOON + minutes(21)


async def test_more_time_without_a_timer_starts_one(lab: LabAtWork, at_noon: None) -> None:
    await lab.do(lab.desk(), extend_timer, 2)
    group = await lab.group()
    assert (group.ends_at, group.timer_minutes) == (NOON + minutes(2), 2)


async def test_a_timer_is_ended_once(lab: LabAtWork) -> None:
    await lab.do(lab.desk(), start_timer, 5)
    assert await lab.told(lab.desk(), end_timer) == [TimerSet(lab.groups[1])]
    assert await lab.told(lab.desk(), end_timer) == []
    assert (await lab.group()).ends_at is None


async def test_a_timer_is_shortened_but_not_into_the_past(
    lab: LabAtWork, at_noon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lab.do(lab.desk(), start_timer, 5)
    assert await lab.told(lab.desk(), shorten_timer, 1) == [TimerSet(lab.groups[1])]
    assert ((await lab.group()).ends_at, (await lab.group()).timer_minutes) == (NOON + minutes(4), 4)
    await lab.do(lab.desk(), shorten_timer, 5)
    assert (await lab.group()).ends_at == NOON
    assert await lab.told(lab.desk(), shorten_timer, 5) == []


async def test_a_timer_that_stands_still_keeps_what_was_left(
    lab: LabAtWork, at_noon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lab.do(lab.desk(), start_timer, 5)
    told = [await lab.told(lab.desk(), verb) for verb in (pause_timer, pause_timer)]
    monkeypatch.setattr(groups, "now", lambda: NOON + minutes(20))
    await lab.do(lab.desk(), extend_timer, 1)
    told += [await lab.told(lab.desk(), verb) for verb in (resume_timer, resume_timer)]
    assert told == [[TimerSet(lab.groups[1])], [], [TimerSet(lab.groups[1])], []]
    assert ((await lab.group()).ends_at, (await lab.group()).paused_at) == (NOON + minutes(26), None)


@pytest.mark.parametrize("verb", [end_timer, start_timer, open_stage])
async def test_whatever_sets_the_clock_anew_ends_its_pause(lab: LabAtWork, verb: object) -> None:
    assert callable(verb)
    await lab.do(lab.desk(), start_timer, 5)
    await lab.do(lab.desk(), pause_timer)
    args = {end_timer: (), start_timer: (3,), open_stage: (lab.stages["themes"],)}[verb]  # type: ignore[index]
    await lab.do(lab.desk(), verb, *args)
    assert (await lab.group()).paused_at is None


# --- On to the next stage


async def test_a_group_goes_from_stage_to_stage_and_out_of_the_last(
    lab: LabAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    been: list[int | None] = [None]
    for n in range(7):
        monkeypatch.setattr(groups, "now", lambda n=n: NOON + minutes(n))
        await lab.do(lab.desk(), advance_stage, been[-1])
        been.append((await lab.group()).stage_id)
    assert been == [None, *lab.stages.values(), None]


async def test_two_clicks_advance_once(lab: LabAtWork, at_noon: None) -> None:
    """Whether the second still carries the old stage, or hit the button that had just been drawn anew."""
    first, second = list(lab.stages.values())[:2]
    await lab.do(lab.desk(), open_stage, first)
    groups_now = NOON + timedelta(seconds=30)
    with pytest.MonkeyPatch.context() as later:
        later.setattr(groups, "now", lambda: groups_now)
        told = [await lab.told(lab.desk(), advance_stage, pressed_in) for pressed_in in (first, first, second)]
    assert told == [[StageOpened(lab.groups[1], second)], [], []]
    assert (await lab.group()).stage_id == second


async def test_many_clicks_at_once_advance_once(lab: LabAtWork) -> None:
    clicks = await gather(*(lab.told(lab.desk(), advance_stage, None) for _ in range(20)))
    first = next(iter(lab.stages.values()))
    assert [told for told in clicks if told] == [[StageOpened(lab.groups[1], first)]]


async def test_who_was_overtaken_is_told_so(lab: LabAtWork) -> None:
    first, _, third, *_ = lab.stages.values()
    await lab.do(lab.desk(), open_stage, third)
    with pytest.raises(MovedOn):
        await lab.do(lab.desk(), advance_stage, first)
    assert (await lab.group()).stage_id == third


async def test_two_clicks_bring_all_on_by_one_stage(
    lab: LabAtWork, at_noon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second hits the button of the stage just opened; the same press sent again changes nothing either."""
    first, second, third, *_ = lab.stages.values()
    await lab.do(lab.organiser, open_stage_for_all, first)
    monkeypatch.setattr(groups, "now", lambda: NOON + minutes(1))
    presses = ((second, first), (second, first), (third, second))
    told = [await lab.told(lab.organiser, open_stage_for_all, *press) for press in presses]
    assert told == [[StageOpened(group, second) for group in lab.groups.values()], [], []]


async def test_many_clicks_at_once_bring_all_on_once(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *_ = lab.stages.values()
    await lab.do(lab.organiser, open_stage_for_all, first)
    monkeypatch.setattr(groups, "DOUBLE_CLICK", timedelta(0))
    clicks = await gather(*(lab.told(lab.organiser, open_stage_for_all, second, first) for _ in range(20)))
    assert [len(told) for told in clicks if told] == [len(lab.groups)]


async def test_who_brings_all_on_from_where_nobody_is_any_more_is_told_so(lab: LabAtWork) -> None:
    first, second, third, *_ = lab.stages.values()
    await lab.do(lab.organiser, open_stage_for_all, third)
    with pytest.raises(MovedOn):
        await lab.do(lab.organiser, open_stage_for_all, second, first)


async def test_the_close_ends_running_a_group(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, close)
    for key, verb, args in (
        (lab.desk(), open_prompt, (lab.prompts["main"],)),
        (lab.desk(), open_stage, (lab.stages["themes"],)),
        (lab.desk(), start_timer, (5,)),
        (lab.desk(), extend_timer, (5,)),
        (lab.desk(), end_timer, ()),
        (lab.desk(), shorten_timer, (5,)),
        (lab.desk(), pause_timer, ()),
        (lab.desk(), resume_timer, ()),
        (lab.desk(), advance_stage, (None,)),
        (lab.organiser, open_prompt_for_all, (lab.prompts["main"],)),
        (lab.organiser, open_stage_for_all, (lab.stages["themes"],)),
    ):
        with pytest.raises(LabClosed):
            await lab.do(key, verb, *args)
