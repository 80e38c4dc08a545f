"""The agreement scale: how far each person can go with a lesson, in eight levels that are never averaged.

After Sam Kaner's gradients of agreement (Facilitator's Guide to Participatory Decision-Making).
"""

from collections.abc import Sequence
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Level(IntEnum):
    """What a person can say."""

    ENDORSE = 1
    MINOR_POINT = 2
    RESERVATIONS = 3
    ABSTAIN = 4
    MORE_DISCUSSION = 5
    DISLIKE_BUT_SUPPORT = 6
    SERIOUS_DISAGREEMENT = 7
    VETO = 8


class Label(StrEnum):
    """What the group's ballots come to."""

    INDICATIVE = "indicative"
    BLOCKED = "blocked"
    NEEDS_DISCUSSION = "needs_discussion"
    DIVIDED = "divided"
    STRONG = "strong_agreement"
    WITH_RESERVATIONS = "agreement_with_reservations"
    MIXED = "mixed"


class Agreement(NamedTuple):
    """`counts`: ballots at each level, 1 to 8. `voiced`: ballots less abstentions (V). Shares are of `voiced`, 0 to 1,
    and None when nobody voiced anything. `turnout`: 0 to 1. `has_veto`: a badge beside any label."""

    label: Label
    counts: tuple[int, ...]
    cast: int
    entitled: int
    voiced: int
    support: int
    support_share: float | None
    strong_share: float | None
    turnout: float
    has_veto: bool


def tally(levels: Sequence[int], entitled: int, *, veto_blocks: bool = False) -> Agreement:
    """Counts ballots (1 to 8 each) of `entitled` people. Raises ValueError for a level that does not exist.

    `veto_blocks` is the consensus rule; without it a veto is a badge, so that one visitor cannot kill a lesson.
    """
    return of_counts([levels.count(each) for each in Level], entitled, veto_blocks=veto_blocks, cast=len(levels))


def of_counts(counts: Sequence[int], entitled: int, *, veto_blocks: bool = False, cast: int | None = None) -> Agreement:
    """The same from how many chose each of the eight levels, as a show of hands gives it.

    If people left after casting, `entitled` is at least the ballots cast. Raises ValueError when counts are not eight
    numbers ≥ 0 that hold every ballot. Source: rules, Agreement scale.
    """
    if len(counts) != len(Level) or min(counts) < 0 or (cast is not None and cast != sum(counts)):
        raise ValueError("one count for each of the eight levels")
    n = dict(zip(Level, counts, strict=True))
    cast, entitled = sum(counts), max(entitled, sum(counts))
    voiced = cast - n[Level.ABSTAIN]
    support = n[Level.ENDORSE] + n[Level.MINOR_POINT] + n[Level.RESERVATIONS] + n[Level.DISLIKE_BUT_SUPPORT]
    return Agreement(
        label=label(counts, entitled, veto_blocks=veto_blocks),
        counts=tuple(counts),
        cast=cast,
        entitled=entitled,
        voiced=voiced,
        support=support,
        support_share=support / voiced if voiced else None,
        strong_share=(n[Level.ENDORSE] + n[Level.MINOR_POINT]) / voiced if voiced else None,
        turnout=cast / entitled if entitled else 0.0,
        has_veto=n[Level.VETO] > 0,
    )


def label(counts: Sequence[int], entitled: int, *, veto_blocks: bool = False) -> Label:
    """The first rule that matches, in exact whole numbers (a quarter is 4·n ≥ V). Source: rules, Agreement scale."""
    n1, n2, n3, n4, n5, n6, n7, n8 = counts
    cast = sum(counts)
    voiced = cast - n4
    rules = (
        (3 * cast < 2 * entitled or not voiced, Label.INDICATIVE),
        (n8 > 0 and veto_blocks, Label.BLOCKED),
        (4 * n5 >= voiced, Label.NEEDS_DISCUSSION),
        (4 * (n7 + n8) >= voiced, Label.DIVIDED),
        (4 * (n1 + n2) >= 3 * voiced and not n7 and not n8, Label.STRONG),
        (4 * (n1 + n2 + n3 + n6) >= 3 * voiced, Label.WITH_RESERVATIONS),
    )
    return next((name for holds, name in rules if holds), Label.MIXED)
