"""Who shares a desk, and what each of them is writing just now."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from app.domain.rules import MODERATOR
from app.live.fragments.base import KEYS, Fragment, fetch, lists_by
from app.live.fragments.people import Named
from app.models import Group, Person

person, group = Person.__table__, Group.__table__  # type: ignore[attr-defined]

GROUPS = select(group.c.id, group.c.lab_id, group.c.number).where(group.c.id.in_(KEYS))
MODERATORS = (
    select(
        person.c.id,
        person.c.group_id,
        person.c.role,
        person.c.number,
        person.c.name,
        person.c.namesake,
        person.c.is_here,
        person.c.writing,
    )
    .where(person.c.group_id.in_(KEYS), person.c.role == MODERATOR, person.c.removed_at.is_(None))
    .order_by(person.c.id)
)


class Writer(Named):
    """A moderator, with what lies under their pen: its kind, and its kind and id."""

    def __init__(self, one: Any):
        super().__init__(one)
        self.about = one.writing or ""
        self.kind = self.about.partition(":")[0]


def companies(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = lists_by(fetch(read, MODERATORS, keys), "group_id")
    return {
        one.id: SimpleNamespace(
            lab_id=one.lab_id, number=one.number, moderators=[Writer(each) for each in found[one.id]]
        )
        for one in fetch(read, GROUPS, keys)
    }


class Company(Fragment):
    piece = "people/_company.html:company"
    load = companies
