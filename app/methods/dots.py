"""Dot voting: everybody spreads a few dots over the options, unseen until the vote closes."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple


class Fault(StrEnum):
    """Why a ballot cannot be taken."""

    UNKNOWN_OPTION = "unknown_option"
    NOT_A_COUNT = "not_a_count"
    OVER_CAP = "over_cap"
    OVER_BUDGET = "over_budget"


class Hands(NamedTuple):
    """A show of hands, counted by the moderator: how many people took part, and hands per option."""

    people: int = 0
    raised: Mapping[str, int] = {}


class Standing(NamedTuple):
    """Where an option stands. Tied options share a rank, and the rank after them is left out: 1, 1, 3."""

    option: str
    dots: int
    voters: int
    rank: int
    is_tied: bool


class Tally(NamedTuple):
    """`standings`: every option, best first, those without a dot too. `voters`: people who cast, also with no dot."""

    standings: tuple[Standing, ...]
    voters: int
    dots: int


class Cut(NamedTuple):
    """The options chosen beyond doubt, and those between which the vote does not choose."""

    chosen: tuple[str, ...]
    contended: tuple[str, ...]


def budget(options: int) -> int:
    """Dots each person gets for so many options: clamp(⌊n/3⌋, 3, 8), and n − 1 up to three. Source: rules, Dots."""
    if options <= 3:
        return max(0, options - 1)
    return min(max(options // 3, 3), 8)


def cap(dots: int) -> int:
    """Most dots of a budget that may lie on one option: three, of a budget of three only two. Source: rules, Dots."""
    return 2 if dots == 3 else min(dots, 3)


def fault(ballot: Mapping[str, int], options: Sequence[str], dots: int, most: int) -> Fault | None:
    """Why this ballot (option → dots) cannot be taken under a budget of `dots` with `most` on one option, if so.

    Dots may stay unspent.
    """
    if not ballot.keys() <= set(options):
        return Fault.UNKNOWN_OPTION
    if any(type(each) is not int or each < 0 for each in ballot.values()):
        return Fault.NOT_A_COUNT
    if any(each > most for each in ballot.values()):
        return Fault.OVER_CAP
    return Fault.OVER_BUDGET if sum(ballot.values()) > dots else None


def tally(options: Sequence[str], ballots: Sequence[Mapping[str, int]], hands: Hands | None = None) -> Tally:
    """Counts ballots (option → dots), one a person, and a show of hands, where each hand is one dot of one person.

    Dots on anything but `options` do not count. A rank takes in its leader and all that nearly tie with the leader
    (not a chain of near-ties, which could join the first to the last). Equals stand by distinct voters, then in the
    order of `options`. Source: rules, Dots.
    """
    hands = hands or Hands()
    voters = len(ballots) + hands.people
    dots = {each: sum(b.get(each, 0) for b in ballots) + hands.raised.get(each, 0) for each in options}
    behind = {each: sum(b.get(each, 0) > 0 for b in ballots) + hands.raised.get(each, 0) for each in options}
    order = sorted(options, key=lambda each: (-dots[each], -behind[each]))
    ranks = ranked([dots[each] for each in order], voters)
    standings = (
        Standing(each, dots[each], behind[each], rank, ranks.count(rank) > 1)
        for each, rank in zip(order, ranks, strict=True)
    )
    return Tally(tuple(standings), voters, sum(dots.values()))


def is_near_tie(one: int, other: int, voters: int) -> bool:
    """Whether so many dots are as good as equal: a difference ≤ max(1, 5 % of voters). Source: rules, Dots."""
    return 20 * abs(one - other) <= max(20, voters)


def ranked(dots: Sequence[int], voters: int) -> list[int]:
    """The rank of each of these counts, which come highest first."""
    ranks: list[int] = []
    leader = 0
    for place, each in enumerate(dots):
        if not is_near_tie(dots[leader], each, voters):
            leader = place
        ranks.append(leader + 1)
    return ranks


def cut(result: Tally, places: int) -> Cut:
    """The best `places` options, where the vote tells them from the rest.

    If the last one in and the first one out nearly tie, both and whatever nearly ties across that line are contended:
    the group chooses among them, not the arithmetic. Options without a dot are never put forward.
    """
    order = [each for each in result.standings if each.dots]
    inside, outside = order[: max(0, places)], order[max(0, places) :]
    if not inside or not outside or not is_near_tie(inside[-1].dots, outside[0].dots, result.voters):
        return Cut(tuple(each.option for each in inside), ())
    first_out, last_in = outside[0].dots, inside[-1].dots
    sure = [each.option for each in inside if not is_near_tie(each.dots, first_out, result.voters)]
    unsure = [
        each.option for each in order if each.option not in sure and is_near_tie(each.dots, last_in, result.voters)
    ]
    return Cut(tuple(sure), tuple(unsure))
