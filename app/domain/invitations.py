"""Sharing a lab among organisers: links that serve once, and who has which role on it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam
from sqlalchemy import select as core_select
from sqlmodel import col, select

from app.clock import now
from app.domain.account_errors import LastOwner, LinkUsed
from app.domain.accounts import born
from app.domain.errors import Misunderstood, NotFound
from app.domain.ownerships import end_entries_of
from app.domain.rules import CO_ORGANISER, LAB_OWNER, ON_A_LAB, VIEWER
from app.domain.work import Key, Work, admitted
from app.models import Invitation, Lab, Organiser, Ownership

DAYS = 14
HIGHEST = (LAB_OWNER, CO_ORGANISER, VIEWER)
invitation, organiser = Invitation.__table__, Organiser.__table__  # type: ignore[attr-defined]
ownership, lab = Ownership.__table__, Lab.__table__  # type: ignore[attr-defined]

INVITATION = (
    core_select(invitation, organiser.c.name.label("by"), lab.c.title, lab.c.language)
    .join(organiser, organiser.c.id == invitation.c.organiser_id)
    .outerjoin(lab, lab.c.id == invitation.c.lab_id)
)
OPEN = invitation.c.used_at.is_(None) & invitation.c.taken_back_at.is_(None)
BY_TOKEN = INVITATION.where(invitation.c.token_hash == bindparam("token_hash"), OPEN)
OF_LAB = INVITATION.where(invitation.c.lab_id == bindparam("lab"), OPEN).order_by(invitation.c.id)
OF_ACCOUNT = INVITATION.where(
    invitation.c.organiser_id == bindparam("account"), invitation.c.lab_id.is_(None), OPEN
).order_by(invitation.c.id)
MEMBERS = (
    core_select(organiser.c.id, organiser.c.name, organiser.c.email, ownership.c.role)
    .join(ownership, ownership.c.organiser_id == organiser.c.id)
    .where(ownership.c.lab_id == bindparam("lab"))
    .order_by(ownership.c.id)
)


def invite_organiser(work: Work, role: str, for_whom: str, key: str, token_hash: str) -> Invitation:
    """A link to a role on this lab. One form makes one, however often it is sent."""
    if role not in ON_A_LAB:
        raise Misunderstood
    return invited(work, work.lab().id, role, for_whom, key, token_hash)


def invite_colleague(work: Work, for_whom: str, key: str, token_hash: str) -> Invitation:
    """A link to an account on this server, which as yet is nothing to any lab."""
    return invited(work, None, None, for_whom, key, token_hash)


def invited(work: Work, lab_id: int | None, role: str | None, for_whom: str, key: str, token_hash: str) -> Invitation:
    for already in work.all(select(Invitation).where(col(Invitation.key) == key)):
        return already  # type: ignore[no-any-return]
    made = Invitation(token_hash=token_hash, organiser_id=work.account_id, lab_id=lab_id, role=role, key=key)
    made.for_whom, made.made_at, made.expires_at = for_whom, now(), now() + timedelta(days=DAYS)
    return work.add(made)


def take_back_invitation(work: Work, id: int) -> Invitation:
    """Its link opens nothing any more. Raises NotFound for one of another lab, or of another organiser."""
    found = work.known(work.session.get(Invitation, id))
    is_mine = found.lab_id == work.lab_id if work.lab_id else found.organiser_id == work.account_id
    if not is_mine or (found.lab_id and not work.lab_id):
        raise NotFound
    if not found.used_at and not found.taken_back_at:
        work.change(found, taken_back_at=now())
    return found


def accept_invitation(work: Work, token_hash: str) -> Invitation:
    """By whoever has an account already."""
    return accepted(work, token_hash, work.account_id)


def accept_as_new(work: Work, token_hash: str, email: str, name: str, password_hash: str) -> Organiser:
    """With an account of their own, made by the same link."""
    open_invitation(work, token_hash)
    made = born(work, email, name, password_hash)
    accepted(work, token_hash, made.id)
    return made


def accepted(work: Work, token_hash: str, account: int) -> Invitation:
    """A role is never lowered by an invitation."""
    found = open_invitation(work, token_hash)
    if found.lab_id and found.role:
        held = role_of(work, found.lab_id, account)
        if held is None:
            work.add(Ownership(organiser_id=account, lab_id=found.lab_id, role=found.role, given_at=now()))
        elif HIGHEST.index(found.role) < HIGHEST.index(held.role):
            work.change(held, role=found.role)
    work.change(found, used_at=now())
    return found


def open_invitation(work: Work, token_hash: str) -> Invitation:
    """Raises LinkUsed."""
    for found in work.all(select(Invitation).where(col(Invitation.token_hash) == token_hash)):
        if not found.used_at and not found.taken_back_at and found.expires_at > now():
            return found  # type: ignore[no-any-return]
    raise LinkUsed


def give_role(work: Work, account: int, role: str) -> Ownership:
    """Their screens close, and the tower opens again as what they are now. Raises LastOwner, NotFound."""
    held = role_of(work, work.lab_id, account)
    if held is None or role not in ON_A_LAB:
        raise NotFound
    if held.role != role:
        keep_an_owner(work, held)
        work.change(held, role=role)
        close_ways_of(work, account)
    return held


def take_role(work: Work, account: int) -> int:
    """They are nothing to this lab any more, and its screens close before their eyes. Raises LastOwner, NotFound."""
    held = role_of(work, work.lab_id, account)
    if held is None:
        raise NotFound
    keep_an_owner(work, held)
    work.wrote = True
    work.session.delete(held)
    close_ways_of(work, account)
    return account


def give_up_role(work: Work) -> int:
    return take_role(work, work.account_id)


def role_of(work: Work, lab_id: int, account: int) -> Ownership | None:
    held = select(Ownership).where(Ownership.lab_id == lab_id, Ownership.organiser_id == account)
    return next(iter(work.all(held)), None)


def keep_an_owner(work: Work, held: Ownership) -> None:
    owners = work.all(select(Ownership).where(Ownership.lab_id == work.lab_id, Ownership.role == LAB_OWNER))
    if held.role == LAB_OWNER and len(owners) == 1:
        raise LastOwner


def close_ways_of(work: Work, account: int) -> None:
    """The screens that they opened, and the links they made for others: what either gave was theirs to give."""
    end_entries_of(work, account)
    made = select(Invitation).where(Invitation.lab_id == work.lab_id, Invitation.organiser_id == account)
    for each in work.all(made.where(col(Invitation.used_at).is_(None), col(Invitation.taken_back_at).is_(None))):
        work.change(each, taken_back_at=now())


# --- What is there


def invitation_by(read: Connection, token_hash: str) -> Any:
    """What a link invites to, by whom. Raises LinkUsed."""
    found = read.execute(BY_TOKEN, {"token_hash": token_hash}).first()
    if found is None or found.expires_at <= now():
        raise LinkUsed
    return found


def read_members(read: Connection, key: Key) -> tuple[list[Any], list[Any]]:
    """Who has a role on the lab, and which invitations to it are open. Raises NotAdmitted, NotYours."""
    admitted(read, key, read_members)
    asked = read.execute(OF_LAB, {"lab": key.lab_id})
    return list(read.execute(MEMBERS, {"lab": key.lab_id})), [one for one in asked if one.expires_at > now()]


def read_colleagues(read: Connection, key: Key) -> list[Any]:
    """One's own open invitations to this server. Raises NotAdmitted."""
    actor = admitted(read, key, read_colleagues)
    return [one for one in read.execute(OF_ACCOUNT, {"account": actor.account}) if one.expires_at > now()]
