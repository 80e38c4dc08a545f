"""Paper ballots typed in, hands counted: labelled, correctable, and what stood there before is kept."""

from typing import Any
from uuid import uuid4

import pytest

from app.domain.ballots import cast_on_paper, count_by_hand, take_out_paper
from app.domain.errors import NotByHand, NotFound, NotOnTheBallot
from app.domain.themes import make_theme
from app.domain.vote_events import HandsCounted, PaperCounted, VoteRecounted
from app.domain.votes import close_vote, open_vote
from app.models import Lesson, Poll
from tests.cast import LabAtWork, Participant
from tests.domain.balloting import decided, opened, vote

pytestmark = pytest.mark.anyio


@pytest.fixture
async def themes(open_lab: LabAtWork) -> list[str]:
    names = ("Time", "Money", "Trust", "Rules")
    return [(await open_lab.do(open_lab.desk(), make_theme, name, uuid4().hex)).id for name in names]


@pytest.fixture
async def dots(open_lab: LabAtWork, themes: list[str], ana: Participant) -> Any:
    return await open_lab.do(open_lab.desk(), open_vote, "dots", "themes", uuid4().hex)


async def slip(lab: LabAtWork, poll: Any, paper: int, said: dict[str, str]) -> Any:
    return await lab.do(lab.desk(), cast_on_paper, poll.id, paper, said, "", False)


async def result(lab: LabAtWork, poll: Any) -> dict[str, Any]:
    await lab.do(lab.desk(), close_vote, poll.id)
    found: dict[str, Any] = (await lab.row(Poll, poll.id)).result
    return found


async def test_paper_counts_beside_phones_and_says_so(open_lab: LabAtWork, themes: list[str], dots: Any) -> None:
    await slip(open_lab, dots, 1, {themes[0]: "2"})
    await slip(open_lab, dots, 2, {themes[0]: "1", themes[1]: "1"})
    counted = await result(open_lab, dots)
    assert (counted["cast"], counted["on_paper"], counted["entitled"], counted["late"]) == (2, 2, 3, 0)
    assert [(each["dots"], each["voters"]) for each in counted["options"]][:2] == [(3, 2), (1, 1)]


async def test_typing_a_number_again_corrects_that_slip_and_the_record_keeps_it(
    open_lab: LabAtWork, themes: list[str], dots: Any
) -> None:
    await slip(open_lab, dots, 1, {themes[0]: "2"})
    said = {themes[1]: "1"}
    told = await open_lab.told(open_lab.desk(), cast_on_paper, dots.id, 1, said, "", False)
    was = {"choice": {themes[0]: 2}, "dissent": "", "may_quote": False, "is_taken_back": False}
    assert told == [PaperCounted(dots.id, [open_lab.groups[1]], False, 1, was)]
    assert await open_lab.told(open_lab.desk(), cast_on_paper, dots.id, 1, said, "", False) == []
    counted = await result(open_lab, dots)
    assert (counted["cast"], counted["corrections"], counted["options"][0]["text"]) == (1, 1, "Money")


async def test_a_slip_typed_in_by_mistake_is_taken_out(open_lab: LabAtWork, themes: list[str], dots: Any) -> None:
    await slip(open_lab, dots, 1, {themes[0]: "2"})
    await open_lab.do(open_lab.desk(), take_out_paper, dots.id, 1)
    assert (await result(open_lab, dots))["cast"] == 0
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(), take_out_paper, dots.id, 2)


async def test_slips_obey_the_rules_of_phones(open_lab: LabAtWork, dots: Any) -> None:
    with pytest.raises(NotOnTheBallot):
        await slip(open_lab, dots, 1, {"0" * 32: "1"})


async def test_what_is_typed_in_after_the_close_is_counted_and_labelled(
    open_lab: LabAtWork, people: list[Participant], lesson: Any
) -> None:
    poll = await opened(open_lab, lesson, "agreement")
    for who in people[:3]:
        await vote(open_lab, who, poll, "1")
    assert await decided(open_lab, poll) == ("indicative", "open", "ballot")
    told = []
    for paper in (1, 2, 3):
        said = {lesson.id: "1"}
        told = await open_lab.told(open_lab.desk(), cast_on_paper, poll.id, paper, said, "", False)
    counted = (await open_lab.row(Poll, poll.id)).result
    assert (counted["outcome"], counted["late"], (await open_lab.row(Lesson)).verdict) == (
        "strong_agreement",
        3,
        "agreed",
    )
    assert VoteRecounted(poll.id, [open_lab.groups[1]], False, lesson.id) in told


async def test_hands_are_counted_with_the_ballots(open_lab: LabAtWork, people: list[Participant], lesson: Any) -> None:
    poll = await opened(open_lab, lesson, "agreement")
    await vote(open_lab, people[0], poll, "3")
    hands = {(lesson.id, "1"): "3", (lesson.id, "2"): "1", (lesson.id, "4"): "", (lesson.id, "5"): "0"}
    await open_lab.do(open_lab.desk(), count_by_hand, poll.id, hands, 0)
    assert await decided(open_lab, poll) == ("strong_agreement", "agreed", "ballot")
    counted = (await open_lab.row(Poll, poll.id)).result
    assert (counted["cast"], counted["by_hand"], counted["entitled"]) == (5, 4, 6)


async def test_a_new_count_replaces_the_last_and_the_record_keeps_both(
    open_lab: LabAtWork, themes: list[str], dots: Any
) -> None:
    await open_lab.do(open_lab.desk(), count_by_hand, dots.id, {(themes[0], "hands"): "5"}, 6)
    told = await open_lab.told(open_lab.desk(), count_by_hand, dots.id, {(themes[0], "hands"): "4"}, 6)
    was = {"counts": {themes[0]: {"hands": 5}}, "people": 6}
    assert told == [HandsCounted(dots.id, [open_lab.groups[1]], False, was)]
    counted = await result(open_lab, dots)
    first = counted["options"][0]
    assert (counted["cast"], first["dots"], first["voters"], first["by_hand"]) == (6, 4, 4, 4)


async def test_hands_show_no_order(open_lab: LabAtWork, themes: list[str], ana: Participant) -> None:
    poll = await open_lab.do(open_lab.desk(), open_vote, "rank", "themes", uuid4().hex)
    with pytest.raises(NotByHand):
        await open_lab.do(open_lab.desk(), count_by_hand, poll.id, {(themes[0], "hands"): "5"}, 5)


@pytest.mark.parametrize("hands", [{("0" * 32, "hands"): "1"}, {("theme", "1"): "1"}, {("theme", "hands"): "-1"}])
async def test_only_what_is_on_the_ballot_is_counted(
    open_lab: LabAtWork, themes: list[str], dots: Any, hands: dict[tuple[str, str], str]
) -> None:
    counted = {(themes[0] if option == "theme" else option, level): n for (option, level), n in hands.items()}
    with pytest.raises(NotOnTheBallot):
        await open_lab.do(open_lab.desk(), count_by_hand, dots.id, counted, 1)


async def test_another_desk_types_nothing_in(open_lab: LabAtWork, themes: list[str], dots: Any) -> None:
    for verb, args in (
        (cast_on_paper, (1, {themes[0]: "1"}, "", False)),
        (count_by_hand, ({(themes[0], "hands"): "1"}, 1)),
        (take_out_paper, (1,)),
    ):
        with pytest.raises(NotFound):
            await open_lab.do(open_lab.desk(2), verb, dots.id, *args)
