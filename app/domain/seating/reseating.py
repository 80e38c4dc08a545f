"""Moving many people at once, as one act: each leaves what they were in, and finds a place in what they come to."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from app.clock import now
from app.domain.floor import leave_floor
from app.domain.people import take_part
from app.domain.rules import PARTICIPANT
from app.domain.teams import part
from app.domain.work import Work
from app.models import Group, Hand, Person, SpeakingTurn, Stage

IN_TEAMS = ("pairs", "fours")


def reseat(work: Work, goals: Mapping[int, int]) -> list[list[int]]:
    """Who goes to which group; whoever sits there already stays. Returns the moves: [person, to, from]."""
    moving = [one for one in seated(work) if one.id in goals and one.group_id and one.group_id != goals[one.id]]
    busy, groups = on_the_floor(work), {each.id: each for each in all_groups(work)}
    forming = {each.id for each in groups.values() if works_in_a_form(work, each)}
    moves = []
    for one in moving:
        origin, goal = int(one.group_id or 0), goals[one.id]
        if one.id in busy:
            leave_floor(work, one)
        work.change(one, group_id=goal, seated_as="moved", seated_at=now())
        moves.append([one.id, goal, origin])
    for person, goal, origin in moves:
        if origin in forming:
            part(work, groups[origin], person)
        if goal in forming:
            take_part(work, groups[goal], person)
    return moves


def touched(moves: list[list[int]], *more: int) -> list[int]:
    return sorted({group for _, *both in moves for group in both} | set(more))


def seated(work: Work) -> list[Person]:
    everyone = select(Person).where(
        Person.lab_id == work.lab_id, Person.role == PARTICIPANT, col(Person.removed_at).is_(None)
    )
    return work.all(everyone.order_by(col(Person.number)))


def all_groups(work: Work) -> list[Group]:
    return work.all(select(Group).where(Group.lab_id == work.lab_id).order_by(col(Group.number)))


def on_the_floor(work: Work) -> set[Any]:
    """Who has a hand up, or speaks."""
    up = select(Hand.person_id).where(Hand.lab_id == work.lab_id, col(Hand.lowered_at).is_(None))
    speaks = select(SpeakingTurn.person_id).where(
        SpeakingTurn.lab_id == work.lab_id, col(SpeakingTurn.ended_at).is_(None)
    )
    return {*work.all(up), *work.all(speaks)}


def works_in_a_form(work: Work, group: Group) -> bool:
    """In pairs, in fours, or at the tables of a café: elsewhere nobody has a place beside their seat."""
    stage = work.get(Stage, group.stage_id) if group.stage_id else None
    return bool(group.round) or (stage is not None and stage.kind in IN_TEAMS)
