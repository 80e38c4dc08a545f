"""What the moderator writes down: notes on the talk, and points parked for later."""

from typing import Literal

from app.domain.contributions import open_group
from app.domain.events import NoteRemoved, NoteReworded, NoteTaken
from app.domain.work import Work
from app.models import Note

NoteKind = Literal["note", "parked"]


def take_note(work: Work, text: str, kind: NoteKind, key: str) -> Note:
    id, taken = work.once(Note, key, first_text=text)
    if taken:
        return taken
    group = open_group(work)
    given = work.announce(NoteTaken(group.id, id))
    note = Note(
        id=id,
        lab_id=work.lab_id,
        group_id=group.id,
        author_id=work.actor_id,
        kind=kind,
        text=text,
        first_text=text,
        given=given,
    )
    return work.add(note)


def reword_note(work: Work, id: str, text: str) -> Note:
    open_group(work)
    note = work.of_my_group(Note, id)
    was = note.text
    if work.change(note, text=text):
        work.announce(NoteReworded(note.group_id, id, was))
    return note


def remove_note(work: Work, id: str) -> Note:
    open_group(work)
    note = work.of_my_group(Note, id)
    if work.change(note, is_removed=True):
        work.announce(NoteRemoved(note.group_id, id))
    return note
