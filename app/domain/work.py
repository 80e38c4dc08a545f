"""What a verb may touch: one lab, held alone, in one transaction."""

import logging
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Insert, bindparam, select
from sqlalchemy.orm.base import manager_of_class
from sqlmodel import Session, SQLModel

from app.clock import now
from app.domain import rules
from app.domain.errors import NotAdmitted, NotFound, SaidOtherwise
from app.domain.events import Happened
from app.domain.membership import member
from app.models import Event, Lab, Pass, Person
from app.straight import Lookup, NewRow

log = logging.getLogger(__name__)
Row = TypeVar("Row", bound=SQLModel)

lab, event = Lab.__table__, Event.__table__  # type: ignore[attr-defined]
holder, person = Pass.__table__, Person.__table__  # type: ignore[attr-defined]

# Statements that every write needs are built once: building one costs more than running it.
HOLD = select(lab.c.seq).where(lab.c.id == bindparam("lab")).with_for_update()
TURN = lab.update().where(lab.c.id == bindparam("lab")).values(seq=bindparam("now"))
NOTE = event.insert()
HOLDER = Lookup(
    select(
        holder.c.id.label("pass_id"),
        holder.c.lab_id,
        holder.c.role,
        holder.c.revoked_at,
        holder.c.expires_at,
        person.c.id,
        person.c.group_id,
        person.c.removed_at,
    )
    .outerjoin(person, person.c.id == holder.c.person_id)
    .where(holder.c.token_hash == bindparam("token_hash"))
)


class Actor(NamedTuple):
    """Who acts. `id` is the person's, None for a stage and for the server itself.

    `account` and `session`: of an organiser who signed in, in what is done beside the labs."""

    role: str
    id: int | None = None
    group_id: int | None = None
    pass_id: int | None = None
    account: int | None = None
    session: int | None = None


SERVER = Actor(rules.SERVER)
STRANGER = Actor(rules.ANYONE)


class Key(NamedTuple):
    """What is shown at the door: which lab, and the hash of a token, or an actor who needs none."""

    lab_id: int
    token_hash: str = ""
    actor: Actor | None = None


def admit(connection: Connection, by: Key) -> Actor:
    """Who holds this key, as a plain row: asked at every door, so never through the unit of work."""
    if by.actor:
        return by.actor
    found = HOLDER.first(connection, token_hash=by.token_hash)
    if found is None:
        return signed_in(connection, by)
    if found.lab_id != by.lab_id:
        log.warning("refused in lab %d: a %s of lab %d", by.lab_id, found.role, found.lab_id)
        raise NotAdmitted
    if found.revoked_at or found.removed_at:
        raise NotAdmitted
    if found.expires_at and found.expires_at <= now():
        raise NotAdmitted
    return Actor(found.role, found.id, found.group_id, found.pass_id)


def admitted(read: Connection, by: Key, act: Callable[..., Any]) -> Actor:
    """Who holds this key, if the table of rights lets them do this. Raises NotAdmitted, NotYours."""
    actor = admit(read, by)
    rules.permit(actor.role, act, by.lab_id)
    return actor


def signed_in(connection: Connection, by: Key) -> Actor:
    """Who signed in with this token, in the role they have on the lab; beside the labs, as an account."""
    found = member(connection, by.lab_id, by.token_hash)
    if found is None:
        raise NotAdmitted
    return Actor(found.role, account=found.account, session=found.session)


class Journal:
    """The events of one lab, numbered in the order in which they become true."""

    def __init__(self, session: Session, lab_id: int):
        self.session, self.lab_id = session, lab_id
        self.seq = self.hold() if lab_id else 0
        self.entries: list[dict[str, Any]] = []

    def hold(self) -> int:
        """Lock the lab's row: until we commit nobody else numbers its events. 0 when there is no such lab."""
        return int(self.session.connection().scalar(HOLD, {"lab": self.lab_id}) or 0)

    def note(self, who: int | None, happened: Happened) -> int:
        self.seq += 1
        entry = {"lab_id": self.lab_id, "seq": self.seq, "at": now(), "who": who}
        self.entries.append({**entry, "kind": type(happened).__name__, "what": vars(happened)})
        return self.seq

    def close(self) -> int:
        connection = self.session.connection()
        connection.execute(NOTE, self.entries)
        connection.execute(TURN, {"lab": self.lab_id, "now": self.seq})
        return self.seq


class Work:
    """One act at work: its actor, its lab's rows, and what it announces."""

    def __init__(self, session: Session, journal: Journal):
        self.session, self.journal, self.lab_id = session, journal, journal.lab_id
        self.actor = STRANGER
        self.announced: list[Happened] = []
        self.wrote = False

    @property
    def actor_id(self) -> int:
        """The acting person's id; NotAdmitted for passes that belong to no person."""
        if self.actor.id is None:
            raise NotAdmitted
        return self.actor.id

    @property
    def account_id(self) -> int:
        """The acting organiser's id; NotAdmitted for whoever has not signed in."""
        if self.actor.account is None:
            raise NotAdmitted
        return self.actor.account

    @property
    def group_id(self) -> int:
        """The acting person's group; NotFound for whoever has none."""
        if self.actor.group_id is None:
            raise NotFound
        return self.actor.group_id

    def lab(self) -> Lab:
        return self.known(self.session.get(Lab, self.lab_id))

    def get(self, kind: type[Row], id: int | str) -> Row:
        """The row of that id in this lab; NotFound for any other lab's."""
        row = self.known(self.session.get(kind, id))
        if getattr(row, "lab_id", None) != self.lab_id:
            raise NotFound
        return row

    def of_my_group(self, kind: type[Row], id: str) -> Row:
        """The row of that id in the actor's group; NotFound for any other group's."""
        row = self.get(kind, id)
        if getattr(row, "group_id", None) != self.actor.group_id:
            raise NotFound
        return row

    def find(self, kind: type[Row], id: int | str) -> Row | None:
        """Looks before it loads: not to find costs a quarter of what loading costs."""
        known = lookup_of(kind).first(self.session.connection(), id=id)
        return self.session.get(kind, id) if known else None

    def all(self, statement: Any) -> list[Any]:
        return list(self.session.exec(statement).all())

    def add(self, row: Row) -> Row:
        """Written at once and by Core: a third of what the unit of work costs."""
        self.wrote = True
        answer = self.session.connection().execute(insert_of(type(row)), row.model_dump(exclude=unborn(row)))
        if getattr(row, "id", "") is None:
            row.id = answer.inserted_primary_key[0]  # type: ignore[index]
        return row

    def insert(self, kind: type[Row], **values: Any) -> Row:
        """As `add`, with the row made as one that was loaded: half its price. For what comes often."""
        self.wrote = True
        told = defaults_of(kind) | values
        new_row_of(kind).put(self.session.connection(), told)
        row: Row = kind.__new__(kind)
        manager_of_class(kind).setup_instance(row)
        row.__dict__.update(told)
        return row

    def change(self, row: SQLModel, **values: Any) -> bool:
        """Sets what differs; says whether anything did."""
        differs = {name: value for name, value in values.items() if getattr(row, name) != value}
        for name, value in differs.items():
            setattr(row, name, value)
        self.wrote = self.wrote or bool(differs)
        return bool(differs)

    def announce(self, happened: Happened) -> int:
        """Becomes a row of the lab's events in this transaction. Returns its number, the lab's next `seq`."""
        self.wrote = True
        self.announced.append(happened)
        return self.journal.note(self.actor.id, happened)

    def once(self, kind: type[Row], key: str, **said: str) -> tuple[str, Row | None]:
        """The id of what this person sends under `key`, and the row if they sent it before with the same words.

        A phone may repeat itself for ever and adds nothing. SaidOtherwise if the words differ."""
        id = mark(self.actor_id, key)
        row = self.find(kind, id)
        if row is not None and any(getattr(row, name) != words for name, words in said.items()):
            raise SaidOtherwise
        return id, row

    @staticmethod
    def known(row: Row | None) -> Row:
        if row is None:
            raise NotFound
        return row


def mark(person_id: int, key: str) -> str:
    """An id from who sends and the key their device made: two people's keys never meet, and it names nobody."""
    return blake2b(f"{person_id}:{key}".encode(), digest_size=16).hexdigest()


def unborn(row: SQLModel) -> set[str]:
    """The id that the database will give."""
    return {"id"} if getattr(row, "id", "") is None else set()


@cache
def lookup_of(kind: type[SQLModel]) -> Lookup:
    table = kind.__table__  # type: ignore[attr-defined]
    return Lookup(select(table.c.id).where(table.c.id == bindparam("id")))


@cache
def new_row_of(kind: type[SQLModel]) -> NewRow:
    return NewRow(kind.__table__)  # type: ignore[attr-defined]


@cache
def defaults_of(kind: type[SQLModel]) -> dict[str, Any]:
    """What a row holds of which nothing was said."""
    return {name: field.default for name, field in kind.model_fields.items() if not field.is_required()}


@cache
def insert_of(kind: type[SQLModel]) -> Insert:
    return kind.__table__.insert()  # type: ignore[attr-defined,no-any-return]
