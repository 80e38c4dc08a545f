"""The lab's door: locked or open, for how many, and by which code. Whoever has a seat comes back through it always."""

from datetime import timedelta

from sqlmodel import col, select

from app.clock import now
from app.domain.codes import fresh_code
from app.domain.labs import open_lab
from app.domain.people import remove_person
from app.domain.rules import PARTICIPANT
from app.domain.steering_events import DoorChanged
from app.domain.work import Work
from app.models import FormerCode, Lab, Person


def lock_door(work: Work) -> Lab:
    """Nobody new joins from now on."""
    lab = open_lab(work)
    if work.change(lab, locked_at=lab.locked_at or now()):
        work.announce(DoorChanged())
    return lab


def unlock_door(work: Work) -> Lab:
    lab = open_lab(work)
    if work.change(lab, locked_at=None):
        work.announce(DoorChanged())
    return lab


def rotate_code(work: Work, was: str) -> Lab:
    """A new code instead of the one that the organiser saw: two presses change it once."""
    lab = open_lab(work)
    if lab.wall_code != was:
        return lab
    work.add(FormerCode(code=was, lab_id=lab.id, replaced_at=now()))
    work.change(lab, door_code=fresh_code(work))
    work.announce(DoorChanged())
    return lab


def set_places(work: Work, places: int) -> Lab:
    """Fewer than are taken: nobody has to go, and nobody new comes."""
    lab = open_lab(work)
    if work.change(lab, capacity=places):
        work.announce(DoorChanged())
    return lab


def remove_newcomers(work: Work, minutes: int) -> list[int]:
    """Everybody who joined within so many minutes: for a code that went where it should not."""
    open_lab(work)
    since = now() - timedelta(minutes=minutes)
    late = select(Person.id).where(
        Person.lab_id == work.lab_id,
        Person.role == PARTICIPANT,
        col(Person.removed_at).is_(None),
        col(Person.joined_at) >= since,
    )
    gone = work.all(late.order_by(col(Person.id)))
    for person in gone:
        remove_person(work, person)
    return gone
