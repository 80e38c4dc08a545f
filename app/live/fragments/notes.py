"""A desk's notes and its parking lot."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by
from app.models import Group, Note, Person

note, person, group = Note.__table__, Person.__table__, Group.__table__  # type: ignore[attr-defined]

NOTES = (
    select(note, person.c.name.label("by"), group.c.number)
    .join(person, person.c.id == note.c.author_id)
    .join(group, group.c.id == note.c.group_id)
    .order_by(note.c.given)
)
NOTES_BY_ID = NOTES.where(note.c.id.in_(KEYS))
NOTES_OF_GROUPS = NOTES.where(note.c.group_id.in_(KEYS))
GROUPS = select(group.c.id, group.c.lab_id, group.c.number).where(group.c.id.in_(KEYS))


def notes(read: Connection, keys: set[Any]) -> dict[str, Any]:
    return by_key(fetch(read, NOTES_BY_ID, keys), "id")


def notes_of_groups(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = lists_by(fetch(read, NOTES_OF_GROUPS, keys), "group_id")
    return {
        one.id: SimpleNamespace(
            lab_id=one.lab_id,
            group_id=one.id,
            number=one.number,
            notes=[each for each in found[one.id] if each.kind == "note"],
            parked=[each for each in found[one.id] if each.kind == "parked"],
        )
        for one in fetch(read, GROUPS, keys)
    }


class NoteCard(Fragment):
    piece = "notes/_notes.html:note"
    load = notes


class Notes(Fragment):
    piece = "notes/_notes.html:notes"
    load = notes_of_groups
