"""The plain ballots: consent, consensus, fist to five, ranking, and agree, disagree or pass."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.methods.ballots import consensus, consent, fist, rank, sides


@pytest.mark.parametrize(
    ("choices", "met", "outcome"),
    [
        (["consent", "consent", "concern"], 0, consent.Outcome.PASSED),
        (["consent", "objection"], 0, consent.Outcome.OBJECTED),
        (["consent", "objection"], 1, consent.Outcome.PASSED),
        (["objection", "objection"], 1, consent.Outcome.OBJECTED),
        ([], 0, consent.Outcome.UNDECIDED),
    ],
)
def test_consent_passes_with_no_open_objection(choices: list[str], met: int, outcome: consent.Outcome) -> None:
    assert consent.tally(choices, met).outcome == outcome


def test_consent_is_counted() -> None:
    assert consent.tally(["consent", "concern", "objection", "objection", "consent"], met=1) == (
        consent.Outcome.OBJECTED,
        2,
        1,
        2,
        1,
    )


def test_only_an_objection_or_a_block_must_give_its_reason() -> None:
    assert [each.value for each in consent.Choice if consent.needs_reason(each)] == ["objection"]
    assert [each.value for each in consensus.Choice if consensus.needs_reason(each)] == ["block"]


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        (["agree", "agree"], consensus.Outcome.AGREED),
        (["agree", "reservations"], consensus.Outcome.AGREED_WITH_RESERVATIONS),
        (["agree", "stand_aside"], consensus.Outcome.AGREED_WITH_RESERVATIONS),
        (["reservations"], consensus.Outcome.AGREED_WITH_RESERVATIONS),
        (["agree"] * 30 + ["block"], consensus.Outcome.BLOCKED),
        (["stand_aside", "stand_aside"], consensus.Outcome.UNDECIDED),
        ([], consensus.Outcome.UNDECIDED),
    ],
)
def test_consensus_stops_at_one_block(choices: list[str], outcome: consensus.Outcome) -> None:
    assert consensus.tally(choices).outcome == outcome


@pytest.mark.parametrize(
    ("hands", "outcome", "below"),
    [
        ([3, 4, 5], fist.Outcome.PASSED, 0),
        ([5, 5, 2], fist.Outcome.NOT_PASSED, 1),
        ([0, 1, 2, 3], fist.Outcome.NOT_PASSED, 3),
        ([], fist.Outcome.UNDECIDED, 0),
    ],
)
def test_fist_to_five_passes_when_all_show_three(hands: list[int], outcome: fist.Outcome, below: int) -> None:
    result = fist.tally(hands)
    assert (result.outcome, result.below) == (outcome, below)


def test_hands_are_counted_from_nought_to_five() -> None:
    assert fist.tally([0, 3, 3, 5]).counts == (1, 0, 0, 2, 0, 1)


@pytest.mark.parametrize("hand", [-1, 6])
def test_there_is_no_sixth_finger(hand: int) -> None:
    with pytest.raises(ValueError, match="fingers"):
        fist.tally([hand])


def test_ranking_gives_five_points_to_one() -> None:
    result = rank.tally("abcdefg", [list("abcde"), list("bacfd"), ["a"]])
    assert [(each.option, each.points, each.voters, each.firsts, each.rank) for each in result.standings] == [
        ("a", 14, 3, 2, 1),
        ("b", 9, 2, 1, 2),
        ("c", 6, 2, 0, 3),
        ("d", 3, 2, 0, 4),
        ("f", 2, 1, 0, 5),
        ("e", 1, 1, 0, 6),
        ("g", 0, 0, 0, 7),
    ]


def test_of_a_top_three_the_first_gets_three_points() -> None:
    standings = rank.tally("abcd", [list("abcd"), list("bad")], places=3).standings
    assert [(each.option, each.points) for each in standings] == [("a", 5), ("b", 5), ("c", 1), ("d", 1)]


def test_equal_points_share_a_rank() -> None:
    standings = rank.tally("abc", [["a", "b"], ["b", "a"]]).standings
    assert [(each.option, each.rank, each.is_tied) for each in standings] == [
        ("a", 1, True),
        ("b", 1, True),
        ("c", 3, False),
    ]


@pytest.mark.parametrize(
    ("ballot", "why"),
    [
        (list("abcde"), None),
        ([], None),
        (["a", "a"], rank.Fault.CHOSEN_TWICE),
        (list("abcdef"), rank.Fault.TOO_MANY),
        (["z"], rank.Fault.UNKNOWN_OPTION),
    ],
)
def test_a_ranking_is_taken_or_refused_for_a_reason(ballot: list[str], why: rank.Fault | None) -> None:
    assert rank.fault(ballot, "abcdef") == why


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        (["agree", "agree", "disagree"], sides.Outcome.AGREED),
        (["agree", "disagree", "disagree"], sides.Outcome.DISAGREED),
        (["agree", "disagree", "pass"], sides.Outcome.EVEN),
        (["pass"], sides.Outcome.UNDECIDED),
        ([], sides.Outcome.UNDECIDED),
    ],
)
def test_sides_are_counted_without_those_who_pass(choices: list[str], outcome: sides.Outcome) -> None:
    assert sides.tally(choices) == (outcome, choices.count("agree"), choices.count("disagree"), choices.count("pass"))


@pytest.mark.parametrize("count", [consent.tally, consensus.tally, sides.tally])
def test_a_choice_that_does_not_exist_is_no_ballot(count: Callable[[list[str]], object]) -> None:
    with pytest.raises(ValueError, match="shrug"):
        count(["shrug"])


RANKINGS = st.lists(st.permutations("abcdefg").map(lambda order: order[:5]), max_size=20)


@given(RANKINGS, st.integers())
def test_the_order_of_rankings_changes_nothing(ballots: list[list[str]], seed: int) -> None:
    shuffled = random.Random(seed).sample(ballots, len(ballots))
    assert rank.tally("abcdefg", shuffled) == rank.tally("abcdefg", ballots)


@given(RANKINGS)
def test_a_full_ranking_gives_fifteen_points(ballots: list[list[str]]) -> None:
    assert sum(each.points for each in rank.tally("abcdefg", ballots).standings) == 15 * len(ballots)


@given(st.lists(st.sampled_from([each.value for each in consensus.Choice])), st.integers())
def test_the_order_of_choices_changes_nothing(choices: list[str], seed: int) -> None:
    assert consensus.tally(random.Random(seed).sample(choices, len(choices))) == consensus.tally(choices)
