"""When and where the lab is, and the letters that say so."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Connection, bindparam
from sqlalchemy import select as select_rows
from sqlmodel import col, func, select

from app.clock import now
from app.domain.errors import NotFound
from app.domain.events import OccasionTold
from app.domain.labs import open_lab
from app.domain.passes import holders
from app.domain.post_errors import EnoughLetters
from app.domain.rules import MODERATOR
from app.domain.venue_errors import NoSuchHour, NoSuchZone
from app.domain.work import Work
from app.models import Lab, Person, Posting
from app.models.columns import Words

MOST_A_DAY = 500  # letters of one lab

posting = Posting.__table__  # type: ignore[attr-defined]
POSTINGS = select_rows(posting).where(posting.c.lab_id == bindparam("lab"))
LATEST_FIRST = POSTINGS.order_by(posting.c.written_at.desc(), posting.c.id)


def postings(read: Connection, lab_id: int) -> list[Any]:
    """The lab's letters, the latest first."""
    return list(read.execute(LATEST_FIRST, {"lab": lab_id}))


def say_occasion(work: Work, starts: datetime | None, zone: str, place: Words, bring: Words) -> Lab:
    """When, as clocks on the wall of that zone will show it; where; what to bring. Raises NoSuchZone, NoSuchHour."""
    lab = open_lab(work)
    at = moment(starts, zone)
    is_elsewhere = lab.time_zone != (zone or None)
    if work.change(lab, starts_at=at, time_zone=zone or None, place=place or None, bring=bring or None):
        work.change(lab, announced_at=now())
        work.announce(OccasionTold(holders(work) if is_elsewhere else []))
    return lab


def moment(starts: datetime | None, zone: str) -> datetime | None:
    if zone and zone not in available_timezones():
        raise NoSuchZone
    if starts is None:
        return None
    if not zone:
        raise NoSuchZone
    at = starts.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != starts:
        raise NoSuchHour
    return at


def write_letter(work: Work, person_id: int, address: str, language: str, key: str) -> Posting:
    """To a moderator. One form writes one letter, however often it is sent. Raises EnoughLetters."""
    open_lab(work)
    id, written = work.once(Posting, key, address=address)
    if written:
        return written
    person = work.get(Person, person_id)
    if person.role != MODERATOR or person.removed_at:
        raise NotFound
    if written_since(work, now() - timedelta(days=1)) >= MOST_A_DAY:
        raise EnoughLetters
    return work.add(
        Posting(id=id, lab_id=work.lab_id, person_id=person.id, address=address, language=language, written_at=now())
    )


def written_since(work: Work, since: datetime) -> int:
    counted = select(func.count()).select_from(Posting).where(Posting.lab_id == work.lab_id)
    return work.session.scalar(counted.where(col(Posting.written_at) > since)) or 0


def note_posting(work: Work, id: str, trouble: str | None) -> Posting:
    """What became of it: sent, or kept back by a trouble of that name."""
    posting = work.get(Posting, id)
    work.change(posting, sent_at=None if trouble else now(), trouble=trouble)
    return posting
