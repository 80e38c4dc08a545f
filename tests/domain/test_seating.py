"""Proposals: whom they seat where, what they say could not be met, and how they are changed by hand."""

from collections import Counter

import pytest

from app.domain.errors import NoSuchGroup
from app.domain.seating.deciding import commit_seating, set_room
from app.domain.seating.errors import (
    NobodyChosen,
    NobodyToSeat,
    NoGroupOpen,
    SeatedOtherwise,
)
from app.domain.seating.proposing import (
    lock_group,
    pin_seats,
    place_by_hand,
    propose_again,
    propose_seating,
)
from app.domain.seating_events import ProposalChanged
from app.methods.seating.modes import Mode
from app.models import Guest, Seating
from tests.cast import LabAtWork
from tests.domain.seats import expect, propose, sits

pytestmark = pytest.mark.anyio

THIRTY = "name,organisation\n" + "\n".join(f"Guest {n},{'NAV' if n % 2 else 'KUL'}" for n in range(30))


async def kept(lab: LabAtWork) -> dict[str, int | None]:
    numbers = {id: number for number, id in lab.groups.items()}
    return {one.name: numbers.get(one.group_id) for one in await lab.rows(Guest)}


def key(guest: object) -> str:
    return f"g{guest.id}"  # type: ignore[attr-defined]


# --- Proposing


async def test_a_proposal_seats_everybody_evenly_and_moves_nobody(lab: LabAtWork) -> None:
    await expect(lab, THIRTY)
    await lab.join("Walk-in", 1)
    made = await propose(lab, weights={"organisation": 1})
    assert sorted(Counter(made.seats.values()).values()) == [6, 6, 6, 6, 7]
    assert (set((await kept(lab)).values()), await sits(lab)) == ({None}, {"Walk-in": 1})


async def test_people_of_one_organisation_are_spread(lab: LabAtWork) -> None:
    found = {key(one): one.organisation for one in (await expect(lab, THIRTY)).values()}
    made = await propose(lab, weights={"organisation": 1})
    of_nav = Counter(group for who, group in made.seats.items() if found[who] == "NAV")
    assert sorted(of_nav.values()) == [3, 3, 3, 3, 3]


async def test_the_same_lot_gives_the_same_seats(lab: LabAtWork) -> None:
    await expect(lab, THIRTY)
    first, second, other = [await propose(lab, seed=seed) for seed in (5, 5, 6)]
    assert first.seats == second.seats != other.seats


async def test_a_seating_needs_somebody_and_a_group(lab: LabAtWork) -> None:
    with pytest.raises(NobodyToSeat):
        await propose(lab)
    await lab.join("Ana")
    for group in range(1, 6):
        await lab.do(lab.organiser, set_room, group, [], None, is_accessible=True, is_closed=True)
    with pytest.raises(NoGroupOpen):
        await propose(lab)


async def test_one_proposal_stands_at_a_time(lab: LabAtWork) -> None:
    await lab.join("Ana")
    for _ in range(3):
        await propose(lab)
    assert [(one.number, one.state) for one in await lab.rows(Seating)] == [
        (1, "dropped"),
        (2, "dropped"),
        (3, "proposed"),
    ]


async def test_guests_who_have_not_come_may_be_left_out(lab: LabAtWork) -> None:
    await expect(lab, THIRTY)
    ana = await lab.join("Ana")
    assert list((await propose(lab, only_here=True)).seats) == [f"p{ana.id}"]


async def test_so_many_groups_are_used_as_are_asked_for(lab: LabAtWork) -> None:
    await expect(lab, THIRTY)
    assert sorted(Counter((await propose(lab, most=3)).seats.values()).values()) == [10, 10, 10]


async def test_a_list_seats_as_it_says_and_the_others_around(lab: LabAtWork) -> None:
    found = await expect(lab, "name,group\nAnna,5\nBo,5\nCid,\nDag,")
    made = await propose(lab, Mode.LIST)
    assert [made.seats[key(found[name])] for name in ("Anna", "Bo")] == [lab.groups[5]] * 2
    assert len(made.seats) == 4


# --- Wishes that stand against each other


async def test_keeping_more_together_than_a_group_has_seats_is_told(lab: LabAtWork) -> None:
    """Four are to sit together, and no table has more than three seats."""
    for group in range(1, 6):
        await lab.do(lab.organiser, set_room, group, [], 3, is_accessible=True, is_closed=False)
    found = await expect(lab, "name,together\n" + "\n".join(f"Guest {n},A" for n in range(4)) + "\nBo,\nCid,")
    made = await propose(lab, most=5)
    (unmet,) = [one for one in made.unmet if one[0] == "together"] or [None]
    crowded = [one for one in made.unmet if one[0] == "capacity"]
    if unmet:
        assert (sorted(unmet[1]), unmet[3]) == (sorted(key(found[f"Guest {n}"]) for n in range(4)), "no_such_table")
    assert unmet or crowded


async def test_together_and_apart_cannot_both_be_and_the_sentence_says_with_whom(lab: LabAtWork) -> None:
    found = await expect(lab, 'name,together,apart\nAnna,a,x\nBo,"a,b",\nCid,b,x\nDag,,\nEva,,\nFay,,')
    made = await propose(lab, most=2)
    anna, bo, cid = (key(found[name]) for name in ("Anna", "Bo", "Cid"))
    assert len({made.seats[anna], made.seats[bo], made.seats[cid]}) == 1
    assert made.unmet == [["apart", [anna, cid], [str(made.seats[anna])], "kept_together", [bo]]]


async def test_a_language_that_no_moderator_speaks_is_told(lab: LabAtWork) -> None:
    for group in range(1, 6):
        await lab.do(lab.organiser, set_room, group, ["nb"], None, is_accessible=True, is_closed=False)
    found = await expect(lab, "name,languages\nInés,Spanish\nOla,Norwegian")
    (unmet,) = (await propose(lab)).unmet
    assert (unmet[0], unmet[1], unmet[3]) == ("language", [key(found["Inés"])], "no_such_table")


async def test_whoever_needs_it_sits_where_everybody_can_go(lab: LabAtWork) -> None:
    for group in (1, 2, 3, 5):
        await lab.do(lab.organiser, set_room, group, [], None, is_accessible=False, is_closed=False)
    found = await expect(lab, "name,access\nAnna,Rullestol\n" + "\n".join(f"Guest {n}," for n in range(20)))
    made = await propose(lab)
    assert (made.seats[key(found["Anna"])], made.unmet) == (lab.groups[4], [])


# --- By hand


async def test_a_pinned_person_stays_whatever_is_shuffled(lab: LabAtWork) -> None:
    await expect(lab, THIRTY)
    made = await propose(lab)
    who = sorted(made.seats)[:3]
    seats = {each: made.seats[each] for each in who}
    await lab.do(lab.organiser, pin_seats, made.id, who)
    for _ in range(4):
        again = await lab.do(
            lab.organiser, propose_seating, await lab.store.read(propose_again, lab.organiser, made.id)
        )
        assert ({each: again.seats[each] for each in who}, again.pins) == (seats, seats)
        made = again


async def test_what_is_pinned_twice_may_move_again(lab: LabAtWork) -> None:
    await expect(lab, THIRTY)
    made = await propose(lab)
    who = sorted(made.seats)[:1]
    await lab.do(lab.organiser, pin_seats, made.id, who)
    await lab.do(lab.organiser, pin_seats, made.id, who)
    assert (await lab.row(Seating)).pins == {}


async def test_a_locked_group_keeps_all_its_people(lab: LabAtWork) -> None:
    await expect(lab, THIRTY)
    made = await propose(lab)
    first = {who for who, group in made.seats.items() if group == lab.groups[1]}
    await lab.do(lab.organiser, lock_group, made.id, 1)
    again = await lab.store.read(propose_again, lab.organiser, made.id)
    assert {who for who, group in again.seated.seats.items() if group == str(lab.groups[1])} == first


async def test_a_locked_person_stands_in_the_way_and_that_is_said(lab: LabAtWork) -> None:
    found = await expect(lab, "name,together\nAnna,a\nBo,a\nCid,\nDag,")
    made = await propose(lab, most=2)
    anna, bo = key(found["Anna"]), key(found["Bo"])
    other = next(number for number, id in lab.groups.items() if id != made.seats[anna])
    await lab.do(lab.organiser, place_by_hand, made.id, [bo], other)
    now = await lab.row(Seating)
    assert (now.seats[bo], now.pins) == (lab.groups[other], {bo: lab.groups[other]})
    assert [one[0] for one in now.unmet] == ["together"]
    assert now.unmet[0][3] == "locked"


async def test_what_is_changed_by_hand_is_another_edition(lab: LabAtWork) -> None:
    await expect(lab, THIRTY)
    made = await propose(lab)
    told = await lab.told(lab.organiser, place_by_hand, made.id, [sorted(made.seats)[0]], 5)
    assert (told, (await lab.row(Seating)).edition) == ([ProposalChanged()], 2)
    with pytest.raises(SeatedOtherwise):
        await lab.do(lab.organiser, commit_seating, made.id, 1)


async def test_nobody_ticked_is_nobody_moved(lab: LabAtWork) -> None:
    await lab.join("Ana")
    made = await propose(lab)
    for verb, more in ((pin_seats, ()), (place_by_hand, (2,))):
        for who in ([], ["p999"], ["x"], ["p١"]):
            with pytest.raises(NobodyChosen):
                await lab.do(lab.organiser, verb, made.id, who, *more)
    with pytest.raises(NoSuchGroup):
        await lab.do(lab.organiser, place_by_hand, made.id, list(made.seats), 9)
