"""What rests on a few people is taken out wherever it can be read, or worked out by subtraction."""

from typing import Any

import pytest

from app.summary import guarding

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
