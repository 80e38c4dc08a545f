"""Cards are opened all at once, or one each, in turn; where a lab promises more than names, turns tell no author."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from app.domain.contributions import contribute_on_paper
from app.domain.events import StageOpened
from app.domain.groups import open_stage, open_stage_for_all
from app.domain.labs import close
from app.domain.people import move_person
from app.domain.plans import ItemPlan, StagePlan
from app.domain.sorting_errors import TurnIsOver
from app.domain.sorting_events import CardsRevealed, TurnPassed
from app.domain.turns import PILE, cards_for, first_round, go_round, later_round, pass_turn, reveal_all, reveal_next
from app.models import Contribution, GoingRound
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio


class Table:
    """Group 1 after silent writing: Ana wrote two cards, Ola one, Bo none, and somebody without a name one."""

    def __init__(self, lab: LabAtWork, people: dict[str, Participant]) -> None:
        self.lab, self.people = lab, people

    @classmethod
    async def of(cls, lab: LabAtWork) -> "Table":
        people = {name or "guest": await lab.join(name, 1) for name in ("Ana", "Ola", "Bo", None)}
        await lab.open("silent_writing")
        for who, words in (("Ana", "A1"), ("Ola", "O1"), ("guest", "G1"), ("Ana", "A2")):
            await lab.say(people[who], words)
        return cls(lab, people)

    async def do(self, verb: Any, *args: Any) -> Any:
        return await self.lab.do(self.lab.desk(), verb, *args)

    async def going(self) -> Any:
        (one,) = await self.lab.rows(GoingRound, group_id=self.lab.groups[1])
        return one

    async def line(self) -> list[str]:
        names = {one.id: name for name, one in self.people.items()} | {PILE: "pile"}
        return [names[id] for id in (await self.going()).waiting]

    async def next(self, how: Any = reveal_next) -> str | None:
        """What is opened in the turn that it is."""
        card = await self.do(how, (await self.going()).turn)
        return card.text if card else None

    async def open(self) -> list[str]:
        found = sorted(await self.lab.rows(Contribution), key=lambda one: one.given)
        return [one.text for one in found if one.is_revealed]


@pytest.fixture
async def table(lab: LabAtWork) -> Table:
    return await Table.of(lab)


async def test_all_cards_are_opened_at_once(table: Table) -> None:
    (told,) = await table.lab.told(table.lab.desk(), reveal_all)
    assert isinstance(told, CardsRevealed)
    assert (len(told.contributions), await table.open()) == (4, ["A1", "O1", "G1", "A2"])


async def test_nothing_hidden_is_no_news(table: Table) -> None:
    await table.do(reveal_all)
    assert await table.lab.told(table.lab.desk(), reveal_all) == []


async def test_the_first_round_has_everybody_the_next_those_with_cards(table: Table) -> None:
    await table.do(go_round)
    assert (await table.line(), await table.open()) == (["Ana", "Ola", "Bo", "guest"], [])
    assert [await table.next() for _ in range(4)] == ["A1", "O1", None, "G1"]
    assert (await table.line(), (await table.going()).round) == (["Ana"], 2)
    assert [await table.next(), await table.line()] == ["A2", []]


async def test_to_begin_what_goes_on_changes_nothing(table: Table) -> None:
    await table.do(go_round)
    assert await table.lab.told(table.lab.desk(), go_round) == []


async def test_who_passes_keeps_the_card_for_the_next_round(table: Table) -> None:
    await table.do(go_round)
    assert [await table.next(pass_turn), *[await table.next() for _ in range(3)]] == [None, "O1", None, "G1"]
    assert (await table.line(), await table.next(), await table.next()) == (["Ana"], "A1", "A2")


async def test_one_turn_opens_one_card_however_many_press(table: Table) -> None:
    await table.do(go_round)
    turn = (await table.going()).turn
    await table.do(reveal_next, turn)
    for verb in (reveal_next, pass_turn):
        with pytest.raises(TurnIsOver) as refused:
            await table.do(verb, turn)
        assert list(refused.value.meanwhile) == [TurnPassed(table.lab.groups[1])]
    assert await table.open() == ["A1"]


async def test_nobody_has_a_turn_before_anybody_goes_round(table: Table) -> None:
    with pytest.raises(TurnIsOver):
        await table.do(reveal_next, 0)


async def test_who_leaves_the_table_has_no_turn(table: Table) -> None:
    await table.do(go_round)
    await table.lab.do(table.lab.organiser, move_person, table.people["Ana"].id, 2)
    assert await table.next() == "O1"


async def test_cards_of_those_who_left_are_opened_with_the_cards_without_a_name(table: Table) -> None:
    await table.lab.do(table.lab.organiser, move_person, table.people["Ana"].id, 2)
    await table.do(go_round)
    opened = [await table.next() for _ in range(3)]
    assert opened[:2] == ["O1", None]
    assert opened[2] in ("A1", "G1", "A2")


async def test_what_somebody_says_in_their_turn_is_written_down_in_the_open(table: Table) -> None:
    await table.do(go_round)
    said = await table.do(contribute_on_paper, table.lab.prompts["main"], "B1", "Bo", uuid4().hex)
    assert said.is_revealed is True


async def test_the_next_stage_opens_the_rest_and_ends_the_round(table: Table) -> None:
    await table.do(go_round)
    await table.next()
    await table.do(open_stage, table.lab.stages["themes"])
    going = await table.going()
    assert (await table.open(), going.round, going.waiting) == (["A1", "O1", "G1", "A2"], 0, [])


async def test_the_close_ends_going_round(open_lab: LabAtWork) -> None:
    await open_lab.join("Ana", 1)
    await open_lab.do(open_lab.desk(), go_round)
    told = await open_lab.told(open_lab.organiser, close)
    assert TurnPassed(open_lab.groups[1]) in told
    assert (await open_lab.row(GoingRound)).round == 0


async def in_turn(store: Store, founded: Settings, anonymity: str = "named") -> LabAtWork:
    """A lab whose round robin opens cards in turn."""
    stages = [
        StagePlan(kind="silent_writing", title={"en": "Write"}),
        StagePlan(kind="round_robin", title={"en": "Say"}, settings={"reveal": "in_turn"}),
        StagePlan(kind="themes", title={"en": "Sort"}),
    ]
    item = ItemPlan(kind="breakout", title={"en": "Groups"}, stages=stages)
    lab = await LabAtWork.found(store, founded, "TURNS23", agenda=[item])
    with closing(sqlite3.connect(founded.database)) as database, database:
        database.execute("UPDATE lab SET anonymity = ? WHERE id = ?", (anonymity, lab.id))
    return lab


async def test_a_stage_may_be_planned_to_go_round(store: Store, founded: Settings) -> None:
    table = await Table.of(await in_turn(store, founded))
    told = await table.lab.told(table.lab.organiser, open_stage_for_all, table.lab.stages["round_robin"])
    assert [type(each) for each in told[:2]] == [StageOpened, TurnPassed]
    assert (await table.open(), (await table.line())[0]) == ([], "Ana")
    later = await table.lab.say(table.people["Bo"], "B1")
    assert later.is_revealed is False
    assert [await table.next() for _ in range(4)] == ["A1", "O1", "B1", "G1"]


@pytest.mark.parametrize("anonymity", ["role", "confidential", "anonymous"])
async def test_where_more_than_names_is_promised_any_card_may_come_in_any_turn(
    store: Store, founded: Settings, anonymity: str
) -> None:
    """Sixteen cards of Ana, none of anybody else: every turn opens one, not in the order they were written in."""
    lab = await in_turn(store, founded, anonymity)
    ana = await lab.join("Ana", 1)
    for name in ("Ola", "Bo"):
        await lab.join(name, 1)
    await lab.open("silent_writing")
    written = [(await lab.say(ana, f"A{n}")).text for n in range(16)]
    table = Table(lab, {})
    await table.do(open_stage, lab.stages["round_robin"])
    opened = [await table.next() for _ in range(16)]
    assert (sorted(map(str, opened)), opened == written) == (sorted(written), False)


def people(*names: str | None) -> list[Any]:
    return [SimpleNamespace(id=n, name=name) for n, name in enumerate(names, 1)]


def cards(*authors: int, on_paper: Iterable[int] = ()) -> list[Any]:
    return [SimpleNamespace(id=n, author_id=author, on_paper=n in on_paper) for n, author in enumerate(authors)]


def ids(found: list[Any]) -> list[int]:
    return [one.id for one in found]


def test_a_named_person_opens_their_own_cards_the_nameless_draw_from_the_pile() -> None:
    seats, hidden = people("Ana", None, None), cards(1, 2, 3, 9, on_paper=[3])
    assert [ids(cards_for(one, seats, hidden, True)) for one in (1, 2, 3)] == [[0], [1, 2, 3], [1, 2, 3]]


def test_where_nobody_is_named_everybody_draws_from_all() -> None:
    seats, hidden = people("Ana", "Ola"), cards(1, 1)
    assert [ids(cards_for(one, seats, hidden, False)) for one in (1, 2)] == [[0, 1], [0, 1]]


def test_the_pile_has_a_turn_of_its_own_only_where_nobody_draws_from_it() -> None:
    on_paper = cards(9, on_paper=[0])
    assert first_round(people("Ana"), on_paper, True) == [1, PILE]
    assert first_round(people("Ana", None), on_paper, True) == [1, 2]
    assert (later_round(people("Ana"), on_paper, True), later_round(people("Ana"), [], True)) == ([PILE], [])
