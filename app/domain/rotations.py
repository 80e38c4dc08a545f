"""Rounds at the tables: who goes where next, who stays as host, and who was where."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from secrets import randbelow
from typing import Any, NamedTuple

from sqlmodel import col, select

from app.clock import now
from app.domain.contributions import open_group
from app.domain.errors import NotFound, NotInThisStage
from app.domain.floor import leave_floor
from app.domain.formed import HostNamed, RoundOpened
from app.domain.groups import open_groups, put_prompt, put_stage
from app.domain.kinds import settings_of
from app.domain.rules import ORGANISER, PARTICIPANT
from app.domain.together import TablesChangeTogether
from app.domain.votes import end_vote_of
from app.domain.work import Work
from app.methods import rotation
from app.models import AgendaItem, Group, Person, Prompt, Rotation, Stage, Stay

LOTS = 10_000


class Round(NamedTuple):
    """A round as it would begin now: who sits where, by the ids of the groups, with each one's seat (0: the host)."""

    tables: dict[int, dict[int, int]]
    lot: int
    meet_again: list[tuple[int, int]]


def begin_round(work: Work, round: int) -> None:
    """All tables change together, to the next round. Begun already: nothing changes, two clicks are one."""
    stages = rounds_of(work)
    if not 1 <= round <= len(stages):
        raise NotFound
    begun = [each.round for each in rotations_of(work)]
    if round in begun:
        return
    if round != max(begun, default=0) + 1:
        raise NotInThisStage
    for group in open_groups(work):
        put_stage(work, group, stages[round - 1])


def open_round(work: Work, group: Group, stage: Stage) -> None:
    """When its stage opens. The first group to open it brings everybody to their tables: from the tower only,
    but for the first round, in which people stay where they are. TablesChangeTogether."""
    number = 1 + [each.id for each in rounds_of(work)].index(stage.id)
    past = rotations_of(work)
    begun = next((each for each in past if each.round == number), None)
    if begun is None:
        if past and work.actor.role != ORGANISER:
            raise TablesChangeTogether
        begun = change_tables(work, stage, number, past)
    if group.id in begun.tables and work.change(group, round=number):
        ask_its_question(work, group, stage)


def close_round(work: Work, group: Group, stage: Stage) -> None:
    """What is written between the rounds belongs to none."""
    work.change(group, round=0)


def ask_its_question(work: Work, group: Group, stage: Stage) -> None:
    """The question of this table in this round, where the plan gives each its own."""
    keys = settings_of(stage).prompts
    if keys:
        key = keys[(group.number - 1) % len(keys)]
        asked = work.all(select(Prompt).where(Prompt.lab_id == work.lab_id, Prompt.key == key))
        put_prompt(work, group, asked[0] if asked else None)


def change_tables(work: Work, stage: Stage, number: int, past: Sequence[Rotation]) -> Rotation:
    people, stays = seated(work), stays_of(work)
    groups = work.all(select(Group).where(Group.lab_id == work.lab_id).order_by(col(Group.number)))
    sits = {one.id: one for one in people}
    next_one = next_round(groups, people, past, stays) if past else first_round(groups, people, randbelow(LOTS))
    begun = Rotation(lab_id=work.lab_id, stage_id=stage.id, round=number, lot=next_one.lot, begun_at=now())
    begun.tables = list(next_one.tables)
    work.add(begun)
    for group in groups if past else ():
        end_vote_of(work, group.id)  # with those who were asked, not with those who come
    moves = []
    for table, seats in next_one.tables.items():
        for person, seat in seats.items():
            sit(work, number, table, person, seat)
            origin = sits[person].group_id
            if origin is not None and work.change(sits[person], group_id=table):
                leave_floor(work, sits[person])
                moves.append([person, table, origin])
        work.change(work.get(Group, table), host_id=next((one for one, seat in seats.items() if seat == 0), None))
    work.announce(RoundOpened(number, [each.id for each in groups], moves))
    return begun


def sit(work: Work, round: int, table: int, person: int, seat: int) -> None:
    work.add(Stay(lab_id=work.lab_id, round=round, group_id=table, person_id=person, seat=seat, is_host=seat == 0))


def first_round(groups: Iterable[Any], people: Iterable[Any], lot: int) -> Round:
    """The tables as they sit now: those where anybody sits, or all while nobody does."""
    groups, at = list(groups), by_table(people)
    used = [each for each in groups if at[each.id]] or groups
    return Round({each.id: rotation.numbered(at[each.id], host_of(each, at[each.id]), lot) for each in used}, lot, [])


def next_round(groups: Iterable[Any], people: Iterable[Any], past: Sequence[Any], stays: Iterable[Any]) -> Round:
    """From where everybody sits now; who came since the last round began has found a seat among the others."""
    stays, last = list(stays), past[-1]
    by_id = {each.id: each for each in groups}
    seat_of = {(one.person_id, one.group_id): one.seat for one in stays if one.round == last.round}
    at = by_table(people)
    gather_strays(at, last.tables)
    now_at = [seats_at(at[table], table, by_id[table], seat_of) for table in last.tables]
    history = [[people_at(stays, each.round, table) for table in last.tables] for each in past]
    onward = rotation.onward(now_at, [*history, [list(seats) for seats in now_at]], last.lot)
    seat = {person: its for seats in now_at for person, its in seats.items()}
    tables = {
        table: {one: seat[one] for one in people} for table, people in zip(last.tables, onward.tables, strict=True)
    }
    return Round(tables, last.lot, onward.meet_again)


def gather_strays(at: dict[int, list[int]], tables: Sequence[int]) -> None:
    """Who sits at no table of the café comes to the smallest."""
    for stray in sorted(person for group in list(at) if group not in tables for person in at.pop(group)):
        min((at[table] for table in tables), key=len).append(stray)


def seats_at(people: list[int], table: int, group: Any, seat_of: dict[tuple[int, int], Any]) -> dict[int, int]:
    """Each one's seat at a table as it sits now, with a host: who was named, else who has the lowest seat."""
    seats = {one: seat_of[one, table] for one in people if seat_of.get((one, table)) is not None}
    for late in people:
        if late not in seats:
            seats[late] = rotation.free_seat(seats.values())
    if seats and 0 not in seats.values():
        seats[group.host_id if group.host_id in seats else min(seats, key=lambda one: seats[one])] = 0
    return seats


def host_of(group: Any, people: Sequence[int]) -> int | None:
    """Who was named, else who sat down first."""
    return group.host_id if group.host_id in people else min(people, default=None)


def people_at(stays: Iterable[Any], round: int, table: int) -> list[int]:
    return [one.person_id for one in stays if one.round == round and one.group_id == table]


def by_table(people: Iterable[Any]) -> defaultdict[int, list[int]]:
    at: defaultdict[int, list[int]] = defaultdict(list)
    for one in people:
        if one.group_id:
            at[one.group_id].append(one.id)
    return at


def name_host(work: Work, person_id: int) -> Group:
    """Who stays at this table when the others move on. In a round that has begun, the two change seats."""
    group = open_group(work)
    person = next((one for one in seated(work) if one.id == person_id and one.group_id == group.id), None)
    if person is None:
        raise NotFound
    if not work.change(group, host_id=person.id):
        return group
    here = {one.person_id: one for one in stays_of(work) if one.round == group.round and one.group_id == group.id}
    host = next((one for one in here.values() if one.is_host), None)
    if new := here.get(person.id):
        if host:
            work.change(host, seat=new.seat, is_host=False)
        work.change(new, seat=0, is_host=True)
    work.announce(HostNamed(group.id, person.id))
    return group


def find_seat(work: Work, group: Group, person_id: int) -> None:
    """Somebody has come to a table in the middle of a round."""
    if not group.round:
        return
    stays = [one for one in stays_of(work) if one.round == group.round and one.group_id == group.id]
    here = {one.id for one in seated(work) if one.group_id == group.id}
    if person_id not in [one.person_id for one in stays]:
        taken = [one.seat for one in stays if one.person_id in here]
        sit(work, group.round, group.id, person_id, rotation.free_seat(taken))


def rounds_of(work: Work) -> list[Stage]:
    """The lab's rounds, in the order of its agenda."""
    return work.all(
        select(Stage)
        .join(AgendaItem, col(AgendaItem.id) == Stage.item_id)
        .where(Stage.lab_id == work.lab_id, Stage.kind == "rotation")
        .order_by(col(AgendaItem.position), col(Stage.position))
    )


def rotations_of(work: Work) -> list[Rotation]:
    return work.all(select(Rotation).where(Rotation.lab_id == work.lab_id).order_by(col(Rotation.round)))


def stays_of(work: Work) -> list[Stay]:
    return work.all(select(Stay).where(Stay.lab_id == work.lab_id).order_by(col(Stay.id)))


def seated(work: Work) -> list[Person]:
    everyone = select(Person).where(
        Person.lab_id == work.lab_id, Person.role == PARTICIPANT, col(Person.removed_at).is_(None)
    )
    return work.all(everyone.order_by(col(Person.number)))
