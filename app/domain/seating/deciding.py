"""What the organiser decides: a proposal in force, people and guests moved by hand, groups merged, rooms told."""

from collections.abc import Collection, Iterable, Mapping

from sqlmodel import col, select

from app.clock import now
from app.domain.labs import open_lab
from app.domain.people import group_numbered
from app.domain.seating.errors import MergedWithItself, NobodyChosen
from app.domain.seating.hall import ids_of
from app.domain.seating.proposing import COMMITTED, current
from app.domain.seating.reseating import all_groups, reseat, seated, touched
from app.domain.seating_events import GroupsMerged, RoomSet, SeatingCommitted, SeatsGiven, SeatsReleased
from app.domain.work import Work
from app.methods.seating.modes import Mode
from app.models import GroupRoom, Guest, Seating

WHO_CHOOSES = (Mode.SELF_SELECT, Mode.BY_HAND)
"""In these a group that is empty now may yet be chosen."""


def commit_seating(work: Work, id: int, edition: int) -> Seating:
    """The proposal becomes true: people move, seats are kept for guests who have not come, and groups that nobody is
    seated in take no late joiners. Only as it was looked at: SeatedOtherwise."""
    proposal = current(work, id, edition)
    groups = [each.id for each in all_groups(work)]
    moves = reseat(work, people_of(work, proposal.seats))
    is_free = proposal.mode == Mode.SELF_SELECT
    keep_for_guests(work, {} if is_free else proposal.seats)
    if proposal.mode not in WHO_CHOOSES:
        use_only(work, set(proposal.seats.values()))
    work.change(proposal, state=COMMITTED, committed_at=now())
    work.announce(SeatingCommitted(groups, moves, proposal.id))
    return proposal


def people_of(work: Work, seats: Mapping[str, int]) -> dict[int, int]:
    """Where each person goes; a guest who has come since the proposal was made, too."""
    came = {one.id: one.person_id for one in guests_of(work) if one.person_id}
    known = {came[id]: seats[f"g{id}"] for id in ids_of(seats, "g") if id in came}
    return known | {id: seats[f"p{id}"] for id in ids_of(seats, "p")}


def keep_for_guests(work: Work, seats: Mapping[str, int]) -> None:
    for guest in guests_of(work):
        work.change(guest, group_id=seats.get(f"g{guest.id}") if guest.person_id is None else None)


def use_only(work: Work, used: Collection[int]) -> None:
    for group in all_groups(work):
        if room_of(work, group.id) is not None or group.id not in used:
            work.change(room_for(work, group.id), is_closed=group.id not in used)


def seat_at(work: Work, who: Iterable[str], number: int) -> None:
    """By the organiser's hand, at once: people move, guests get a seat kept. They are told on their phones."""
    open_lab(work)
    goal, chosen = group_numbered(work, number), list(who)
    people, expected = ids_of(chosen, "p"), ids_of(chosen, "g")
    guests = [one for one in guests_of(work) if one.id in expected and one.person_id is None]
    if not guests and not people & {one.id for one in seated(work)}:
        raise NobodyChosen
    origins = {one.group_id for one in guests if one.group_id}
    moves = reseat(work, dict.fromkeys(people, goal.id))
    kept = [one for one in guests if work.change(one, group_id=goal.id)]
    if moves or kept:
        work.announce(SeatsGiven(touched(moves, goal.id, *origins), moves))


def merge_groups(work: Work, number: int, into: int) -> None:
    """Everybody of one group sits in the other now, and so do its guests; the first takes nobody any more."""
    open_lab(work)
    origin, goal = group_numbered(work, number), group_numbered(work, into)
    if origin.id == goal.id:
        raise MergedWithItself
    moves = reseat(work, {one.id: goal.id for one in seated(work) if one.group_id == origin.id})
    for guest in guests_of(work):
        if guest.group_id == origin.id:
            work.change(guest, group_id=goal.id)
    work.change(room_for(work, origin.id), is_closed=True)
    work.change(room_for(work, goal.id), is_closed=False)
    work.announce(GroupsMerged([origin.id, goal.id], moves, origin.id, goal.id))


def release_seats(work: Work) -> None:
    """Of guests who have not come: others may sit there now. They stay expected."""
    open_lab(work)
    kept = [one for one in guests_of(work) if one.person_id is None and one.group_id]
    groups = sorted({one.group_id for one in kept if one.group_id})
    for guest in kept:
        work.change(guest, group_id=None)
    if groups:
        work.announce(SeatsReleased(groups, []))


def set_room(
    work: Work, number: int, languages: list[str], seats: int | None, *, is_accessible: bool, is_closed: bool
) -> GroupRoom:
    """Which languages the moderator works in, how many seats there are, whether everybody can reach them, whether the
    group is in use. Nobody who sits there moves."""
    open_lab(work)
    group = group_numbered(work, number)
    room = room_for(work, group.id)
    told = {"languages": languages, "seats": seats, "is_accessible": is_accessible, "is_closed": is_closed}
    if work.change(room, **told):
        work.announce(RoomSet(group.id))
    return room


def room_of(work: Work, group_id: int) -> GroupRoom | None:
    return work.session.exec(select(GroupRoom).where(GroupRoom.group_id == group_id)).first()


def room_for(work: Work, group_id: int) -> GroupRoom:
    if room := room_of(work, group_id):
        return room
    work.add(GroupRoom(lab_id=work.lab_id, group_id=group_id))
    return work.known(room_of(work, group_id))


def guests_of(work: Work) -> list[Guest]:
    return work.all(select(Guest).where(Guest.lab_id == work.lab_id).order_by(col(Guest.number), col(Guest.id)))
