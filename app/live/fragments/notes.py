"""A desk's notes and its parking lot, and how each note came to say what it says."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.domain.events import NoteReworded, ReasonReworded
from app.domain.rules import MODERATOR
from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by, row
from app.live.fragments.people import Named
from app.models import Event, Group, Note, Person, Theme

note, person, group = Note.__table__, Person.__table__, Group.__table__  # type: ignore[attr-defined]
event, theme = Event.__table__, Theme.__table__  # type: ignore[attr-defined]

WHO = (person.c.role, person.c.number.label("person_number"), person.c.name, person.c.namesake)
NOTES = (
    select(note, *WHO, group.c.number, theme.c.merged_into)
    .join(person, person.c.id == note.c.author_id)
    .join(group, group.c.id == note.c.group_id)
    .outerjoin(theme, theme.c.id == note.c.theme_id)
    .order_by(note.c.given)
)
NOTES_BY_ID = NOTES.where(note.c.id.in_(KEYS))
NOTES_OF_GROUPS = NOTES.where(note.c.group_id.in_(KEYS), note.c.kind.in_(("note", "parked")))
GROUPS = select(group.c.id, group.c.lab_id, group.c.number).where(group.c.id.in_(KEYS))
REWORDINGS = (
    select(event.c.at, event.c.what, *WHO)
    .outerjoin(person, person.c.id == event.c.who)
    .where(
        event.c.lab_id == bindparam("lab"),
        event.c.kind.in_((NoteReworded.__name__, ReasonReworded.__name__)),
        event.c.what["note"].as_string() == bindparam("note"),
    )
    .order_by(event.c.seq)
)


A_SENTENCE = timedelta(seconds=20)
"""Within which words that only grew are still the same wording."""


def by(one: Any) -> str:
    """The name of the moderator who wrote it; whoever sent words from a phone is not named."""
    return Named.called(one.role, one.name, one.namesake, one.person_number) if one.role == MODERATOR else ""


def told(one: Any) -> SimpleNamespace:
    """A note with who wrote it, and the list at the desk that it stands in: what was said of a theme that was put into
    another is said of that."""
    about = one.merged_into or one.theme_id
    place = f"reasons-{one.kind}-{about}" if about else f"{one.kind}-list"
    return row(one, by=by(one), list=place, about=about)


def notes(read: Connection, keys: set[Any]) -> dict[str, Any]:
    return by_key(map(told, fetch(read, NOTES_BY_ID, keys)), "id")


def notes_of_groups(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = lists_by(map(told, fetch(read, NOTES_OF_GROUPS, keys)), "group_id")
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


def history(read: Connection, id: str) -> SimpleNamespace | None:
    """A note with every wording it ever had, the newest first: who worded it so, and when."""
    found = read.execute(NOTES_BY_ID, {"keys": [id]}).first()
    if found is None:
        return None
    changes = list(read.execute(REWORDINGS, {"lab": found.lab_id, "note": id}))
    texts = [*(each.what["was"] for each in changes), found.text]
    moments = [(found.given_at, by(found)), *((each.at, by(each)) for each in changes)]
    said = [SimpleNamespace(text=text, at=at, by=who) for text, (at, who) in zip(texts, moments, strict=True)]
    return row(found, wordings=list(reversed(settled(said))))


def settled(said: list[SimpleNamespace]) -> list[SimpleNamespace]:
    """Without what was kept in the middle of a sentence that its writer then went on with."""
    return [one for one, then in zip(said, [*said[1:], None], strict=True) if then is None or not is_begun(one, then)]


def is_begun(one: SimpleNamespace, then: SimpleNamespace) -> bool:
    return bool(then.by == one.by and then.text.startswith(one.text) and then.at - one.at < A_SENTENCE)


class NoteCard(Fragment):
    piece = "notes/_notes.html:note"
    load = notes


class Notes(Fragment):
    piece = "notes/_notes.html:notes"
    load = notes_of_groups
