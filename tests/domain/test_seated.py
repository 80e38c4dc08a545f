"""A seating in force: who moves, for whom a seat is kept, and how the next round is seated."""

from collections import Counter

import pytest

from app.domain.errors import LabClosed
from app.domain.events import HandLowered
from app.domain.floor import raise_hand
from app.domain.groups import open_stage
from app.domain.labs import close
from app.domain.people import remove_person
from app.domain.seating.deciding import commit_seating, merge_groups, release_seats, seat_at, set_room
from app.domain.seating.errors import (
    MergedWithItself,
    NothingProposed,
)
from app.domain.seating.proposing import (
    drop_proposal,
)
from app.domain.seating_events import GroupsMerged, RoomSet, SeatingCommitted, SeatsGiven
from app.methods.seating.modes import Mode
from app.models import GroupRoom, Guest, Person
from tests.cast import LabAtWork, Participant
from tests.domain.seats import expect, guests, propose, seat, sits

pytestmark = pytest.mark.anyio

THIRTY = "name,organisation\n" + "\n".join(f"Guest {n},{'NAV' if n % 2 else 'KUL'}" for n in range(30))


async def kept(lab: LabAtWork) -> dict[str, int | None]:
    numbers = {id: number for number, id in lab.groups.items()}
    return {one.name: numbers.get(one.group_id) for one in await lab.rows(Guest)}


def key(guest: object) -> str:
    return f"g{guest.id}"  # type: ignore[attr-defined]


# --- In force


async def test_a_seating_in_force_moves_people_and_keeps_seats(lab: LabAtWork) -> None:
    found = await expect(lab, "name,group\nAnna,3\nBo,4")
    anna = await lab.join("Anna", 1)
    made = await propose(lab, Mode.LIST)
    told = await lab.told(lab.organiser, commit_seating, made.id, made.edition)
    assert told == [SeatingCommitted(list(lab.groups.values()), [[anna.id, lab.groups[3], lab.groups[1]]], made.id)]
    assert (await sits(lab), await kept(lab)) == ({"Anna": 3}, {"Anna": None, "Bo": 4})
    assert [one.seated_as for one in await lab.rows(Person, role="participant")] == ["moved"]
    assert found["Bo"].group_id is None


async def test_who_came_since_the_proposal_sits_where_their_seat_was_proposed(lab: LabAtWork) -> None:
    await expect(lab, "name,group\nAnna,3\nBo,4")
    made = await propose(lab, Mode.LIST)
    await lab.join("Bo", 1)
    await lab.join("Walk-in", 2)
    await lab.do(lab.organiser, commit_seating, made.id, made.edition)
    assert await sits(lab) == {"Bo": 4, "Walk-in": 2}


async def test_groups_that_nobody_is_seated_in_take_no_late_joiner(lab: LabAtWork) -> None:
    await expect(lab, THIRTY)
    await seat(lab, most=2)
    used = set((await kept(lab)).values())
    closed = {one.group_id for one in await lab.rows(GroupRoom) if one.is_closed}
    assert len(used) == 2
    assert closed == {id for number, id in lab.groups.items() if number not in used}


async def test_where_people_choose_no_seat_is_kept_and_every_group_is_open(lab: LabAtWork) -> None:
    await expect(lab, THIRTY)
    await seat(lab)
    await seat(lab, Mode.SELF_SELECT)
    assert (set((await kept(lab)).values()), [one for one in await lab.rows(GroupRoom) if one.is_closed]) == (
        {None},
        [],
    )


async def test_a_proposal_is_put_in_force_once(lab: LabAtWork) -> None:
    await lab.join("Ana")
    made = await seat(lab)
    with pytest.raises(NothingProposed):
        await lab.do(lab.organiser, commit_seating, made.id, made.edition)


async def test_a_proposal_that_was_dropped_is_no_more(lab: LabAtWork) -> None:
    await lab.join("Ana")
    made = await propose(lab)
    await lab.do(lab.organiser, drop_proposal, made.id)
    assert await lab.told(lab.organiser, drop_proposal, made.id) == []
    with pytest.raises(NothingProposed):
        await lab.do(lab.organiser, commit_seating, made.id, made.edition)


async def test_who_was_removed_meanwhile_is_passed_over(lab: LabAtWork) -> None:
    ana = await lab.join("Ana", 1)
    await lab.join("Bo", 2)
    made = await propose(lab)
    await lab.do(lab.organiser, remove_person, ana.id)
    await lab.do(lab.organiser, commit_seating, made.id, made.edition)
    assert list(await sits(lab)) == ["Bo"]


async def test_a_closed_lab_seats_nobody(lab: LabAtWork) -> None:
    await lab.join("Ana")
    made = await propose(lab)
    await lab.do(lab.organiser, close)
    with pytest.raises(LabClosed):
        await lab.do(lab.organiser, commit_seating, made.id, made.edition)


async def test_whoever_moves_leaves_the_floor(open_lab: LabAtWork, ana: Participant) -> None:
    await open_lab.open("deliberation")
    await open_lab.do(ana.key, raise_hand, "a" * 32)
    before = await open_lab.seq()
    await open_lab.do(open_lab.organiser, seat_at, [f"p{ana.id}"], 2)
    told = await open_lab.events(before)
    assert [type(one) for one in told if not isinstance(one, HandLowered)] == [SeatsGiven]


# --- Moves, mergers, rooms


async def test_people_and_guests_are_moved_together(lab: LabAtWork, ana: Participant) -> None:
    found = await expect(lab, "name\nBo")
    told = await lab.told(lab.organiser, seat_at, [f"p{ana.id}", key(found["Bo"])], 4)
    assert told == [SeatsGiven([lab.groups[1], lab.groups[4]], [[ana.id, lab.groups[4], lab.groups[1]]])]
    assert (await sits(lab), await kept(lab)) == ({"Ana": 4}, {"Bo": 4})


async def test_moving_to_where_one_sits_is_no_news(lab: LabAtWork, ana: Participant) -> None:
    assert await lab.told(lab.organiser, seat_at, [f"p{ana.id}"], 1) == []


async def test_a_group_is_merged_into_another(lab: LabAtWork, ana: Participant, ola: Participant) -> None:
    found = await expect(lab, "name\nBo")
    await lab.do(lab.organiser, seat_at, [key(found["Bo"])], 1)
    (told,) = await lab.told(lab.organiser, merge_groups, 1, 3)
    assert isinstance(told, GroupsMerged)
    assert (await sits(lab), await kept(lab)) == ({"Ana": 3, "Ola": 3}, {"Bo": 3})
    assert [one.group_id for one in await lab.rows(GroupRoom) if one.is_closed] == [lab.groups[1]]
    assert [one.first_group_id for one in await lab.rows(Person, role="participant")] == [lab.groups[1]] * 2


async def test_a_group_is_not_merged_with_itself(lab: LabAtWork) -> None:
    with pytest.raises(MergedWithItself):
        await lab.do(lab.organiser, merge_groups, 2, 2)


async def test_a_room_is_told_once(lab: LabAtWork) -> None:
    told = {"is_accessible": False, "is_closed": False}
    assert await lab.told(lab.organiser, set_room, 2, ["fr"], 6, **told) == [RoomSet(lab.groups[2])]
    assert await lab.told(lab.organiser, set_room, 2, ["fr"], 6, **told) == []


async def test_seats_are_given_up_for_those_who_have_not_come(lab: LabAtWork) -> None:
    await expect(lab, "name,group\nAnna,3\nBo,4")
    await seat(lab, Mode.LIST)
    await lab.join("Anna", None)
    await lab.do(lab.organiser, release_seats)
    assert (await sits(lab), await kept(lab)) == ({"Anna": 3}, {"Anna": None, "Bo": None})
    assert await lab.told(lab.organiser, release_seats) == []


# --- The next round


async def work_in(lab: LabAtWork, *groups: int) -> None:
    for group in groups:
        await lab.do(lab.desk(group), open_stage, lab.stages["introductions"])


async def test_the_next_round_with_new_partners(lab: LabAtWork) -> None:
    for group, names in ((1, "abcd"), (2, "efgh"), (3, "ijkl"), (4, "mnop")):
        for name in names:
            await lab.join(f"Person {name}", group)
    await work_in(lab, 1, 2, 3, 4)
    made = await seat(lab, Mode.NEW_PARTNERS, only_here=True, most=4)
    assert (made.repeats, made.unmet) == (0, [])
    now = await sits(lab)
    assert len({now[f"Person {name}"] for name in "abcd"}) == 4


async def test_whoever_only_waited_in_the_lobby_has_met_nobody(lab: LabAtWork) -> None:
    for name in "abcd":
        await lab.join(f"Person {name}", 1)
    made = await propose(lab, Mode.NEW_PARTNERS, most=1)
    assert (made.repeats, made.unmet) == (0, [])


async def test_partners_who_must_meet_again_are_named(lab: LabAtWork) -> None:
    people = [await lab.join(f"Person {n}", 1) for n in range(3)]
    await work_in(lab, 1)
    made = await propose(lab, Mode.NEW_PARTNERS, most=1)
    assert (made.repeats, {one[0] for one in made.unmet}) == (3, {"new_partners"})
    assert made.unmet[0][1] == [f"p{people[0].id}", f"p{people[1].id}"]


async def test_the_next_round_with_the_same_groups(lab: LabAtWork) -> None:
    for group, names in ((1, "abcd"), (2, "efgh")):
        for name in names:
            await lab.join(f"Person {name}", group)
    before = await sits(lab)
    await expect(lab, "name\nLate")
    await seat(lab, Mode.SAME_GROUPS)
    assert await sits(lab) == before
    assert (await kept(lab))["Late"] is not None


# --- Five hundred


async def test_five_hundred_people_are_seated_and_moved(lab: LabAtWork) -> None:
    """Five groups, so that each is crowded; half have come, half are expected."""
    lines = "\n".join(f"Guest {n},Org {n % 40},{('NO', 'FR', 'ES')[n % 3]},{n % 9 or ''}" for n in range(500))
    await expect(lab, f"name,organisation,country,apart\n{lines}")
    for n in range(0, 500, 25):
        await lab.join(f"Guest {n}", 1)
    made = await seat(lab, weights={"organisation": 1, "country": 1})
    assert sorted(Counter(made.seats.values()).values()) == [100] * 5
    assert len([one for one in await guests(lab) if one]) == 500
    assert sum(group is not None for group in (await kept(lab)).values()) == 480
