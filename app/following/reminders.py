"""Which letters are due: to whom, about what, on which step of the way. Nothing is sent here."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from app.domain.follow_up import is_over
from app.domain.passes import Locksmith
from app.following.deeds import Deed, deeds, lab_of
from app.following.letters import AFTER, Text, reminder, step_of
from app.following.pages import owner_token
from app.i18n import reading
from app.models import OwnerLink, Reminder

link, noted = OwnerLink.__table__, Reminder.__table__  # type: ignore[attr-defined]

WAITING = select(link.c.lab_id).where(link.c.email != "").distinct()
ADDRESSES = select(link.c.pass_id, link.c.lesson_id, link.c.made_at).where(
    link.c.lab_id == bindparam("lab"), link.c.email != ""
)
NOTED = select(noted.c.lesson_id, noted.c.due, noted.c.step).where(noted.c.lab_id == bindparam("lab"))


class Owed(NamedTuple):
    """A letter that is due, and by what it is known."""

    lab_id: int
    lesson_id: str
    due: date
    step: str
    email: str
    text: Text


def owed(read: Connection, today: date, server: str, locksmith: Locksmith) -> list[Owed]:
    """All that are due and neither sent nor on their way."""
    labs = list(read.scalars(WAITING))
    return [each for lab_id in labs for each in owed_in(read, lab_id, today, server, locksmith)]


def owed_in(read: Connection, lab_id: int, today: date, server: str, locksmith: Locksmith) -> list[Owed]:
    lab, gone = lab_of(read, lab_id), {tuple(each) for each in read.execute(NOTED, {"lab": lab_id})}
    found = []
    for each in deeds(read, lab_id):
        step = step_now(each, today)
        if each.due and step and (each.id, each.due, step) not in gone:
            address = f"{server}/enter#{owner_token(locksmith, lab_id, each.link.key)}"
            with reading(each.link.language):
                text = reminder(lab, each, each.due, step, address)
            found.append(Owed(lab_id, each.id, each.due, step, each.link.email, text))
    return found


def step_now(each: Deed, today: date) -> str | None:
    """None for whoever did not ask, for what is learned, and after the day for whoever has said something since."""
    if not (each.link and each.link.email and each.due) or each.status == "learned":
        return None
    step = step_of(each.due, today)
    has_spoken = each.changed_at is not None and each.changed_at.date() >= each.due
    return None if step == AFTER and has_spoken else step


def kept_too_long(read: Connection) -> list[tuple[int, int]]:
    """Lab and pass of each address that nobody will be written to any more."""
    return [
        (lab_id, one.pass_id)
        for lab_id in list(read.scalars(WAITING))
        for one, due in addresses(read, lab_id)
        if is_over(due, one.made_at.date())
    ]


def addresses(read: Connection, lab_id: int) -> list[tuple[OwnerLink, date | None]]:
    dues = {each.id: each.due for each in deeds(read, lab_id)}
    return [(one, dues.get(one.lesson_id)) for one in read.execute(ADDRESSES, {"lab": lab_id})]  # type: ignore[misc]
