"""Organisers' roles on labs: whose a lab is, and the pass by which a signed-in browser opens its tower."""

from datetime import timedelta

from sqlalchemy import Connection, bindparam
from sqlalchemy import select as core_select
from sqlmodel import col, select

from app.clock import now
from app.domain.errors import NotAdmitted
from app.domain.passes import issue, revoke
from app.domain.people import remove_person
from app.domain.rules import LAB_OWNER, MODERATOR, ORGANISER, VIEWER
from app.domain.work import Work
from app.models import AccountSession, Archive, Draft, Lab, Organiser, Ownership, Pass, Person

NOBODYS = -1
ENTRY_LASTS = timedelta(days=1)
"""Then the tower is entered anew from the page of one's labs."""


TO_END = (
    core_select(col(Pass.lab_id))
    .join(AccountSession, col(AccountSession.id) == col(Pass.session_id))
    .where(col(Pass.revoked_at).is_(None), col(AccountSession.ended_at).is_not(None))
    .distinct()
)


IS_ENTERED = core_select(col(Pass.session_id).is_not(None)).where(col(Pass.id) == bindparam("pass"))


def adopt(work: Work, organiser_id: int) -> None:
    """Every lab that has no owner becomes this organiser's, and so does every draft; a copy to rehearse in has none,
    nor has an archive."""
    owned, archived = select(Ownership.lab_id).where(Ownership.role == LAB_OWNER), select(Archive.lab_id)
    nobodys = select(Lab).where(
        col(Lab.id).not_in(owned), col(Lab.id).not_in(archived), col(Lab.rehearsal_of).is_(None)
    )
    for lab in work.all(nobodys):
        own(work, lab.id, organiser_id)
    for draft in work.all(select(Draft).where(col(Draft.organiser_id).is_(None))):
        work.change(draft, organiser_id=organiser_id)


def own(work: Work, lab_id: int, organiser_id: int | None = None) -> None:
    """A new lab is its founder's; of a lab that the machine founded, the server's first organiser is the owner.

    NOBODYS: a copy to rehearse in, which is reached from its lab alone."""
    if organiser_id == NOBODYS:
        return
    whose = organiser_id or work.session.scalar(select(Organiser.id).order_by(col(Organiser.id)).limit(1))
    if whose:
        work.add(Ownership(organiser_id=whose, lab_id=lab_id, role=LAB_OWNER, given_at=now()))


def enter_tower(work: Work, token_hash: str) -> Pass:
    """The pass of this browser to the tower of the lab, as what its organiser is to the lab now.

    Raises NotAdmitted for whoever shows a pass where a session is meant."""
    if work.actor.session is None:
        raise NotAdmitted
    is_viewer = work.actor.role == VIEWER
    role, who = (VIEWER, None) if is_viewer else (ORGANISER, organiser_of(work))
    until = now() + ENTRY_LASTS
    for held in work.all(select(Pass).where(col(Pass.token_hash) == token_hash)):
        work.change(held, role=role, person_id=who, expires_at=until, revoked_at=None)
        return held  # type: ignore[no-any-return]
    return issue(work, role, token_hash, who, expires_at=until, session_id=work.actor.session)


def organiser_of(work: Work) -> int | None:
    """The person that the lab knows as its organiser, whoever of them acts."""
    found = select(Person.id).where(Person.lab_id == work.lab_id, Person.role == ORGANISER).order_by(col(Person.id))
    return work.session.scalar(found.limit(1))


def is_entered(read: Connection, pass_id: int | None) -> bool:
    """Whether this pass is of somebody who signed in, and not of a personal link."""
    return bool(read.scalar(IS_ENTERED, {"pass": pass_id}))


def entries_to_end(read: Connection) -> list[int]:
    """The labs whose towers are open still in a session that has ended."""
    return list(read.scalars(TO_END))


def end_entries(work: Work) -> int:
    """Passes to this lab whose session has ended end too, and with them their screens. How many they were."""
    over = (
        select(Pass)
        .join(AccountSession, col(AccountSession.id) == col(Pass.session_id))
        .where(Pass.lab_id == work.lab_id, col(Pass.revoked_at).is_(None), col(AccountSession.ended_at).is_not(None))
    )
    some = work.all(over)
    for each in some:
        end_entry(work, each)
    return len(some)


def end_entries_of(work: Work, organiser_id: int) -> None:
    """Every screen of this lab that they opened by signing in."""
    entered = (
        select(Pass)
        .join(AccountSession, col(AccountSession.id) == col(Pass.session_id))
        .where(Pass.lab_id == work.lab_id, AccountSession.organiser_id == organiser_id, col(Pass.revoked_at).is_(None))
    )
    for each in work.all(entered):
        end_entry(work, each)


def end_entry(work: Work, entered: Pass) -> None:
    """At a desk, their seat is free again."""
    if entered.role == MODERATOR and entered.person_id:
        remove_person(work, entered.person_id)
    else:
        revoke(work, entered)
