"""Which themes a group takes up first: what its last vote put forward, else what has most support."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from app.methods import dots
from app.models import Contribution, Poll, Support, Theme

theme, idea = Theme.__table__, Contribution.__table__  # type: ignore[attr-defined]
behind, poll = Support.__table__, Poll.__table__  # type: ignore[attr-defined]
GROUPS: Any = bindparam("groups", expanding=True)

WEIGHED = (
    select(
        theme.c.id,
        theme.c.group_id,
        theme.c.name,
        func.count(idea.c.id.distinct()).label("ideas"),
        func.count(behind.c.person_id).label("supports"),
    )
    .outerjoin(idea, (idea.c.theme_id == theme.c.id) & ~idea.c.is_withdrawn & idea.c.is_revealed)
    .outerjoin(behind, behind.c.contribution_id == idea.c.id)
    .where(theme.c.group_id.in_(GROUPS), ~theme.c.is_removed)
    .group_by(theme.c.id)
    .order_by(theme.c.group_id, func.count(behind.c.person_id).desc(), func.count(idea.c.id.distinct()).desc())
    .order_by(theme.c.given)
)
VOTES = (
    select(poll.c.group_id, poll.c.method, poll.c.result)
    .where(poll.c.group_id.in_(GROUPS), poll.c.about == "themes", poll.c.closed_at.is_not(None))
    .order_by(poll.c.given)
)
SCORES = {"dots": "dots", "rank": "points"}
"""What a method gives to an option."""


class Weighed(NamedTuple):
    """A theme with what the group made of it. `score`: dots, or points of a ranking; None when it was not voted on."""

    id: str
    name: str
    supports: int
    method: str
    score: int | None = None


class Choice(NamedTuple):
    """`top`: those to take up, best first; `contended`: ids among them that the vote does not tell from what would be
    the next. `rest`: all others."""

    top: list[Weighed]
    contended: frozenset[str]
    rest: list[Weighed]


def top_themes(read: Connection, groups: set[int], places: Mapping[int, int]) -> dict[int, Choice]:
    """For each group as many themes as it has places for; one more, or several, where they nearly tie."""
    asked = {"groups": sorted(groups)}
    votes = {one.group_id: one for one in read.execute(VOTES, asked) if one.result["cast"]}
    themes: dict[int, list[Any]] = {group: [] for group in groups}
    for one in read.execute(WEIGHED, asked):
        themes[one.group_id].append(one)
    return {group: choice(themes[group], votes.get(group), places.get(group, 1)) for group in groups}


def choice(themes: Sequence[Any], vote: Any, places: int) -> Choice:
    if vote is None:
        found = [Weighed(one.id, one.name, one.supports, "") for one in themes]
        return Choice(found[:places], frozenset(), found[places:])
    known = {one.id: one for one in themes}
    counted = [one for one in vote.result["options"] if one["id"] in known]
    chosen = (cut_of_dots if vote.method == "dots" else cut_of_ranks)(counted, vote.result["cast"], places)
    score = {one["id"]: one[SCORES[vote.method]] for one in counted}
    order = [*score, *(id for id in known if id not in score)]  # what was made since the vote comes last
    weighed = [Weighed(id, known[id].name, known[id].supports, vote.method, score.get(id)) for id in order]
    is_top = {*chosen.chosen, *chosen.contended}
    return Choice(
        [one for one in weighed if one.id in is_top],
        frozenset(chosen.contended),
        [one for one in weighed if one.id not in is_top],
    )


def cut_of_dots(counted: Sequence[Mapping[str, Any]], voters: int, places: int) -> dots.Cut:
    standings = tuple(
        dots.Standing(one["id"], one["dots"], one["voters"], one["rank"], one["is_tied"]) for one in counted
    )
    return dots.cut(dots.Tally(standings, voters, sum(one.dots for one in standings)), places)


def cut_of_ranks(counted: Sequence[Mapping[str, Any]], voters: int, places: int) -> dots.Cut:
    """Equal points share a rank: all of the last rank that still has a place are contended if they are too many."""
    inside = [one for one in counted if one["points"] and one["rank"] <= places]
    last = max((one["rank"] for one in inside), default=0)
    contended = {one["id"] for one in inside if len(inside) > places and one["rank"] == last}
    return dots.Cut(tuple(one["id"] for one in inside if one["id"] not in contended), tuple(contended))
