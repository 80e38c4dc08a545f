"""Which lab a code opens, and which screen a token opens."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from app.clock import now
from app.domain.errors import NoSuchKey, NoSuchLab
from app.domain.rules import MODERATOR, ORGANISER, OWNER, PARTICIPANT, READER, REVIEWER, STAGE, VIEWER
from app.domain.steering_errors import CodeChanged
from app.methods.seating.modes import Mode
from app.models import (
    Archive,
    FormerCode,
    Group,
    GroupRoom,
    Guest,
    Lab,
    OwnerLink,
    Pass,
    Person,
    Publication,
    Seating,
    Watching,
)

lab, group, publication = Lab.__table__, Group.__table__, Publication.__table__  # type: ignore[attr-defined]
holder, person = Pass.__table__, Person.__table__  # type: ignore[attr-defined]
room, guest, seating = GroupRoom.__table__, Guest.__table__, Seating.__table__  # type: ignore[attr-defined]
former, watching = FormerCode.__table__, Watching.__table__  # type: ignore[attr-defined]

archive, owned = Archive.__table__, OwnerLink.__table__  # type: ignore[attr-defined]

LABS = (
    select(lab.c.id, lab.c.code, lab.c.door_code, lab.c.title, lab.c.language)
    .add_columns(archive.c.lab_id.is_not(None).label("is_archive"))
    .outerjoin(archive, archive.c.lab_id == lab.c.id)
    .where(lab.c.rehearsal_of.is_(None))
    .order_by(lab.c.id)
)
BY_CODE = select(lab).where(
    or_(lab.c.door_code == bindparam("code"), and_(lab.c.code == bindparam("code"), lab.c.door_code.is_(None)))
)
BY_ANY_CODE = select(lab).where(or_(lab.c.code == bindparam("code"), lab.c.door_code == bindparam("code")))
FORMER = select(former.c.lab_id).where(former.c.code == bindparam("code"))
CODE = select(lab.c.code).where(lab.c.id == bindparam("lab"))
PUBLISHED_UNDER = select(publication.c.code).where(publication.c.lab_id == bindparam("lab"))
BY_TOKEN = (
    select(holder.c.lab_id, holder.c.role, holder.c.expires_at, watching.c.id.label("watching"))
    .add_columns(func.coalesce(group.c.number, owned.c.number).label("number"))
    .outerjoin(watching, watching.c.pass_id == holder.c.id)
    .outerjoin(person, person.c.id == holder.c.person_id)
    .outerjoin(group, group.c.id == person.c.group_id)
    .outerjoin(owned, owned.c.pass_id == holder.c.id)
    .where(holder.c.token_hash == bindparam("token_hash"), holder.c.revoked_at.is_(None))
    .where(person.c.removed_at.is_(None))
)
SEATS = (
    select(group.c.id, group.c.number, func.count(person.c.id).label("seated"), room.c.seats, room.c.is_closed)
    .outerjoin(
        person,
        (person.c.group_id == group.c.id) & (person.c.role == PARTICIPANT) & person.c.removed_at.is_(None),
    )
    .outerjoin(room, room.c.group_id == group.c.id)
    .where(group.c.lab_id == bindparam("lab"))
    .group_by(group.c.id, room.c.seats, room.c.is_closed)
    .order_by(group.c.number)
)
KEPT = (
    select(guest.c.group_id, func.count().label("n"))
    .where(guest.c.lab_id == bindparam("lab"), guest.c.group_id.is_not(None), guest.c.person_id.is_(None))
    .group_by(guest.c.group_id)
)
EXPECTS = select(guest.c.id).where(guest.c.lab_id == bindparam("lab")).limit(1)
LAST_MODE = (
    select(seating.c.mode)
    .where(seating.c.lab_id == bindparam("lab"), seating.c.state == "committed")
    .order_by(seating.c.committed_at.desc(), seating.c.id.desc())
    .limit(1)
)
MODERATORS = select(person.c.group_id, person.c.name).where(
    person.c.lab_id == bindparam("lab"), person.c.role == MODERATOR, person.c.name.is_not(None)
)

DESKS = (
    select(
        person.c.id, person.c.name, person.c.number, person.c.namesake, person.c.join_key, group.c.number.label("desk")
    )
    .join(group, group.c.id == person.c.group_id)
    .where(person.c.lab_id == bindparam("lab"), person.c.role == MODERATOR, person.c.removed_at.is_(None))
    .order_by(group.c.number, person.c.id)
)


NUMBERED = {MODERATOR: "desk", OWNER: "owner"}
"""Screens of which there is one for each group, or for each lesson that somebody took on."""


class Seats(NamedTuple):
    """A group as one sees it who may join it. `is_full`: every seat is taken, or kept for somebody."""

    number: int
    seated: int
    moderators: list[str]
    is_full: bool = False
    is_closed: bool = False


class Doors(NamedTuple):
    """A lab by what is on its doors: the code its links are made from and the one on the wall, its title, and who sits
    at each desk. An archive has one door."""

    code: str
    wall_code: str
    title: str
    desks: list[tuple[int, str]]
    is_archive: bool = False


def every_door(read: Connection) -> list[Doors]:
    """Of all labs but rehearsals, the oldest first."""
    return [
        Doors(one.code, one.door_code or one.code, spoken_title(one), desks_in(read, one.id), one.is_archive)
        for one in read.execute(LABS)
    ]


def desks_in(read: Connection, lab_id: int) -> list[tuple[int, str]]:
    return [(each.number, ", ".join(each.moderators)) for each in seats(read, lab_id)]


def spoken_title(one: Any) -> str:
    """In the lab's own language, else in the first it has."""
    return str(one.title.get(one.language) or next(iter(one.title.values())))


def lab_by_code(read: Connection, code: str) -> Any:
    """The lab's row, by the code on its wall. Raises NoSuchLab, or CodeChanged where it was on the wall before."""
    found = read.execute(BY_CODE, {"code": code}).first()
    if found is None:
        raise CodeChanged if read.execute(FORMER, {"code": code}).first() else NoSuchLab
    return found


def lab_known_as(read: Connection, code: str) -> Any:
    """The lab's row, by the code it was founded with or the one on its wall. Raises NoSuchLab."""
    found = read.execute(BY_ANY_CODE, {"code": code}).first()
    if found is None:
        raise NoSuchLab
    return found


def public_address(read: Connection, lab_id: int) -> str:
    """The path at which the lab's summary is published, or will be. It stays when the lab is given another code."""
    return f"/s/{read.scalar(PUBLISHED_UNDER, {'lab': lab_id}) or read.scalar(CODE, {'lab': lab_id})}"


def seats(read: Connection, lab_id: int) -> list[Seats]:
    names = list(read.execute(MODERATORS, {"lab": lab_id}))
    kept = {one.group_id: one.n for one in read.execute(KEPT, {"lab": lab_id})}
    return [
        Seats(
            one.number,
            one.seated,
            [name for group_id, name in names if group_id == one.id],
            is_full=one.seats is not None and one.seated + kept.get(one.id, 0) >= one.seats,
            is_closed=bool(one.is_closed),
        )
        for one in read.execute(SEATS, {"lab": lab_id})
    ]


class Doorway(NamedTuple):
    """What the door shows: the groups, whether guests are expected by name, and whether people choose their group."""

    groups: list[Seats]
    has_guests: bool
    is_chosen_freely: bool


def doorway(read: Connection, lab_id: int) -> Doorway:
    expects = read.scalar(EXPECTS, {"lab": lab_id}) is not None
    return Doorway(seats(read, lab_id), expects, read.scalar(LAST_MODE, {"lab": lab_id}) == Mode.SELF_SELECT)


def desk_holders(read: Connection, lab_id: int) -> list[Any]:
    """Every moderator with the number of their desk; whoever was invited to it has a `join_key`."""
    return list(read.execute(DESKS, {"lab": lab_id}))


def screen_of(read: Connection, token_hash: str) -> tuple[int, str]:
    """The lab and the screen that a personal link opens. Raises NoSuchKey."""
    found = read.execute(BY_TOKEN, {"token_hash": token_hash}).first()
    if found is None or (found.expires_at and found.expires_at <= now()):
        raise NoSuchKey
    wall = "watch" if found.watching else "stage"
    screens = {PARTICIPANT: "phone", STAGE: wall, ORGANISER: "tower", REVIEWER: "review", READER: "archive"}
    screens |= {VIEWER: "tower"}
    return found.lab_id, screens.get(found.role) or f"{NUMBERED[found.role]}-{found.number}"
