"""What is taken up first in a deliberation: what the group's last vote on its themes put forward."""

from typing import Any
from uuid import uuid4

import pytest

from app.domain.ballots import cast, count_by_hand
from app.domain.contributions import support
from app.domain.themes import Seen, make_theme, place_in_theme, remove_theme
from app.domain.top_themes import Choice
from app.domain.votes import close_vote, open_vote
from app.live.fragments.tables import desk_tables
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

Names = dict[str, str]


@pytest.fixture
async def themes(open_lab: LabAtWork) -> Names:
    names = ("Time", "Money", "Trust", "Rules")
    return {name: (await open_lab.do(open_lab.desk(), make_theme, name, uuid4().hex)).id for name in names}


async def voted(lab: LabAtWork, themes: Names, method: str, *ballots: tuple[Participant, dict[str, int]]) -> Any:
    poll = await lab.do(lab.desk(), open_vote, method, "themes", uuid4().hex)
    for who, said in ballots:
        choice = {themes[name]: str(n) for name, n in said.items()}
        await lab.do(who.key, cast, poll.id, choice, "", False, uuid4().hex)
    return await lab.do(lab.desk(), close_vote, poll.id)


async def taken_up(lab: LabAtWork) -> tuple[list[str], list[str], list[str]]:
    """At the desk: the themes to take up, those among them that are tied, all others."""
    told = (await lab.store.read(desk_tables, {lab.groups[1]}))[lab.groups[1]]
    found = Choice(told.top, told.contended, told.rest)
    return (
        [one.name for one in found.top],
        [one.name for one in found.top if one.id in found.contended],
        [one.name for one in found.rest],
    )


async def lies(lab: LabAtWork) -> str | None:
    return (await lab.group()).on_table


async def test_without_a_vote_support_says_what_comes_first(
    open_lab: LabAtWork, themes: Names, ana: Participant, ola: Participant
) -> None:
    idea = await open_lab.say(ana, "Pay for evenings")
    await open_lab.do(open_lab.desk(), place_in_theme, [Seen(idea.id)], themes["Money"])
    await open_lab.do(ola.key, support, idea.id, True)
    await open_lab.open("deliberation")
    assert await taken_up(open_lab) == (["Money", "Time"], [], ["Trust", "Rules"])


async def test_dots_say_what_comes_first_whatever_is_supported(
    open_lab: LabAtWork, themes: Names, ana: Participant, ola: Participant
) -> None:
    idea = await open_lab.say(ana, "Pay for evenings")
    await open_lab.do(open_lab.desk(), place_in_theme, [Seen(idea.id)], themes["Money"])
    await open_lab.do(ola.key, support, idea.id, True)
    await voted(open_lab, themes, "dots", (ana, {"Trust": 2, "Rules": 1}), (ola, {"Trust": 2, "Rules": 1}))
    await open_lab.open("deliberation")
    assert await lies(open_lab) == themes["Trust"]
    assert await taken_up(open_lab) == (["Trust", "Rules"], [], ["Time", "Money"])


async def test_an_open_vote_that_the_stage_closes_counts(
    open_lab: LabAtWork, themes: Names, ana: Participant, ola: Participant
) -> None:
    poll = await open_lab.do(open_lab.desk(), open_vote, "dots", "themes", uuid4().hex)
    for who in (ana, ola):
        await open_lab.do(who.key, cast, poll.id, {themes["Rules"]: "2"}, "", False, uuid4().hex)
    await open_lab.open("deliberation")
    assert await lies(open_lab) == themes["Rules"]


async def test_what_nearly_ties_at_the_last_place_is_told_as_tied(
    open_lab: LabAtWork, themes: Names, ana: Participant, ola: Participant
) -> None:
    """Two places: Time has four dots, Money one, Trust one. Rules, with no dot, is never put forward."""
    await voted(open_lab, themes, "dots", (ana, {"Time": 2, "Money": 1}), (ola, {"Time": 2, "Trust": 1}))
    await open_lab.open("deliberation")
    assert await taken_up(open_lab) == (["Time", "Money", "Trust"], ["Money", "Trust"], ["Rules"])


async def test_a_ranking_says_what_comes_first(
    open_lab: LabAtWork, themes: Names, ana: Participant, ola: Participant
) -> None:
    await voted(open_lab, themes, "rank", (ana, {"Rules": 1, "Trust": 2}), (ola, {"Rules": 1, "Trust": 2}))
    await open_lab.open("deliberation")
    assert await taken_up(open_lab) == (["Rules", "Trust"], [], ["Time", "Money"])


async def test_equal_points_at_the_last_place_are_tied(
    open_lab: LabAtWork, themes: Names, ana: Participant, ola: Participant
) -> None:
    await voted(open_lab, themes, "rank", (ana, {"Rules": 1, "Trust": 2}), (ola, {"Rules": 1, "Money": 2}))
    await open_lab.open("deliberation")
    assert await taken_up(open_lab) == (["Rules", "Money", "Trust"], ["Money", "Trust"], ["Time"])


async def test_the_last_vote_counts_and_one_in_which_nobody_voted_does_not(
    open_lab: LabAtWork, themes: Names, ana: Participant, ola: Participant
) -> None:
    await voted(open_lab, themes, "dots", (ana, {"Time": 2}), (ola, {"Time": 2}))
    await voted(open_lab, themes, "dots", (ana, {"Rules": 2}), (ola, {"Rules": 2}))
    await voted(open_lab, themes, "dots")
    await open_lab.open("deliberation")
    assert await taken_up(open_lab) == (["Rules"], [], ["Time", "Money", "Trust"])


async def test_hands_typed_in_late_change_what_comes_first(
    open_lab: LabAtWork, themes: Names, ana: Participant, ola: Participant
) -> None:
    poll = await voted(open_lab, themes, "dots", (ana, {"Time": 2}), (ola, {"Time": 2}))
    await open_lab.open("deliberation")
    await open_lab.do(open_lab.desk(), count_by_hand, poll.id, {(themes["Rules"], "hands"): "9"}, 9)
    assert await taken_up(open_lab) == (["Rules", "Time"], [], ["Money", "Trust"])
    assert await lies(open_lab) == themes["Time"]  # what is being talked about stays


async def test_what_was_taken_away_or_made_since_the_vote(
    open_lab: LabAtWork, themes: Names, ana: Participant, ola: Participant
) -> None:
    await voted(open_lab, themes, "dots", (ana, {"Time": 2, "Money": 1}), (ola, {"Time": 2, "Money": 1}))
    await open_lab.do(open_lab.desk(), remove_theme, themes["Time"])
    await open_lab.do(open_lab.desk(), make_theme, "Places", uuid4().hex)
    await open_lab.open("deliberation")
    assert await taken_up(open_lab) == (["Money"], [], ["Trust", "Rules", "Places"])
