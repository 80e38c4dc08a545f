"""Who signed in, and what they are to which lab. Read at every door that no pass opened."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from app.clock import now
from app.domain.rules import ACCOUNT, PARTICIPANT
from app.models import AccountSession, Group, Lab, Organiser, Ownership, Person

session, organiser = AccountSession.__table__, Organiser.__table__  # type: ignore[attr-defined]
ownership, lab = Ownership.__table__, Lab.__table__  # type: ignore[attr-defined]
group, person = Group.__table__, Person.__table__  # type: ignore[attr-defined]

LASTS = timedelta(days=30)
RESTS = timedelta(days=7)
"""How long a browser stays signed in, at most, and while nobody uses it."""

MEMBER = (
    select(session, ownership.c.role, organiser.c.totp_since, organiser.c.email, organiser.c.name)
    .join(organiser, organiser.c.id == session.c.organiser_id)
    .outerjoin(
        ownership, (ownership.c.organiser_id == session.c.organiser_id) & (ownership.c.lab_id == bindparam("lab"))
    )
    .where(session.c.token_hash == bindparam("token_hash"))
)
ANY_ACCOUNT = select(organiser.c.id).limit(1)
BY_EMAIL = select(organiser).where(organiser.c.email == bindparam("email"))
BY_ID = select(organiser).where(organiser.c.id == bindparam("id"))
ORGANISERS = select(organiser).order_by(organiser.c.id)
SESSIONS = (
    select(session)
    .where(session.c.organiser_id == bindparam("organiser"), session.c.ended_at.is_(None))
    .where(session.c.confirmed_at.is_not(None), session.c.expires_at > bindparam("now"))
    .where(session.c.seen_at > bindparam("rested"))
    .order_by(session.c.seen_at.desc(), session.c.id.desc())
)
OWN_LABS = (
    select(lab, ownership.c.role, func.coalesce(lab.c.door_code, lab.c.code).label("wall_code"))
    .join(ownership, ownership.c.lab_id == lab.c.id)
    .where(ownership.c.organiser_id == bindparam("organiser"), lab.c.rehearsal_of.is_(None))
    .order_by(lab.c.id.desc())
)
TITLED = select(lab.c.id, lab.c.code, lab.c.title, lab.c.language, lab.c.rehearsal_of).where(
    lab.c.id == bindparam("lab")
)
GROUPS = select(group.c.lab_id, func.count().label("n")).group_by(group.c.lab_id)
PEOPLE = (
    select(person.c.lab_id, func.count().label("n"))
    .where(person.c.role == PARTICIPANT, person.c.removed_at.is_(None))
    .group_by(person.c.lab_id)
)


class Member(NamedTuple):
    """Somebody who signed in: their account, their browser's session, and their role where they are."""

    role: str
    account: int
    session: int
    email: str
    name: str
    seen_at: datetime


class OwnLab(NamedTuple):
    """A lab as one of its organisers finds it on the page of their labs."""

    id: int
    code: str
    title: dict[str, str]
    role: str
    groups: int
    people: int
    has_begun: bool
    created_at: datetime
    closed_at: datetime | None


def member(read: Connection, lab_id: int, token_hash: str) -> Member | None:
    """By the token of their session; None for whom it admits to nothing here (any more)."""
    found = read.execute(MEMBER, {"lab": lab_id, "token_hash": token_hash}).first()
    if found is None or not is_open(found):
        return None
    role = found.role if lab_id else ACCOUNT
    if role is None:
        return None
    return Member(role, found.organiser_id, found.id, found.email, found.name, found.seen_at)


def is_open(found: Any) -> bool:
    is_past = found.expires_at <= now() or found.seen_at + RESTS <= now()
    return bool(found.confirmed_at) and not found.ended_at and not is_past


def waiting(read: Connection, token_hash: str) -> Any:
    """The session of that token which still waits for its second factor, if there is one."""
    found = read.execute(MEMBER, {"lab": 0, "token_hash": token_hash}).first()
    is_waiting = found and not found.confirmed_at and not found.ended_at and found.expires_at > now()
    return found if is_waiting else None


def is_any_account(read: Connection) -> bool:
    return read.execute(ANY_ACCOUNT).first() is not None


def organiser_called(read: Connection, email: str) -> Any:
    """The account of that address, as a row; None if there is none."""
    return read.execute(BY_EMAIL, {"email": email}).first()


def organiser_numbered(read: Connection, id: int) -> Any:
    return read.execute(BY_ID, {"id": id}).first()


def organisers(read: Connection) -> list[Any]:
    return list(read.execute(ORGANISERS))


def open_sessions(read: Connection, account: int) -> list[Any]:
    """Where this organiser is signed in, the latest first."""
    return list(read.execute(SESSIONS, {"organiser": account, "now": now(), "rested": now() - RESTS}))


def lab_titled(read: Connection, lab_id: int) -> Any:
    return read.execute(TITLED, {"lab": lab_id}).first()


def own_labs(read: Connection, account: int) -> list[OwnLab]:
    """The newest first."""
    groups = {one.lab_id: one.n for one in read.execute(GROUPS)}
    people = {one.lab_id: one.n for one in read.execute(PEOPLE)}
    return [
        OwnLab(
            one.id,
            one.wall_code,
            one.title,
            one.role,
            groups.get(one.id, 0),
            people.get(one.id, 0),
            one.item_id is not None,
            one.created_at,
            one.closed_at,
        )
        for one in read.execute(OWN_LABS, {"organiser": account})
    ]
