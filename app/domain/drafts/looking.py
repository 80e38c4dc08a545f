"""What the pages of drafts ask: how one stands, how it came to that, and which there are."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select

from app.domain.drafts.document import Document
from app.domain.drafts.history import Past, earlier, later
from app.domain.drafts.refusals import NoSuchDraft
from app.domain.errors import NoSuchLab
from app.domain.rules import CO_ORGANISER, LAB_OWNER, PARTICIPANT
from app.models import Draft, DraftEdition, Lab, Ownership, Person

draft, edition = Draft.__table__, DraftEdition.__table__  # type: ignore[attr-defined]
ownership = Ownership.__table__  # type: ignore[attr-defined]
lab, person = Lab.__table__, Person.__table__  # type: ignore[attr-defined]

DRAFT = select(draft).where(draft.c.id == bindparam("draft"))
EDITION = select(edition).where(edition.c.draft_id == bindparam("draft"), edition.c.number == bindparam("number"))
PAST = (
    select(edition.c.number, edition.c.before, edition.c.about, edition.c.made_at, edition.c.is_aside)
    .where(edition.c.draft_id == bindparam("draft"))
    .order_by(edition.c.number)
)
ALL = (
    select(draft.c.id, draft.c.changed_at, draft.c.lab_id, edition.c.document, lab.c.code)
    .join(edition, (edition.c.draft_id == draft.c.id) & (edition.c.number == draft.c.edition))
    .outerjoin(lab, lab.c.id == draft.c.lab_id)
    .order_by(draft.c.changed_at.desc())
    .limit(bindparam("most"))
)
ROLES = select(ownership.c.lab_id).where(ownership.c.organiser_id == bindparam("account"))
ORGANISED = ROLES.where(ownership.c.role.in_((LAB_OWNER, CO_ORGANISER)))
OWN = or_(draft.c.lab_id.is_(None) & (draft.c.organiser_id == bindparam("account")), draft.c.lab_id.in_(ORGANISED))
ALL_OWN, IS_OWN = ALL.where(OWN), select(draft.c.id).where(OWN, draft.c.id == bindparam("draft"))
OPENED = select(lab.c.id, lab.c.code, lab.c.door_code, lab.c.item_id, lab.c.closed_at).where(
    lab.c.id == bindparam("lab")
)
JOINED = (
    select(func.count()).select_from(person).where(person.c.lab_id == bindparam("lab"), person.c.role == PARTICIPANT)
)


class Opened(NamedTuple):
    """The lab that a draft became. `has_begun`: its plan is not laid anew any more.

    `wall_code`: the code that people join with."""

    id: int
    code: str
    has_begun: bool
    wall_code: str


class Standing(NamedTuple):
    """A draft as it stands. `turn` says how new this picture is. `undoes`, `redoes`: what either would be about."""

    id: str
    edition: int
    turn: int
    document: Document
    changed_at: datetime
    opened: Opened | None
    opened_edition: int | None
    undoes: str | None
    redoes: str | None


def standing(read: Connection, id: str) -> Standing:
    """Raises NoSuchDraft."""
    found = read.execute(DRAFT, {"draft": id}).first()
    if found is None:
        raise NoSuchDraft
    past = past_in(read, id)
    forth = later(past, found.edition)
    can_go_back = earlier(past, found.edition) is not None
    return Standing(
        id,
        found.edition,
        found.turn,
        document_in(read, id, found.edition),
        found.changed_at,
        opened(read, found.lab_id) if found.lab_id else None,
        found.opened_edition,
        past[found.edition].about if can_go_back else None,
        past[forth].about if forth is not None else None,
    )


def document_in(read: Connection, id: str, number: int) -> Document:
    """Raises NoSuchDraft."""
    found = read.execute(EDITION, {"draft": id, "number": number}).first()
    if found is None:
        raise NoSuchDraft
    return dict(found.document)


def past_in(read: Connection, id: str) -> dict[int, Past]:
    return {row.number: Past(*row) for row in read.execute(PAST, {"draft": id})}


def opened(read: Connection, lab_id: int) -> Opened | None:
    found = read.execute(OPENED, {"lab": lab_id}).first()
    if found is None:
        return None
    joined = read.scalar(JOINED, {"lab": lab_id}) or 0
    return Opened(found.id, found.code, bool(joined or found.item_id or found.closed_at), found.door_code or found.code)


# --- Whose they are


def every_draft(read: Connection, account: int | None, most: int = 200) -> list[Any]:
    """Of this organiser; without accounts, of all. The one that was changed last comes first."""
    if account is None:
        return list(read.execute(ALL, {"most": most}))
    return list(read.execute(ALL_OWN, {"most": most, "account": account}))


def at_own_draft(read: Connection, id: str, account: int | None) -> None:
    """A draft is whose account began it, until it is opened; then it is theirs who organise its lab.

    Raises NoSuchDraft for everybody else."""
    if account is not None and read.scalar(IS_OWN, {"draft": id, "account": account}) is None:
        raise NoSuchDraft


def at_own_lab(read: Connection, lab_id: int, account: int | None) -> None:
    """Whoever has any role on it reads its plan. Raises NoSuchLab for everybody else."""
    if account is not None and lab_id not in set(read.scalars(ROLES, {"account": account})):
        raise NoSuchLab
