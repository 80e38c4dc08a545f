import asyncio
from typing import Any

import pytest

from app.domain.contributions import contribute
from app.domain.errors import (
    ConsentMissing,
    LabClosed,
    LabFull,
    NameMissing,
    NoSuchKey,
    NotAdmitted,
    NotFound,
    Refusal,
)
from app.domain.events import PassRevoked, PersonJoined, PersonMoved, PersonRemoved, PresenceChanged
from app.domain.labs import close
from app.domain.people import (
    Joining,
    come_back,
    forget_presence,
    join,
    leave,
    move_person,
    note_presence,
    remove_person,
)
from app.domain.work import SERVER, STRANGER, Key
from app.models import Contribution, Pass, Person
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio


@pytest.fixture
def stranger(lab: LabAtWork) -> Key:
    return Key(lab.id, actor=STRANGER)


@pytest.fixture
def server(lab: LabAtWork) -> Key:
    return Key(lab.id, actor=SERVER)


@pytest.fixture
async def two_seats(store: Store, founded: Settings) -> LabAtWork:
    """A lab with room for two."""
    return await LabAtWork.found(store, founded, "TW02", capacity=2)


async def participant(lab: LabAtWork, who: Participant) -> Any:
    return await lab.row(Person, who.id)


def return_hash(lab: LabAtWork, who: Participant) -> str:
    return lab.locksmith.hash(lab.locksmith.return_code(who.token))


async def test_whoever_joins_sits_in_the_group_they_chose(lab: LabAtWork) -> None:
    seated = await participant(lab, await lab.join("Ana", 4))
    assert (seated.name, seated.role, seated.number) == ("Ana", "participant", 1)
    assert seated.group_id == seated.first_group_id == lab.groups[4]


async def test_whoever_chooses_no_group_sits_where_there_is_most_room(lab: LabAtWork) -> None:
    seats = [(await participant(lab, await lab.join(None, None))).group_id for _ in range(7)]
    assert seats == [lab.groups[number] for number in (1, 2, 3, 4, 5, 1, 2)]


async def test_who_was_removed_takes_no_room_in_the_group(lab: LabAtWork) -> None:
    first, *_ = [await lab.join(None, None) for _ in range(5)]
    await lab.do(lab.organiser, remove_person, first.id)
    assert (await participant(lab, await lab.join(None, None))).group_id == lab.groups[1]


async def test_everyone_who_joins_has_a_number_of_their_own(lab: LabAtWork) -> None:
    first = await lab.join(None)
    await lab.join(None)
    await lab.do(lab.organiser, remove_person, first.id)
    await lab.join(None)
    assert [each.number for each in await lab.rows(Person, role="participant")] == [1, 2, 3]


async def test_the_second_of_a_name_is_told_apart(lab: LabAtWork) -> None:
    for name in ("Anna", "ANNA", "Аnna", "Zsófia"):
        await lab.join(name)
    assert [each.namesake for each in await lab.rows(Person, role="participant")] == [0, 1, 2, 0]


async def test_joining_tells_the_group(lab: LabAtWork, stranger: Key) -> None:
    told = await lab.told(stranger, join, Joining("Ana", True, "en", 2), "token", "return")
    (person,) = await lab.rows(Person, role="participant")
    assert told == [PersonJoined(lab.groups[2], person.id)]


@pytest.mark.parametrize(
    ("joining", "refusal"),
    [
        (Joining("Ana", False, "en"), ConsentMissing),
        (Joining("", True, "en"), NameMissing),
        (Joining("Ana", True, "en", 6), NotFound),
    ],
)
async def test_nobody_joins_without_consent_a_name_or_a_group_that_is_there(
    lab: LabAtWork, stranger: Key, joining: Joining, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        await lab.do(stranger, join, joining, "token", "return")
    assert await lab.rows(Person, role="participant") == []


async def test_nobody_joins_a_closed_lab(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, close)
    with pytest.raises(LabClosed):
        await lab.join("Ana")


async def test_the_last_seat_goes_to_one_person_only(two_seats: LabAtWork) -> None:
    answers = await asyncio.gather(*(two_seats.join(f"Guest {n}", None) for n in range(20)), return_exceptions=True)
    refused = [each for each in answers if isinstance(each, LabFull)]
    assert (len(refused), len(await two_seats.rows(Person, role="participant"))) == (18, 2)


async def test_who_was_removed_leaves_their_seat(two_seats: LabAtWork) -> None:
    first = await two_seats.join("Ana")
    await two_seats.join("Ola")
    await two_seats.do(two_seats.organiser, remove_person, first.id)
    await two_seats.join("Zsófia")
    with pytest.raises(LabFull):
        await two_seats.join("Mehmet")


async def test_another_device_comes_back_to_the_same_seat(lab: LabAtWork, ana: Participant, stranger: Key) -> None:
    back = await lab.do(stranger, come_back, return_hash(lab, ana), "new token", "new return")
    assert back.id == ana.id
    for key in (ana.key, Key(lab.id, "new token")):
        await lab.open("themes")
        await lab.do(key, contribute, lab.prompts["main"], "Still me", key.token_hash)
    assert {each.author_id for each in await lab.rows(Contribution)} == {ana.id}


async def test_a_return_code_is_spent_once(lab: LabAtWork, ana: Participant, stranger: Key) -> None:
    await lab.do(stranger, come_back, return_hash(lab, ana), "second", "second return")
    with pytest.raises(NoSuchKey):
        await lab.do(stranger, come_back, return_hash(lab, ana), "third", "third return")
    await lab.do(stranger, come_back, "second return", "third", "third return")


async def test_a_wrong_return_code_opens_nothing(lab: LabAtWork, ana: Participant, stranger: Key) -> None:
    for wrong in ("wrong", "", ana.key.token_hash):
        with pytest.raises(NoSuchKey):
            await lab.do(stranger, come_back, wrong, "new token", "new return")


async def test_leaving_forgets_this_device_and_no_other(lab: LabAtWork, ana: Participant, stranger: Key) -> None:
    await lab.do(stranger, come_back, return_hash(lab, ana), "tablet", "return")
    told = await lab.told(ana.key, leave)
    (phone, tablet) = await lab.rows(Pass, person_id=ana.id)
    assert told == [PassRevoked(phone.id)]
    with pytest.raises(NotAdmitted):
        await lab.do(ana.key, leave)
    assert (phone.revoked_at is None, tablet.revoked_at) == (False, None)


async def test_whoever_is_moved_brings_nothing_of_their_old_group(lab: LabAtWork, ana: Participant) -> None:
    await lab.open("themes")
    await lab.say(ana, "Said in group 1")
    told = await lab.told(lab.organiser, move_person, ana.id, 3)
    moved = await participant(lab, ana)
    assert (moved.group_id, moved.first_group_id) == (lab.groups[3], lab.groups[1])
    assert (await lab.row(Contribution)).group_id == lab.groups[1]
    assert told == [PersonMoved(lab.groups[3], ana.id, lab.groups[1])]


async def test_whoever_is_moved_speaks_in_the_new_group_at_once(lab: LabAtWork, ana: Participant) -> None:
    await lab.open("themes", group=3)
    await lab.do(lab.organiser, move_person, ana.id, 3)
    await lab.say(ana, "Said in group 3")
    assert (await lab.row(Contribution)).group_id == lab.groups[3]


async def test_moving_to_where_one_sits_is_no_news(lab: LabAtWork, ana: Participant) -> None:
    assert await lab.told(lab.organiser, move_person, ana.id, 1) == []


async def test_only_participants_are_moved_or_removed(lab: LabAtWork, ana: Participant) -> None:
    (organiser,) = await lab.rows(Person, role="organiser")
    moderator, *_ = await lab.rows(Person, role="moderator")
    for id in (organiser.id, moderator.id, 999):
        with pytest.raises(NotFound):
            await lab.do(lab.organiser, move_person, id, 2)
        with pytest.raises(NotFound):
            await lab.do(lab.organiser, remove_person, id)
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, move_person, ana.id, 6)


async def test_whoever_is_removed_is_shut_out_on_every_device(lab: LabAtWork, ana: Participant, stranger: Key) -> None:
    await lab.do(stranger, come_back, return_hash(lab, ana), "tablet", "return")
    told = await lab.told(lab.organiser, remove_person, ana.id)
    phone, tablet = await lab.rows(Pass, person_id=ana.id)
    assert told == [PassRevoked(phone.id), PassRevoked(tablet.id), PersonRemoved(lab.groups[1], ana.id)]
    for key in (ana.key, Key(lab.id, "tablet")):
        with pytest.raises(NotAdmitted):
            await lab.do(key, leave)
    with pytest.raises(NoSuchKey):
        await lab.do(stranger, come_back, "return", "third", "third return")


async def test_what_the_removed_contributed_stays(lab: LabAtWork, ana: Participant) -> None:
    await lab.open("themes")
    await lab.say(ana, "Ask first")
    await lab.do(lab.organiser, remove_person, ana.id)
    kept = await lab.row(Contribution)
    assert (kept.text, kept.is_withdrawn) == ("Ask first", False)


async def test_nobody_is_removed_twice(lab: LabAtWork, ana: Participant) -> None:
    await lab.do(lab.organiser, remove_person, ana.id)
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, remove_person, ana.id)


async def test_who_is_here_is_told_once_for_many(
    lab: LabAtWork, server: Key, ana: Participant, ola: Participant, zsofia: Participant
) -> None:
    told = await lab.told(server, note_presence, {ana.id, ola.id, zsofia.id}, set())
    assert told == [PresenceChanged([lab.groups[1], lab.groups[2]])]
    told = await lab.told(server, note_presence, {ana.id}, {ola.id})
    assert told == [PresenceChanged([lab.groups[1]])]
    here = {each.name: each.is_here for each in await lab.rows(Person, role="participant")}
    assert here == {"Ana": True, "Ola": False, "Zsófia": True}


async def test_the_removed_are_not_here_whatever_their_socket_says(
    lab: LabAtWork, server: Key, ana: Participant
) -> None:
    await lab.do(lab.organiser, remove_person, ana.id)
    assert await lab.told(server, note_presence, {ana.id}, set()) == []
    assert not (await participant(lab, ana)).is_here


async def test_a_server_that_starts_has_nobody_here(lab: LabAtWork, server: Key, ana: Participant) -> None:
    await lab.do(server, note_presence, {ana.id}, set())
    assert await lab.told(server, forget_presence) == [PresenceChanged([lab.groups[1]])]
    assert await lab.told(server, forget_presence) == []


async def test_a_form_sent_twice_takes_one_seat(lab: LabAtWork) -> None:
    """The answer was lost, or the thumb was quick: both answers open the same seat."""
    stranger, form = Key(lab.id, actor=STRANGER), Joining("Ana", True, "en", 1, key="a" * 32)
    first = await lab.do(stranger, join, form, "token one", "return one")
    second = await lab.do(stranger, join, form, "token two", "return two")
    assert (first.id, [person.name for person in await lab.rows(Person, role="participant")]) == (second.id, ["Ana"])
    assert len(await lab.rows(Pass, person_id=first.id)) == 2
