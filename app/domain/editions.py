"""Publishing a summary: an edition stays as it was, may be withdrawn, and says what changed since the one before."""

from collections.abc import Callable
from typing import Any

from sqlmodel import col, func, select

from app.clock import now
from app.domain.codes import drawn_code
from app.domain.edition_events import EditionPublished, EditionWithdrawn
from app.domain.errors import NotFound
from app.domain.frozen import packed, unpacked
from app.domain.publishing_errors import ChangedWhilePublishing, NothingNew, PublishedMeanwhile, StillOpen
from app.domain.work import Work
from app.models import Edition, Event, Publication

CHANGES_NO_SUMMARY = (
    "PresenceChanged",
    "PassRevoked",
    "EditionPublished",
    "EditionWithdrawn",
    "EveryoneTold",
    "MessageSent",
    "SceneShown",
    "DraftChecked",
)

Told = dict[str, Any]


def publish(work: Work, number: int, seq: int, profile: str, changes: list[Told], body: bytes) -> Edition:
    """Edition `number`, made from what the lab was at `seq`. Nothing that was taken back since can be in it.

    Raises StillOpen, PublishedMeanwhile, ChangedWhilePublishing, NothingNew."""
    if not work.lab().is_closed:
        raise StillOpen
    if number != newest(work) + 1:
        raise PublishedMeanwhile
    if has_changed(work, seq):
        raise ChangedWhilePublishing
    if is_same_again(work, number, changes):
        raise NothingNew(number=str(number - 1))
    take_address(work)
    work.announce(EditionPublished(number))
    made = Edition(lab_id=work.lab_id, number=number, profile=profile, changes=changes, body=body)
    return work.add(made)


def withdraw_edition(work: Work, number: int, reason: str) -> Edition:
    """Its address then says so, and why. It cannot be brought back: a new edition says what changed."""
    edition = edition_of(work, number)
    if not edition.is_withdrawn:
        work.change(edition, withdrawn_at=now(), reason=reason, stamp=edition.stamp + 1)
        work.announce(EditionWithdrawn(number))
    return edition


def edition_of(work: Work, number: int) -> Edition:
    found = work.session.get(Edition, (work.lab_id, number))
    if found is None:
        raise NotFound
    return found


def is_same_again(work: Work, number: int, changes: list[Told]) -> bool:
    """As the edition before, which still stands: after one that was withdrawn the same may be published again."""
    if number == 1 or changes:
        return False
    before = select(Edition.withdrawn_at).where(Edition.lab_id == work.lab_id, Edition.number == number - 1)
    return work.session.scalar(before) is None


def newest(work: Work) -> int:
    return work.session.scalar(select(func.max(Edition.number)).where(Edition.lab_id == work.lab_id)) or 0


def has_changed(work: Work, seq: int) -> bool:
    since = select(func.count()).select_from(Event).where(Event.lab_id == work.lab_id, Event.seq > seq)
    return bool(work.session.scalar(since.where(col(Event.kind).not_in(CHANGES_NO_SUMMARY))))


def take_address(work: Work) -> None:
    """The code that everybody in the room knows, unless an older lab is published under it."""
    if work.session.get(Publication, work.lab_id):
        return
    code = work.lab().code
    while work.session.exec(select(Publication).where(Publication.code == code)).first():
        code = drawn_code()
    work.add(Publication(lab_id=work.lab_id, code=code))


def amend(work: Work, mend: Callable[[Told], int], what: str) -> None:
    """Takes out of every edition what may not stay there. `mend` changes what was found, and says how much it took out;
    the change log of the edition tells it, `what` names it."""
    for edition in work.all(select(Edition).where(Edition.lab_id == work.lab_id)):
        told = unpacked(edition.body)
        if n := mend(told):
            entry = {"what": what, "n": n, "on": now().isoformat()}
            work.change(edition, body=packed(told), changes=[*edition.changes, entry], stamp=edition.stamp + 1)
