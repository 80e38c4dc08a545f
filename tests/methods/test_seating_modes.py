"""The ways to seat a room, late joiners, and what a move by hand would break."""

import pytest

from app.methods.seating.late import Late, seat_late, stands_against
from app.methods.seating.modes import Mode, Unknown, arrange, unknown
from app.methods.seating.room import Because, Need, Person, Table, Unmet, Warned, Wishes, Worry

EN, FR = frozenset({"en"}), frozenset({"fr"})
ROOM = [Person(f"p{i:02}") for i in range(21)]
TABLES = [Table("t0"), Table("t1"), Table("t2")]
LAST = {f"p{i:02}": f"t{i // 7}" for i in range(21)}
MET = {(a, b): 1 for a in LAST for b in LAST if a < b and LAST[a] == LAST[b]}


def test_the_same_groups_as_last_round() -> None:
    assert arrange(Mode.SAME_GROUPS, ROOM, TABLES, Wishes(), 1, LAST).seats == LAST


def test_newcomers_join_the_same_groups_where_there_is_most_room() -> None:
    smaller = {who: table for who, table in LAST.items() if who not in ("p20", "p19")}
    room = [*ROOM[:19], Person("new 1"), Person("new 2")]
    assert arrange(Mode.SAME_GROUPS, room, TABLES, Wishes(), 1, smaller).seats == smaller | {
        "new 1": "t2",
        "new 2": "t2",
    }


@pytest.mark.parametrize("mode", [Mode.LIST, Mode.SELF_SELECT])
def test_those_on_the_list_stay_and_the_others_are_seated_around_them(mode: Mode) -> None:
    given = {"p00": "t2", "p01": "t2", "nobody": "t0", "p02": "nowhere"}
    seats = arrange(mode, ROOM, TABLES, Wishes(), 1, given).seats
    assert (len(seats), seats["p00"], seats["p01"]) == (21, "t2", "t2")
    assert sorted(seats.values()) == ["t0"] * 7 + ["t1"] * 7 + ["t2"] * 7


def test_a_lock_stands_above_the_list() -> None:
    assert arrange(Mode.LIST, ROOM, TABLES, Wishes(locked={"p00": "t1"}), 1, {"p00": "t2"}).seats["p00"] == "t1"


def test_what_a_list_names_and_the_room_has_not() -> None:
    given = {"p00": "t0", "nobody": "t1", "p01": "nowhere", "no one": "nowhere"}
    assert unknown(given, ROOM, TABLES) == Unknown(("nobody", "no one"), ("nowhere",))


def test_new_partners_meet_as_few_again_as_can_be() -> None:
    """Seven from each table to three tables: two, two and three from each, at best: 3·(1 + 1 + 3) pairs meet again."""
    seating = arrange(Mode.NEW_PARTNERS, ROOM, TABLES, Wishes(met=MET), 1)
    assert seating.repeats == 15


def test_balanced_does_not_mind_who_met() -> None:
    assert arrange(Mode.BALANCED, ROOM, TABLES, Wishes(met=MET), 1).unmet == ()


def test_by_hand_is_told_and_nobody_is_moved() -> None:
    wishes = Wishes(apart=(("p00", "p01"),))
    seating = arrange(Mode.BY_HAND, ROOM, TABLES, wishes, 1, {"p00": "t0", "p01": "t0"})
    assert (seating.seats, seating.unmet, seating.warnings) == (
        {"p00": "t0", "p01": "t0"},
        (Unmet(Need.APART, ("p00", "p01"), ("t0",), Because.NOT_FOUND),),
        (Warned(Worry.MERGE, "t0", 2),),
    )


def test_a_late_joiner_goes_where_fewest_sit() -> None:
    seats = LAST | {"p20": "t0"}
    assert seat_late(Person("late"), ROOM, TABLES, Wishes(), seats) == Late("t2")


def test_a_late_joiner_needs_a_shared_language_and_a_free_seat() -> None:
    held = [Table("t0", EN), Table("t1", FR, capacity=7), Table("t2", FR)]
    assert seat_late(Person("late", FR), ROOM[:20], held, Wishes(), {**LAST, "p20": "t0"}) == Late("t2")


def test_ties_go_to_the_lowest_cost() -> None:
    room = [Person(f"p{i:02}", attributes={"country": f"c{i // 7}"}) for i in range(21)]
    late = Person("late", attributes={"country": "c0"})
    assert seat_late(late, room, TABLES, Wishes(weights={"country": 1.0}), LAST) == Late("t1")


def test_ties_go_to_new_partners() -> None:
    wishes = Wishes(new_partners=1.0, met={("late", "p00"): 1} | {("late", "p07"): 1})
    assert seat_late(Person("late"), ROOM, TABLES, wishes, LAST) == Late("t2")


def test_in_the_last_stage_there_is_only_the_plenary() -> None:
    assert seat_late(Person("late"), ROOM, TABLES, Wishes(), LAST, is_last_stage=True) == Late(None)


def test_a_late_assistant_sits_with_whom_they_assist_and_rivals_do_not_meet() -> None:
    wishes = Wishes(together=(("late", "p00"),), apart=(("later", "p07"), ("later", "p14")))
    assert seat_late(Person("late"), ROOM, TABLES, wishes, LAST) == Late("t0")
    assert seat_late(Person("later"), ROOM, TABLES, wishes, LAST) == Late("t0")


def test_nobody_is_left_standing() -> None:
    held = [Table(f"t{i}", EN, capacity=9) for i in range(3)]
    late = seat_late(Person("late", FR), ROOM, held, Wishes(), LAST)
    assert late == Late("t0", (Unmet(Need.LANGUAGE, ("late",), ("t0",), Because.NO_SUCH_TABLE),))


def test_what_a_move_by_hand_would_break_is_told_before() -> None:
    wishes = Wishes(apart=(("p00", "p07"),), together=(("p01", "p02"),))
    assert stands_against(Person("p00"), "t2", ROOM, TABLES, wishes, LAST) == ()
    (unmet,) = stands_against(Person("p00"), "t1", ROOM, TABLES, wishes, LAST)
    assert (unmet.need, unmet.people, unmet.tables) == (Need.APART, ("p00", "p07"), ("t1",))
    (parted,) = stands_against(Person("p01"), "t1", ROOM, TABLES, wishes, LAST)
    assert (parted.need, parted.people) == (Need.TOGETHER, ("p01", "p02"))
