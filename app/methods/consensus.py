"""Which statements hold across groups, which split them, and which speak for one group.

After Polis' group-informed consensus and representativeness, corrected for small groups: the tables are the groups
(or roles, or countries), not clusters.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from math import exp, log, sqrt
from typing import NamedTuple

ENOUGH = 3
HOLDS = 0.6
APART = 0.3
Z_90 = 1.2816
"""z of a one-sided test at 90 %."""


class Votes(NamedTuple):
    """One group's ballots on one statement."""

    agree: int
    disagree: int
    passed: int = 0

    @property
    def ballots(self) -> int:
        return sum(self)

    @property
    def p_agree(self) -> float:
        return (self.agree + 0.5) / (self.ballots + 1)

    @property
    def p_disagree(self) -> float:
        return (self.disagree + 0.5) / (self.ballots + 1)

    @property
    def effective(self) -> float:
        """e = pA·(1 − pD)."""
        return self.p_agree * (1 - self.p_disagree)


class Verdict(StrEnum):
    """`COMMON_GROUND`: holds at every group. `ONE_GROUP`: at one of three or more. `SPLIT`: two groups stand far apart.
    `PARTLY`: at some, none far apart. `TOO_FEW`: fewer than two groups cast enough ballots."""

    COMMON_GROUND = "common_ground"
    ONE_GROUP = "one_group"
    SPLIT = "split"
    PARTLY = "partly"
    TOO_FEW = "too_few"


class Finding(NamedTuple):
    """What groups make of a statement. `consensus`: 0 to 1, None without a ballot. `holds`: groups where pA ≥ 0.6, of
    `judged`. `splits`: the lower and the higher of the two furthest apart. `thin`: groups with one or two ballots."""

    verdict: Verdict
    consensus: float | None
    holds: tuple[str, ...]
    judged: tuple[str, ...]
    splits: tuple[str, str] | None
    thin: tuple[str, ...]


class Side(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"


class Representation(NamedTuple):
    """How a statement speaks for a group: `p` the group's share, `ratio` to that of all others, `z` of the share
    against one half, `z_ratio` of the difference to the others. Shares 0 to 1."""

    statement: str
    side: Side
    p: float
    ratio: float
    z: float
    z_ratio: float

    @property
    def weight(self) -> float:
        return self.ratio * self.z_ratio * self.p * self.z

    @property
    def is_representative(self) -> bool:
        return self.z > Z_90 and self.z_ratio > Z_90


def consensus(groups: Iterable[Votes]) -> float | None:
    """Geometric mean of e over the groups with a ballot, None without one. Source: rules, Consensus across groups."""
    logs = [log(each.effective) for each in groups if each.ballots]
    return exp(sum(logs) / len(logs)) if logs else None


def finding(groups: Mapping[str, Votes]) -> Finding:
    """What may be said of one statement, from each group's ballots. Groups with fewer than three ballots are counted in
    the consensus, but nothing is said of them. Source: rules, Consensus across groups.
    """
    judged = {name: votes for name, votes in groups.items() if votes.ballots >= ENOUGH}
    holds = tuple(name for name, votes in judged.items() if votes.p_agree >= HOLDS)
    splits = furthest(judged)
    return Finding(
        verdict(len(holds), len(judged), splits is not None),
        consensus(groups.values()),
        holds,
        tuple(judged),
        splits,
        tuple(name for name, votes in groups.items() if 0 < votes.ballots < ENOUGH),
    )


def verdict(holds: int, judged: int, is_split: bool) -> Verdict:
    rules = (
        (judged < 2, Verdict.TOO_FEW),
        (holds == judged, Verdict.COMMON_GROUND),
        (holds == 1 and judged > 2, Verdict.ONE_GROUP),
        (is_split, Verdict.SPLIT),
    )
    return next((name for matches, name in rules if matches), Verdict.PARTLY)


def furthest(judged: Mapping[str, Votes]) -> tuple[str, str] | None:
    """The two groups whose pA differ most, the lower first, if that is at least 0.3."""
    if len(judged) < 2:
        return None
    low = min(judged, key=lambda each: judged[each].p_agree)
    high = max(judged, key=lambda each: judged[each].p_agree)
    return (low, high) if judged[high].p_agree - judged[low].p_agree >= APART - 1e-12 else None


def representation(statement: str, side: Side, inside: Votes, outside: Votes) -> Representation:
    """How one side of a statement speaks for a group, `inside`, against all others. Source: rules, Consensus across
    groups (Polis' repness; the tests add 1 to every count)."""
    hits, others = (inside.agree, outside.agree) if side == Side.AGREE else (inside.disagree, outside.disagree)
    p, p_out = (hits + 0.5) / (inside.ballots + 1), (others + 0.5) / (outside.ballots + 1)
    return Representation(
        statement,
        side,
        p,
        p / p_out,
        z_of_share(hits, inside.ballots),
        z_of_difference(hits, inside.ballots, others, outside.ballots),
    )


def z_of_share(hits: int, ballots: int) -> float:
    """z of a share against one half, with +1 on both counts."""
    return 2 * sqrt(ballots + 1) * ((hits + 1) / (ballots + 1) - 0.5)


def z_of_difference(hits: int, ballots: int, other_hits: int, other_ballots: int) -> float:
    """z of the pooled two-proportion test, with +1 on all four counts; 0 where everybody agrees."""
    a, n, b, m = hits + 1, ballots + 1, other_hits + 1, other_ballots + 1
    pooled = (a + b) / (n + m)
    if pooled >= 1:
        return 0.0
    return (a / n - b / m) / sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))


def representative(statements: Mapping[str, Mapping[str, Votes]], group: str) -> list[Representation]:
    """The statements that represent a group, by agreeing or by disagreeing, strongest first.

    `statements`: statement → group → ballots. Source: rules, Consensus across groups.
    """
    found = [
        representation(name, side, groups[group], together(votes for other, votes in groups.items() if other != group))
        for name, groups in statements.items()
        if group in groups
        for side in Side
    ]
    return sorted((each for each in found if each.is_representative), key=lambda each: -each.weight)


def together(groups: Iterable[Votes]) -> Votes:
    """The ballots of several groups as one."""
    counted = list(groups)
    return Votes(*(sum(votes[i] for votes in counted) for i in range(3)))
