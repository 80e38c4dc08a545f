"""Who shares a desk: co-moderators, and what each of them is writing just now."""

from typing import Any

from sqlmodel import col, func, select

from app.clock import now
from app.domain.contributions import open_group
from app.domain.errors import DeskFull
from app.domain.events import ModeratorInvited, WritingShown
from app.domain.labs import open_lab
from app.domain.passes import issue
from app.domain.people import group_numbered, joined_before, namesakes
from app.domain.rules import MODERATOR
from app.domain.work import Work
from app.models import Group, Pass, Person

MOST_AT_A_DESK = 4


def invite_co_moderator(work: Work, name: str, key: str, token_hash: str) -> Person:
    """A place beside the actor's own, with a pass of its own. No name: they go by their number."""
    return invited(work, open_group(work), name, key, token_hash)


def invite_moderator(work: Work, number: int, name: str, key: str, token_hash: str) -> Person:
    open_lab(work)
    return invited(work, group_numbered(work, number), name, key, token_hash)


def take_desk(work: Work, number: int, name: str, key: str, token_hash: str) -> Person:
    """The organiser sits down at a group's desk, beside its moderators, who see that. Whoever entered the tower by
    signing in gets up again when that session ends."""
    open_lab(work)
    tower = work.known(work.session.get(Pass, work.actor.pass_id or 0))
    return invited(work, group_numbered(work, number), name, key, token_hash, tower.session_id)


def invited(work: Work, group: Group, name: str, key: str, token_hash: str, session_id: int | None = None) -> Person:
    """One form invites one person, however often it is sent."""
    if already := joined_before(work, MODERATOR, key):
        return already
    if moderators(work, Person.group_id == group.id) >= MOST_AT_A_DESK:
        raise DeskFull
    person = Person(
        lab_id=work.lab_id,
        role=MODERATOR,
        number=moderators(work) + 1,
        name=name or None,
        namesake=namesakes(work, name) if name else 0,
        join_key=key,
        joined_at=now(),
        group_id=group.id,
        first_group_id=group.id,
    )
    work.add(person)
    issue(work, MODERATOR, token_hash, person.id, session_id=session_id)
    work.announce(ModeratorInvited(group.id, person.id))
    return person


def moderators(work: Work, *where: Any) -> int:
    """How many the lab has, or those that answer to `where`."""
    counted = select(func.count()).select_from(Person).where(Person.lab_id == work.lab_id, Person.role == MODERATOR)
    return work.session.scalar(counted.where(col(Person.removed_at).is_(None), *where)) or 0


def show_writing(work: Work, about: str) -> Person:
    """What the actor has under their pen: "note:", "lesson:" or a part of one ("why:"), and its id or "new"; nothing
    when they lay it down."""
    group = open_group(work)
    person = work.get(Person, work.actor_id)
    if work.change(person, writing=about or None):
        work.announce(WritingShown(group.id))
    return person
