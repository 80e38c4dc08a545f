"""The agreement scale: eight levels, labels by the first rule that matches, never an average."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.methods.agreement import Agreement, Label, Level, label, of_counts, tally

WORKED = (9, 8, 5, 1, 1, 2, 2, 0)


def test_the_worked_value() -> None:
    assert of_counts(WORKED, 31) == Agreement(
        label=Label.WITH_RESERVATIONS,
        counts=WORKED,
        cast=28,
        entitled=31,
        voiced=27,
        support=24,
        support_share=24 / 27,
        strong_share=17 / 27,
        turnout=28 / 31,
        has_veto=False,
    )
    assert (round(24 / 27, 2), round(17 / 27, 2)) == (0.89, 0.63)


@pytest.mark.parametrize(
    ("counts", "entitled", "name"),
    [
        ((9, 0, 0, 0, 0, 0, 0, 0), 14, Label.INDICATIVE),
        ((6, 0, 0, 0, 0, 0, 0, 0), 9, Label.STRONG),
        ((0, 0, 0, 5, 0, 0, 0, 0), 5, Label.INDICATIVE),
        ((0, 0, 0, 0, 0, 0, 0, 0), 0, Label.INDICATIVE),
        ((3, 0, 0, 0, 1, 0, 0, 0), 4, Label.NEEDS_DISCUSSION),
        ((4, 0, 0, 0, 1, 0, 0, 0), 5, Label.STRONG),
        ((0, 0, 0, 0, 1, 0, 3, 0), 4, Label.NEEDS_DISCUSSION),
        ((3, 0, 0, 0, 0, 0, 1, 0), 4, Label.DIVIDED),
        ((3, 0, 0, 0, 0, 0, 0, 1), 4, Label.DIVIDED),
        ((5, 5, 0, 0, 0, 0, 0, 1), 11, Label.WITH_RESERVATIONS),
        ((2, 1, 1, 0, 0, 0, 0, 0), 4, Label.STRONG),
        ((1, 1, 1, 0, 0, 1, 0, 0), 4, Label.WITH_RESERVATIONS),
        ((0, 0, 0, 0, 0, 4, 0, 0), 4, Label.WITH_RESERVATIONS),
        ((6, 0, 0, 0, 2, 0, 1, 0), 9, Label.MIXED),
    ],
)
def test_labels_by_the_first_rule_that_matches(counts: tuple[int, ...], entitled: int, name: Label) -> None:
    assert label(counts, entitled) == name


def test_a_veto_blocks_only_under_the_consensus_rule() -> None:
    counts = (9, 0, 0, 0, 0, 0, 0, 1)
    assert of_counts(counts, 10, veto_blocks=True).label == Label.BLOCKED
    assert of_counts(counts, 10).label == Label.WITH_RESERVATIONS
    assert of_counts(counts, 10).has_veto is True


def test_a_veto_of_too_few_is_only_indicative() -> None:
    assert label((0, 0, 0, 0, 0, 0, 0, 1), 10, veto_blocks=True) == Label.INDICATIVE


def test_abstentions_count_for_turnout_alone() -> None:
    result = of_counts((3, 0, 0, 3, 0, 0, 0, 0), 9)
    assert (result.label, result.voiced, result.support_share) == (Label.STRONG, 3, 1.0)


def test_nobody_voicing_anything_gives_no_shares() -> None:
    assert (of_counts((0,) * 8, 5).support_share, of_counts((0,) * 8, 5).strong_share) == (None, None)


def test_people_who_left_after_casting_still_count() -> None:
    assert (of_counts((4, 0, 0, 0, 0, 0, 0, 0), 3).entitled, of_counts((4, 0, 0, 0, 0, 0, 0, 0), 3).turnout) == (4, 1.0)


@pytest.mark.parametrize("levels", [[0], [9], [3, 12]])
def test_there_is_no_ninth_level(levels: list[int]) -> None:
    with pytest.raises(ValueError, match="eight levels"):
        tally(levels, 5)


@pytest.mark.parametrize("counts", [(1,) * 7, (1,) * 9, (-1, *(1,) * 7)])
def test_counts_are_eight_numbers(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="eight levels"):
        of_counts(counts, 9)


BALLOTS = st.lists(st.sampled_from([int(each) for each in Level]), max_size=60)


@given(BALLOTS, st.integers(0, 60), st.booleans(), st.integers())
def test_the_order_of_ballots_changes_nothing(levels: list[int], more: int, blocks: bool, seed: int) -> None:
    shuffled = random.Random(seed).sample(levels, len(levels))
    entitled = len(levels) + more
    assert tally(shuffled, entitled, veto_blocks=blocks) == tally(levels, entitled, veto_blocks=blocks)


@given(BALLOTS, st.integers(0, 60))
def test_one_more_endorsement_never_takes_strong_agreement_away(levels: list[int], more: int) -> None:
    entitled = len(levels) + more
    if tally(levels, entitled).label == Label.STRONG:
        assert tally([*levels, Level.ENDORSE], entitled + 1).label == Label.STRONG


@given(BALLOTS)
def test_strong_agreement_never_stands_over_a_serious_disagreement(levels: list[int]) -> None:
    result = tally(levels, len(levels))
    assert not (result.label == Label.STRONG and (Level.VETO in levels or Level.SERIOUS_DISAGREEMENT in levels))
