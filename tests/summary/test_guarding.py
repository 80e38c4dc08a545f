"""What rests on a few people is taken out wherever it can be read, or worked out by subtraction."""

from itertools import product
from typing import Any

import pytest

from app.summary import guarding
from app.summary.findings import Findings

LEAST = 5


def vote(**result: Any) -> dict[str, Any]:
    """Dots in group 1, guarded."""
    counted = {"cast": 12, "entitled": 14, "on_paper": 0, "by_hand": 0, "late": 0, "corrections": 0, "options": []}
    row = {"group": 1, "by_group": {1: 12}, "result": counted | result}
    told: dict[str, Any] = guarding.vote(row, [], LEAST, is_small_lab=False)["result"]
    return told


def option(by_hand: int) -> dict[str, Any]:
    return {"id": "t", "text": "Time", "dots": 9, "voters": 8, "by_hand": by_hand, "rank": 1, "is_tied": False}


@pytest.mark.parametrize(("cast", "by_hand"), [(12, 3), (12, 9)])
def test_a_few_hands_and_all_but_a_few_are_hidden_beside_each_option_too(cast: int, by_hand: int) -> None:
    told = vote(cast=cast, by_hand=by_hand, options=[option(2)])
    assert (told["by_hand"], told["options"][0]["by_hand"], told["options"][0]["dots"]) == (None, None, 9)


@pytest.mark.parametrize(("cast", "by_hand"), [(12, 0), (12, 6), (12, 12)])
def test_hands_that_are_many_are_told(cast: int, by_hand: int) -> None:
    told = vote(cast=cast, by_hand=by_hand, options=[option(2)])
    assert (told["by_hand"], told["options"][0]["by_hand"]) == (by_hand, 2)


def test_who_could_vote_does_not_tell_how_few_did_so_on_paper() -> None:
    """Twelve sit there, and that is told."""
    told = vote(cast=10, entitled=14, on_paper=2)
    assert (told["on_paper"], told["entitled"]) == (None, 12)


def test_never_more_voted_than_could() -> None:
    told = vote(cast=14, entitled=14, on_paper=2)
    assert told["entitled"] == 14


def lesson(
    approved: int, objected: int, earlier: int, objected_before: int, small: tuple[int, ...] = ()
) -> tuple[Any, ...]:
    """Its answers, guarded."""
    answers = {"approved": approved, "objected": objected}
    before = {"of_an_earlier_wording": earlier, "objected_before": objected_before}
    row = {"group": 1, "ballot": None, "offers": 0, "sign_off": answers | before}
    return tuple(guarding.lesson(row, [], small, LEAST)["sign_off"].values())


def test_a_few_answers_to_an_earlier_wording_are_hidden_beside_many_to_this_one() -> None:
    assert lesson(6, 1, 2, 1) == (6, 1, None, None)


def test_many_answers_to_an_earlier_wording_are_told_beside_a_few_to_this_one() -> None:
    assert lesson(2, 1, 7, 1) == (None, None, 7, 1)


def test_of_a_small_group_no_answer_is_told() -> None:
    assert lesson(6, 1, 7, 1, small=(1,)) == (None, None, None, None)


# --- How many contributed


def lab(seated: tuple[int, ...], given: tuple[int, ...], wrote: tuple[int, ...]) -> Findings:
    """Groups with so many in them, contributions given on phones, and people who gave them."""
    groups = [{"number": n, "seated": many, "contributed": wrote[n]} for n, many in enumerate(seated)]
    ideas = [{"group": n, "on_paper": False, "supports": 0} for n, many in enumerate(given) for _ in range(many)]
    nothing: Any = dict.fromkeys(Findings._fields, ())
    numbers = {"participants": sum(seated), "contributed": sum(wrote)}
    found: Findings = Findings(**nothing)._replace(groups=groups, contributions=ideas, numbers=numbers)
    return found


def told(seated: tuple[int, ...], given: tuple[int, ...], wrote: tuple[int, ...]) -> int | None:
    """How many contributed in all, as everybody may read it."""
    return guarding.guarded(lab(seated, given, wrote), LEAST).numbers["contributed"]


def writers(seated: tuple[int, ...], given: tuple[int, ...]) -> list[tuple[int, ...]]:
    """All the numbers of people, group by group, of whom so many contributions can be."""
    return list(product(*(range(min(1, g), min(g, s) + 1) for s, g in zip(seated, given, strict=True))))


SHAPES = [((6,), (9,)), ((12,), (9,)), ((6, 7), (5, 3)), ((6, 7), (1, 9)), ((8, 12), (9, 9)), ((5, 5, 6), (2, 1, 6))]


@pytest.mark.parametrize(("seated", "given"), SHAPES)
def test_nobody_works_out_how_many_of_a_group_contributed(seated: tuple[int, ...], given: tuple[int, ...]) -> None:
    """Every lab of this shape, told; then for each number that was told, what each group could have been."""
    labs = writers(seated, given)
    for number in {told(seated, given, each) for each in labs} - {None}:
        could_be = [each for each in labs if sum(each) == number]
        for n, (many, people) in enumerate(zip(given, seated, strict=True)):
            assert min(many, people) < 2 or len({each[n] for each in could_be}) > 1


def test_how_many_contributed_is_told_of_all_together_where_it_tells_of_nobody() -> None:
    assert told((8, 12), (9, 14), (8, 6)) == 14
    assert guarding.guarded(lab((8, 12), (9, 14), (8, 6)), LEAST).groups[0]["contributed"] is None


@pytest.mark.parametrize(("wrote", "expected"), [((1, 2), None), ((8, 11), None), ((5, 10), 15), ((4, 11), 15)])
def test_a_few_who_contributed_or_did_not_are_not_told(wrote: tuple[int, ...], expected: int | None) -> None:
    assert told((8, 12), (30, 30), wrote) == expected


def test_each_from_somebody_else_is_not_told() -> None:
    """As in a rehearsal of five groups: 16 contributed, and of 16 contributions each stands under its group."""
    assert told((8, 8, 8, 8, 8), (6, 3, 4, 1, 2), (6, 3, 4, 1, 2)) is None
