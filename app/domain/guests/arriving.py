"""A guest at the door is known by the name they give. Nobody learns more of a guest than where they are from."""

from collections import Counter

from sqlmodel import col, func, or_, select

from app.clock import now
from app.domain.guests.errors import WhichOfThem
from app.domain.rules import PARTICIPANT
from app.domain.work import Work
from app.models import Guest, Person
from app.text import likeness

MOST_ASKED = 8  # organisations; a longer list tells too much, and nobody reads it at a door


def expected_guest(work: Work, name: str | None, organisation: str | None) -> Guest | None:
    """Whose kept seat this is. `organisation`: what they answered when asked, None before. Raises WhichOfThem.

    Who gives the whole name is known at once; who gives a first name only, or shares a name, is asked."""
    if not name:
        return None
    alike, by_whole_name = of_that_name(work, name)
    froms = sorted({one.organisation for one in alike if one.organisation})
    if organisation is None:
        if by_whole_name and (len(alike) == 1 or not froms or (len(froms) == 1 and all_say(alike))):
            return alike[0]
        if froms and len(froms) <= MOST_ASKED:
            raise WhichOfThem(froms)
        return None
    wanted = likeness(organisation) if organisation else ""
    answers = [one for one in alike if (likeness(one.organisation) if one.organisation else "") == wanted]
    return answers[0] if answers and (wanted or by_whole_name) else None


def of_that_name(work: Work, name: str) -> tuple[list[Guest], bool]:
    """Guests who have not come: those of the whole name; else those of the first name. And whether by the whole."""
    like = likeness(name)
    found = work.all(
        select(Guest)
        .where(Guest.lab_id == work.lab_id, or_(Guest.likeness == like, Guest.given == like))
        .where(col(Guest.person_id).is_(None))
        .order_by(col(Guest.number))
    )
    whole = [one for one in found if one.likeness == like]
    return whole or found, bool(whole)


def all_say(guests: list[Guest]) -> bool:
    return all(one.organisation for one in guests)


def arrive(work: Work, guest: Guest, person_id: int) -> None:
    """They have come, and sit: nothing is kept for them any more."""
    work.change(guest, person_id=person_id, group_id=None, came_at=now())


def recognise(work: Work) -> None:
    """Who had joined before they stood on the list: where one person and one guest share a whole name, they are one."""
    guests = work.all(select(Guest).where(Guest.lab_id == work.lab_id))
    taken = {one.person_id for one in guests if one.person_id}
    joined = select(Person).where(
        Person.lab_id == work.lab_id, Person.role == PARTICIPANT, col(Person.removed_at).is_(None)
    )
    people = [one for one in work.all(joined) if one.name and one.id not in taken]
    waiting = Counter(one.likeness for one in guests if one.person_id is None)
    called = Counter(likeness(one.name) for one in people)
    by_name = {likeness(one.name): one.id for one in people}
    for guest in guests:
        if guest.person_id is None and waiting[guest.likeness] == called[guest.likeness] == 1:
            arrive(work, guest, by_name[guest.likeness])


def expect_again(work: Work, person_id: int) -> None:
    """Whoever was removed by mistake may come once more."""
    for guest in work.all(select(Guest).where(Guest.person_id == person_id)):
        work.change(guest, person_id=None, came_at=None)


def forget_guest(work: Work, person_id: int) -> None:
    """What a list told of somebody who erases themselves goes too."""
    for guest in work.all(select(Guest).where(Guest.person_id == person_id)):
        work.session.delete(guest)


def places_kept(work: Work) -> int:
    """How many places of the lab are kept for guests who have not come: a crowd at the door cannot take them."""
    waiting = select(func.count()).select_from(Guest)
    return work.session.scalar(waiting.where(Guest.lab_id == work.lab_id, col(Guest.person_id).is_(None))) or 0
