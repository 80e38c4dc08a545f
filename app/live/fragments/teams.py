"""Pairs and fours. Phones are told of all teams of their group by number alone; the desk sees who is in which."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by, row
from app.live.fragments.people import Called, Named
from app.models import Contribution, Group, Lab, Person, Team, Teammate

team, member = Team.__table__, Teammate.__table__  # type: ignore[attr-defined]
group, person = Group.__table__, Person.__table__  # type: ignore[attr-defined]
lab, idea = Lab.__table__, Contribution.__table__  # type: ignore[attr-defined]

TEAMS = (
    select(team, group.c.number.label("group_number"))
    .join(group, group.c.id == team.c.group_id)
    .where(~team.c.is_gone, team.c.stage_id == group.c.stage_id)
    .order_by(team.c.number)
)
TEAMS_BY_ID = TEAMS.where(team.c.id.in_(KEYS))
TEAMS_OF_GROUPS = TEAMS.where(team.c.group_id.in_(KEYS))
MEMBERS = (
    select(member.c.team_id, person.c.id, person.c.number, person.c.name, person.c.namesake, person.c.role)
    .add_columns(person.c.is_here)
    .join(person, person.c.id == member.c.person_id)
    .where(member.c.team_id.in_(KEYS), ~member.c.is_gone)
    .order_by(person.c.number)
)
GIVEN = (
    select(idea.c.team_id, func.count().label("n"))
    .where(idea.c.team_id.in_(KEYS), ~idea.c.is_withdrawn)
    .group_by(idea.c.team_id)
)
OWN_TEAM = (
    select(team, lab.c.anonymity, group.c.prompt_id)
    .join(member, member.c.team_id == team.c.id)
    .join(group, group.c.id == team.c.group_id)
    .join(lab, lab.c.id == team.c.lab_id)
    .where(member.c.person_id == bindparam("person"), ~member.c.is_gone, ~team.c.is_gone)
    .where(team.c.stage_id == group.c.stage_id)
)
OWN_GIVEN = (
    select(idea.c.id, idea.c.text, idea.c.given)
    .where(idea.c.team_id == bindparam("team"), ~idea.c.is_withdrawn, idea.c.author_id != bindparam("person"))
    .order_by(idea.c.given)
)


def stamped(one: Any) -> SimpleNamespace:
    """A team without a word or a name: what tells its own phones that something changed in it."""
    return SimpleNamespace(id=one.id, number=one.number, stamp=f"{one.edition}-{1 if one.pen_id else 0}")


def team_marks(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return {one.id: stamped(one) for one in fetch(read, TEAMS_BY_ID, keys)}


def teams_of(read: Connection, groups: list[Any]) -> dict[int, dict[str, Any]]:
    found = lists_by(fetch(read, TEAMS_OF_GROUPS, {one.id for one in groups}), "group_id")
    return {one.id: {"teams": [stamped(each) for each in found[one.id]]} for one in groups}


def desk_teams_of(read: Connection, groups: list[Any]) -> dict[int, dict[str, Any]]:
    found = fetch(read, TEAMS_OF_GROUPS, {one.id for one in groups})
    keys = {each.id for each in found}
    members = lists_by(fetch(read, MEMBERS, keys), "team_id")
    given = by_key(fetch(read, GIVEN, keys), "team_id")
    teams = lists_by(found, "group_id")

    def told(each: Any) -> SimpleNamespace:
        people = [Named(one) for one in members[each.id]]
        return SimpleNamespace(
            id=each.id, number=each.number, people=people, given=given[each.id].n if each.id in given else 0
        )

    return {
        one.id: {"teams": [told(each) for each in teams[one.id]], "lot": next((t.lot for t in teams[one.id]), None)}
        for one in groups
    }


def own_team(read: Connection, person_id: int) -> dict[str, Any]:
    """The paper of this person's team, who else is at it, and who holds the pen."""
    found = read.execute(OWN_TEAM, {"person": person_id}).first()
    if found is None:
        return {"team": None, "watches": []}
    members = list(read.execute(MEMBERS, {"keys": [found.id]}))
    paper = row(
        found,
        partners=[Called(one, found.anonymity) for one in members if one.id != person_id],
        own_number=next(one.number for one in members if one.id == person_id),
        size=len(members),
        pen=next((Called(one, found.anonymity) for one in members if one.id == found.pen_id), None),
        has_pen=found.pen_id in (None, person_id),
        given=[row(one) for one in read.execute(OWN_GIVEN, {"team": found.id, "person": person_id})],
    )
    return {"team": paper, "watches": [f"team-{found.id}"]}


class TeamMark(Fragment):
    piece = "formations/_teams.html:team_mark"
    load = team_marks
