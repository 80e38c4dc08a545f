"""Organisers' accounts: the first one, others, signing in and out. Passwords come here hashed already."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlmodel import col, select

from app.clock import now
from app.domain import rules
from app.domain.account_errors import AddressTaken, LinkUsed, NotSignedIn, SetUpAlready, WrongPassword
from app.domain.errors import NotAdmitted, NotFound
from app.domain.membership import LASTS, OwnLab, open_sessions, organiser_numbered, own_labs
from app.domain.ownerships import adopt
from app.domain.work import Actor, Key, Work, admit
from app.models import AccountSession, Organiser

WAITS = timedelta(minutes=10)
"""How long a session waits for its second factor."""


def set_up(work: Work, email: str, name: str, password_hash: str) -> Organiser:
    """The first account of this server, made at its machine or by the link it printed there."""
    if work.all(select(Organiser).limit(1)):
        raise SetUpAlready
    return born(work, email, name, password_hash)


def make_account(work: Work, email: str, name: str, password_hash: str) -> Organiser:
    """For whoever was given a link by the server itself, or comes by the house's identity provider."""
    return born(work, email, name, password_hash)


def born(work: Work, email: str, name: str, password_hash: str | None, subject: str | None = None) -> Organiser:
    """Whoever is the first becomes the owner of every lab that is nobody's. Raises AddressTaken."""
    if work.all(select(Organiser).where(col(Organiser.email) == email)):
        raise AddressTaken
    is_first = not work.all(select(Organiser).limit(1))
    made = work.add(Organiser(email=email, name=name, password_hash=password_hash, subject=subject, made_at=now()))
    if is_first:
        adopt(work, made.id)
    return made


def sign_in(work: Work, organiser_id: int, seen_hash: str | None, token_hash: str, device: str) -> AccountSession:
    """A session for whoever knew the password of this hash. With a second factor it waits until that is shown.

    Raises WrongPassword when the password was changed in the meantime."""
    organiser = work.session.get(Organiser, organiser_id)
    if organiser is None or organiser.password_hash != seen_hash:
        raise WrongPassword
    at = now()
    begun = AccountSession(organiser_id=organiser_id, token_hash=token_hash, device=device, begun_at=at, seen_at=at)
    begun.expires_at = at + (WAITS if organiser.has_second_factor else LASTS)
    begun.confirmed_at = None if organiser.has_second_factor else at
    return work.add(begun)


def sign_out(work: Work) -> AccountSession:
    return ended(work, own_session(work, work.actor.session or 0))


def end_session(work: Work, id: int) -> AccountSession:
    """One of one's own sessions, wherever it is. Raises NotFound for anybody else's."""
    return ended(work, own_session(work, id))


def own_session(work: Work, id: int) -> AccountSession:
    found = work.session.get(AccountSession, id)
    if found is None or found.organiser_id != work.account_id:
        raise NotFound
    return found


def ended(work: Work, session: AccountSession) -> AccountSession:
    if not session.ended_at:
        work.change(session, ended_at=now())
    return session


def note_seen(work: Work) -> None:
    """That this browser is still in use."""
    work.change(own_session(work, work.actor.session or 0), seen_at=now())


def call_oneself(work: Work, name: str) -> Organiser:
    me = myself(work)
    work.change(me, name=name)
    return me


def change_password(work: Work, seen_hash: str | None, password_hash: str) -> list[int]:
    """Ends every other session of this account; their ids."""
    me = myself(work)
    if me.password_hash != seen_hash:
        raise WrongPassword
    work.change(me, password_hash=password_hash)
    return end_all(work, me.id, but=work.actor.session)


def renew_password(work: Work, organiser_id: int, seen_hash: str | None, password_hash: str | None) -> list[int]:
    """By a link of the server's own, or to none at all. Ends every session, and takes the second factor away: both may
    be in wrong hands, or lost. Raises LinkUsed when the password is another by now."""
    organiser = work.session.get(Organiser, organiser_id)
    if organiser is None or organiser.password_hash != seen_hash:
        raise LinkUsed
    work.change(organiser, password_hash=password_hash, totp_salt=None, totp_since=None, totp_step=0, recovery=[])
    return end_all(work, organiser_id)


def end_all(work: Work, organiser_id: int, but: int | None = None) -> list[int]:
    """The ids of the sessions that were open until now, or that still waited."""
    open_still = select(AccountSession).where(
        AccountSession.organiser_id == organiser_id, col(AccountSession.ended_at).is_(None)
    )
    some: Iterable[AccountSession] = [each for each in work.all(open_still) if each.id != but]
    return [ended(work, each).id for each in some]


def myself(work: Work) -> Organiser:
    return work.known(work.session.get(Organiser, work.account_id))


class Account(NamedTuple):
    """What an organiser sees of their own account. `own`: its row; `sessions`: where they are signed in."""

    own: Any
    sessions: list[Any]
    here: int


def read_account(read: Connection, key: Key) -> Account:
    """Raises NotSignedIn."""
    actor = signed_in(read, key)
    rules.permit(actor.role, read_account)
    account = actor.account or 0
    return Account(organiser_numbered(read, account), open_sessions(read, account), actor.session or 0)


def signed_in(read: Connection, key: Key) -> Actor:
    try:
        return admit(read, key)
    except NotAdmitted:
        raise NotSignedIn from None


def read_labs(read: Connection, key: Key) -> list[OwnLab]:
    """The labs that whoever signed in has a role on. Raises NotSignedIn."""
    actor = signed_in(read, key)
    rules.permit(actor.role, read_labs)
    return own_labs(read, actor.account or 0)
