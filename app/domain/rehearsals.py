"""Copies of a lab to rehearse in. They are nobody's lab, count nowhere, and go with all that was done in them."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, exists, or_, select
from sqlmodel import SQLModel, col
from sqlmodel import select as rows

from app.clock import now
from app.domain.errors import NotFound
from app.domain.labs import open_lab
from app.domain.ownerships import NOBODYS
from app.domain.passes import revoke
from app.domain.plans.founding import Hashes, found, plan_of
from app.domain.plans.schema import Plan
from app.domain.scenes import FOLLOW
from app.domain.venue_errors import EnoughRehearsals
from app.domain.work import Work
from app.models import Lab, Pass

MOST = 3  # of one lab
LASTS = timedelta(days=1)

lab, holder = Lab.__table__, Pass.__table__  # type: ignore[attr-defined]
OPEN = exists().where(holder.c.lab_id == lab.c.id, holder.c.revoked_at.is_(None))
OF_LAB = select(lab).where(lab.c.rehearsal_of == bindparam("lab"), OPEN).order_by(lab.c.id)
OVER = select(lab.c.id).where(
    lab.c.rehearsal_of.is_not(None),
    lab.c.code.not_like("-%"),
    or_(~OPEN, lab.c.created_at <= bindparam("before")),
)


def rehearse(work: Work) -> Plan:
    """What the copy is founded from. Nothing of the lab itself changes. Raises EnoughRehearsals."""
    if open_lab(work).rehearsal_of:
        raise NotFound
    if len(rehearsals_of(work.session.connection(), work.lab_id)) >= MOST:
        raise EnoughRehearsals
    return plan_of(work.session.connection(), work.lab_id)


def rehearsals_of(read: Connection, lab_id: int) -> list[Any]:
    """Those that are still open, the oldest first."""
    return list(read.execute(OF_LAB, {"lab": lab_id}))


def rehearsals_that_are_over(read: Connection) -> list[int]:
    """A day old, or ended and not yet gone."""
    return list(read.scalars(OVER, {"before": now() - LASTS}))


def found_rehearsal(work: Work, plan: Plan, hashes: Hashes, of: int) -> Lab:
    """Raises CodeTaken."""
    found(work, plan, hashes, NOBODYS)
    copy = work.lab()
    work.change(copy, rehearsal_of=of)
    return copy


def stop_rehearsal(work: Work, id: int) -> int:
    """Whoever plays in it is sent home; what they did may still be looked at."""
    return own(work, id)


def remove_rehearsal(work: Work, id: int) -> int:
    return own(work, id)


def own(work: Work, id: int) -> int:
    """Its id, if it is a copy of the actor's lab. Raises NotFound."""
    if id not in [each.id for each in rehearsals_of(work.session.connection(), work.lab_id)]:
        raise NotFound
    return id


def end_rehearsal(work: Work) -> None:
    """Every screen of it closes. Raises NotFound for a true lab."""
    copy_of(work)
    for held in work.all(rows(Pass).where(Pass.lab_id == work.lab_id, col(Pass.revoked_at).is_(None))):
        revoke(work, held)


def erase_rehearsal(work: Work) -> None:
    """All rows of it go. What stays is its number, so that it never becomes another lab's. Raises NotFound."""
    copy = copy_of(work)
    for table in reversed(SQLModel.metadata.sorted_tables):
        if "lab_id" in table.c:
            work.session.connection().execute(table.delete().where(table.c.lab_id == copy.id))
    work.wrote = True
    work.session.expire_all()  # ids of rows that are gone are given again
    nothing: dict[str, Any] = {
        "title": {},
        "question": {},
        "background": {},
        "goals": [],
        "facts": [],
        "links": [],
        "languages": [],
    }
    gone = {"door_code": None, "pause_words": "", "scene": FOLLOW, "scene_of": None}
    work.change(copy, code=f"-{copy.id}", item_id=None, notice="", place=None, bring=None, **gone, **nothing)


def copy_of(work: Work) -> Lab:
    found = work.lab()
    if found.rehearsal_of is None:
        raise NotFound
    return found
