"""Who is in a group, who is connected, who has contributed; and how far each group is."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select

from app.domain.errors import NoSuchGroup
from app.domain.rules import MODERATOR, PARTICIPANT
from app.i18n import translated
from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by
from app.live.fragments.tasks import GROUPS_BY_ID, GROUPS_OF_LABS, task_of
from app.models import Contribution, Group, Lesson, Person

person = Person.__table__  # type: ignore[attr-defined]
group = Group.__table__  # type: ignore[attr-defined]
idea, lesson = Contribution.__table__, Lesson.__table__  # type: ignore[attr-defined]

PEOPLE = (
    select(
        person.c.id,
        person.c.group_id,
        person.c.role,
        person.c.number,
        person.c.name,
        person.c.namesake,
        person.c.is_here,
    )
    .where(person.c.group_id.in_(KEYS), person.c.removed_at.is_(None), person.c.role.in_((PARTICIPANT, MODERATOR)))
    .order_by(person.c.number)
)
HEARD = (
    select(
        idea.c.group_id,
        idea.c.author_id,
        idea.c.on_paper,
        func.count().label("n"),
        func.max(idea.c.given_at).label("last_at"),
    )
    .where(idea.c.group_id.in_(KEYS), ~idea.c.is_withdrawn)
    .group_by(idea.c.group_id, idea.c.author_id, idea.c.on_paper)
)
SEATS = (
    select(
        person.c.group_id,
        func.count().label("seated"),
        func.sum(case((person.c.is_here, 1), else_=0)).label("here"),  # the sum of truths would be a truth
    )
    .where(person.c.group_id.in_(KEYS), person.c.removed_at.is_(None), person.c.role == PARTICIPANT)
    .group_by(person.c.group_id)
)
TOTALS = (
    select(
        idea.c.group_id,
        func.count().label("contributions"),
        func.count(func.distinct(case((~idea.c.on_paper, idea.c.author_id)))).label("contributed"),
        func.max(idea.c.given_at).label("last_heard_at"),
    )
    .where(idea.c.group_id.in_(KEYS), ~idea.c.is_withdrawn)
    .group_by(idea.c.group_id)
)
NUMBERS = select(group.c.lab_id, group.c.number).where(group.c.lab_id.in_(KEYS)).order_by(group.c.number)
NUMBER = select(group.c.number).where(group.c.id == bindparam("group"))
NUMBERED = select(group.c.id).where(group.c.lab_id == bindparam("lab"), group.c.number == bindparam("number"))
LESSON_COUNTS = (
    select(
        lesson.c.group_id,
        func.count().label("lessons"),
        func.sum(case((lesson.c.verdict == "agreed", 1), else_=0)).label("agreed"),
    )
    .where(lesson.c.group_id.in_(KEYS), ~lesson.c.is_removed)
    .group_by(lesson.c.group_id)
)


NOTHING_YET = {
    "seated": 0,
    "here": 0,
    "contributions": 0,
    "contributed": 0,
    "last_heard_at": None,
    "lessons": 0,
    "agreed": 0,
}


class Named:
    """A person as screens show them: by name, a namesake with a number, the nameless as a guest."""

    def __init__(self, one: Any, has_contributed: bool = False):
        self.id, self.name, self.namesake = one.id, one.name, one.namesake
        self.number, self.role, self.is_here = one.number, one.role, bool(one.is_here)
        self.has_contributed = has_contributed

    @property
    def is_anonymous(self) -> bool:
        return self.name is None

    @property
    def display(self) -> str:
        return self.called(self.role, self.name, self.namesake, self.number)

    @staticmethod
    def called(role: str, name: str | None, namesake: int, number: int) -> str:
        if name is None:
            called = translated("Guest {number}") if role == PARTICIPANT else translated("Moderator {number}")
            return called.format(number=number)
        return f"{name} ({namesake + 1})" if namesake else name


class Called:
    """A person as others may know them on every screen: by name, or where the lab keeps names back by their seat."""

    def __init__(self, one: Any, anonymity: str):
        self.named, self.number, self.is_by_seat = Named(one), one.number, anonymity != "named"

    @property
    def display(self) -> str:
        return translated("Seat {number}").format(number=self.number) if self.is_by_seat else self.named.display


def number_of(read: Connection, group_id: int | None) -> int | None:
    found = read.scalar(NUMBER, {"group": group_id})
    return None if found is None else int(found)


def group_numbered(read: Connection, lab_id: int, number: int) -> int:
    """The id of the lab's group of that number. Raises NoSuchGroup."""
    found = read.scalar(NUMBERED, {"lab": lab_id, "number": number})
    if found is None:
        raise NoSuchGroup
    return int(found)


def gatherings(read: Connection, keys: set[Any]) -> dict[int, SimpleNamespace]:
    """Each group's people, and what was heard from them."""
    people = lists_by(fetch(read, PEOPLE, keys), "group_id")
    heard = lists_by(fetch(read, HEARD, keys), "group_id")
    return {key: gathering(people[key], heard[key]) for key in keys}


def gathering(people: list[Any], heard: list[Any]) -> SimpleNamespace:
    authors = {one.author_id for one in heard if not one.on_paper}
    seated = [Named(one, one.id in authors) for one in people if one.role == PARTICIPANT]
    return SimpleNamespace(
        moderators=[Named(one) for one in people if one.role == MODERATOR],
        people=seated,
        seated=len(seated),
        here=sum(one.is_here for one in seated),
        contributed=sum(one.has_contributed for one in seated),
        contributions=sum(one.n for one in heard),
        last_heard_at=max((one.last_at for one in heard), default=None),
    )


def rosters(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = gatherings(read, keys)
    return {
        one.id: SimpleNamespace(
            lab_id=one.lab_id,
            group_id=one.id,
            number=one.number,
            **vars(found[one.id]),
        )
        for one in fetch(read, GROUPS_BY_ID, keys)
    }


def tiles(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return by_key(tiles_for(read, fetch(read, GROUPS_BY_ID, keys)), "group_id")


def tiles_of_labs(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = lists_by(tiles_for(read, fetch(read, GROUPS_OF_LABS, keys)), "lab_id")
    return {key: SimpleNamespace(lab_id=key, tiles=found[key]) for key in keys}


def tiles_for(read: Connection, groups: list[Any]) -> list[SimpleNamespace]:
    """How far each of these groups is, in numbers: the stage names nobody."""
    keys = {one.id for one in groups}
    counts = [by_key(fetch(read, counted, keys), "group_id") for counted in (SEATS, TOTALS, LESSON_COUNTS)]
    tiles = [task_of(one) for one in groups]
    for tile in tiles:
        vars(tile).update(NOTHING_YET)
        for counted in counts:
            if one := counted.get(tile.group_id):
                vars(tile).update(one._mapping)
    return tiles


def tower_tiles(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return by_key(with_people(read, tiles_for(read, fetch(read, GROUPS_BY_ID, keys))), "group_id")


def tower_tiles_of_labs(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = lists_by(with_people(read, tiles_for(read, fetch(read, GROUPS_OF_LABS, keys))), "lab_id")
    return {key: SimpleNamespace(lab_id=key, tiles=found[key]) for key in keys}


def with_people(read: Connection, tiles: list[SimpleNamespace]) -> list[SimpleNamespace]:
    """The organiser also sees who is where, and the groups there are to move somebody to."""
    found = gatherings(read, {tile.group_id for tile in tiles})
    numbers = lists_by(fetch(read, NUMBERS, {tile.lab_id for tile in tiles}), "lab_id")
    for tile in tiles:
        vars(tile).update(vars(found[tile.group_id]))
        tile.groups = [each.number for each in numbers[tile.lab_id]]
    return tiles


class Roster(Fragment):
    piece = "people/_roster.html:roster"
    load = rosters


class Tile(Fragment):
    piece = "groups/_tile.html:tile"
    load = tiles


class Tiles(Fragment):
    piece = "groups/_tile.html:tiles"
    load = tiles_of_labs


class TowerTile(Fragment):
    piece = "groups/_tower_tile.html:tower_tile"
    load = tower_tiles
