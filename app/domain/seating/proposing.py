"""Proposing a seating: the search runs beside the writer, its outcome is kept as a proposal that moves nobody."""

from collections.abc import Iterable, Mapping
from secrets import randbelow
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlmodel import select

from app.clock import now
from app.domain.labs import open_lab
from app.domain.people import group_numbered
from app.domain.seating.errors import NobodyChosen, NobodyToSeat, NoGroupOpen, NothingProposed, SeatedOtherwise
from app.domain.seating.hall import Hall, hall_of, met_in
from app.domain.seating_events import ProposalChanged
from app.domain.work import Key, Work, admitted
from app.methods.seating.modes import Mode, arrange, by_hand
from app.methods.seating.room import Seating as Seated
from app.methods.seating.room import Seats
from app.models import Seating

SEEDS = 1_000_000
PROPOSED, COMMITTED, DROPPED = "proposed", "committed", "dropped"


class Asked(NamedTuple):
    """What the organiser wishes. `weights`: how much each attribute counts; `only_here`: without guests who have not
    come; `most`: at how many groups, None for as many as the rules say; `pins`: who stays where."""

    mode: Mode
    weights: Mapping[str, float] = {}
    only_here: bool = False
    most: int | None = None
    pins: Mapping[str, int] = {}
    seed: int | None = None


class Proposed(NamedTuple):
    asked: Asked
    seated: Seated


def propose_for(read: Connection, by: Key, asked: Asked) -> Proposed:
    """The seating itself, which nobody keeps yet. Takes up to two seconds for 500 people: never in the writer.

    Raises NobodyToSeat, NoGroupOpen."""
    admitted(read, by, propose_seating)
    hall = hall_of(read, by.lab_id)
    hall = hall.only_here() if asked.only_here else hall
    met = met_in(read, by.lab_id) if asked.mode == Mode.NEW_PARTNERS else {}
    return Proposed(asked, arranged(hall, asked, met))


def propose_again(read: Connection, by: Key, id: int) -> Proposed:
    """The same wishes and pins by another seed. Raises NothingProposed."""
    admitted(read, by, propose_seating)
    table = Seating.__table__  # type: ignore[attr-defined]
    found = read.execute(
        table.select().where(table.c.id == id, table.c.lab_id == by.lab_id, table.c.state == PROPOSED)
    ).first()
    if found is None:
        raise NothingProposed
    return propose_for(
        read, by, Asked(Mode(found.mode), found.weights, found.only_here, found._mapping["count"], found.pins)
    )


def arranged(hall: Hall, asked: Asked, met: Mapping[tuple[str, str], int]) -> Seated:
    if not hall.people:
        raise NobodyToSeat
    if not hall.open_tables:
        raise NoGroupOpen
    seed = randbelow(SEEDS) if asked.seed is None else asked.seed
    pins = {who: str(at) for who, at in asked.pins.items()}
    wishes = hall.wishes(asked.weights, locked=known(pins, hall), met=met)
    count = min(asked.most, len(hall.open_tables)) if asked.most else None
    return arrange(asked.mode, hall.people, hall.open_tables, wishes, seed, given(hall, asked.mode), count)


def given(hall: Hall, mode: Mode) -> Seats:
    """Who sits where already, as each mode means it."""
    if mode == Mode.LIST:
        return hall.wanted
    if mode == Mode.SELF_SELECT:
        return {who: at for who, at in hall.here.items() if who.startswith("p")}
    return hall.here


def known(seats: Seats, hall: Hall) -> dict[str, str]:
    """Without whoever is not there any more, and groups that are not in use."""
    people, tables = {each.id for each in hall.people}, {each.id for each in hall.open_tables}
    return {who: at for who, at in seats.items() if who in people and at in tables}


def propose_seating(work: Work, proposed: Proposed) -> Seating:
    """Keeps it, in the place of the one before."""
    open_lab(work)
    for old in standing(work):
        work.change(old, state=DROPPED)
    asked, seated = proposed
    made = Seating(
        lab_id=work.lab_id,
        number=1 + len(work.all(select(Seating.id).where(Seating.lab_id == work.lab_id))),
        mode=asked.mode.value,
        seed=seated.seed,
        only_here=asked.only_here,
        count=asked.most,
        weights=dict(asked.weights),
        pins={who: at for who, at in asked.pins.items() if who in seated.seats},
        proposed_at=now(),
        **outcome(seated),
    )
    work.add(made)
    work.announce(ProposalChanged())
    return made


def outcome(seated: Seated) -> dict[str, Any]:
    """As it is kept."""
    return {
        "seats": {who: int(at) for who, at in seated.seats.items()},
        "cost": seated.cost,
        "repeats": seated.repeats,
        "unmet": [
            [one.need.value, list(one.people), list(one.tables), one.because.value, list(one.others)]
            for one in seated.unmet
        ],
        "warnings": [[each.worry.value, each.table, each.number] for each in seated.warnings],
    }


def pin_seats(work: Work, id: int, who: Iterable[str]) -> Seating:
    """They stay where the proposal has them, whatever is shuffled; pinned already, they may move again."""
    proposal = current(work, id)
    seats, pins = proposal.seats, dict(proposal.pins)
    chosen = [each for each in who if each in seats]
    if not chosen:
        raise NobodyChosen
    free = [each for each in chosen if each not in pins]
    changed = {**pins, **{each: seats[each] for each in free}} if free else without(pins, chosen)
    return changed_by_hand(work, proposal, pins=changed)


def lock_group(work: Work, id: int, number: int) -> Seating:
    """Everybody in this group of the proposal stays; pressed again, all of them may move."""
    proposal, group = current(work, id), group_numbered(work, number)
    return pin_seats(work, id, [who for who, at in proposal.seats.items() if at == group.id])


def place_by_hand(work: Work, id: int, who: Iterable[str], number: int) -> Seating:
    """By the organiser's hand: they sit in this group of the proposal, and stay there."""
    proposal, group = current(work, id), group_numbered(work, number)
    chosen = {each: group.id for each in who if each in proposal.seats}
    if not chosen:
        raise NobodyChosen
    seats, pins = {**proposal.seats, **chosen}, {**proposal.pins, **chosen}
    return changed_by_hand(work, proposal, seats=seats, pins=pins)


def changed_by_hand(work: Work, proposal: Seating, **values: Any) -> Seating:
    """With what it now comes to, told anew."""
    seats, pins = values.get("seats", proposal.seats), values.get("pins", proposal.pins)
    told = outcome(weighed(work, proposal, seats, pins))
    if work.change(proposal, **{**told, **values}):
        work.change(proposal, edition=proposal.edition + 1)
        work.announce(ProposalChanged())
    return proposal


def weighed(work: Work, proposal: Seating, seats: Mapping[str, int], pins: Mapping[str, int]) -> Seated:
    read = work.session.connection()
    hall = hall_of(read, work.lab_id)
    met = met_in(read, work.lab_id) if proposal.mode == Mode.NEW_PARTNERS else {}
    new_partners = 1.0 if met else 0.0
    kept = known({who: str(at) for who, at in seats.items()}, hall._replace(closed=frozenset()))
    locked = {who: str(at) for who, at in pins.items() if who in kept}
    wishes = hall.wishes(proposal.weights, locked=locked, met=met, new_partners=new_partners)
    people = [each for each in hall.people if each.id in kept]
    return by_hand(people, hall.open_tables, wishes, proposal.seed, kept)


def drop_proposal(work: Work, id: int) -> None:
    """Everybody stays where they are. Dropped already, nothing changes."""
    open_lab(work)
    for proposal in standing(work):
        if proposal.id == id:
            work.change(proposal, state=DROPPED)
            work.announce(ProposalChanged())


def standing(work: Work) -> list[Seating]:
    return work.all(select(Seating).where(Seating.lab_id == work.lab_id, Seating.state == PROPOSED))


def current(work: Work, id: int, edition: int | None = None) -> Seating:
    """The proposal of that id. NothingProposed when it is none any more, SeatedOtherwise when it has changed since."""
    open_lab(work)
    found = next((each for each in standing(work) if each.id == id), None)
    if found is None:
        raise NothingProposed
    if edition is not None and found.edition != edition:
        raise SeatedOtherwise
    return found


def without(pins: Mapping[str, int], who: Iterable[str]) -> dict[str, int]:
    gone = set(who)
    return {each: at for each, at in pins.items() if each not in gone}
