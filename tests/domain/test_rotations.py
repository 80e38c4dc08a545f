from collections import Counter
from itertools import chain, combinations
from random import Random
from uuid import uuid4

import pytest

from app.domain.contributions import contribute_on_paper
from app.domain.errors import NotFound, NotInThisStage
from app.domain.floor import raise_hand
from app.domain.formed import HostNamed, RoundOpened
from app.domain.people import move_person, remove_person
from app.domain.rotations import begin_round, name_host
from app.domain.tables import put_on_table
from app.domain.themes import make_theme
from app.domain.together import TablesChangeTogether
from app.domain.votes import open_vote
from app.domain.work import Actor, Key
from app.models import Contribution, Group, Hand, Person, Poll, Rotation, Stay
from app.settings import Settings
from app.store import Store
from tests.domain.forming import Forming, stage

pytestmark = pytest.mark.anyio

Tables = dict[int, set[int]]
"""Group number → the people at it."""


@pytest.fixture
async def lab(store: Store, founded: Settings) -> Forming:
    """Three rounds at five tables, then a harvest. The third asks each table its own question."""
    asks = stage("rotation", settings={"round": 3, "prompts": ["ethics", "others"]})
    rounds = (stage("rotation", prompt="main"), stage("rotation", prompt="complexity"), asks, stage("harvest"))
    return await Forming.with_stages(store, founded, *rounds)


async def tables(lab: Forming) -> Tables:
    people = await lab.rows(Person, role="participant", removed_at=None)
    return {number: {one.id for one in people if one.group_id == id} for number, id in lab.groups.items()}


async def full(lab: Forming, seats: int = 5) -> None:
    for number in lab.groups:
        await lab.people(seats, number)


async def hosts(lab: Forming) -> list[int]:
    return [each.host_id for each in await lab.rows(Group)]


def meetings(*rounds: Tables) -> Counter[tuple[int, int]]:
    return Counter(pair for round in rounds for table in round.values() for pair in combinations(sorted(table), 2))


async def test_in_three_rounds_nobody_meets_twice_and_everybody_sits_once(lab: Forming) -> None:
    await full(lab)
    sat = []
    for number in (1, 2, 3):
        await lab.do(lab.organiser, begin_round, number)
        sat.append(await tables(lab))
    assert set(meetings(*sat).values()) == {1}
    assert [sorted(chain(*each.values())) for each in sat] == [sorted(chain(*sat[0].values()))] * 3


async def test_the_first_round_begins_where_people_sit(lab: Forming) -> None:
    await full(lab, 3)
    before = await tables(lab)
    told = await lab.told(lab.organiser, begin_round, 1)
    assert await tables(lab) == before
    assert [each.moves for each in told if isinstance(each, RoundOpened)] == [[]]


async def test_hosts_stay(lab: Forming) -> None:
    await full(lab)
    for number in (1, 2, 3):
        await lab.do(lab.organiser, begin_round, number)
    chosen = await hosts(lab)
    stays = await lab.rows(Stay, is_host=True)
    assert [sorted(one.group_id for one in stays if one.person_id == host) for host in chosen] == [
        [id] * 3 for id in lab.groups.values()
    ]


async def test_all_who_move_are_told_at_once(lab: Forming) -> None:
    await full(lab)
    await lab.do(lab.organiser, begin_round, 1)
    before = await lab.rows(Person, role="participant")
    (told,) = [each for each in await lab.told(lab.organiser, begin_round, 2) if isinstance(each, RoundOpened)]
    after = {one.id: one.group_id for one in await lab.rows(Person, role="participant")}
    moved = [[one.id, after[one.id], one.group_id] for one in before if after[one.id] != one.group_id]
    assert sorted(told.moves) == sorted(moved)
    assert len(moved) == 20


async def test_who_was_where_is_kept_for_every_round(lab: Forming) -> None:
    await full(lab, 4)
    sat = {}
    for number in (1, 2, 3):
        await lab.do(lab.organiser, begin_round, number)
        sat[number] = await tables(lab)
    number_of = {id: number for number, id in lab.groups.items()}
    kept = {(one.round, number_of[one.group_id], one.person_id) for one in await lab.rows(Stay)}
    assert kept == {(r, table, one) for r, at in sat.items() for table, people in at.items() for one in people}


async def test_two_clicks_are_one(lab: Forming) -> None:
    await full(lab, 3)
    await lab.do(lab.organiser, begin_round, 1)
    await lab.do(lab.organiser, begin_round, 2)
    sat = await tables(lab)
    assert await lab.told(lab.organiser, begin_round, 2) == []
    assert await tables(lab) == sat


async def test_rounds_come_one_after_the_other(lab: Forming) -> None:
    await full(lab, 3)
    with pytest.raises(NotInThisStage):
        await lab.do(lab.organiser, begin_round, 2)
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, begin_round, 4)


async def test_one_desk_alone_moves_nobody(lab: Forming) -> None:
    await full(lab, 3)
    await lab.opened(1, group=2)
    with pytest.raises(TablesChangeTogether):
        await lab.opened(2, group=2)
    assert (await lab.group(2)).stage_id == lab.ids[0]
    assert [each.round for each in await lab.rows(Rotation)] == [1]


async def test_the_stage_for_all_is_the_same_as_the_round(lab: Forming) -> None:
    await full(lab, 3)
    await lab.opened(1)
    before = await tables(lab)
    await lab.opened(2)
    assert [each.round for each in await lab.rows(Rotation)] == [1, 2]
    assert await tables(lab) != before


async def test_each_table_may_have_its_own_question(lab: Forming) -> None:
    await full(lab, 2)
    for number in (1, 2, 3):
        await lab.do(lab.organiser, begin_round, number)
    ethics, others = lab.prompts["ethics"], lab.prompts["others"]
    assert [each.prompt_id for each in await lab.rows(Group)] == [ethics, others, ethics, others, ethics]


async def test_what_is_written_carries_its_round_and_afterwards_none(lab: Forming) -> None:
    (ana,) = await lab.people(1)
    for number in (1, 2):
        await lab.do(lab.organiser, begin_round, number)
        await lab.say(ana, f"In round {number}", prompt=["main", "complexity"][number - 1])
    await lab.opened(4)
    await lab.do(lab.desk(), contribute_on_paper, lab.prompts["main"], "Later", "", "f" * 32)
    assert [(each.text, each.round) for each in sorted(await lab.rows(Contribution), key=lambda one: one.given)] == [
        ("In round 1", 1),
        ("In round 2", 2),
        ("Later", None),
    ]


async def test_a_desk_names_who_hosts(lab: Forming) -> None:
    await full(lab, 4)
    third = sorted((await tables(lab))[1])[2]
    told = await lab.told(lab.desk(), name_host, third)
    assert told == [HostNamed(lab.groups[1], third)]
    for number in (1, 2):
        await lab.do(lab.organiser, begin_round, number)
    assert third in (await tables(lab))[1]
    assert (await hosts(lab))[0] == third


async def test_in_the_middle_of_a_round_two_people_change_their_parts(lab: Forming) -> None:
    await full(lab, 4)
    await lab.do(lab.organiser, begin_round, 1)
    was, another = sorted((await tables(lab))[1])[:2]
    await lab.do(lab.desk(), name_host, another)
    await lab.do(lab.organiser, begin_round, 2)
    stayed = (await tables(lab))[1]
    assert (another in stayed, was in stayed) == (True, False)


async def test_nobody_hosts_from_another_table(lab: Forming) -> None:
    await full(lab, 1)
    elsewhere = next(iter((await tables(lab))[2]))
    with pytest.raises(NotFound):
        await lab.do(lab.desk(1), name_host, elsewhere)


async def test_a_table_whose_host_has_left_finds_another(lab: Forming) -> None:
    await full(lab, 4)
    await lab.do(lab.organiser, begin_round, 1)
    await lab.do(lab.organiser, remove_person, (await hosts(lab))[0])
    await lab.do(lab.organiser, begin_round, 2)
    chosen = (await hosts(lab))[0]
    assert chosen in (await tables(lab))[1]
    assert (1, lab.groups[1]) in {(one.round, one.group_id) for one in await lab.rows(Stay, person_id=chosen)}


async def test_late_joiners_are_seated_at_a_table_of_the_cafe(lab: Forming) -> None:
    for number in (1, 2, 3):
        await lab.people(3, number)
    await lab.do(lab.organiser, begin_round, 1)
    late = await lab.join("Late", None)
    assert (await lab.row(Person, late.id)).group_id == lab.groups[1]  # not at the empty tables 4 and 5
    await lab.do(lab.organiser, begin_round, 2)
    assert sum(map(len, (await tables(lab)).values())) == 10
    assert {each.round for each in await lab.rows(Stay, person_id=late.id)} == {1, 2}


@pytest.mark.parametrize("seed", range(6))
async def test_nobody_meets_twice_though_people_come_and_go(lab: Forming, seed: int) -> None:
    chance = Random(seed)
    await full(lab, 4)
    await lab.do(lab.organiser, begin_round, 1)
    sat = []
    for number in (2, 3):
        movers = [one.person_id for one in await lab.rows(Stay, round=number - 1, is_host=False)]
        await lab.do(lab.organiser, remove_person, chance.choice(movers))
        await lab.join("Late", None)
        sat.append(await tables(lab))
        await lab.do(lab.organiser, begin_round, number)
    sat.append(await tables(lab))
    assert set(meetings(*sat).values()) == {1}


async def test_who_is_moved_by_hand_goes_on_from_there(lab: Forming) -> None:
    await full(lab, 4)
    await lab.do(lab.organiser, begin_round, 1)
    mover = sorted((await tables(lab))[1])[1]
    await lab.do(lab.organiser, move_person, mover, 3)
    stays = await lab.rows(Stay, person_id=mover, round=1)
    assert [one.group_id for one in stays] == [lab.groups[1], lab.groups[3]]
    await lab.do(lab.organiser, begin_round, 2)
    assert Counter(one for table in (await tables(lab)).values() for one in table)[mover] == 1


async def test_a_vote_ends_with_those_who_were_asked(lab: Forming) -> None:
    for number, people in ((1, 2), (2, 5)):
        await lab.people(people, number)
    await lab.do(lab.organiser, begin_round, 1)
    for words in ("Shade", "Water"):
        await lab.do(lab.desk(2), contribute_on_paper, lab.prompts["main"], words, "", uuid4().hex)
    await lab.do(lab.desk(2), open_vote, "dots", "contributions", uuid4().hex)
    await lab.do(lab.organiser, begin_round, 2)
    assert [(each.closed_at is None, each.seated) for each in await lab.rows(Poll)] == [(False, 5)]


async def test_who_moves_on_takes_no_raised_hand_along(lab: Forming) -> None:
    await full(lab, 2)
    await lab.do(lab.organiser, begin_round, 1)
    theme = await lab.do(lab.desk(1), make_theme, "Shade", uuid4().hex)
    await lab.do(lab.desk(1), put_on_table, theme.id)
    people = await lab.rows(Person, group_id=lab.groups[1], role="participant")
    chosen = await hosts(lab)
    mover = next(one for one in people if one.id not in chosen)
    await lab.do(Key(lab.id, actor=Actor("participant", mover.id, lab.groups[1])), raise_hand, uuid4().hex)
    await lab.do(lab.organiser, begin_round, 2)
    assert [each.lowered_at is None for each in await lab.rows(Hand)] == [False]
