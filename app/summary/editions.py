"""Published editions: frozen from what was found, and found again as they were."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, func, select

from app.domain.errors import NotFound
from app.domain.frozen import packed, unpacked
from app.domain.publishing_errors import NothingPublished
from app.models import Edition, Lab, Publication
from app.summary.findings import Findings

edition, publication, lab = Edition.__table__, Publication.__table__, Lab.__table__  # type: ignore[attr-defined]

OF: Any = bindparam("lab")
NEWEST = select(func.max(edition.c.number)).where(edition.c.lab_id == OF)
BODY = select(edition.c.body, edition.c.profile).where(edition.c.lab_id == OF, edition.c.number == bindparam("number"))
SIZE = select(func.length(edition.c.body)).where(edition.c.lab_id == OF, edition.c.number == bindparam("number"))
LOG = (
    select(
        edition.c.number,
        edition.c.profile,
        edition.c.published_at,
        edition.c.changes,
        edition.c.stamp,
        edition.c.withdrawn_at,
        edition.c.reason,
    )
    .where(edition.c.lab_id == OF)
    .order_by(edition.c.number)
)
AT_ADDRESS = (
    select(publication.c.lab_id, publication.c.code, lab.c.title)
    .join(lab, lab.c.id == publication.c.lab_id)
    .where(publication.c.code == bindparam("code"))
)
STANDING = (
    select(publication.c.code)
    .join(edition, edition.c.lab_id == publication.c.lab_id)
    .where(publication.c.lab_id == OF, edition.c.number == NEWEST.scalar_subquery(), edition.c.withdrawn_at.is_(None))
)
SHAPE = 1  # of what is frozen
EMPTY: dict[str, Any] = {"lab": {}, "numbers": {}}


class Published(NamedTuple):
    """An edition as its address finds it; `current` is the newest there is, `newer` the newest after it that stands."""

    lab_id: int
    code: str
    title: dict[str, str]
    number: int
    current: int
    newer: int | None
    profile: str
    published_at: datetime
    stamp: int
    withdrawn_at: datetime | None
    reason: str

    @property
    def address(self) -> str:
        return f"/s/{self.code}/{self.number}"


def frozen(found: Findings) -> bytes:
    return packed({"samskap_edition": SHAPE, **found._asdict()})


def thawed(read: Connection, lab_id: int, number: int) -> Findings:
    """What was found for that edition, with what changed in each up to it. Raises NotFound."""
    kept = read.execute(BODY, {"lab": lab_id, "number": number}).first()
    if kept is None:
        raise NotFound
    log = [dict(each._mapping) for each in editions(read, lab_id) if each.number <= number]
    return found_in(kept.body)._replace(profile=kept.profile, edition=log[-1] | {"log": log})


def found_in(body: bytes) -> Findings:
    """What an older Samskap did not look for was not found."""
    kept, known = unpacked(body), Findings._field_defaults
    kept["lessons"] = [{"progress": []} | each for each in kept["lessons"]]
    return Findings(**{name: kept.get(name, known.get(name, EMPTY.get(name, []))) for name in Findings._fields})


def size_of_edition(read: Connection, lab_id: int, number: int) -> int:
    """In bytes, as it is kept."""
    return read.scalar(SIZE, {"lab": lab_id, "number": number}) or 0


def editions(read: Connection, lab_id: int) -> list[Row[Any]]:
    """Of a lab, the oldest first, without what they hold."""
    return list(read.execute(LOG, {"lab": lab_id}))


def published(read: Connection, code: str, number: int | None = None) -> Published:
    """The edition of that number at that address, or the newest. Raises NothingPublished, NotFound."""
    at = read.execute(AT_ADDRESS, {"code": code}).first()
    if at is None:
        raise NothingPublished
    known = editions(read, at.lab_id)
    one = next((each for each in known if each.number == (number or known[-1].number)), None)
    if one is None:
        raise NotFound
    told = {name: value for name, value in one._mapping.items() if name not in ("changes", "stamp")}
    stamp = sum(each.stamp for each in known if each.number <= one.number)  # for it tells what became of those before
    later = [each.number for each in known if each.number > one.number and not each.withdrawn_at]
    newer = later[-1] if later else None
    return Published(at.lab_id, at.code, at.title, current=known[-1].number, newer=newer, stamp=stamp, **told)


def standing_address(read: Connection, lab_id: int) -> str | None:
    """Where everybody reads the summary; nowhere while its newest edition is withdrawn, or before there is one."""
    code = read.scalar(STANDING, {"lab": lab_id})
    return code and f"/s/{code}"
