"""What is written down at a desk: notes on the talk, points parked for later, reasons for and against."""

from typing import Literal

from sqlmodel import col, select

from app.domain.agreement import follow, shake_what_rests_on, tell_what_rests_on
from app.domain.contributions import contribute_on_paper, open_group
from app.domain.errors import ChangedMeanwhile, NotFound, NotYours, PromptNotOpen, SaidOtherwise
from app.domain.events import (
    NoteBroughtBack,
    NoteRemoved,
    NoteReworded,
    NoteTaken,
    ReasonGiven,
    ReasonRemoved,
    ReasonReworded,
)
from app.domain.rules import MODERATOR
from app.domain.themes import make_theme, standing, whole
from app.domain.work import Work, mark
from app.models import Contribution, Group, Note, Person, Prompt, Theme

NoteKind = Literal["note", "parked", "for", "against"]
Becoming = Literal["contribution", "theme"]
SIDES = ("for", "against")
THEME_NAME = 120  # code points


def take_note(work: Work, text: str, kind: NoteKind, key: str, edition: int = 0, theme_id: str | None = None) -> Note:
    """Kept from the first pause on: what its writer types next comes under the same key, with the edition they saw."""
    id = mark(work.actor_id, key)
    if begun := work.find(Note, id):
        return go_on(work, begun, text, kind, edition)
    theme = standing(work, whole(work, theme_id).id) if theme_id else None
    return write_down(work, open_group(work), id, kind, text, theme)


def write_down(work: Work, group: Group, id: str, kind: NoteKind, text: str, theme: Theme | None) -> Note:
    """A reason for or against is about a theme, and its group's phones show it; a note is for the desk."""
    if (kind in SIDES) != (theme is not None):
        raise NotFound
    given = work.announce((ReasonGiven if theme else NoteTaken)(group.id, id))
    note = Note(
        id=id,
        lab_id=work.lab_id,
        group_id=group.id,
        author_id=work.actor_id,
        theme_id=theme.id if theme else None,
        kind=kind,
        text=text,
        first_text=text,
        given=given,
    )
    return work.add(note)


def go_on(work: Work, note: Note, text: str, kind: NoteKind, edition: int) -> Note:
    """Raises SaidOtherwise when it comes as a new note once more, ChangedMeanwhile when others have changed it."""
    if (note.text, note.kind) == (text, kind):
        return note
    open_group(work)
    if edition == 0:
        raise SaidOtherwise
    if edition != note.edition or note.is_removed or (kind in SIDES) != (note.kind in SIDES):
        raise ChangedMeanwhile
    return worded(work, note, text, kind)


def reword_note(work: Work, id: str, text: str, edition: int) -> Note:
    """`edition` is the wording that the writer saw: nobody overwrites what they have not read.

    What came from a phone stays as it was said: raises NotYours."""
    note = kept(work, id)
    if work.get(Person, note.author_id).role != MODERATOR:
        raise NotYours
    if note.text == text:
        return note
    if note.edition != edition:
        raise ChangedMeanwhile(reworded(note))
    return worded(work, note, text, note.kind)


def worded(work: Work, note: Note, text: str, kind: str) -> Note:
    """The wording that goes is kept in the event."""
    was = reworded(note)
    work.change(note, text=text, kind=kind, edition=note.edition + 1)
    work.announce(was)
    tell_what_rests_on(work, "note", note.id)
    return note


def reworded(note: Note) -> NoteReworded | ReasonReworded:
    return (ReasonReworded if note.theme_id else NoteReworded)(note.group_id, note.id, note.text)


def remove_note(work: Work, id: str) -> Note:
    open_group(work)
    note = work.of_my_group(Note, id)
    if work.change(note, is_removed=True):
        work.announce((ReasonRemoved if note.theme_id else NoteRemoved)(note.group_id, id))
        shake_what_rests_on(work, "note", id)
    return note


def bring_back(work: Work, id: str, into: Becoming) -> Note:
    """A parked point goes back to the board, as an idea on paper or as a theme. Two clicks are one."""
    open_group(work)
    note = work.of_my_group(Note, id)
    if note.became and note.is_removed:
        return note
    if note.is_removed or note.kind != "parked":
        raise NotFound
    new = brought_back(work, note, into).id
    work.change(note, is_removed=True, became=f"{into}:{new}")
    work.announce(NoteBroughtBack(note.group_id, id, f"{into}:{new}"))
    follow(work, ("note", id), (into, new))
    return note


def brought_back(work: Work, note: Note, into: Becoming) -> Contribution | Theme:
    """Under one key, once; a point whose theme was taken back becomes another one."""
    key = note.id + (note.became or "")
    if into == "theme":
        return make_theme(work, shortened(note.text), key)
    return contribute_on_paper(work, prompt_at_hand(work), note.text, "", key)


def prompt_at_hand(work: Work) -> int:
    """The open prompt, or the lab's first. Raises PromptNotOpen where there is none."""
    first = select(Prompt.id).where(Prompt.lab_id == work.lab_id).order_by(col(Prompt.position))
    found = open_group(work).prompt_id or work.session.exec(first).first()
    if found is None:
        raise PromptNotOpen
    return found


def shortened(text: str) -> str:
    """On one line, and as long as a theme's name may be."""
    line = " ".join(text.split())
    return line if len(line) <= THEME_NAME else line[: THEME_NAME - 1].rstrip() + "…"


def kept(work: Work, id: str) -> Note:
    open_group(work)
    note = work.of_my_group(Note, id)
    if note.is_removed:
        raise NotFound
    return note
