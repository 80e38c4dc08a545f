"""The organiser's pages about seats: the live one; and guests, a list that was handed in, and past rounds."""

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection

from app.domain.errors import NotYours
from app.domain.guests.columns import KINDS, NAMES
from app.domain.guests.errors import LastListGone
from app.domain.guests.listing import compare, hand_in_list, reading_of
from app.domain.guests.reading import Fault
from app.domain.seating.whereabouts import rounds
from app.domain.work import Actor, Key, admitted
from app.i18n import reading, translated
from app.jinja import templates
from app.live.channels import SEATING, TOWER, Channel
from app.live.drawing import answer, picture
from app.live.fragments.labs import lab_facts, wall_of
from app.live.fragments.seats import Everyone, list_handed_in, numbers_of
from app.live.frames import HEARTBEAT
from app.live.pages import Visit, enter, this_run

MOST_SHOWN = 200  # lines of a list that is looked at


def at_tower(read: Connection, visit: Visit) -> Actor:
    actor = enter(read, visit.key, TOWER, None)
    if visit.kind != TOWER:
        raise NotYours
    return actor


def seating_page(read: Connection, visit: Visit) -> str:
    actor = at_tower(read, visit)
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        shown = picture(read, visit.key, actor, visit.language, Channel(visit.key.lab_id, SEATING))
        return templates.get_template("seating/show.html").render(
            live=SimpleNamespace(**{place.replace("-", "_"): drawn for place, drawn in shown.live.items()}),
            lab=lab_facts(read, visit.key.lab_id),
            seq=shown.seq,
            run=this_run(),
            base=visit.base,
            heartbeat=HEARTBEAT,
        )


def seating_answer(read: Connection, by: Key, language: str, happened: Any) -> Markup:
    """What an act changed on the page of seats."""
    return answer(read, by, language, happened, Channel(by.lab_id, SEATING))


def enter_seats(read: Connection, key: Key) -> Actor:
    return enter(read, key, TOWER, None)


def may_hand_in(read: Connection, key: Key) -> None:
    """Asked before a file is read at all."""
    admitted(read, key, hand_in_list)


def guests_page(read: Connection, visit: Visit) -> str:
    """Who is expected, who has come; a form for one more, and one for a whole list."""
    at_tower(read, visit)
    everyone, numbers = Everyone(read, visit.key.lab_id), numbers_of(read, visit.key.lab_id)
    sits = {one.id: one.group_id for one in everyone.people}
    told = [
        SimpleNamespace(**one._mapping, group=numbers.get(sits.get(one.person_id, one.group_id) or 0))
        for one in everyone.guests
    ]
    return drawn(read, visit, "seating/guests.html", guests=told)


def list_page(read: Connection, visit: Visit, id: str) -> str:
    """What a list that was handed in would do. Raises LastListGone."""
    at_tower(read, visit)
    found = list_handed_in(read, visit.key.lab_id, id)
    if found is None:
        raise LastListGone
    everyone, numbers = Everyone(read, visit.key.lab_id), numbers_of(read, visit.key.lab_id)
    told = reading_of(found, set(numbers.values()))
    return drawn(
        read,
        visit,
        "seating/list.html",
        handed=found,
        kinds=KINDS,
        has_names=bool(NAMES & set(found.columns)),
        sample=sample_of(found),
        told=told,
        shown=told.guests[:MOST_SHOWN],
        faults=[fault_said(each, visit.language) for each in told.faults[:MOST_SHOWN]],
        outcome=compare(everyone.guests, [guest for _, guest in told.guests]),
    )


def fault_said(fault: Fault, language: str) -> SimpleNamespace:
    with reading(language):
        what, cure = (translated(words).format(**fault.facts) for words in (fault.what, fault.cure))
        return SimpleNamespace(line=fault.line, column=fault.column, what=what, cure=cure)


def sample_of(found: Any) -> list[SimpleNamespace]:
    """Each column with its heading and what it holds first."""
    rows = [cells for _, cells in found.rows]
    below = rows[1:] if found.has_headings else rows
    return [
        SimpleNamespace(
            kind=kind,
            heading=rows[0][n] if found.has_headings and n < len(rows[0]) else "",
            example=next((row[n] for row in below if n < len(row) and row[n].strip()), ""),
        )
        for n, kind in enumerate(found.columns)
    ]


def is_importable(read: Connection, visit: Visit, id: str) -> bool:
    found = list_handed_in(read, visit.key.lab_id, id)
    numbers = set(numbers_of(read, visit.key.lab_id).values())
    return found is not None and bool(reading_of(found, numbers).guests)


def rounds_page(read: Connection, visit: Visit) -> str:
    """Who was where, seating by seating."""
    at_tower(read, visit)
    everyone, numbers = Everyone(read, visit.key.lab_id), numbers_of(read, visit.key.lab_id)
    told = [
        SimpleNamespace(
            number=each.number,
            begun_at=each.begun_at,
            groups=[
                SimpleNamespace(number=number, people=everyone.names(f"p{one}" for one in each.at[group]))
                for group, number in numbers.items()
                if each.at.get(group)
            ],
        )
        for each in rounds(read, visit.key.lab_id)
    ]
    return drawn(read, visit, "seating/rounds.html", rounds=told)


def drawn(read: Connection, visit: Visit, template: str, **facts: Any) -> str:
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        return templates.get_template(template).render(
            lab=lab_facts(read, visit.key.lab_id), base=visit.base, refusal=None, **facts
        )
