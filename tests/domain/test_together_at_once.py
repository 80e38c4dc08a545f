"""Several hands at the same moment: each ends in one defined state, and whoever lost is told."""

from asyncio import gather
from collections import Counter
from typing import Any
from uuid import uuid4

import pytest

from app.domain.circle import tap_in
from app.domain.formed import RoundOpened, WalkMoved
from app.domain.gallery import before, leave_mark, walk_on
from app.domain.rotations import begin_round
from app.domain.teams import write_together
from app.models import Mark, Sitting, Stay, Team, Walk
from app.settings import Settings
from app.store import Store
from tests.domain.forming import Forming, stage

pytestmark = pytest.mark.anyio


async def at_once(*acts: Any) -> Counter[str]:
    """How often each refusal came; `taken` for what was not refused."""
    ends = await gather(*acts, return_exceptions=True)
    return Counter(type(each).__name__ if isinstance(each, Exception) else "taken" for each in ends)


async def test_five_desks_tap_into_the_last_seat(store: Store, founded: Settings) -> None:
    lab = await Forming.with_stages(store, founded, stage("inner_circle", settings={"seats": 2}))
    people = {number: await lab.join(None, number) for number in lab.groups}
    await lab.opened(1)
    taps = (lab.do(lab.desk(number), tap_in, one.id) for number, one in people.items())
    assert await at_once(*taps) == {"taken": 1, "CircleFull": 4}
    assert [one.state for one in await lab.rows(Sitting)] == ["in"]


async def test_the_next_round_is_begun_by_six_clicks(store: Store, founded: Settings) -> None:
    lab = await Forming.with_stages(store, founded, stage("rotation"), stage("rotation"))
    for number in lab.groups:
        await lab.people(3, number)
    await lab.do(lab.organiser, begin_round, 1)
    seq = await lab.seq()
    assert await at_once(*(lab.do(lab.organiser, begin_round, 2) for _ in range(6))) == {"taken": 6}
    assert [each.round for each in await lab.events(seq) if isinstance(each, RoundOpened)] == [2]
    assert set(Counter(one.person_id for one in await lab.rows(Stay, round=2)).values()) == {1}


async def test_the_walk_goes_on_by_six_clicks(store: Store, founded: Settings) -> None:
    lab = await Forming.with_stages(store, founded, stage("gallery"))
    for number in lab.groups:
        await lab.people(1, number)
    await lab.opened(1)
    seq = await lab.seq()
    assert await at_once(*(lab.do(lab.organiser, walk_on, 2) for _ in range(6))) == {"taken": 6}
    assert [each.step for each in await lab.events(seq) if isinstance(each, WalkMoved)] == [2]


async def test_marks_are_not_overdrawn_by_a_fast_thumb(store: Store, founded: Settings) -> None:
    lab = await Forming.with_stages(store, founded, stage("gallery", settings={"marks": 2}))
    ana, _ = await lab.join("Ana", 1), await lab.join("Bo", 2)
    await lab.opened(1)
    poster = before(await lab.row(Walk), lab.groups[1])
    acts = (lab.do(ana.key, leave_mark, poster, "dot", "", uuid4().hex) for _ in range(5))
    assert await at_once(*acts) == {"taken": 2, "MarksSpent": 3}
    assert len(await lab.rows(Mark)) == 2


async def test_partners_reach_for_the_pen_together(store: Store, founded: Settings) -> None:
    lab = await Forming.with_stages(store, founded, stage("pairs", prompt="main"))
    ana, bo = await lab.join("Ana", 1), await lab.join("Bo", 1)
    await lab.opened(1)
    words = {ana.id: "From Ana", bo.id: "From Bo"}
    ends = await at_once(*(lab.do(one.key, write_together, words[one.id]) for one in (ana, bo)))
    team = await lab.row(Team)
    assert ends == {"taken": 1, "PenElsewhere": 1}
    assert team.words == words[team.pen_id]
