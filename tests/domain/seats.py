"""Guests on a list and people in their seats, for the tests of who sits where."""

from typing import Any
from uuid import uuid4

from app.domain.guests.files import read_file
from app.domain.guests.listing import hand_in_list, import_guests
from app.domain.seating.deciding import commit_seating
from app.domain.seating.proposing import Asked, propose_for, propose_seating
from app.methods.seating.modes import Mode
from app.models import Guest, Person, Seating
from tests.cast import LabAtWork


async def expect(lab: LabAtWork, lines: str) -> dict[str, Any]:
    """A whole list in force: the guests by name."""
    key = uuid4().hex
    await lab.do(lab.organiser, hand_in_list, key, "", read_file(lines.encode()))
    await lab.do(lab.organiser, import_guests, key, leaves_out=False, replaces=False)
    return await guests(lab)


async def guests(lab: LabAtWork) -> dict[str, Any]:
    return {one.name: one for one in await lab.rows(Guest)}


async def propose(lab: LabAtWork, mode: Mode = Mode.BALANCED, **wishes: Any) -> Seating:
    asked = Asked(mode, **{"seed": 7, **wishes})
    proposed = await lab.store.read(propose_for, lab.organiser, asked)
    made: Seating = await lab.do(lab.organiser, propose_seating, proposed)
    return made


async def seat(lab: LabAtWork, mode: Mode = Mode.BALANCED, **wishes: Any) -> Seating:
    """Proposed and in force."""
    made = await propose(lab, mode, **wishes)
    await lab.do(lab.organiser, commit_seating, made.id, made.edition)
    return made


async def sits(lab: LabAtWork) -> dict[str, int]:
    """Each participant's group, by number."""
    numbers = {id: number for number, id in lab.groups.items()}
    people = await lab.rows(Person, role="participant")
    return {one.name: numbers[one.group_id] for one in people if not one.removed_at}
