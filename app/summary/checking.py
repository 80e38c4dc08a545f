"""The draft as those read it who check it: what would be published now, and what has been said of it."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, select

from app.domain.rules import MODERATOR, SPEAKER
from app.domain.work import Actor, Key, admitted
from app.models import Comment, Pass, Person, Review
from app.summary.findings import standing
from app.summary.tree import Section
from app.summary.voices import LESSON
from app.summary.walks import walked

comment, review = Comment.__table__, Review.__table__  # type: ignore[attr-defined]
person, held = Person.__table__, Pass.__table__  # type: ignore[attr-defined]

OF: Any = bindparam("lab")
COMMENTS = (
    select(comment, person.c.name)
    .join(person, person.c.id == comment.c.person_id)
    .where(comment.c.lab_id == OF, ~comment.c.is_withdrawn)
    .order_by(comment.c.given_at, comment.c.id)
)
REVIEWERS = (
    select(review.c.id, person.c.name, person.c.role, held.c.expires_at)
    .join(person, person.c.id == review.c.person_id)
    .join(held, held.c.id == review.c.pass_id)
    .where(review.c.lab_id == OF, held.c.revoked_at.is_(None))
    .order_by(review.c.made_at, review.c.id)
)
CHECKERS = (
    select(person.c.id, person.c.name, person.c.role)
    .where(person.c.lab_id == OF, person.c.role.in_((MODERATOR, SPEAKER)), person.c.removed_at.is_(None))
    .where(person.c.name.is_not(None))
    .order_by(person.c.role, person.c.name)
)


class Place(NamedTuple):
    """Somewhere in the draft that can be commented on."""

    anchor: str
    title: str


def read_draft(read: Connection, key: Key) -> Actor:
    """The organiser and whoever was asked to check. Raises NotAdmitted, NotYours, NotFound."""
    actor = admitted(read, key, read_draft)
    standing(read, key.lab_id)
    return actor


def places(sections: list[Section]) -> list[Place]:
    """Every section, and each lesson by itself."""
    known = {each.anchor for each in sections}
    some = (each for each in walked(sections) if each.anchor in known or each.anchor.startswith(f"{LESSON}-"))
    return [Place(each.anchor, each.title) for each in some]


def comments(read: Connection, lab_id: int) -> list[Row[Any]]:
    return list(read.execute(COMMENTS, {"lab": lab_id}))


def reviewers(read: Connection, lab_id: int) -> list[Row[Any]]:
    """Those whose link has not been taken back."""
    return list(read.execute(REVIEWERS, {"lab": lab_id}))


def checkers(read: Connection, lab_id: int) -> list[Row[Any]]:
    """Moderators and speakers, to be asked."""
    return list(read.execute(CHECKERS, {"lab": lab_id}))
