"""Who was where, told by what happened."""

import pytest

from app.domain.groups import open_stage
from app.domain.people import move_person
from app.domain.seating.deciding import seat_at
from app.domain.seating.whereabouts import Story, met_pairs, rounds
from app.methods.seating.modes import Mode
from tests.cast import LabAtWork
from tests.domain.seats import seat

pytestmark = pytest.mark.anyio


def story(*happened: tuple[str, dict[str, object]]) -> Story:
    told = Story()
    for kind, what in happened:
        told.tell(kind, what, None)
    told.end_round()
    return told


def joined(person: int, group: int) -> tuple[str, dict[str, object]]:
    return "PersonJoined", {"person": person, "group": group}


def opened(group: int, stage: int | None = 1) -> tuple[str, dict[str, object]]:
    return "StageOpened", {"group": group, "stage": stage}


def committed(*moves: list[int]) -> tuple[str, dict[str, object]]:
    return "SeatingCommitted", {"groups": [], "moves": list(moves), "seating": 1}


def test_people_meet_when_their_group_begins_to_work() -> None:
    assert story(joined(1, 1), joined(2, 1), joined(3, 2)).met == set()
    assert story(joined(1, 1), joined(2, 1), joined(3, 2), opened(1), opened(2)).met == {(1, 2)}


def test_who_comes_late_meets_those_who_are_there() -> None:
    assert story(joined(1, 1), opened(1), joined(2, 1)).met == {(1, 2)}


def test_who_is_moved_meets_the_new_group_too() -> None:
    moved = ("PersonMoved", {"person": 2, "group": 2, "origin": 1})
    assert story(joined(1, 1), joined(2, 1), joined(3, 2), opened(1), opened(2), moved).met == {(1, 2), (2, 3)}


def test_nobody_meets_those_who_leave_as_they_come() -> None:
    told = story(joined(1, 1), joined(2, 2), opened(1), opened(2), committed([1, 2, 1], [2, 1, 2]))
    assert told.met == set()


def test_who_has_left_the_lab_meets_nobody() -> None:
    removed = ("PersonRemoved", {"person": 1, "group": 1})
    assert story(joined(1, 1), removed, opened(1), joined(2, 1)).met == set()


def test_a_group_whose_stage_has_ended_waits_again() -> None:
    assert story(joined(1, 1), opened(1), opened(1, None), joined(2, 1)).met == set()


def test_a_round_holds_whoever_sat_there_until_the_next() -> None:
    moved = ("PersonMoved", {"person": 1, "group": 2, "origin": 1})
    told = story(joined(1, 1), committed(), joined(2, 1), moved, committed([2, 3, 1]))
    assert [each.at for each in told.rounds] == [{1: [1, 2], 2: [1]}, {2: [1], 3: [2]}]


async def test_what_happened_in_a_lab_is_told_round_by_round(lab: LabAtWork) -> None:
    ana, bo, cid = [await lab.join(name, group) for name, group in (("Ana", 1), ("Bo", 1), ("Cid", 2))]
    await lab.do(lab.desk(1), open_stage, lab.stages["introductions"])
    await seat(lab, Mode.SAME_GROUPS)
    await lab.do(lab.organiser, move_person, bo.id, 3)
    await lab.do(lab.organiser, seat_at, [f"p{cid.id}"], 3)
    (only,) = await lab.store.read(rounds, lab.id)
    one, two, three = (lab.groups[number] for number in (1, 2, 3))
    assert only.at == {one: [ana.id, bo.id], two: [cid.id], three: [bo.id, cid.id]}
    assert await lab.store.read(met_pairs, lab.id) == {(ana.id, bo.id)}
