"""Ranking: each person's top five, first to last, for 5, 4, 3, 2 and 1 points; a top three for 3, 2 and 1.

After the nominal group technique."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

PLACES = 5


class Fault(StrEnum):
    """Why a ballot cannot be taken."""

    UNKNOWN_OPTION = "unknown_option"
    CHOSEN_TWICE = "chosen_twice"
    TOO_MANY = "too_many"


class Standing(NamedTuple):
    """Where an option stands. Equal points share a rank, and the rank after them is left out: 1, 1, 3."""

    option: str
    points: int
    voters: int
    firsts: int
    rank: int
    is_tied: bool


class Tally(NamedTuple):
    """`standings`: every option, best first, those that nobody ranked too. `voters`: people who cast a ballot."""

    standings: tuple[Standing, ...]
    voters: int


def fault(ballot: Sequence[str], options: Sequence[str]) -> Fault | None:
    """Why this ballot (options, best first) cannot be taken, if so. Places may stay empty."""
    if not set(ballot) <= set(options):
        return Fault.UNKNOWN_OPTION
    if len(set(ballot)) < len(ballot):
        return Fault.CHOSEN_TWICE
    return Fault.TOO_MANY if len(ballot) > PLACES else None


def tally(options: Sequence[str], ballots: Sequence[Sequence[str]], places: int = PLACES) -> Tally:
    """Counts ballots (options, best first). Only the first `places` count, and only of `options`: the first gets that
    many points, the last one.

    Equals stand by how many people ranked them, then by how many put them first, then in the order of `options`.
    Source: rules, Other rules.
    """
    tops = [ballot[:places] for ballot in ballots]
    points = {each: sum(places - top.index(each) for top in tops if each in top) for each in options}
    voters = {each: sum(each in top for top in tops) for each in options}
    firsts = {each: sum(top[:1] == [each] for top in map(list, tops)) for each in options}
    order = sorted(options, key=lambda each: (-points[each], -voters[each], -firsts[each]))
    scores = [points[each] for each in order]
    standings = (
        Standing(
            each,
            points[each],
            voters[each],
            firsts[each],
            scores.index(points[each]) + 1,
            scores.count(points[each]) > 1,
        )
        for each in order
    )
    return Tally(tuple(standings), len(ballots))
