"""The list of guests: handed in as a file, looked at, taken as a whole or not at all; and single guests by hand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlmodel import col, select

from app.clock import now
from app.domain.errors import NotFound
from app.domain.guests import columns as c
from app.domain.guests.arriving import recognise
from app.domain.guests.errors import (
    ColumnTwice,
    GuestThereAlready,
    LastListGone,
    ListTooLong,
    NothingToImport,
    RowsLeftOut,
)
from app.domain.guests.files import MOST_ROWS, Row, widest
from app.domain.guests.reading import Expected, Reading, read_rows
from app.domain.labs import open_lab
from app.domain.seating_events import GuestsChanged
from app.domain.work import Work
from app.models import Group, Guest, HandedList
from app.text import likeness


class Outcome(NamedTuple):
    """What taking a list would do to the guests there are."""

    new: list[Expected]
    changed: list[Expected]
    same: int
    missing: list[str]


def hand_in_list(work: Work, id: str, title: str, rows: Sequence[Row]) -> HandedList:
    """Keeps a file's lines to be looked at; another that was handed in before is put away. Nothing counts yet."""
    open_lab(work)
    if (before := work.session.get(HandedList, id)) and before.lab_id == work.lab_id:
        return before
    put_away(work)
    headed = c.has_headings(rows[0].cells)
    columns = c.recognised(rows[0].cells) if headed else [""] * widest(rows)
    return work.add(
        HandedList(
            id=id,
            lab_id=work.lab_id,
            title=title,
            rows=[list(row) for row in rows],
            columns=columns,
            has_headings=headed,
            handed_at=now(),
        )
    )


def assign_columns(work: Work, id: str, columns: Sequence[str], *, has_headings: bool) -> HandedList:
    """What each column holds, as the organiser says. ColumnTwice."""
    handed = handed_in(work, id)
    known = [each if each in c.KINDS else "" for each in columns][: max(len(handed.columns), 1)]
    if any(times > 1 for kind, times in Counter(known).items() if kind):
        raise ColumnTwice
    known += [""] * (len(handed.columns) - len(known))
    work.change(handed, columns=known, has_headings=has_headings)
    return handed


def import_guests(work: Work, id: str, *, leaves_out: bool, replaces: bool) -> Outcome:
    """All of it in one act. `leaves_out`: without the lines that cannot be taken; else there must be none.
    `replaces`: guests who are not on it and have not come are expected no more."""
    handed = handed_in(work, id)
    read = read_list(work, handed)
    if not read.guests:
        raise NothingToImport
    if read.faults and not leaves_out:
        raise RowsLeftOut
    standing = guests_of(work)
    expected = [guest for _, guest in read.guests]
    outcome = compare(standing, expected)
    take(work, standing, expected)
    if replaces:
        listed = {guest.known_by for guest in expected}
        forget(work, [one for one in standing if as_expected(one).known_by not in listed and one.person_id is None])
    work.session.delete(handed)
    recognise(work)
    work.announce(GuestsChanged())
    return outcome


def read_list(work: Work, handed: HandedList) -> Reading:
    numbers = set(work.all(select(Group.number).where(Group.lab_id == work.lab_id)))
    return reading_of(handed, numbers)


def reading_of(handed: Any, numbers: set[int]) -> Reading:
    rows = [Row(*each) for each in handed.rows]
    if not c.NAMES & set(handed.columns):
        return Reading([], [])
    return read_rows(rows[1:] if handed.has_headings else rows, handed.columns, numbers)


def compare(standing: Sequence[Any], expected: Iterable[Expected]) -> Outcome:
    known = {as_expected(one).known_by: as_expected(one) for one in standing}
    new, changed, same, seen = [], [], 0, set()
    for guest in expected:
        before = known.get(guest.known_by)
        seen.add(guest.known_by)
        if before is None:
            new.append(guest)
        elif before != guest:
            changed.append(guest)
        else:
            same += 1
    return Outcome(new, changed, same, [each.name for key, each in known.items() if key not in seen])


def take(work: Work, standing: Sequence[Guest], expected: Iterable[Expected]) -> None:
    """Whoever was on the list before keeps their seat."""
    known = {as_expected(one).known_by: one for one in standing}
    number = max((one.number for one in standing), default=0)
    if len(known) + number > 4 * MOST_ROWS:
        raise ListTooLong(most=str(MOST_ROWS))
    for guest in expected:
        if guest.known_by in known:
            work.change(known[guest.known_by], **told(guest))
        else:
            number += 1
            work.add(Guest(lab_id=work.lab_id, number=number, **told(guest)))


def expect_guest(work: Work, guest: Expected) -> Guest:
    """One more, typed by hand. GuestThereAlready."""
    open_lab(work)
    standing = guests_of(work)
    if any(as_expected(one).known_by == guest.known_by for one in standing):
        raise GuestThereAlready
    number = max((one.number for one in standing), default=0) + 1
    made = work.add(Guest(lab_id=work.lab_id, number=number, **told(guest)))
    recognise(work)
    work.announce(GuestsChanged())
    return made


def uninvite(work: Work, id: int) -> None:
    """Expected no more. Who has joined stays; what the list told of them is gone."""
    forget(work, [work.get(Guest, id)])
    work.announce(GuestsChanged())


def clear_list(work: Work) -> None:
    """Nobody is expected any more. Who has joined stays."""
    if guests := guests_of(work):
        forget(work, guests)
        work.announce(GuestsChanged())


def put_list_away(work: Work, id: str) -> None:
    open_lab(work)
    for handed in work.all(select(HandedList).where(HandedList.lab_id == work.lab_id, HandedList.id == id)):
        work.session.delete(handed)


def handed_in(work: Work, id: str) -> HandedList:
    open_lab(work)
    found = work.session.get(HandedList, id)
    if found is None or found.lab_id != work.lab_id:
        raise LastListGone
    return found


def put_away(work: Work) -> None:
    for handed in work.all(select(HandedList).where(HandedList.lab_id == work.lab_id)):
        work.session.delete(handed)


def forget(work: Work, guests: Iterable[Guest]) -> None:
    for guest in guests:
        if guest.lab_id != work.lab_id:
            raise NotFound
        work.session.delete(guest)


def guests_of(work: Work) -> list[Guest]:
    return work.all(select(Guest).where(Guest.lab_id == work.lab_id).order_by(col(Guest.number), col(Guest.id)))


def told(guest: Expected) -> dict[str, Any]:
    """As its row holds it."""
    like = {"likeness": likeness(guest.name)[:200], "given": likeness(guest.name.split()[0])[:200]}
    lists = {name: list(getattr(guest, name)) for name in ("languages", "together", "apart")}
    return {**guest._asdict(), **lists, **like}


def as_expected(one: Any) -> Expected:
    values: list[Any] = [getattr(one, name) for name in Expected._fields]
    return Expected._make(tuple(value) if isinstance(value, list) else value for value in values)
