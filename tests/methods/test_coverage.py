"""Whom the chosen lessons leave out."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.methods.coverage import Audit, Shared, Step, audit, cover

ROOM = [f"p{i}" for i in range(41)]


def test_the_worked_sentence() -> None:
    """“9 of 41 people support none of your five; 8 of them share: Pay interpreters.”"""
    chosen = ["trust", "time", "law", "data", "staff"]
    support = {name: ROOM[i:32:5] for i, name in enumerate(chosen)}
    support |= {"evenings": ROOM[30:34], "interpreters": ROOM[33:]}
    result = audit(ROOM, chosen, support)
    assert (len(result.uncovered), result.people, result.chosen) == (9, 41, 5)
    assert result.shared[0] == Shared("interpreters", tuple(ROOM[33:]))
    assert result.failures == ()


def test_an_nth_of_the_room_without_a_lesson_is_a_failure() -> None:
    support = {"a": ROOM[:20], "b": ROOM[10:31], "c": ROOM[31:41], "d": ROOM[25:41]}
    assert audit(ROOM[:40], ["a", "b"], support).failures == ()
    assert [each.item for each in audit(ROOM, ["a", "b", "a2", "a3", "a4"], support).failures] == ["c", "d"]


def test_the_quota_is_met_by_exactly_n_over_k() -> None:
    people = ["1", "2", "3", "4"]
    support = {"x": ["1", "2"], "y": [], "z": ["3", "4"]}
    assert audit(people, ["x", "y"], support) == Audit(
        4, 2, ("3", "4"), (Shared("z", ("3", "4")),), (Shared("z", ("3", "4")),)
    )


def test_supporters_who_support_a_chosen_one_too_are_covered() -> None:
    assert audit(["1", "2"], ["x"], {"x": ["1", "2"], "z": ["1", "2"]}) == Audit(2, 1, (), (), ())


def test_nothing_chosen_leaves_everybody_out_and_blames_nothing() -> None:
    assert audit(["1", "2"], [], {"z": ["1"]}) == Audit(2, 0, ("1", "2"), (Shared("z", ("1",)),), ())


def test_supporters_who_have_left_do_not_count() -> None:
    assert audit(["1"], ["x"], {"x": ["1"], "z": ["gone", "gone too"]}).shared == ()


def test_the_cover_chooses_the_most_uncovered_first() -> None:
    support = {"a": "12345", "b": "1234", "c": "67", "d": "5"}
    assert cover("1234567", support, 3) == [Step("a", 5), Step("c", 2)]
    assert cover("1234567", support, 3, chosen=["b"]) == [Step("c", 2), Step("a", 1)]
    assert cover("1234567", support, 1) == [Step("a", 5)]


SUPPORT = st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.sampled_from(ROOM[:12])), max_size=8)


@given(SUPPORT, st.integers(1, 5))
def test_a_greedy_cover_has_no_failures(support: dict[str, set[str]], most: int) -> None:
    """Greedy choice by uncovered supporters satisfies justified representation (Aziz et al., 2017), with all places
    filled."""
    chosen = [step.item for step in cover(ROOM[:12], support, most)]
    filled = [*chosen, *(f"spare {i}" for i in range(most - len(chosen)))]
    assert audit(ROOM[:12], filled, support).failures == ()


@given(SUPPORT, st.integers(1, 3))
def test_failures_are_those_of_the_definition(support: dict[str, set[str]], k: int) -> None:
    people = ROOM[:12]
    for chosen in combinations(sorted(support), k):
        heard = set().union(*(support[item] for item in chosen))
        failing = {item for item in support if item not in chosen and len(support[item] - heard) >= len(people) / k}
        assert {each.item for each in audit(people, chosen, support).failures} == failing
