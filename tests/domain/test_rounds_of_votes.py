"""Votes that stages open and close, and asking the same again."""

import sqlite3
from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest

from app.domain.groups import open_stage
from app.domain.labs import close
from app.domain.votes import close_vote, open_vote, reballot
from app.models import Ballot, Poll
from app.settings import Settings
from tests.cast import LabAtWork, Participant
from tests.domain.balloting import came_to, spread

pytestmark = pytest.mark.anyio


async def test_a_dot_vote_stage_opens_its_vote_and_closes_it(open_lab: LabAtWork, themes: list[str]) -> None:
    await open_lab.open("dot_vote")
    opened = await open_lab.row(Poll)
    assert (opened.method, opened.stage_id, opened.closed_at) == ("dots", open_lab.stages["dot_vote"], None)
    await open_lab.open("deliberation")
    closed = await open_lab.row(Poll)
    assert (closed.closed_at is not None, closed.result["cast"]) == (True, 0)


async def test_a_stage_says_how_many_dots(open_lab: LabAtWork, themes: list[str], founded: Settings) -> None:
    with closing(sqlite3.connect(founded.database)) as database, database:
        database.execute("""UPDATE stage SET settings = '{"dots": 5, "most": 1}' WHERE kind = 'dot_vote'""")
    await open_lab.open("dot_vote")
    opened = await open_lab.row(Poll)
    assert (opened.settings["dots"], opened.settings["most"]) == (5, 1)


async def test_a_dot_vote_stage_with_nothing_to_choose_opens_no_vote(open_lab: LabAtWork) -> None:
    await open_lab.open("dot_vote")
    assert await open_lab.rows(Poll) == []


async def test_the_close_of_the_lab_closes_what_is_open(open_lab: LabAtWork, poll: Any) -> None:
    await open_lab.do(open_lab.organiser, close)
    assert (await open_lab.row(Poll, poll.id)).closed_at is not None


async def test_going_to_no_stage_closes_what_is_open(open_lab: LabAtWork, poll: Any) -> None:
    await open_lab.open("deliberation")
    await open_lab.do(open_lab.desk(), open_stage, None)
    assert (await open_lab.row(Poll, poll.id)).closed_at is not None


async def test_a_second_round_asks_the_same_and_keeps_the_first(
    open_lab: LabAtWork, themes: list[str], poll: Any, ana: Participant
) -> None:
    await spread(open_lab, ana, poll, {themes[0]: 1})
    first = await came_to(open_lab, poll)
    again = await open_lab.do(open_lab.desk(), reballot, poll.id, uuid4().hex)
    assert (again.round, again.follows, again.options) == (2, poll.id, poll.options)
    await spread(open_lab, ana, again, {themes[1]: 1})
    assert (await came_to(open_lab, again))["options"][0]["text"] == "Money"
    assert (await open_lab.row(Poll, poll.id)).result == first


async def test_one_key_in_two_votes_is_two_ballots(
    open_lab: LabAtWork, themes: list[str], poll: Any, ana: Participant
) -> None:
    key = uuid4().hex
    await spread(open_lab, ana, poll, {themes[0]: 1}, key)
    await open_lab.do(open_lab.desk(), close_vote, poll.id)
    again = await open_lab.do(open_lab.desk(), open_vote, "rank", "themes", uuid4().hex)
    await spread(open_lab, ana, again, {themes[1]: 1}, key)
    assert [(await open_lab.rows(Ballot, poll_id=each.id))[0].choice for each in (poll, again)] == [
        {themes[0]: 1},
        {themes[1]: 1},
    ]


async def test_the_same_asked_again_is_another_round_however_it_was_opened(
    open_lab: LabAtWork, themes: list[str], poll: Any
) -> None:
    await open_lab.do(open_lab.desk(), close_vote, poll.id)
    other = await open_lab.do(open_lab.desk(), open_vote, "rank", "themes", uuid4().hex)
    await open_lab.do(open_lab.desk(), close_vote, other.id)
    again = await open_lab.do(open_lab.desk(), open_vote, "dots", "themes", uuid4().hex)
    assert [(each.round, each.follows) for each in (other, again)] == [(1, None), (2, poll.id)]
