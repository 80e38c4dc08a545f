"""The opinion map, on votes with known camps and against another library on a real deliberation."""

import random
from functools import cache

import pytest

from app.methods.opinions import OpinionMap, camps, k_means, opinion_map, silhouette
from tests.methods.polis import STATEMENTS, TOLD, voters


def two_camps(voters: int, items: int) -> dict[str, dict[str, int]]:
    """Everybody votes with their camp, but for one vote of their own."""
    votes = {}
    for n in range(voters):
        side = 1 if n % 3 else -1
        votes[f"v{n}"] = {f"i{i}": side if i % 2 else -side for i in range(items)} | {f"i{n % items}": 0}
    return votes


def items(count: int) -> list[str]:
    return [f"i{i}" for i in range(count)]


@cache
def seattle() -> OpinionMap:
    found = opinion_map({each.id: each.votes for each in voters()}, STATEMENTS, seed=1)
    assert found
    return found


def test_camps_that_are_there_are_found() -> None:
    found = opinion_map(two_camps(60, 10), items(10), seed=1)
    assert found
    assert (found.camps, [each.camp for each in found.voters]) == (2, [0 if n % 3 else 1 for n in range(60)])
    assert found.silhouette > 0.8


def test_there_is_no_map_of_fewer_than_fifty() -> None:
    assert opinion_map(two_camps(49, 10), items(10), seed=1) is None


def test_voters_with_few_votes_are_left_out() -> None:
    votes = two_camps(60, 10) | {"v0": dict.fromkeys(items(6), 1), "v1": dict.fromkeys(items(7), 1)}
    found = opinion_map(votes, items(10), seed=1)
    assert found
    assert {"v0", "v1"} & {each.id for each in found.voters} == {"v1"}


def test_of_few_items_all_must_be_voted_on() -> None:
    votes = two_camps(60, 3) | {"v0": {"i0": 1, "i1": 1}}
    found = opinion_map(votes, items(3), seed=1)
    assert found
    assert len(found.voters) == 59


def test_votes_on_other_items_do_not_count() -> None:
    votes = {f"v{n}": dict.fromkeys([f"x{i}" for i in range(9)], 1) for n in range(60)}
    assert opinion_map(votes, items(9), seed=1) is None


def test_there_is_no_map_of_people_who_vote_alike() -> None:
    assert opinion_map({f"v{n}": dict.fromkeys(items(8), 1) for n in range(60)}, items(8), seed=1) is None


def test_the_same_seed_draws_the_same_map() -> None:
    assert opinion_map(two_camps(60, 10), items(10), seed=4) == opinion_map(two_camps(60, 10), items(10), seed=4)


def test_directions_are_what_red_dwarf_finds_on_the_same_votes() -> None:
    assert len(seattle().voters) == TOLD["map"]["voters"]
    assert seattle().explained == pytest.approx(TOLD["map"]["explained"], abs=1e-5)


@pytest.mark.parametrize("axis", [0, 1])
def test_voters_stand_where_red_dwarf_puts_them_on_the_same_votes(axis: int) -> None:
    ours = {each.id: (each.x, each.y)[axis] for each in seattle().voters}
    theirs = {id: place[axis] for id, place in TOLD["map"]["places"].items()}
    id = max(theirs, key=lambda each: abs(theirs[each]))
    mirrored = 1 if ours[id] * theirs[id] > 0 else -1
    assert {id: mirrored * ours[id] for id in theirs} == pytest.approx(theirs, abs=1e-3)


def test_camps_are_what_red_dwarf_finds_on_the_same_votes() -> None:
    assert (seattle().camps, round(seattle().silhouette, 4)) == (TOLD["map"]["k"], TOLD["map"]["silhouette"])
    ours = "".join(str(each.camp) for each in seattle().voters)
    assert TOLD["map"]["camps"] in (ours, ours.translate(str.maketrans("01", "10")))


def test_a_silhouette_by_hand() -> None:
    """Places 0, 1 and 5: (5 − 1)/5, (4 − 1)/4, and nought for the one alone."""
    assert silhouette([0, 1, 5], [0, 0, 1]) == pytest.approx((4 / 5 + 3 / 4 + 0) / 3)


def test_camps_are_counted_by_size() -> None:
    found = camps([9 + 9j, 0, 1j, 1], 2, random.Random(1))
    assert found
    assert found[0] == [1, 0, 0, 0]


def test_each_is_in_the_camp_of_the_nearest_centre() -> None:
    labels, _ = k_means([0, 1j, 10 + 10j, 10 + 11j], 2, random.Random(3))
    assert (labels[0] == labels[1], labels[2] == labels[3], labels[0] == labels[2]) == (True, True, False)
