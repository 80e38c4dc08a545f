"""The door: locked or open, for how many, by which code. A flood of strangers takes no more than there is."""

import asyncio
from typing import Any

import pytest

from app.domain.doorkeeping import lock_door, remove_newcomers, rotate_code, set_places, unlock_door
from app.domain.doors import lab_by_code, lab_known_as, screen_of
from app.domain.errors import CodeTaken, LabFull, NoSuchLab, NotAdmitted, NotYours, Refusal
from app.domain.people import come_back
from app.domain.steering_errors import CodeChanged, DoorLocked
from app.domain.steering_events import DoorChanged
from app.domain.work import STRANGER, Key
from app.models import Lab, Person
from app.settings import Settings
from tests.cast import CODE, LabAtWork, Participant

pytestmark = pytest.mark.anyio

FLOOD = 300


async def knock(lab: LabAtWork, name: str) -> Participant | Refusal:
    try:
        return await lab.join(name, None)
    except Refusal as refusal:
        return refusal


async def flood(lab: LabAtWork, many: int = FLOOD) -> list[Participant | Refusal]:
    return list(await asyncio.gather(*(knock(lab, f"Bot {n}") for n in range(many))))


def inside(came: list[Participant | Refusal]) -> int:
    return sum(isinstance(each, Participant) for each in came)


async def seated(lab: LabAtWork) -> int:
    return sum(each.removed_at is None for each in await lab.rows(Person, role="participant"))


async def test_behind_a_locked_door_nobody_new_joins(lab: LabAtWork) -> None:
    assert await lab.told(lab.organiser, lock_door) == [DoorChanged()]
    assert await lab.told(lab.organiser, lock_door) == []
    with pytest.raises(DoorLocked):
        await lab.join("Ana")
    assert await lab.told(lab.organiser, unlock_door) == [DoorChanged()]
    assert (await lab.join("Ana")).id


async def test_whoever_has_a_seat_comes_back_through_a_locked_door(lab: LabAtWork, ana: Participant) -> None:
    await lab.do(lab.organiser, lock_door)
    returns, token = lab.locksmith.hash(lab.locksmith.return_code(ana.token)), lab.locksmith.token()
    hashes = lab.locksmith.hash(token), lab.locksmith.hash(lab.locksmith.return_code(token))
    assert (await lab.do(Key(lab.id, actor=STRANGER), come_back, returns, *hashes)).id == ana.id


async def test_a_form_that_took_its_seat_before_is_answered_with_it_after_the_lock(lab: LabAtWork) -> None:
    from app.domain.people import Joining, join

    stranger, form = Key(lab.id, actor=STRANGER), Joining("Ana", True, "en", 1, "a" * 32)
    first = await lab.do(stranger, join, form, "one", "first")
    await lab.do(lab.organiser, lock_door)
    assert (await lab.do(stranger, join, form, "two", "second")).id == first.id


async def test_a_flood_takes_as_many_places_as_there_are(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, set_places, 40)
    came = await flood(lab)
    assert (inside(came), await seated(lab)) == (40, 40)
    assert {type(each) for each in came if isinstance(each, Refusal)} == {LabFull}


async def test_once_the_lock_is_acknowledged_not_one_more_of_a_flood_comes_in(lab: LabAtWork) -> None:
    flooding = asyncio.ensure_future(flood(lab))
    await lab.do(lab.organiser, lock_door)
    there = await seated(lab)
    assert (inside(await flooding), await seated(lab), inside(await flood(lab, 50))) == (there, there, 0)


async def test_after_a_flood_the_people_of_the_room_get_in_by_a_new_code(lab: LabAtWork, ana: Participant) -> None:
    await age(lab)
    await lab.do(lab.organiser, set_places, 30)
    await flood(lab, 100)
    await lab.do(lab.organiser, lock_door)
    await lab.do(lab.organiser, rotate_code, CODE)
    gone = await lab.do(lab.organiser, remove_newcomers, 15)
    await lab.do(lab.organiser, unlock_door)
    with pytest.raises(CodeChanged):
        await lab.store.read(lab_by_code, CODE)
    assert (len(gone), await seated(lab)) == (29, 1)
    assert inside([await knock(lab, f"Honest {n}") for n in range(29)]) == 29


async def age(lab: LabAtWork) -> None:
    """Whoever is in came an hour ago."""
    await lab.do(lab.organiser, an_hour_passes)


def an_hour_passes(work: Any) -> None:
    from datetime import timedelta

    from sqlmodel import select

    for person in work.all(select(Person)):
        work.change(person, joined_at=person.joined_at - timedelta(hours=1))


an_hour_passes.__name__ = "lock_door"  # which the organiser may do


async def test_a_place_that_is_freed_can_be_had_again(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, set_places, 1)
    ana = await lab.join("Ana")
    assert isinstance(await knock(lab, "Bo"), LabFull)
    assert await lab.do(lab.organiser, remove_newcomers, 5) == [ana.id]
    assert (await lab.join("Bo")).id


async def test_fewer_places_than_are_taken_send_nobody_away(lab: LabAtWork, ana: Participant, ola: Participant) -> None:
    await lab.do(lab.organiser, set_places, 1)
    assert await seated(lab) == 2
    assert isinstance(await knock(lab, "Bo"), LabFull)


async def test_an_old_code_says_that_there_is_a_new_one_and_a_wrong_one_does_not(lab: LabAtWork) -> None:
    assert await lab.told(lab.organiser, rotate_code, CODE) == [DoorChanged()]
    new = (await lab.row(Lab)).door_code
    assert (await lab.store.read(lab_by_code, new)).id == lab.id
    for code, refusal in ((CODE, CodeChanged), ("WRQNG234", NoSuchLab)):
        with pytest.raises(refusal):
            await lab.store.read(lab_by_code, code)


async def test_a_code_is_changed_once_by_two_presses_and_again_by_a_third_later(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, rotate_code, CODE)
    assert await lab.told(lab.organiser, rotate_code, CODE) == []
    second = (await lab.row(Lab)).door_code
    await lab.do(lab.organiser, rotate_code, second)
    with pytest.raises(CodeChanged):
        await lab.store.read(lab_by_code, second)


async def test_no_new_lab_takes_a_code_that_opens_another_or_did(lab: LabAtWork, founded: Settings) -> None:
    await lab.do(lab.organiser, rotate_code, CODE)
    second = (await lab.row(Lab)).door_code
    await lab.do(lab.organiser, rotate_code, second)
    for code in (CODE, second, (await lab.row(Lab)).door_code):
        with pytest.raises(CodeTaken):
            await LabAtWork.found(lab.store, founded, code)


async def test_personal_links_open_their_screens_whatever_the_code(lab: LabAtWork, ana: Participant) -> None:
    await lab.do(lab.organiser, rotate_code, CODE)
    assert await lab.store.read(screen_of, lab.desk(2).token_hash) == (lab.id, "desk-2")
    assert await lab.store.read(screen_of, ana.key.token_hash) == (lab.id, "phone")
    assert (await lab.store.read(lab_known_as, CODE)).id == lab.id


async def test_newcomers_are_let_go_and_whoever_came_before_stays(lab: LabAtWork, ana: Participant) -> None:
    await age(lab)
    mallory = await lab.join("Mallory")
    assert await lab.do(lab.organiser, remove_newcomers, 5) == [mallory.id]
    with pytest.raises(NotAdmitted):
        await lab.say(mallory, "Still here?")
    assert [each.id for each in await lab.rows(Person, role="participant") if not each.removed_at] == [ana.id]


@pytest.mark.parametrize(("verb", "args"), [(lock_door, ()), (rotate_code, (CODE,)), (remove_newcomers, (5,))])
async def test_only_the_organiser_keeps_the_door(lab: LabAtWork, verb: Any, args: tuple[Any, ...]) -> None:
    with pytest.raises(NotYours):
        await lab.do(lab.desk(), verb, *args)
