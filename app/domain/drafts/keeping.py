"""Beginning a draft, keeping what is typed into it, taking back and bringing back. Every edition stays."""

import json
from typing import Any, NamedTuple

from sqlmodel import col, delete

from app.clock import now
from app.domain.drafts.document import Document
from app.domain.drafts.edits import Edit, Edited, edited
from app.domain.drafts.history import earlier, later
from app.domain.drafts.looking import document_in, past_in
from app.domain.drafts.refusals import (
    DraftMovedOn,
    NoSuchDraft,
    NothingToBringBack,
    NothingToTakeBack,
    TooLargeForADraft,
)
from app.domain.plans.marks import MOST as MOST_LETTERS
from app.domain.work import Work
from app.models import Draft, DraftEdition


class Kept(NamedTuple):
    """A draft after an edit. With `clashes`, others were earlier there: the edit is kept aside, as edition `aside`."""

    draft: Draft
    clashes: tuple[str, ...] = ()
    aside: int | None = None


def begin_draft(work: Work, id: str, document: Document, owner: int | None = None) -> Draft:
    """For the account that asks. A form that comes twice begins one. Raises NoSuchDraft for somebody else's id."""
    if already := work.find(Draft, id):
        if already.organiser_id != owner:
            raise NoSuchDraft
        return already
    fit(document)
    draft = work.add(Draft(id=id, organiser_id=owner, made_at=now(), changed_at=now()))
    work.add(DraftEdition(draft_id=id, number=1, document=document, made_at=now()))
    return draft


def edit_draft(work: Work, id: str, seen: int, edit: Edit) -> Kept:
    """What was typed over the edition that was `seen`. Raises NoSuchDraft, and what the edit itself raises."""
    draft = draft_of(work, id)
    present = document_of(work, draft, draft.edition)
    found = edited(document_of(work, draft, seen), present, edit)
    if found.clashes:
        return Kept(draft, tuple(found.clashes), aside(work, draft, seen, found))
    if found.document != present:
        number = add_edition(work, draft, draft.edition, found.about, found.document)
        work.change(draft, edition=number, **touched(draft))
    return Kept(draft)


def aside(work: Work, draft: Draft, seen: int, found: Edited) -> int:
    """What came too late is in the history all the same."""
    number = add_edition(work, draft, seen, found.about, found.aside or {}, is_aside=True)
    work.change(draft, **touched(draft))
    return number


def add_edition(
    work: Work, draft: Draft, before: int, about: str, document: Document, *, is_aside: bool = False
) -> int:
    fit(document)
    number = draft.editions + 1
    made = DraftEdition(draft_id=draft.id, number=number, before=before, about=about[:200], document=document)
    made.is_aside, made.made_at = is_aside, now()
    work.add(made)
    work.change(draft, editions=number)
    return number


def step_back(work: Work, id: str, seen: int) -> Draft:
    """Back to how it stood before what was done last."""
    draft = as_seen(work, id, seen)
    back = earlier(past_in(work.session.connection(), id), draft.edition)
    if back is None:
        raise NothingToTakeBack
    work.change(draft, edition=back, **touched(draft))
    return draft


def step_forth(work: Work, id: str, seen: int) -> Draft:
    draft = as_seen(work, id, seen)
    forth = later(past_in(work.session.connection(), id), draft.edition)
    if forth is None:
        raise NothingToBringBack
    work.change(draft, edition=forth, **touched(draft))
    return draft


def return_to_edition(work: Work, id: str, seen: int, number: int) -> Draft:
    """Any edition of its history is the draft again; that, too, can be taken back."""
    draft = as_seen(work, id, seen)
    document = document_of(work, draft, number)
    if document != document_of(work, draft, draft.edition):
        made = add_edition(work, draft, draft.edition, f"return:{number}", document)
        work.change(draft, edition=made, **touched(draft))
    return draft


def discard_draft(work: Work, id: str) -> None:
    """With all its editions. A lab that was opened from it stays as it is."""
    draft = draft_of(work, id)
    work.wrote = True
    work.session.exec(delete(DraftEdition).where(col(DraftEdition.draft_id) == id))
    work.session.delete(draft)


# --- What these share


def draft_of(work: Work, id: str) -> Draft:
    found = work.session.get(Draft, id)
    if found is None:
        raise NoSuchDraft
    return found


def as_seen(work: Work, id: str, seen: int) -> Draft:
    draft = draft_of(work, id)
    if draft.edition != seen:
        raise DraftMovedOn
    return draft


def document_of(work: Work, draft: Draft, number: int) -> Document:
    """Read as a plain row: the writer remembers rows, and should not remember every edition of every draft."""
    return document_in(work.session.connection(), draft.id, number)


def touched(draft: Draft) -> dict[str, Any]:
    return {"turn": draft.turn + 1, "changed_at": now()}


def fit(document: Document) -> None:
    """A draft is as long as a plan's file may be. Raises TooLargeForADraft."""
    if len(json.dumps(document, ensure_ascii=False)) > MOST_LETTERS:
        raise TooLargeForADraft
