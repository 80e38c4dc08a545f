from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from app.domain.errors import LabClosed, NotFound, NotInThisStage
from app.domain.events import FloorGiven, HandLowered, HandRaised, PersonMoved, TurnEnded
from app.domain.floor import end_turn, give_floor, lower_hand, pass_over, raise_hand, request
from app.domain.groups import open_stage
from app.domain.labs import close
from app.domain.people import move_person, remove_person
from app.live.fragments.floor import desk_floors, floors
from app.live.fragments.yours import own_hand
from app.models import Hand, SpeakingTurn
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

NOON = datetime(2020, 10, 8, 12, tzinfo=UTC)


@pytest.fixture
async def talk(lab: LabAtWork) -> LabAtWork:
    """Group 1 deliberates."""
    await lab.open("deliberation")
    return lab


async def ask(lab: LabAtWork, who: Participant, key: str = "") -> Any:
    return await lab.do(who.key, raise_hand, key or uuid4().hex)


async def give(lab: LabAtWork, who: Participant) -> Any:
    return await lab.do(lab.desk(), give_floor, who.id)


async def desk(lab: LabAtWork) -> Any:
    return (await lab.store.read(desk_floors, {lab.groups[1]}))[lab.groups[1]]


async def asking(lab: LabAtWork) -> list[str]:
    return [one.display for one in (await desk(lab)).asking]


# Hands


async def test_a_hand_goes_up(talk: LabAtWork, ana: Participant) -> None:
    assert await talk.told(ana.key, raise_hand, "a" * 32) == [HandRaised(talk.groups[1])]
    assert await asking(talk) == ["Ana"]


async def test_a_hand_is_raised_once(talk: LabAtWork, ana: Participant) -> None:
    first = await ask(talk, ana, "a" * 32)
    assert await talk.told(ana.key, raise_hand, "a" * 32) == []
    assert await talk.told(ana.key, raise_hand, "b" * 32) == []
    assert [one.id for one in await talk.rows(Hand)] == [first.id]


async def test_a_late_repeat_raises_no_lowered_hand(talk: LabAtWork, ana: Participant) -> None:
    await ask(talk, ana, "a" * 32)
    assert await talk.told(ana.key, lower_hand) == [HandLowered(talk.groups[1])]
    assert await talk.told(ana.key, lower_hand) == []
    assert await talk.told(ana.key, raise_hand, "a" * 32) == []
    assert await asking(talk) == []


async def test_hands_stay_down_in_a_stage_without_a_floor(lab: LabAtWork, ana: Participant) -> None:
    await lab.open("silent_writing")
    with pytest.raises(NotInThisStage):
        await ask(lab, ana)


async def test_the_moderator_passes_over_who_had_their_say(talk: LabAtWork, ana: Participant) -> None:
    await ask(talk, ana)
    assert await talk.told(talk.desk(), pass_over, ana.id) == [HandLowered(talk.groups[1])]
    assert await asking(talk) == []


# Turns


async def test_whoever_gets_the_floor_lowers_their_hand(talk: LabAtWork, ana: Participant) -> None:
    hand = await ask(talk, ana)
    assert await talk.told(talk.desk(), give_floor, ana.id) == [FloorGiven(talk.groups[1], ana.id, False)]
    turn = await talk.row(SpeakingTurn)
    assert (turn.person_id, turn.hand_id, turn.ended_at) == (ana.id, hand.id, None)
    assert ((await desk(talk)).speaker.display, await asking(talk)) == ("Ana", [])


async def test_a_turn_ends_with_the_next_tap(talk: LabAtWork, ana: Participant, ola: Participant) -> None:
    await give(talk, ana)
    await give(talk, ola)
    turns = await talk.rows(SpeakingTurn)
    assert [(turn.person_id, turn.ended_at is None) for turn in turns] == [(ana.id, False), (ola.id, True)]


async def test_two_taps_on_one_name_are_one(talk: LabAtWork, ana: Participant) -> None:
    await give(talk, ana)
    assert await talk.told(talk.desk(), give_floor, ana.id) == []


async def test_a_turn_can_end_with_nobody_after_it(talk: LabAtWork, ana: Participant) -> None:
    await give(talk, ana)
    assert await talk.told(talk.desk(), end_turn) == [TurnEnded(talk.groups[1])]
    assert await talk.told(talk.desk(), end_turn) == []
    assert (await desk(talk)).speaker is None


async def test_who_had_fewest_turns_is_next(talk: LabAtWork, ana: Participant, ola: Participant) -> None:
    await give(talk, ana)
    await talk.do(talk.desk(), end_turn)
    await ask(talk, ana)
    await ask(talk, ola)
    assert await asking(talk) == ["Ola", "Ana"]


async def test_turns_of_another_item_do_not_count(talk: LabAtWork, ana: Participant, ola: Participant) -> None:
    await give(talk, ana)
    await talk.do(talk.desk(), open_stage, None)  # in no item
    await talk.do(talk.desk(), give_floor, ola.id)
    await talk.do(talk.desk(), give_floor, ola.id)
    await talk.do(talk.desk(), open_stage, talk.stages["deliberation"])
    await ask(talk, ana)
    await ask(talk, ola)
    assert await asking(talk) == ["Ola", "Ana"]


async def test_an_override_is_told_as_such(talk: LabAtWork, ana: Participant, ola: Participant) -> None:
    await ask(talk, ana)
    assert await talk.told(talk.desk(), give_floor, ola.id) == [FloorGiven(talk.groups[1], ola.id, True)]
    assert await asking(talk) == ["Ana"]


async def test_the_floor_is_for_the_group_only(talk: LabAtWork, zsofia: Participant) -> None:
    for verb in (give_floor, pass_over):
        with pytest.raises(NotFound):
            await talk.do(talk.desk(), verb, zsofia.id)


async def test_a_turn_counts_its_seconds_when_it_is_over() -> None:
    def turn(seconds: int | None) -> SimpleNamespace:
        ended = None if seconds is None else NOON + timedelta(seconds=seconds)
        return SimpleNamespace(person_id=7, began_at=NOON, ended_at=ended)

    hand = SimpleNamespace(person_id=7, raised_at=NOON)
    asked = request(hand, [turn(20), turn(None), SimpleNamespace(person_id=8, began_at=NOON, ended_at=NOON)])
    assert (asked.turns, asked.seconds) == (2, 20.0)


# Leaving


async def test_who_is_moved_leaves_the_floor_behind(talk: LabAtWork, ana: Participant, ola: Participant) -> None:
    await give(talk, ana)
    await ask(talk, ola)
    for who in (ana, ola):
        assert await talk.told(talk.organiser, move_person, who.id, 2) == [
            PersonMoved(talk.groups[2], who.id, talk.groups[1])
        ]
    floor = await desk(talk)
    assert (floor.speaking, floor.asking) == (None, [])


async def test_who_is_removed_does_not_speak_on(talk: LabAtWork, ana: Participant) -> None:
    await give(talk, ana)
    await talk.do(talk.organiser, remove_person, ana.id)
    assert (await desk(talk)).speaking is None


async def test_the_next_stage_clears_the_floor(talk: LabAtWork, ana: Participant, ola: Participant) -> None:
    await give(talk, ana)
    await ask(talk, ola)
    await talk.open("lesson")
    assert [turn.ended_at is None for turn in await talk.rows(SpeakingTurn)] == [False]
    assert [hand.lowered_at is None for hand in await talk.rows(Hand)] == [False]
    assert (await desk(talk)).is_open is False


async def test_the_close_ends_it(talk: LabAtWork, ana: Participant) -> None:
    await talk.do(talk.organiser, close)
    for by, verb, args in (
        (ana.key, raise_hand, ("a" * 32,)),
        (ana.key, lower_hand, ()),
        (talk.desk(), give_floor, (ana.id,)),
        (talk.desk(), end_turn, ()),
        (talk.desk(), pass_over, (ana.id,)),
    ):
        with pytest.raises(LabClosed):
            await talk.do(by, verb, *args)


# What the desk sees, and what a phone may


async def test_the_desk_sees_who_was_not_yet_heard(talk: LabAtWork, ana: Participant, ola: Participant) -> None:
    await give(talk, ana)
    assert [one.display for one in (await desk(talk)).unheard] == ["Ola"]


async def test_a_phone_knows_its_own_place(talk: LabAtWork, ana: Participant, ola: Participant) -> None:
    first, second = await ask(talk, ana), await ask(talk, ola)

    async def own(who: Participant) -> tuple[str, int, str | None]:
        told = await talk.store.read(own_hand, talk.id, who.id, talk.groups[1])
        return told.state, told.before, told.id

    assert [await own(ana), await own(ola)] == [("up", 0, first.id), ("up", 1, second.id)]
    await give(talk, ana)
    assert [await own(ana), await own(ola)] == [("floor", 0, first.id), ("up", 0, second.id)]


async def test_a_phone_hears_of_hands_and_of_nobody(talk: LabAtWork, ana: Participant, ola: Participant) -> None:
    hand = await ask(talk, ana)
    await give(talk, ola)
    told = (await talk.store.read(floors, {talk.groups[1]}))[talk.groups[1]]
    assert (told.hands, told.floor) == ([hand.id], None)
