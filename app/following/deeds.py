"""What is done about each lesson: by whom, by when, how far it has come, and everything that was reported."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from app.clock import now
from app.domain.errors import NotFound
from app.models import Group, Lab, Lesson, OwnerLink, Pass, Progress
from app.models.lesson import DEED

lab, group, lesson = Lab.__table__, Group.__table__, Lesson.__table__  # type: ignore[attr-defined]
link, holder, progress = OwnerLink.__table__, Pass.__table__, Progress.__table__  # type: ignore[attr-defined]


class Report(NamedTuple):
    """What was said of a deed, one time. `by`: "owner" or "organiser"."""

    lesson_id: str
    by: str
    status: str
    due: date | None
    words: str
    at: datetime


OF: Any = bindparam("lab")
FACTS = (
    "id",
    "code",
    "title",
    "language",
    "languages",
    "anonymity",
    "time_zone",
    "closed_at",
    "retention_days",
    "seq",
    "rehearsal_of",
)
LAB = select(*(lab.c[each] for each in FACTS)).where(lab.c.id == OF)
OF_DEED = ("owner", "next_step", "due", "status", "editions")
SHOWN = ("id", "given", "title", "text", "language", "verdict", "edition", *OF_DEED)
LESSONS = (
    select(*(lesson.c[each] for each in SHOWN), group.c.number.label("group"))
    .join(group, group.c.id == lesson.c.group_id)
    .where(lesson.c.lab_id == OF, ~lesson.c.is_removed)
    .order_by(group.c.number, lesson.c.given)
)
REPORTS = (
    select(*(progress.c[each] for each in Report._fields))
    .where(progress.c.lab_id == OF)
    .order_by(progress.c.given, progress.c.at)
)
LINKS = (
    select(link, holder.c.token_hash)
    .join(holder, holder.c.id == link.c.pass_id)
    .where(link.c.lab_id == OF, holder.c.revoked_at.is_(None))
)
NUMBERED = select(func.count()).select_from(link).where(link.c.lab_id == OF)


class Deed(NamedTuple):
    """A lesson as one follows up on it. `label`: as the summary names it. `edition`: of what is done about it,
    `wording`: of what it claims. `link`: the owner's, if one stands. `is_taken`: whether somebody owns it,
    also where their name is not told."""

    id: str
    label: str
    group: int
    title: str
    text: str
    language: str
    owner: str
    next_step: str
    due: date | None
    status: str
    edition: int
    verdict: str
    wording: int
    reports: list[Report]
    link: Any
    is_taken: bool

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.status != "learned" and self.due < now().date()

    @property
    def told(self) -> Report | None:
        """What was said of it last."""
        return next((each for each in reversed(self.reports) if each.words), None)

    @property
    def changed_at(self) -> datetime | None:
        return self.reports[-1].at if self.reports else None


def lab_of(read: Connection, lab_id: int) -> Any:
    """Raises NotFound."""
    if (found := read.execute(LAB, {"lab": lab_id}).first()) is None:
        raise NotFound
    return found


def deeds(read: Connection, lab_id: int) -> list[Deed]:
    """Of all lessons: what is done first, what nobody has taken on last."""
    links = {each.lesson_id: each for each in read.execute(LINKS, {"lab": lab_id})}
    reports: dict[str, list[Report]] = {}
    for each in read.execute(REPORTS, {"lab": lab_id}):
        reports.setdefault(each.lesson_id, []).append(Report(*each))
    met: dict[int, int] = {}
    found = []
    for one in read.execute(LESSONS, {"lab": lab_id}):
        met[one.group] = met.get(one.group, 0) + 1
        found.append(deed(one, f"L{one.group}.{met[one.group]}", reports.get(one.id, []), links.get(one.id)))
    return sorted(found, key=lambda each: (not each.is_taken, each.due or date.max, each.group, each.label))


def deed(one: Any, label: str, reports: list[Report], link: Any) -> Deed:
    told = {name: getattr(one, name) for name in Deed._fields if name in (*SHOWN, "group") and name != "edition"}
    editions = {"edition": one.editions.get(DEED, 1), "wording": one.edition}
    return Deed(label=label, reports=reports, link=link, is_taken=bool(one.owner), **editions, **told)


def without_names(found: list[Deed], anonymity: str) -> list[Deed]:
    """As everybody may read it: who owns it only where people go by their names, and no link."""
    return [each._replace(link=None, owner=each.owner if anonymity == "named" else "") for each in found]
