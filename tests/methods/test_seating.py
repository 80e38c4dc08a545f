"""Seating: sizes, hard needs before soft ones, and an explanation for what could not be met."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import settings as knobs
from hypothesis import strategies as st

from app.methods.seating.cost import cost
from app.methods.seating.room import (
    Because,
    Need,
    Person,
    Seats,
    Table,
    Unmet,
    Warned,
    Wishes,
    Worry,
    reaches,
    speaks,
)
from app.methods.seating.search import seat
from app.methods.seating.sizes import groups, sizes

EN, FR, NB = frozenset({"en"}), frozenset({"fr"}), frozenset({"nb"})


def people(count: int, **attributes: str) -> list[Person]:
    return [Person(f"p{i:02}", attributes=attributes) for i in range(count)]


def tables(count: int, capacity: int | None = None) -> list[Table]:
    return [Table(f"t{i}", capacity=capacity) for i in range(count)]


def full(seats: Seats, count: int) -> list[int]:
    return [list(seats.values()).count(f"t{i}") for i in range(count)]


def test_a_shortage_of_moderators_warns_and_does_not_block() -> None:
    seating = seat(people(20), tables(1), Wishes(), seed=1)
    assert (len(seating.seats), seating.warnings) == (
        20,
        (Warned(Worry.FEW_MODERATORS, None, 2), Warned(Worry.TOO_LARGE, "t0", 20)),
    )


def test_nobody_is_seated_without_trouble() -> None:
    assert seat([], [], Wishes(), seed=1).seats == {}


def test_people_need_a_table() -> None:
    with pytest.raises(ValueError, match="no table"):
        seat(people(3), [], Wishes(), seed=1)


def test_two_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="one id"):
        seat([Person("p"), Person("p")], tables(1), Wishes(), seed=1)


def test_the_cost_by_hand() -> None:
    """Two Spaniards at one table, two Finns at the other: four times (2 − 2·2/4)², weighed by 3; and a pair again."""
    room = [Person(each, attributes={"country": each[0]}) for each in ("ES1", "ES2", "FI1", "FI2")]
    seats = {"ES1": "a", "ES2": "a", "FI1": "b", "FI2": "b"}
    wishes = Wishes(weights={"country": 3.0}, new_partners=5.0, met={("ES1", "ES2"): 2, ("ES1", "FI1"): 1})
    assert cost(room, wishes, seats) == 4 * 3 + 5
    assert cost(room, wishes, {"ES1": "a", "FI1": "a", "ES2": "b", "FI2": "b"}) == 5


def test_organisations_and_countries_are_mixed() -> None:
    room = [Person(f"p{i:02}", attributes={"country": f"c{i % 4}", "role": f"r{i // 14}"}) for i in range(28)]
    seating = seat(room, tables(4), Wishes(weights={"country": 1.0, "role": 1.0}), seed=1)
    by_table = [[each for each in room if seating.seats[each.id] == f"t{t}"] for t in range(4)]
    for sitting in by_table:
        assert sorted({each.attributes["country"] for each in sitting}) == ["c0", "c1", "c2", "c3"]
        assert abs(sum(each.attributes["role"] == "r0" for each in sitting) - 3.5) == 0.5


def test_a_seed_repeats_its_seating_and_another_gives_another() -> None:
    room, wishes = people(36), Wishes()
    assert seat(room, tables(6), wishes, seed=1) == seat(room, tables(6), wishes, seed=1)
    assert seat(room, tables(6), wishes, seed=1).seats != seat(room, tables(6), wishes, seed=2).seats


def test_new_partners_are_found() -> None:
    room = people(36)
    first = seat(room, tables(6), Wishes(), seed=1).seats
    met = {two: 1 for two in combinations(sorted(first), 2) if first[two[0]] == first[two[1]]}
    second = seat(room, tables(6), Wishes(new_partners=1.0, met=met), seed=2)
    assert (second.repeats, second.cost, second.unmet) == (0, 0, ())


def test_who_must_meet_again_is_told() -> None:
    seating = seat(people(2), tables(1), Wishes(new_partners=1.0, met={("p00", "p01"): 1}), seed=1)
    assert (seating.repeats, seating.unmet) == (
        1,
        (Unmet(Need.NEW_PARTNERS, ("p00", "p01"), ("t0",), Because.NOT_FOUND),),
    )


def unmet_of(room: list[Person], held: list[Table], wishes: Wishes) -> tuple[Unmet, ...]:
    return seat(room, held, wishes, seed=1, count=len(held)).unmet


def test_a_language_nobody_moderates_is_told() -> None:
    assert unmet_of([Person("Inés", NB)], [Table("t0", EN)], Wishes()) == (
        Unmet(Need.LANGUAGE, ("Inés",), ("t0",), Because.NO_SUCH_TABLE),
    )


def test_no_language_given_is_any() -> None:
    assert unmet_of([Person("a", NB), Person("b")], [Table("t0"), Table("t1", EN)], Wishes()) == ()


def test_a_language_comes_before_even_sizes() -> None:
    room = [*[Person(f"f{i}", FR) for i in range(7)], *[Person(f"e{i}", EN) for i in range(3)]]
    seating = seat(room, [Table("t0", FR), Table("t1", EN)], Wishes(), seed=1, count=2)
    assert (full(seating.seats, 2), seating.unmet) == ([7, 3], ())


def test_a_full_table_is_why_a_language_is_not_met() -> None:
    room = [Person(f"f{i}", FR) for i in range(4)]
    (unmet,) = unmet_of(room, [Table("t0", FR, capacity=3), Table("t1", EN)], Wishes())
    assert (unmet.need, unmet.tables, unmet.because) == (Need.LANGUAGE, ("t1",), Because.FULL)


def test_a_room_that_cannot_be_reached_is_avoided() -> None:
    room = [*people(9), Person("Jonas", needs_access=True)]
    for seed in range(10):
        held = [Table("t0", is_accessible=False), Table("t1")]
        assert seat(room, held, Wishes(), seed).seats["Jonas"] == "t1"


def test_needs_that_no_one_table_meets_are_told() -> None:
    held = [Table("t0", EN), Table("t1", FR, is_accessible=False)]
    (unmet,) = unmet_of([Person("Jonas", FR, needs_access=True)], held, Wishes())
    assert unmet.because == Because.OTHER_NEEDS


def test_an_assistant_sits_beside_whom_they_assist() -> None:
    wishes = Wishes(together=(("p00", "p20"), ("p20", "p35")), weights={"role": 1.0})
    for seed in range(10):
        seats = seat(people(36, role="guest"), tables(6), wishes, seed).seats
        assert len({seats["p00"], seats["p20"], seats["p35"]}) == 1
        assert full(seats, 6) == [6] * 6


def test_people_are_kept_apart() -> None:
    wishes = Wishes(apart=(("p00", "p01", "p02"),))
    for seed in range(10):
        seats = seat(people(21), tables(3), wishes, seed).seats
        assert len({seats["p00"], seats["p01"], seats["p02"]}) == 3


def test_two_wishes_that_cannot_both_be_met_are_told() -> None:
    wishes = Wishes(together=(("p00", "p01"), ("p01", "p02")), apart=(("p00", "p02"),))
    seating = seat(people(14), tables(2), wishes, seed=1)
    table = seating.seats["p00"]
    assert seating.unmet == (Unmet(Need.APART, ("p00", "p02"), (table,), Because.KEPT_TOGETHER, ("p01",)),)


def test_an_interpreter_kept_with_somebody_of_another_need_is_told() -> None:
    held = [Table("t0", EN), Table("t1", FR)]
    (unmet,) = unmet_of([Person("Inés", EN), Person("Jean", FR)], held, Wishes(together=(("Inés", "Jean"),)))
    assert (unmet.need, unmet.because) == (Need.LANGUAGE, Because.KEPT_TOGETHER)


def test_too_few_tables_to_keep_so_many_apart_is_told() -> None:
    (unmet,) = unmet_of(people(3), tables(2), Wishes(apart=(("p00", "p01", "p02"),)))
    assert (unmet.need, unmet.because) == (Need.APART, Because.NO_SUCH_TABLE)


def test_those_locked_apart_are_told() -> None:
    wishes = Wishes(together=(("p00", "p01"),), locked={"p00": "t0", "p01": "t1"})
    assert unmet_of(people(4), tables(2), wishes) == (
        Unmet(Need.TOGETHER, ("p00", "p01"), ("t0", "t1"), Because.LOCKED),
    )


def test_a_table_locked_too_full_is_told() -> None:
    wishes = Wishes(locked={"p00": "t0", "p01": "t0"})
    assert unmet_of(people(3), [Table("t0", capacity=1), Table("t1")], wishes) == (
        Unmet(Need.CAPACITY, ("p00", "p01"), ("t0",), Because.LOCKED),
    )


def test_a_room_with_too_few_seats_is_told() -> None:
    (unmet,) = unmet_of(people(4), tables(1, capacity=3), Wishes())
    assert (unmet.need, unmet.because) == (Need.CAPACITY, Because.NO_SUCH_TABLE)


def test_a_block_too_large_for_any_table_is_told() -> None:
    found = unmet_of(people(4), tables(2, capacity=2), Wishes(together=(("p00", "p01", "p02"),)))
    assert {(each.need, each.because) for each in found} <= {
        (Need.TOGETHER, Because.NO_SUCH_TABLE),
        (Need.CAPACITY, Because.OTHER_NEEDS),
    }
    assert found


@pytest.mark.parametrize("seed", range(5))
def test_the_locked_never_move(seed: int) -> None:
    room = [Person(f"p{i:02}", EN, attributes={"country": f"c{i % 3}"}) for i in range(21)]
    locked = {f"p{i:02}": "t0" for i in range(0, 9, 3)}  # all of one country, where no moderator speaks their language
    seating = seat(
        room, [Table("t0", FR), Table("t1", EN), Table("t2")], Wishes(locked=locked, weights={"country": 9}), seed
    )
    assert {who: seating.seats[who] for who in locked} == locked
    assert [each.because for each in seating.unmet] == [Because.LOCKED] * 3


def planted(seed: int) -> tuple[list[Person], list[Table], Wishes]:
    """A room with needs of every kind, made around a seating that meets them all."""
    chance = random.Random(seed)
    count = chance.randint(2, 6)
    held = [Table(f"t{t}", chance.choice([EN, FR, EN | FR]), 8, chance.random() < 0.7) for t in range(count)]
    room, at = [], {}
    for i in range(chance.randint(3 * count, 8 * count)):
        table = held[i % count]
        at[f"p{i:02}"] = table.id
        spoken = frozenset(chance.sample(sorted(table.languages), 1)) | chance.choice([frozenset(), NB])
        reach = table.is_accessible and chance.random() < 0.3
        room.append(Person(f"p{i:02}", spoken, reach, {"country": chance.choice("abc")}))
    two = [chance.sample(sorted(at), 2) for _ in range(6)]
    together = tuple((a, b) for a, b in two if at[a] == at[b])
    apart = tuple((a, b) for a, b in two if at[a] != at[b])
    locked = {each: at[each] for each in chance.sample(sorted(at), 2)}
    return room, held, Wishes(together, apart, locked, {"country": 1.0})


@pytest.mark.parametrize("seed", range(200))
def test_every_hard_need_is_met_where_that_can_be(seed: int) -> None:
    room, held, wishes = planted(seed)
    assert seat(room, held, wishes, seed, count=len(held)).unmet == ()


@knobs(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_no_swap_would_help(seed: int) -> None:
    """Of two single people who may move, without breaking a hard need."""
    room, held, wishes = planted(seed)
    seating = seat(room, held, wishes, seed, count=len(held))
    bound = {each for wish in (*wishes.together, *wishes.apart) for each in wish} | wishes.locked.keys()
    offers = {each.id: each for each in held}
    for one, other in combinations([each for each in room if each.id not in bound], 2):
        there, here = offers[seating.seats[other.id]], offers[seating.seats[one.id]]
        if all(meets(who, table) for meets in (speaks, reaches) for who, table in ((one, there), (other, here))):
            swapped = {**seating.seats, one.id: there.id, other.id: here.id}
            assert cost(room, wishes, swapped) > seating.cost - 1e-6


@knobs(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(1, 9), st.integers(0, 99))
def test_everybody_is_seated_once_and_sizes_are_the_rules(count: int, moderators: int, seed: int) -> None:
    seating = seat(people(count), tables(moderators), Wishes(), seed)
    expected = sizes(count, groups(count, moderators))
    assert sorted(seating.seats) == [f"p{i:02}" for i in range(count)]
    assert full(seating.seats, moderators)[: len(expected)] == expected


def test_five_hundred_people_are_seated_with_every_need_met() -> None:
    room = [
        Person(f"p{i:03}", chosen, i % 40 == 0, {"organisation": f"o{i % 61}", "country": f"c{i % 12}"})
        for i, chosen in enumerate([EN, FR, EN | FR, EN] * 125)
    ]
    held = [Table(f"t{i}", EN | FR if i % 3 else EN, 8, i % 2 == 0) for i in range(72)]
    wishes = Wishes((("p000", "p001"),), (("p010", "p011"),), {}, {"organisation": 1.0, "country": 1.0})
    seating = seat(room, held, wishes, seed=1)
    shuffled = dict(zip(random.Random(1).sample(sorted(seating.seats), 500), seating.seats.values(), strict=True))
    assert seating.unmet == ()
    assert seating.cost < 0.7 * cost(room, wishes, shuffled)
