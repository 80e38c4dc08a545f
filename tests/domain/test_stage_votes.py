"""A stage that is a vote: a group's own in its own time, everybody's where all have come together."""

import re
from typing import Any
from uuid import uuid4

import pytest

from app.domain import ballots
from app.domain.agenda import move_agenda
from app.domain.contributions import contribute
from app.domain.errors import VoteClosed
from app.domain.groups import open_prompt_for_all, open_stage, open_stage_for_all
from app.domain.lessons import word_lesson
from app.domain.plans import ItemPlan, StagePlan
from app.domain.themes import make_theme
from app.domain.votes import close_plenary_vote, close_vote
from app.live.drawing import picture
from app.live.pages import enter
from app.models import Poll, Stage
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork, Participant
from tests.domain.forming import Forming, stage

pytestmark = pytest.mark.anyio

DOTS = stage("dot_vote", end="hard", minutes=5, settings={"dots": 3})
TALK = stage("deliberation")


def item(kind: Any, *stages: StagePlan) -> ItemPlan:
    return ItemPlan(kind=kind, title={"en": kind}, stages=list(stages))


@pytest.fixture
async def lab(store: Store, founded: Settings) -> Forming:
    """A breakout and a plenary: of each the first stage is a dot vote, the second a talk."""
    agenda = [item("breakout", DOTS, TALK), item("plenary", DOTS, TALK)]
    await LabAtWork.found(store, founded, "VTES234", agenda=agenda, groups=2, moderators=[])
    found = await Forming.of(store, founded, "VTES234")
    for number in (1, 2):
        for name in (f"Time {number}", f"Trust {number}"):
            await found.do(found.desk(number), make_theme, name, uuid4().hex)
    return found


async def polls(lab: LabAtWork) -> list[Any]:
    return sorted(await lab.rows(Poll), key=lambda each: each.given)


async def options(lab: LabAtWork) -> list[list[str]]:
    return [[each["text"] for each in poll.options] for poll in await polls(lab)]


async def stages(lab: LabAtWork) -> list[int]:
    return [each.id for each in await lab.rows(Stage)]


async def cast(lab: LabAtWork, who: Participant, *texts: str) -> None:
    (poll,) = [each for each in await polls(lab) if each.closed_at is None]
    said = {each["id"]: "1" for each in poll.options if each["text"] in texts}
    await lab.do(who.key, ballots.cast, poll.id, said, "", False, uuid4().hex)


async def together(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, move_agenda, lab.items[1])


async def test_in_a_breakout_each_group_votes_on_what_it_has(lab: Forming) -> None:
    await lab.do(lab.organiser, open_stage_for_all, (await stages(lab))[0])
    assert await options(lab) == [["Time 1", "Trust 1"], ["Time 2", "Trust 2"]]


async def test_together_all_vote_once_on_what_all_groups_have(lab: Forming) -> None:
    await together(lab)
    (poll,) = await polls(lab)
    told = [(each["group"], each["text"]) for each in poll.options]
    assert told == [(1, "Time 1"), (1, "Trust 1"), (2, "Time 2"), (2, "Trust 2")]
    assert (poll.group_id, poll.settings["dots"]) == (None, 3)


async def test_without_themes_all_ideas_are_voted_on(store: Store, founded: Settings) -> None:
    await LabAtWork.found(store, founded, "VTES235", agenda=[item("plenary", DOTS)], groups=2, moderators=[])
    lab = await LabAtWork.of(store, founded, "VTES235")
    await lab.do(lab.organiser, open_prompt_for_all, lab.prompts["main"])
    for number in (1, 2):
        who = await lab.join(None, number)
        await lab.do(who.key, contribute, lab.prompts["main"], f"Idea of {number}", uuid4().hex)
    await lab.do(lab.organiser, move_agenda, lab.items[0])
    (poll,) = await polls(lab)
    assert (poll.about, [each["text"] for each in poll.options]) == ("contributions", ["Idea of 1", "Idea of 2"])


async def test_somebody_of_each_group_may_choose_what_another_group_found(lab: Forming) -> None:
    await together(lab)
    for number in (1, 2):
        await cast(lab, await lab.join(None, number), "Time 1")
    (poll,) = await polls(lab)
    await lab.do(lab.organiser, close_plenary_vote, poll.id)
    first, *others = (await lab.row(Poll)).result["options"]
    assert (first["text"], first["group"], first["dots"], first["voters"]) == ("Time 1", 1, 2, 2)
    assert [each["dots"] for each in others] == [0, 0, 0]


async def test_it_ends_with_the_last_group_that_goes_on(lab: Forming) -> None:
    await together(lab)
    second = (await stages(lab))[3]
    await lab.do(lab.desk(1), open_stage, second)
    assert [each.closed_at is None for each in await polls(lab)] == [True]
    await lab.do(lab.desk(2), open_stage, second)
    assert [each.closed_at is None for each in await polls(lab)] == [False]


async def test_who_comes_to_it_later_opens_no_second_vote(lab: Forming) -> None:
    await together(lab)
    (poll,) = await polls(lab)
    await lab.do(lab.organiser, close_plenary_vote, poll.id)
    _, _, vote, talk = await stages(lab)
    await lab.do(lab.desk(1), open_stage, talk)
    await lab.do(lab.desk(1), open_stage, vote)
    assert len(await polls(lab)) == 1


async def test_a_hard_end_is_the_end_for_everybody(lab: Forming, monkeypatch: pytest.MonkeyPatch) -> None:
    who = await lab.join(None, 2)
    await together(lab)
    monkeypatch.setattr(ballots, "is_over", lambda work, group: True)
    with pytest.raises(VoteClosed):
        await cast(lab, who, "Time 1")


async def test_the_desk_offers_the_rule_by_which_its_stage_asks(store: Store, founded: Settings) -> None:
    agenda = [item("breakout", stage("lesson", settings={"rule": "fist"}))]
    await LabAtWork.found(store, founded, "VTES236", agenda=agenda, groups=1, moderators=[])
    lab = await LabAtWork.of(store, founded, "VTES236")
    await lab.do(lab.desk(), open_stage, lab.stages["lesson"])
    await lab.do(lab.desk(), word_lesson, "Ask first", "Because.", [], uuid4().hex)
    actor = await lab.store.read(enter, lab.desk(), "desk", 1)
    desk = str((await lab.store.read(picture, lab.desk(), actor, "en")).live["lessons"])
    assert re.findall(r'<option value="(\w+)" selected>(?:Agreement|Consen|Fist|Agree)', desk) == ["fist"]


async def desk_says(lab: LabAtWork) -> list[str]:
    """What the desk teaches where a vote would stand."""
    actor = await lab.store.read(enter, lab.desk(), "desk", 1)
    desk = str((await lab.store.read(picture, lab.desk(), actor, "en")).live["vote"])
    return re.findall(r'<p class="teach">(No [^.]+)', desk)


@pytest.mark.parametrize(
    ("kind", "says"),
    [("dot_vote", "No vote has opened"), ("ranking", "No vote has opened"), ("ballot", "No ballot has opened")],
)
async def test_a_desk_says_what_is_missing_for_a_vote_that_could_not_open(
    store: Store, founded: Settings, kind: str, says: str
) -> None:
    agenda = [item("breakout", stage(kind), TALK)]
    await LabAtWork.found(store, founded, "VTES237", agenda=agenda, groups=1, moderators=[])
    lab = await Forming.of(store, founded, "VTES237")
    first, then = await stages(lab)
    await lab.do(lab.desk(), open_stage, first)
    assert [each.partition(":")[0] for each in await desk_says(lab)] == [says]
    await lab.do(lab.desk(), open_stage, then)
    assert await desk_says(lab) == []


async def test_a_ranking_of_the_best_three_gives_three_points_to_the_first(store: Store, founded: Settings) -> None:
    agenda = [item("breakout", stage("ranking", settings={"top": 3}))]
    await LabAtWork.found(store, founded, "VTES238", agenda=agenda, groups=1, moderators=[])
    lab = await LabAtWork.of(store, founded, "VTES238")
    for name in ("Time", "Trust", "Money", "Rules"):
        await lab.do(lab.desk(), make_theme, name, uuid4().hex)
    await lab.do(lab.desk(), open_stage, (await stages(lab))[0])
    await cast(lab, await lab.join(None, 1), "Trust")
    (poll,) = await polls(lab)
    await lab.do(lab.desk(), close_vote, poll.id)
    first = (await lab.row(Poll)).result["options"][0]
    assert (first["text"], first["points"]) == ("Trust", 3)
