"""Guests are known again at the door, take the seat that was kept for them, and nobody learns more of them."""

import asyncio

import pytest

from app.domain.errors import LabFull
from app.domain.guests.errors import WhichOfThem
from app.domain.people import Joining, join, move_person, remove_person
from app.domain.seating.deciding import release_seats, seat_at, set_room
from app.domain.seating.errors import GroupFull
from app.domain.work import STRANGER, Key
from app.methods.seating.modes import Mode
from app.models import Person
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork
from tests.domain.seats import expect, guests, seat, sits

pytestmark = pytest.mark.anyio

LIST = "name,organisation,group\nAnna Lie,NAV,3\nAnna Berg,KUL,4\nBo Dahl,NAV,5\nBo Dahl,KUL,2\nCid Ek,,1"


@pytest.fixture
async def seated(lab: LabAtWork) -> LabAtWork:
    """Everybody on the list has a seat kept as the list says."""
    await expect(lab, LIST)
    await seat(lab, Mode.LIST)
    return lab


async def come(lab: LabAtWork, name: str | None, organisation: str | None = None, group: int | None = None) -> Person:
    token = lab.locksmith.token()
    joining = Joining(name, True, "en", group, organisation=organisation)
    person: Person = await lab.do(Key(lab.id, actor=STRANGER), join, joining, token, token[::-1])
    return person


def number(lab: LabAtWork, person: Person) -> int:
    return next(number for number, id in lab.groups.items() if id == person.group_id)


async def asked(lab: LabAtWork, name: str) -> list[str]:
    with pytest.raises(WhichOfThem) as refused:
        await come(lab, name)
    return refused.value.organisations


async def test_who_gives_the_name_on_the_list_takes_the_seat_that_was_kept(seated: LabAtWork) -> None:
    person = await come(seated, "anna lie")
    assert (number(seated, person), person.seated_as) == (3, "kept")
    guest = (await guests(seated))["Anna Lie"]
    assert (guest.person_id, guest.group_id) == (person.id, None)


async def test_two_of_one_name_are_asked_where_they_are_from_and_nothing_else(seated: LabAtWork) -> None:
    assert await asked(seated, "Bo Dahl") == ["KUL", "NAV"]
    assert number(seated, await come(seated, "Bo Dahl", "KUL")) == 2
    assert number(seated, await come(seated, "Bo Dahl")) == 5


async def test_a_first_name_alone_is_asked_too(seated: LabAtWork) -> None:
    assert await asked(seated, "Anna") == ["KUL", "NAV"]
    person = await come(seated, "Anna", "NAV")
    assert (number(seated, person), person.name) == (3, "Anna")


async def test_who_is_none_of_them_is_seated_like_everybody(seated: LabAtWork) -> None:
    person = await come(seated, "Anna", "")
    assert person.seated_as is None
    assert all(one.person_id is None for one in (await guests(seated)).values())


async def test_an_answer_that_was_not_offered_opens_no_seat(seated: LabAtWork) -> None:
    assert (await come(seated, "Bo Dahl", "The King")).seated_as is None


async def test_a_name_that_is_not_on_the_list_is_asked_nothing(seated: LabAtWork) -> None:
    assert (await come(seated, "Dag Nye")).seated_as is None


async def test_a_kept_seat_goes_to_one_person_only(seated: LabAtWork) -> None:
    people = await asyncio.gather(*(come(seated, "Cid Ek") for _ in range(5)))
    assert [one.seated_as for one in people].count("kept") == 1
    assert sorted(one.namesake for one in people) == [0, 1, 2, 3, 4]


async def test_who_chose_another_table_still_sits_where_the_seat_was_kept_and_is_told(seated: LabAtWork) -> None:
    person = await come(seated, "Anna Lie", group=1)
    assert (number(seated, person), person.seated_as) == (3, "kept_elsewhere")
    same = await come(seated, "Cid Ek", group=1)
    assert same.seated_as == "kept"


async def test_nobody_anonymous_is_on_a_list(seated: LabAtWork) -> None:
    assert (await come(seated, None)).seated_as is None


async def test_a_guest_without_a_seat_is_seated_by_what_the_list_tells(lab: LabAtWork) -> None:
    await expect(lab, "name,languages\nInés,Spanish\nOla,Norwegian")
    for group in (1, 2, 4, 5):
        await lab.do(lab.organiser, set_room, group, ["nb"], None, is_accessible=True, is_closed=False)
    await lab.do(lab.organiser, set_room, 3, ["es"], None, is_accessible=True, is_closed=False)
    await come(lab, "Somebody", group=3)
    assert number(lab, await come(lab, "Inés")) == 3


async def test_somebody_who_was_removed_is_expected_again(seated: LabAtWork) -> None:
    person = await come(seated, "Anna Lie")
    await seated.do(seated.organiser, remove_person, person.id)
    assert (await guests(seated))["Anna Lie"].person_id is None
    assert (await come(seated, "Anna Lie")).id != person.id


async def test_who_joined_before_the_list_was_there_is_the_guest_of_that_name(lab: LabAtWork) -> None:
    """Of two who share a name nobody can say which is meant: they stay as they are, and the seat is kept."""
    anna, _, _ = [await come(lab, name) for name in ("anna LIE", "Bo Dahl", "Bo Dahl")]
    await expect(lab, "name,organisation\nAnna Lie,NAV\nBo Dahl,KUL\nCid Ek,")
    found = {name: one.person_id for name, one in (await guests(lab)).items()}
    assert found == {"Anna Lie": anna.id, "Bo Dahl": None, "Cid Ek": None}


async def test_kept_seats_count_until_they_are_given_up(seated: LabAtWork) -> None:
    """Five groups with a seat kept in each: the first newcomer sits in the lowest, as the others are as full."""
    await seated.do(seated.organiser, seat_at, [f"g{(await guests(seated))['Cid Ek'].id}"], 2)
    assert number(seated, await come(seated, "Dag Nye")) == 1
    await seated.do(seated.organiser, release_seats)
    assert [number(seated, await come(seated, f"Nye {n}")) for n in range(4)] == [2, 3, 4, 5]


async def test_a_full_group_cannot_be_chosen_nor_can_its_kept_seats(lab: LabAtWork) -> None:
    await expect(lab, "name,group\nAnna Lie,1")
    await seat(lab, Mode.LIST)
    await lab.do(lab.organiser, set_room, 1, [], 2, is_accessible=True, is_closed=False)
    await come(lab, "Bo", group=1)
    with pytest.raises(GroupFull):
        await come(lab, "Cid", group=1)
    assert number(lab, await come(lab, "Anna Lie", group=1)) == 1


async def test_a_group_that_is_not_in_use_takes_no_late_joiner(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, set_room, 1, [], None, is_accessible=True, is_closed=True)
    assert [number(lab, await come(lab, f"Nye {n}")) for n in range(5)] == [2, 3, 4, 5, 2]


# --- A flood


async def test_a_flood_takes_every_place_but_those_of_the_guests(store: Store, founded: Settings) -> None:
    """Bots with the leaked code come first and all at once; who is on the list still gets in, from the same address."""
    lab = await LabAtWork.found(store, founded, "FEW222", capacity=20)
    await expect(lab, "name\n" + "\n".join(f"Honest {n}" for n in range(8)))
    await seat(lab)
    bots = await asyncio.gather(*(come(lab, f"Bot {n}") for n in range(300)), return_exceptions=True)
    assert sum(isinstance(each, Person) for each in bots) == 12
    assert sum(isinstance(each, LabFull) for each in bots) == 288
    honest = [await come(lab, f"Honest {n}") for n in range(8)]
    assert {one.seated_as for one in honest} == {"kept"}
    with pytest.raises(LabFull):
        await come(lab, "Late Bot")


async def test_with_nobody_expected_first_come_is_first_served(store: Store, founded: Settings) -> None:
    lab = await LabAtWork.found(store, founded, "FEW222", capacity=3)
    answers = await asyncio.gather(*(come(lab, f"Bot {n}") for n in range(30)), return_exceptions=True)
    assert sum(isinstance(each, Person) for each in answers) == 3


async def test_who_is_moved_is_told_so(lab: LabAtWork) -> None:
    person = await come(lab, "Anna", group=1)
    await lab.do(lab.organiser, move_person, person.id, 2)
    assert [one.seated_as for one in await lab.rows(Person, role="participant")] == ["moved"]
    assert await sits(lab) == {"Anna": 2}
