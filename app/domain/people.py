"""Joining, coming back, being moved, leaving, and being seen to be here."""

from typing import Any, NamedTuple

from sqlmodel import col, func, select

from app.clock import now
from app.domain.circle import rise
from app.domain.errors import ConsentMissing, LabClosed, LabFull, NameMissing, NoSuchGroup, NoSuchKey, NotFound
from app.domain.events import PersonJoined, PersonMoved, PersonRemoved, PresenceChanged
from app.domain.floor import leave_floor
from app.domain.guests.arriving import arrive, expect_again, expected_guest, places_kept
from app.domain.passes import issue, revoke, revoke_all_of
from app.domain.rotations import find_seat
from app.domain.rules import MODERATOR, PARTICIPANT
from app.domain.seating.late import late_seat, require_seat
from app.domain.steering_errors import DoorLocked
from app.domain.teams import part, welcome
from app.domain.work import Work
from app.models import Group, Guest, Pass, Person
from app.models.lab import ANONYMOUS
from app.text import likeness


class Joining(NamedTuple):
    """What somebody at the door says of themselves. No `name`: they stay anonymous. No `group`: where there is room.

    `key` is made with the form: sent twice, it takes one seat. `organisation`: their answer when several guests may be
    meant, "" for none of those; None before they were asked."""

    name: str | None
    has_consented: bool
    language: str
    group: int | None = None
    key: str | None = None
    organisation: str | None = None


def join(work: Work, joining: Joining, token_hash: str, return_hash: str) -> Person:
    """Takes a seat: the one kept for them, else in the chosen group, else where a late joiner fits best. The last seat
    goes to one person only. Raises WhichOfThem, GroupFull."""
    if not joining.has_consented:
        raise ConsentMissing
    if work.lab().anonymity == ANONYMOUS:
        joining = joining._replace(name=None)
    if joining.name == "":
        raise NameMissing
    if joining.key and (seated := joined_before(work, PARTICIPANT, joining.key)):
        issue(work, PARTICIPANT, token_hash, seated.id, return_hash)
        return seated
    require_open(work)
    guest = expected_guest(work, joining.name, joining.organisation)
    present = require_room(work, is_expected=guest is not None)
    seat, seated_as = seat_for(work, joining, guest)
    person = Person(
        lab_id=work.lab_id,
        role=PARTICIPANT,
        number=present + 1,
        name=joining.name,
        namesake=namesakes(work, joining.name) if joining.name else 0,
        language=joining.language,
        join_key=joining.key,
        consented_at=now(),
        joined_at=now(),
        group_id=seat.id,
        first_group_id=seat.id,
        seated_as=seated_as,
        seated_at=now() if seated_as else None,
    )
    work.add(person)
    issue(work, PARTICIPANT, token_hash, person.id, return_hash)
    if guest:
        arrive(work, guest, person.id)
    work.announce(PersonJoined(seat.id, person.id))
    take_part(work, seat, person.id)
    return person


def seat_for(work: Work, joining: Joining, guest: Guest | None) -> tuple[Group, str | None]:
    """Where they sit, and how they came to it if that is not plain."""
    if guest and guest.group_id:
        kept = work.get(Group, guest.group_id)
        return kept, "kept_elsewhere" if joining.group not in (None, kept.number) else "kept"
    if joining.group:
        chosen = group_numbered(work, joining.group)
        require_seat(work, chosen)
        return chosen, None
    late = late_seat(work, guest)
    return (work.get(Group, late) if late else smallest_group(work)), None


def take_part(work: Work, group: Group, person_id: int) -> None:
    """Whoever comes in the middle of it finds a place in what the group is doing."""
    welcome(work, group, person_id)
    find_seat(work, group, person_id)


def joined_before(work: Work, role: str, key: str) -> Person | None:
    """Whoever this very form has seated already: its answer was lost, or its button pressed twice."""
    same = select(Person).where(Person.lab_id == work.lab_id, Person.join_key == key, Person.role == role)
    return work.session.exec(same.where(col(Person.removed_at).is_(None))).first()


def come_back(work: Work, return_hash: str, token_hash: str, new_return_hash: str) -> Person:
    """Another device, the same seat. The code that was used is spent; the new device shows its own."""
    held = work.session.exec(
        select(Pass).where(Pass.return_hash == return_hash, Pass.lab_id == work.lab_id, col(Pass.revoked_at).is_(None))
    ).first()
    if held is None or held.person_id is None:
        raise NoSuchKey
    work.change(held, return_hash=None)
    issue(work, PARTICIPANT, token_hash, held.person_id, new_return_hash)
    return work.get(Person, held.person_id)


def leave(work: Work) -> None:
    """This device forgets the lab. What its person contributed stays; other devices of theirs stay in."""
    revoke(work, work.known(work.session.get(Pass, work.actor.pass_id)))


def move_person(work: Work, person_id: int, number: int) -> Person:
    person, group = seated(work, person_id), group_numbered(work, number)
    origin = group_of(person)
    if work.change(person, group_id=group.id):
        work.change(person, seated_as="moved", seated_at=now())
        leave_floor(work, person)
        work.announce(PersonMoved(group.id, person_id, origin))
        part(work, work.get(Group, origin), person_id)
        take_part(work, group, person_id)
    return person


def remove_person(work: Work, person_id: int) -> Person:
    """They can no longer get in; what they contributed stays. A co-moderator too, but nobody who came with the plan."""
    person = removable(work, person_id)
    work.change(person, removed_at=now(), **seen(person, is_here=False))
    leave_floor(work, person)
    revoke_all_of(work, person_id)
    expect_again(work, person_id)
    work.announce(PersonRemoved(group_of(person), person_id))
    part(work, work.get(Group, group_of(person)), person_id)
    rise(work, person_id)
    return person


def note_presence(work: Work, arrived: set[int], left: set[int]) -> None:
    """Who has a screen open. Told by the sockets, many at once."""
    changed = [
        person
        for person in work.all(select(Person).where(col(Person.id).in_(arrived | left), Person.lab_id == work.lab_id))
        if work.change(person, **seen(person, is_here=person.id in arrived))
    ]
    if changed:
        work.announce(PresenceChanged(sorted({person.group_id for person in changed if person.group_id})))


def seen(person: Person, is_here: bool) -> dict[str, Any]:
    """Whoever is gone writes nothing any more."""
    is_here = is_here and person.removed_at is None
    return {"is_here": is_here, "writing": person.writing if is_here else None}


def forget_presence(work: Work) -> None:
    """A server that has just started holds no sockets, whatever the last one noted."""
    here = select(col(Person.id)).where(Person.lab_id == work.lab_id, col(Person.is_here).is_(True))
    note_presence(work, set(), set(work.all(here)))


def require_open(work: Work) -> None:
    """Raises LabClosed, DoorLocked."""
    lab = work.lab()
    if lab.is_closed:
        raise LabClosed
    if lab.locked_at:
        raise DoorLocked


def require_room(work: Work, *, is_expected: bool = False) -> int:
    """How many participants ever joined. LabFull when no more may: places of guests who have not come are theirs."""
    joined = select(func.count()).select_from(Person).where(Person.lab_id == work.lab_id, Person.role == PARTICIPANT)
    present = work.session.scalar(joined.where(col(Person.removed_at).is_(None))) or 0
    if present + (0 if is_expected else places_kept(work)) >= work.lab().capacity:
        raise LabFull
    return work.session.scalar(joined) or 0


def smallest_group(work: Work) -> Group:
    """The group with the fewest people, ties to the lowest number. While tables rotate, one of those tables."""
    seats = (
        select(Group)
        .outerjoin(
            Person,
            (col(Person.group_id) == Group.id) & (Person.role == PARTICIPANT) & col(Person.removed_at).is_(None),
        )
        .where(Group.lab_id == work.lab_id)
        .group_by(col(Group.id))
        .order_by(col(Group.round).desc(), func.count(col(Person.id)), col(Group.number))
    )
    return work.known(work.session.exec(seats).first())


def group_numbered(work: Work, number: int) -> Group:
    found = select(Group).where(Group.lab_id == work.lab_id, Group.number == number)
    group = work.session.exec(found).first()
    if group is None:
        raise NoSuchGroup
    return group


def seated(work: Work, person_id: int) -> Person:
    person = work.get(Person, person_id)
    if person.role != PARTICIPANT or person.removed_at:
        raise NotFound
    return person


def removable(work: Work, person_id: int) -> Person:
    person = work.get(Person, person_id)
    is_invited = person.role == MODERATOR and person.join_key is not None
    return person if is_invited and not person.removed_at else seated(work, person_id)


def group_of(person: Person) -> int:
    if person.group_id is None:
        raise NotFound
    return person.group_id


def namesakes(work: Work, name: str) -> int:
    """How many of that name came before: the second Anna is shown as “Anna (2)”."""
    names = select(Person.name).where(Person.lab_id == work.lab_id, col(Person.name).is_not(None))
    return sum(likeness(other) == likeness(name) for other in work.all(names))
