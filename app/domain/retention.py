"""When a lab has been closed for as long as was promised, it forgets who was there."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col
from sqlmodel import select as rows

from app.clock import now
from app.domain.editions import amend
from app.domain.events import PeopleForgotten
from app.domain.passes import revoke_all_of
from app.domain.progress import has_reported, take_back_link
from app.domain.reviews import forget_reviewers
from app.domain.rules import PARTICIPANT
from app.domain.seating_events import GuestsChanged
from app.domain.work import Work
from app.models import Ballot, Contribution, Guest, HandedList, Lab, Lesson, Person, Posting


def labs_to_forget(read: Connection) -> list[int]:
    """Labs whose promised days are over and whose participants are still known by name."""
    known = (
        select(col(Person.lab_id)).where(col(Person.role) == PARTICIPANT, col(Person.forgotten_at).is_(None)).distinct()
    )
    expected = select(col(Guest.lab_id)).distinct()
    closed = select(col(Lab.id), col(Lab.closed_at), col(Lab.retention_days)).where(
        col(Lab.id).in_(known) | col(Lab.id).in_(expected)
    )
    return [id for id, at, days in read.execute(closed) if at and at + timedelta(days=days) <= now()]


def without_owners(told: dict[str, Any], names: set[str]) -> int:
    """Out of an edition, too. Says how many it named."""
    owned = [each for each in told["lessons"] if each["owner"] in names]
    for each in owned:
        each["owner"] = ""
    return len(owned)


def forget_people(work: Work) -> int:
    """Names, languages and passes of all participants go, whom a proxy entry speaks for, and owners of that name who
    have not reported since: whoever has was told that they stay named as its owner. The list of guests goes as a whole,
    with every address and need on it.

    Their contributions and ballots stay, by nobody. Returns how many were forgotten."""
    known = rows(Person).where(
        Person.lab_id == work.lab_id, Person.role == PARTICIPANT, col(Person.forgotten_at).is_(None)
    )
    people = work.all(known)
    names = {person.name for person in people if person.name} | forget_guests(work)
    for person in people:
        revoke_all_of(work, person.id)
        work.change(person, name=None, namesake=0, language=None, is_here=False, forgotten_at=now())
    for idea in work.all(
        rows(Contribution).where(Contribution.lab_id == work.lab_id, col(Contribution.said_by).is_not(None))
    ):
        work.change(idea, said_by=None)
    for lesson in work.all(rows(Lesson).where(Lesson.lab_id == work.lab_id, col(Lesson.owner).in_(names))):
        if not has_reported(work, lesson.id):
            take_back_link(work, lesson.id)
            work.change(lesson, owner="")
    for ballot in work.all(rows(Ballot).where(Ballot.lab_id == work.lab_id, col(Ballot.person_id).is_not(None))):
        work.change(ballot, person_id=None, keys=[])
    forget_reviewers(work)
    amend(work, lambda told: without_owners(told, names), "forgotten")
    for letter in work.all(rows(Posting).where(Posting.lab_id == work.lab_id)):
        work.change(letter, address="")
    if people:
        work.announce(PeopleForgotten(sorted({person.group_id for person in people if person.group_id})))
    return len(people)


def forget_guests(work: Work) -> set[str]:
    """Who was expected. Returns the names by which nobody else is known, for wherever else they stand."""
    guests = work.all(rows(Guest).where(Guest.lab_id == work.lab_id))
    others = rows(Person.name).where(Person.lab_id == work.lab_id, col(Person.role) != PARTICIPANT)
    names = {guest.name for guest in guests} - set(work.all(others))
    for row in [*guests, *work.all(rows(HandedList).where(HandedList.lab_id == work.lab_id))]:
        work.session.delete(row)
    if guests:
        work.announce(GuestsChanged())
    return names
