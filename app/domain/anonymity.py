"""Who gave what, and when nobody can tell any more."""

import secrets
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import SQLModel, col, select

from app.clock import now
from app.domain.events import WordsUntied
from app.domain.rules import PARTICIPANT
from app.domain.work import Work
from app.models import (
    Ballot,
    Contribution,
    Event,
    Group,
    Lab,
    Mark,
    Note,
    Offer,
    Person,
    Question,
    SignOff,
    Support,
    Upvote,
)

CUT_AT_THE_CLOSE = ("confidential", "anonymous")
"""Levels of anonymity that keep the link between people and what they gave only while a lab is open."""

UNTIED = "untied"
"""Stands for somebody nobody knows: how many spoke can still be counted, not who."""

GIVEN: dict[type[SQLModel], str] = {
    Contribution: "author_id",
    Note: "author_id",
    Question: "author_id",
    Mark: "author_id",
    Support: "person_id",
    Upvote: "person_id",
    SignOff: "person_id",
}


def is_cut(lab: Lab | Any) -> bool:
    """Whether nobody can tell any more who gave what."""
    return lab.closed_at is not None and lab.anonymity in CUT_AT_THE_CLOSE


def untie(work: Work) -> None:
    """Cuts the link between each participant and what they gave: words, support, answers and ballots.

    Everything of one person goes to somebody without a name, drawn by lot. Whose hand did it is struck from the
    record of what happened; who offered by name to take something on has said so to all, and stays."""
    people = work.all(select(col(Person.id)).where(Person.lab_id == work.lab_id, Person.role == PARTICIPANT))
    secrets.SystemRandom().shuffle(people)
    at = work.lab().closed_at or now()
    nobody = [Person(lab_id=work.lab_id, role=UNTIED, joined_at=at) for _ in people]
    moves = [{"old": old, "new": work.add(new).id} for old, new in zip(people, nobody, strict=True)]
    if moves:
        move(work, moves)
    work.announce(WordsUntied(work.all(select(col(Group.id)).where(Group.lab_id == work.lab_id))))


def move(work: Work, moves: list[dict[str, int]]) -> None:
    """By Core, for there may be ten thousand; rows that are held are read again."""
    work.session.flush()
    connection = work.session.connection()
    for kind, name in GIVEN.items():
        table = kind.__table__  # type: ignore[attr-defined]
        connection.execute(
            table.update().where(table.c[name] == bindparam("old")).values({name: bindparam("new")}), moves
        )
    for table, values in struck():
        connection.execute(table.update().where(table.c.lab_id == work.lab_id).values(**values))
    offers = Offer.__table__  # type: ignore[attr-defined]
    connection.execute(
        offers.update()
        .where(offers.c.person_id == bindparam("old"), ~offers.c.by_name)
        .values(person_id=bindparam("new")),
        moves,
    )
    for entry in work.journal.entries:  # what happens in this very moment is written down with it
        entry["who"] = None
    work.session.expire_all()


def struck() -> list[tuple[Any, dict[str, Any]]]:
    """What would lead back to people, and is needed for nothing once a lab is closed."""
    ballot: Any = Ballot.__table__  # type: ignore[attr-defined]
    idea: Any = Contribution.__table__  # type: ignore[attr-defined]
    event: Any = Event.__table__  # type: ignore[attr-defined]
    return [(ballot, {"person_id": None, "keys": []}), (idea, {"team_id": None}), (event, {"who": None})]
