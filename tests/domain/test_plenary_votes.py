"""The vote of all groups on all lessons: who takes part, and where a lesson holds."""

from typing import Any
from uuid import uuid4

import pytest

from app.domain.ballots import cast, cast_on_paper, count_by_hand
from app.domain.errors import NothingToVoteOn, VoteIsOpen, WordsAreVotedOn
from app.domain.labs import close
from app.domain.lessons import reword_lesson, word_lesson
from app.domain.vote_events import BallotCast, VoteOpened
from app.domain.votes import close_plenary_vote, open_plenary_vote, open_vote
from app.models import Poll
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio


@pytest.fixture
async def lessons(open_lab: LabAtWork) -> list[str]:
    """One of group 2, then one of group 1."""
    told = ((2, "Ask first"), (1, "Pay people"))
    return [
        (await open_lab.do(open_lab.desk(group), word_lesson, title, "Because.", [], uuid4().hex)).id
        for group, title in told
    ]


@pytest.fixture
async def poll(open_lab: LabAtWork, lessons: list[str]) -> Any:
    return await open_lab.do(open_lab.organiser, open_plenary_vote, uuid4().hex)


async def say(lab: LabAtWork, who: Participant, poll: Any, said: dict[str, str]) -> None:
    await lab.do(who.key, cast, poll.id, said, "", False, uuid4().hex)


async def options(lab: LabAtWork, poll: Any) -> dict[str, Any]:
    await lab.do(lab.organiser, close_plenary_vote, poll.id)
    return {each["text"]: each for each in (await lab.row(Poll, poll.id)).result["options"]}


async def test_everybody_is_asked_about_every_lesson_in_the_order_of_groups(
    open_lab: LabAtWork, lessons: list[str]
) -> None:
    told = await open_lab.told(open_lab.organiser, open_plenary_vote, uuid4().hex)
    poll = await open_lab.row(Poll)
    assert [(each["group"], each["text"]) for each in poll.options] == [(1, "Pay people"), (2, "Ask first")]
    assert told == [VoteOpened(poll.id, list(open_lab.groups.values()), True, None)]


async def test_without_a_lesson_nobody_is_asked(open_lab: LabAtWork) -> None:
    with pytest.raises(NothingToVoteOn):
        await open_lab.do(open_lab.organiser, open_plenary_vote, uuid4().hex)


async def test_there_is_one_at_a_time_and_groups_may_vote_beside_it(open_lab: LabAtWork, poll: Any) -> None:
    with pytest.raises(VoteIsOpen):
        await open_lab.do(open_lab.organiser, open_plenary_vote, uuid4().hex)
    with pytest.raises(NothingToVoteOn):  # not VoteIsOpen
        await open_lab.do(open_lab.desk(), open_vote, "dots", "themes", uuid4().hex)


async def test_a_lesson_holds_where_most_agree_and_splits_groups_that_do_not(
    open_lab: LabAtWork, lessons: list[str], poll: Any
) -> None:
    ask, pay = lessons
    for group, sides in ((1, ("agree", "agree")), (2, ("agree", "disagree"))):
        for who in [await open_lab.join(None, group) for _ in range(4)]:
            await say(open_lab, who, poll, dict(zip((ask, pay), sides, strict=True)))
    found = await options(open_lab, poll)
    assert found["Ask first"]["common"] == {"verdict": "common_ground", "holds": [1, 2], "judged": [1, 2], "splits": []}
    assert (found["Pay people"]["common"]["verdict"], found["Pay people"]["common"]["splits"]) == ("split", [2, 1])
    assert found["Pay people"]["counts"] == {"agree": 4, "disagree": 4, "pass": 0}


async def test_of_a_group_with_few_ballots_nothing_is_said(open_lab: LabAtWork, lessons: list[str], poll: Any) -> None:
    for group in (1, 2):
        await say(open_lab, await open_lab.join(None, group), poll, {lessons[0]: "agree"})
    found = await options(open_lab, poll)
    assert found["Ask first"]["common"] == {"verdict": "too_few", "holds": [], "judged": [], "splits": []}


async def test_whoever_says_nothing_of_a_lesson_casts_no_ballot_on_it(
    open_lab: LabAtWork, lessons: list[str], poll: Any
) -> None:
    await say(open_lab, await open_lab.join(None, 1), poll, {lessons[0]: "pass", lessons[1]: ""})
    found = await options(open_lab, poll)
    assert [sum(found[title]["counts"].values()) for title in ("Ask first", "Pay people")] == [1, 0]


async def test_desks_type_in_paper_and_hands_of_their_group(open_lab: LabAtWork, lessons: list[str], poll: Any) -> None:
    for group in (1, 2):
        said = {lessons[0]: "agree"}
        await open_lab.do(open_lab.desk(group), cast_on_paper, poll.id, 1, said, "", False)
        hands = {(lessons[0], "disagree"): "3"}
        await open_lab.do(open_lab.desk(group), count_by_hand, poll.id, hands, 3)
    found = await options(open_lab, poll)
    assert found["Ask first"]["counts"] == {"agree": 2, "disagree": 6, "pass": 0}
    assert found["Ask first"]["common"]["judged"] == [1, 2]


async def test_a_ballot_is_no_news_to_the_groups(open_lab: LabAtWork, lessons: list[str], poll: Any) -> None:
    who = await open_lab.join(None, 1)
    told = await open_lab.told(who.key, cast, poll.id, {lessons[0]: "agree"}, "", False, uuid4().hex)
    assert told == [BallotCast(poll.id, list(open_lab.groups.values()), True)]


async def test_lessons_stand_still_while_everybody_votes(open_lab: LabAtWork, lessons: list[str], poll: Any) -> None:
    with pytest.raises(WordsAreVotedOn):
        await open_lab.do(open_lab.desk(2), reword_lesson, lessons[0], "title", "Ask later", 1)


async def test_the_close_of_the_lab_counts_it(open_lab: LabAtWork, poll: Any) -> None:
    await open_lab.do(open_lab.organiser, close)
    assert (await open_lab.row(Poll, poll.id)).result["cast"] == 0
