"""Dots and rankings: one open at a time, frozen when opened, counted when closed."""

from typing import Any
from uuid import uuid4

import pytest

from app.domain.ballots import cast, take_back
from app.domain.errors import (
    NotFound,
    NothingChosen,
    NothingToVoteOn,
    NotOnTheBallot,
    RankedTwice,
    TooManyDots,
    TooManyOnOne,
    VoteClosed,
    VoteIsOpen,
)
from app.domain.themes import make_theme, name_theme, remove_theme
from app.domain.vote_events import BallotCast, BallotChanged, BallotTakenBack
from app.domain.vote_events import VoteClosed as VoteWasClosed
from app.domain.votes import close_plenary_vote, close_vote, open_vote
from app.models import Ballot, Poll
from tests.cast import LabAtWork, Participant
from tests.domain.balloting import came_to, spread

pytestmark = pytest.mark.anyio


async def test_a_dot_vote_is_on_the_themes_of_the_group_as_they_are_called_now(
    open_lab: LabAtWork, themes: list[str], poll: Any
) -> None:
    await open_lab.do(open_lab.desk(), name_theme, themes[0], "Another name")
    await open_lab.do(open_lab.desk(), remove_theme, themes[1])
    kept = await open_lab.row(Poll, poll.id)
    assert [each["text"] for each in kept.options] == ["Time", "Money", "Trust", "Rules", "Words", "Places"]
    assert (kept.settings["dots"], kept.settings["most"], kept.seated) == (3, 2, 2)


async def test_without_themes_the_ideas_are_voted_on(open_lab: LabAtWork, ana: Participant) -> None:
    ideas = [(await open_lab.say(ana, f"Idea {n}")).id for n in range(4)]
    poll = await open_lab.do(open_lab.desk(), open_vote, "dots", "themes", uuid4().hex)
    assert (poll.about, [each["id"] for each in poll.options]) == ("contributions", ideas)


async def test_one_thing_alone_cannot_be_voted_on(open_lab: LabAtWork, ana: Participant) -> None:
    await open_lab.say(ana, "The only one")
    with pytest.raises(NothingToVoteOn):
        await open_lab.do(open_lab.desk(), open_vote, "dots", "themes", uuid4().hex)


async def test_a_group_votes_on_one_thing_at_a_time(open_lab: LabAtWork, poll: Any) -> None:
    with pytest.raises(VoteIsOpen):
        await open_lab.do(open_lab.desk(), open_vote, "rank", "themes", uuid4().hex)
    await open_lab.do(open_lab.desk(), close_vote, poll.id)
    await open_lab.do(open_lab.desk(), open_vote, "rank", "themes", uuid4().hex)
    assert len(await open_lab.rows(Poll)) == 2


async def test_the_same_opening_sent_twice_opens_one(open_lab: LabAtWork, themes: list[str]) -> None:
    key = uuid4().hex
    opened = [await open_lab.do(open_lab.desk(), open_vote, "dots", "themes", key) for _ in range(2)]
    assert (opened[0].id, len(await open_lab.rows(Poll))) == (opened[1].id, 1)


async def test_dots_and_distinct_voters_are_counted_and_options_without_dots_are_kept(
    open_lab: LabAtWork, themes: list[str], poll: Any, ana: Participant, ola: Participant
) -> None:
    await spread(open_lab, ana, poll, {themes[0]: 2, themes[1]: 1})
    await spread(open_lab, ola, poll, {themes[0]: 1})
    counted = (await came_to(open_lab, poll))["options"]
    assert [(each["text"], each["dots"], each["voters"]) for each in counted[:2]] == [("Time", 3, 2), ("Money", 1, 1)]
    assert [each["dots"] for each in counted[2:]] == [0, 0, 0, 0]


async def test_near_ties_are_told_as_ties(
    open_lab: LabAtWork, themes: list[str], poll: Any, ana: Participant, ola: Participant
) -> None:
    """Three dots and two differ by one: as good as equal among two voters."""
    await spread(open_lab, ana, poll, {themes[0]: 2, themes[1]: 1})
    await spread(open_lab, ola, poll, {themes[0]: 1, themes[1]: 1})
    counted = (await came_to(open_lab, poll))["options"]
    assert [(each["text"], each["rank"], each["is_tied"]) for each in counted[:2]] == [
        ("Time", 1, True),
        ("Money", 1, True),
    ]


async def test_all_dots_may_stay_unspent(open_lab: LabAtWork, poll: Any, ana: Participant) -> None:
    await spread(open_lab, ana, poll, {})
    counted = await came_to(open_lab, poll)
    assert (counted["cast"], counted["entitled"], sum(each["dots"] for each in counted["options"])) == (1, 2, 0)


@pytest.mark.parametrize(
    ("dots", "refusal"),
    [
        ((2, 2), TooManyDots),
        ((3,), TooManyOnOne),
        ((-1,), NotOnTheBallot),
        (("two",), NotOnTheBallot),
        (("٢",), NotOnTheBallot),
        ((10**9,), NotOnTheBallot),
    ],
)
async def test_no_ballot_holds_more_than_a_person_has(
    open_lab: LabAtWork, themes: list[str], poll: Any, ana: Participant, dots: tuple[Any, ...], refusal: type
) -> None:
    with pytest.raises(refusal):
        await spread(open_lab, ana, poll, dict(zip(themes, dots, strict=False)))
    assert await open_lab.rows(Ballot) == []


async def test_what_is_not_on_the_ballot_gets_no_dot(open_lab: LabAtWork, poll: Any, ana: Participant) -> None:
    later = await open_lab.do(open_lab.desk(), make_theme, "Came too late", uuid4().hex)
    with pytest.raises(NotOnTheBallot):
        await spread(open_lab, ana, poll, {later.id: 1})


async def test_another_ballot_replaces_the_first(
    open_lab: LabAtWork, themes: list[str], poll: Any, ana: Participant
) -> None:
    await spread(open_lab, ana, poll, {themes[0]: 2, themes[1]: 1})
    said = {themes[2]: "1"}
    told = await open_lab.told(ana.key, cast, poll.id, said, "", False, uuid4().hex)
    assert told == [BallotChanged(poll.id, [open_lab.groups[1]])]
    counted = await came_to(open_lab, poll)
    assert (counted["cast"], {each["text"]: each["dots"] for each in counted["options"] if each["dots"]}) == (
        1,
        {"Trust": 1},
    )


async def test_the_same_ballot_sent_twice_is_one(
    open_lab: LabAtWork, themes: list[str], poll: Any, ana: Participant
) -> None:
    key, said = uuid4().hex, {themes[0]: "2"}
    told = [await open_lab.told(ana.key, cast, poll.id, said, "", False, key) for _ in range(2)]
    assert told == [[BallotCast(poll.id, [open_lab.groups[1]])], []]
    assert len(await open_lab.rows(Ballot)) == 1


async def test_a_late_repetition_overdraws_nothing_and_undoes_no_change_of_mind(
    open_lab: LabAtWork, themes: list[str], poll: Any, ana: Participant
) -> None:
    first = uuid4().hex
    await spread(open_lab, ana, poll, {themes[0]: 2, themes[1]: 1}, first)
    await spread(open_lab, ana, poll, {themes[2]: 2})
    await spread(open_lab, ana, poll, {themes[0]: 2, themes[1]: 1}, first)
    (kept,) = await open_lab.rows(Ballot)
    assert kept.choice == {themes[2]: 2}


async def test_a_ballot_is_taken_back_while_the_vote_is_open(
    open_lab: LabAtWork, themes: list[str], poll: Any, ana: Participant
) -> None:
    first = uuid4().hex
    await spread(open_lab, ana, poll, {themes[0]: 2}, first)
    told = await open_lab.told(ana.key, take_back, poll.id, uuid4().hex)
    await spread(open_lab, ana, poll, {themes[0]: 2}, first)  # a late repetition
    assert told == [BallotTakenBack(poll.id, [open_lab.groups[1]])]
    assert (await came_to(open_lab, poll))["cast"] == 0


async def test_whoever_took_it_back_may_cast_again(
    open_lab: LabAtWork, themes: list[str], poll: Any, ana: Participant
) -> None:
    await spread(open_lab, ana, poll, {themes[0]: 2})
    await open_lab.do(ana.key, take_back, poll.id, uuid4().hex)
    await spread(open_lab, ana, poll, {themes[0]: 1})
    assert (await came_to(open_lab, poll))["options"][0]["dots"] == 1


async def test_after_the_close_a_ballot_is_refused_in_plain_words(
    open_lab: LabAtWork, themes: list[str], poll: Any, ana: Participant, ola: Participant
) -> None:
    key = uuid4().hex
    await spread(open_lab, ana, poll, {themes[0]: 1}, key)
    await open_lab.do(open_lab.desk(), close_vote, poll.id)
    with pytest.raises(VoteClosed):
        await spread(open_lab, ola, poll, {themes[0]: 1})
    with pytest.raises(VoteClosed):
        await spread(open_lab, ana, poll, {themes[1]: 1})
    with pytest.raises(VoteClosed):
        await open_lab.do(ana.key, take_back, poll.id, uuid4().hex)
    await spread(open_lab, ana, poll, {themes[0]: 1}, key)  # it was counted: a phone that asks again hears so
    assert (await open_lab.row(Poll, poll.id)).result["cast"] == 1


async def test_two_clicks_close_once(open_lab: LabAtWork, poll: Any) -> None:
    told = [await open_lab.told(open_lab.desk(), close_vote, poll.id) for _ in range(2)]
    assert told == [[VoteWasClosed(poll.id, [open_lab.groups[1]])], []]


async def test_another_group_neither_votes_nor_closes(
    open_lab: LabAtWork, themes: list[str], poll: Any, zsofia: Participant
) -> None:
    with pytest.raises(NotFound):
        await spread(open_lab, zsofia, poll, {themes[0]: 1})
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(2), close_vote, poll.id)
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.organiser, close_plenary_vote, poll.id)


async def test_a_ranking_gives_five_points_to_the_first(
    open_lab: LabAtWork, themes: list[str], ana: Participant, ola: Participant
) -> None:
    poll = await open_lab.do(open_lab.desk(), open_vote, "rank", "themes", uuid4().hex)
    await spread(open_lab, ana, poll, {themes[0]: 1, themes[1]: 2, themes[5]: ""})
    await spread(open_lab, ola, poll, {themes[1]: 1, themes[2]: 3})
    counted = (await came_to(open_lab, poll))["options"]
    told = [(each["text"], each["points"], each["voters"]) for each in counted]
    assert told[:4] == [("Money", 9, 2), ("Time", 5, 1), ("Trust", 4, 1), ("Rules", 0, 0)]


@pytest.mark.parametrize(
    ("places", "refusal"),
    [((1, 1), RankedTwice), ((6,), NotOnTheBallot), ((0,), NotOnTheBallot), (("", ""), NothingChosen)],
)
async def test_a_ranking_gives_each_place_once(
    open_lab: LabAtWork, themes: list[str], ana: Participant, places: tuple[Any, ...], refusal: type
) -> None:
    poll = await open_lab.do(open_lab.desk(), open_vote, "rank", "themes", uuid4().hex)
    with pytest.raises(refusal):
        await spread(open_lab, ana, poll, dict(zip(themes, places, strict=False)))
