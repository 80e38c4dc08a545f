"""Who was forgotten, as a list beside the database keeps it: a backup that is put back knows their names again."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from app.domain.rules import PARTICIPANT
from app.domain.work import SERVER, Actor, Key
from app.models import Event, Lab, Person

lab, person, event = Lab.__table__, Person.__table__, Event.__table__  # type: ignore[attr-defined]

PEOPLE: Any = (
    select(lab.c.code, person.c.lab_id, person.c.id, person.c.group_id, person.c.joined_at, person.c.forgotten_at)
    .join(lab, lab.c.id == person.c.lab_id)
    .where(person.c.role == PARTICIPANT)
)
GONE = PEOPLE.where(person.c.forgotten_at.is_not(None)).order_by(person.c.id)
KNOWN = PEOPLE.where(person.c.forgotten_at.is_(None))
BY_THEMSELVES = select(event.c.who).where(
    event.c.lab_id.in_(bindparam("labs", expanding=True)),
    event.c.kind == "PeopleForgotten",
    event.c.who.is_not(None),
)


class Forgotten(NamedTuple):
    """No name and no word. `joined` tells them from whoever gets their number in a database that was put back.
    `by_themselves`: their words went, too."""

    lab: str
    person: int
    joined: str
    by_themselves: bool

    @property
    def who(self) -> tuple[str, int, str]:
        return self[:3]


def newly_forgotten(read: Connection, listed: Collection[tuple[str, int, str]]) -> list[Forgotten]:
    gone = [each for each in read.execute(GONE) if who(each) not in listed]
    own = set(read.scalars(BY_THEMSELVES, {"labs": sorted({each.lab_id for each in gone})})) if gone else set()
    return [Forgotten(*who(each), each.id in own) for each in gone]


def known_again(read: Connection, listed: list[Forgotten]) -> tuple[list[Key], list[Key]]:
    """Who of them this database still knows: with whose keys each takes their words away, and for which labs the time
    was over."""
    by_who = {each.who: each for each in listed}
    again = [(each, by_who[who(each)]) for each in read.execute(KNOWN) if who(each) in by_who]
    theirs = [key_of(each) for each, it in again if it.by_themselves]
    over = sorted({each.lab_id for each, it in again if not it.by_themselves})
    return theirs, [Key(id, actor=SERVER) for id in over]


def key_of(row: Any) -> Key:
    return Key(row.lab_id, actor=Actor(PARTICIPANT, row.id, row.group_id))


def who(row: Any) -> tuple[str, int, str]:
    return row.code, row.id, row.joined_at.isoformat()
