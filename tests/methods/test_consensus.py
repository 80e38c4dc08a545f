"""What holds across groups, what splits them, what speaks for one; on hand-made votes and on a real deliberation."""

import random
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.methods.consensus import (
    Side,
    Verdict,
    Votes,
    consensus,
    finding,
    representation,
    representative,
    together,
    z_of_difference,
    z_of_share,
)
from tests.methods.polis import STATEMENTS, TOLD, ballots

VOTES = st.builds(Votes, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))


def test_agreement_is_smoothed_by_half_a_vote() -> None:
    votes = Votes(agree=5, disagree=1, passed=1)
    assert (votes.p_agree, votes.p_disagree) == (5.5 / 8, 1.5 / 8)
    assert votes.effective == 5.5 / 8 * 6.5 / 8


def test_consensus_is_the_geometric_mean_over_groups_with_a_ballot() -> None:
    one, other, silent = Votes(5, 1, 1), Votes(3, 0, 0), Votes(0, 0, 0)
    assert consensus([one, other, silent]) == pytest.approx(sqrt(one.effective * other.effective))


def test_no_ballots_no_consensus() -> None:
    assert consensus([Votes(0, 0), Votes(0, 0)]) is None


def test_one_table_against_cannot_be_outvoted() -> None:
    """The same people, four fifths for: spread over the tables, or one table against all others."""
    spread, against = [Votes(4, 1)] * 5, [Votes(5, 0)] * 4 + [Votes(0, 5)]
    assert (consensus(spread) or 0) > 1.2 * (consensus(against) or 1)


def holds(*tables: tuple[int, int]) -> dict[str, Votes]:
    return {str(i + 1): Votes(*each) for i, each in enumerate(tables)}


def test_common_ground_holds_at_every_table() -> None:
    found = finding(holds((5, 0), (4, 1), (5, 1)))
    assert (found.verdict, found.holds, found.judged) == (Verdict.COMMON_GROUND, ("1", "2", "3"), ("1", "2", "3"))


def test_it_may_hold_at_five_of_six_tables() -> None:
    found = finding(holds((4, 1), (4, 1), (4, 1), (4, 1), (4, 1), (3, 2)))
    assert (found.verdict, len(found.holds), len(found.judged)) == (Verdict.PARTLY, 5, 6)
    assert found.splits is None


def test_a_split_names_the_tables_furthest_apart() -> None:
    found = finding(holds((4, 1), (5, 0), (4, 1), (0, 5)))
    assert (found.verdict, found.splits) == (Verdict.SPLIT, ("4", "2"))


def test_one_table_only() -> None:
    found = finding(holds((0, 5), (5, 0), (1, 4)))
    assert (found.verdict, found.holds) == (Verdict.ONE_GROUP, ("2",))


def test_tables_that_agree_more_or_less_are_common_ground_all_the_same() -> None:
    assert finding(holds((60, 39), (99, 0))).verdict == Verdict.COMMON_GROUND


@pytest.mark.parametrize("agree", [59, 60])
def test_common_ground_begins_at_six_tenths(agree: int) -> None:
    """(60 + 0.5) / (99 + 1) = 0.605; (59 + 0.5) / (99 + 1) = 0.595."""
    found = finding(holds((agree, 99 - agree), (80, 19)))
    assert (found.verdict == Verdict.COMMON_GROUND) == (agree == 60)


@pytest.mark.parametrize(("agree", "splits"), [(40, ("1", "2")), (41, None)])
def test_a_split_begins_at_three_tenths(agree: int, splits: tuple[str, str] | None) -> None:
    assert finding(holds((agree, 99 - agree), (70, 29))).splits == splits


def test_nothing_is_said_of_a_table_with_fewer_than_three_ballots() -> None:
    found = finding(holds((5, 0), (2, 0), (5, 0), (0, 0)))
    assert (found.judged, found.thin, found.verdict) == (("1", "3"), ("2",), Verdict.COMMON_GROUND)


def test_too_few_votes() -> None:
    assert finding(holds((5, 0), (2, 0))).verdict == Verdict.TOO_FEW
    assert finding({}) == (Verdict.TOO_FEW, None, (), (), None, ())


def test_passing_is_a_ballot() -> None:
    assert finding({"1": Votes(1, 0, 2), "2": Votes(3, 0, 0)}).thin == ()


@given(st.lists(VOTES, min_size=1, max_size=8))
def test_consensus_lies_between_the_least_and_the_most_effective(groups: list[Votes]) -> None:
    cast = [each.effective for each in groups if each.ballots]
    found = consensus(groups)
    assert (found is None) == (not cast)
    assert found is None or min(cast) - 1e-9 <= found <= max(cast) + 1e-9


@given(st.lists(VOTES, min_size=1, max_size=8), st.integers())
def test_the_order_of_groups_changes_nothing(groups: list[Votes], seed: int) -> None:
    assert consensus(random.Random(seed).sample(groups, len(groups))) == pytest.approx(consensus(groups))


def test_a_representation_by_hand() -> None:
    """8 of 10 agree here, 5 of 20 elsewhere. pA 8.5/11, r = pA/(5.5/21), z = 2·√11·(9/11 − ½), pooled 15/32."""
    found = representation("s", Side.AGREE, Votes(8, 2), Votes(5, 15))
    assert found.p == pytest.approx(8.5 / 11)
    assert found.ratio == pytest.approx(8.5 / 11 / (5.5 / 21))
    assert found.z == pytest.approx(2.1106, abs=1e-4)
    assert found.z_ratio == pytest.approx((9 / 11 - 6 / 21) / sqrt(15 / 32 * 17 / 32 * (1 / 11 + 1 / 21)))
    assert (round(found.ratio, 2), round(found.z, 2), round(found.z_ratio, 2)) == (2.95, 2.11, 2.87)
    assert found.weight == pytest.approx(found.ratio * found.z_ratio * found.p * found.z)
    assert found.is_representative is True


def test_what_everybody_agrees_on_represents_nobody() -> None:
    assert z_of_difference(10, 10, 20, 20) == 0
    assert representative({"s": {"1": Votes(10, 0), "2": Votes(20, 0)}}, "1") == []


def test_a_group_may_be_represented_by_disagreeing() -> None:
    statements = {"tax": {"1": Votes(1, 9), "2": Votes(18, 2)}, "bus": {"1": Votes(9, 1), "2": Votes(3, 17)}}
    assert [(each.statement, each.side) for each in representative(statements, "1")] == [
        ("tax", Side.DISAGREE),
        ("bus", Side.AGREE),
    ]


def test_together_adds_up() -> None:
    assert (together([Votes(1, 2, 3), Votes(4, 5, 6)]), together([])) == (Votes(5, 7, 9), Votes(0, 0, 0))


@pytest.mark.parametrize("group", ["0", "1"])
def test_z_is_what_red_dwarf_finds_on_the_same_votes(group: str) -> None:
    other = {"0": "1", "1": "0"}[group]
    ours: dict[str, list[float]] = {"pat": [], "pdt": [], "rat": [], "rdt": []}
    for statement in STATEMENTS:
        here, there = ballots(statement)[group], ballots(statement)[other]
        ours["pat"].append(z_of_share(here.agree, here.ballots))
        ours["pdt"].append(z_of_share(here.disagree, here.ballots))
        ours["rat"].append(z_of_difference(here.agree, here.ballots, there.agree, there.ballots))
        ours["rdt"].append(z_of_difference(here.disagree, here.ballots, there.disagree, there.ballots))
    for name, found in ours.items():
        assert found == pytest.approx(TOLD["z"][name][group], abs=1e-4)
