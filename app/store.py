"""The one door to the database. Verbs wait in line and are committed together; queries read beside them."""

import asyncio
import fcntl
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import monotonic, sleep
from typing import Any, NamedTuple, TextIO

from sqlalchemy import Connection, Engine, event
from sqlmodel import Session, create_engine

from app.domain import rules
from app.domain.errors import NotFound, Refusal
from app.domain.events import Happened
from app.domain.work import Journal, Key, Work, admit

ASKED = "asked"  # where a picture keeps what was read in it
SHELF, SHELF_LIFE = "shelf", "shelf life"  # where it finds what others were shown, and for how many seconds that serves
MOST_AT_ONCE = 256
LONGEST_REST = 0.008  # seconds
READERS = 2
REMEMBERED = 10_000  # rows
log = logging.getLogger(__name__)
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "secure_delete=ON")


class InUse(Exception):
    """Another Samskap already serves this data folder."""


class Done(NamedTuple):
    """What an act came to: its value, the lab's `seq` after it, and what it announced. It is on disk."""

    value: Any
    seq: int
    happened: tuple[Happened, ...]


class Store:
    def __init__(self, database: Path, ring: Callable[[int, int], None], shelf_life: float = 0):
        self.shared = {SHELF: {}, SHELF_LIFE: shelf_life}
        self.hold = lock(database)
        self.writing = engine_for(database, "BEGIN IMMEDIATE")
        self.writer = Writer(self.writing, ring)
        self.reading = engine_for(database, "BEGIN", "query_only=ON")
        self.readers = ThreadPoolExecutor(READERS, "reader")

    async def write(self, by: Key, verb: Callable[..., Any], *args: Any, **named: Any) -> Done:
        """Run `verb(work, …)` if the rules permit it. Comes back only when what it did is on disk."""
        answer: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        self.writer.line.put(Job(by, verb, args, named, answer))
        return await answer

    async def read(self, query: Callable[..., Any], *args: Any) -> Any:
        """Run `query(connection, *args)` on one unmoving picture of the database."""
        return await asyncio.get_running_loop().run_in_executor(self.readers, self.look, query, args)

    def look(self, query: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        with self.reading.connect() as connection:
            connection.info.update(self.shared, **{ASKED: {}})
            return query(connection, *args)

    def close(self) -> None:
        self.writer.line.put(None)
        self.writer.join()
        self.readers.shutdown()
        self.reading.dispose()
        self.writing.dispose()
        self.hold.close()


class Job(NamedTuple):
    by: Key
    verb: Callable[..., Any]
    args: tuple[Any, ...]
    named: dict[str, Any]
    answer: "asyncio.Future[Done]"

    def run(self, session: Session, journal: Journal) -> "Outcome":
        work = Work(session, journal)
        try:
            if self.by.lab_id and not journal.seq:
                raise NotFound
            work.actor = admit(session.connection(), self.by)
            rules.permit(work.actor.role, self.verb, self.by.lab_id)
            value = self.verb(work, *self.args, **self.named)
        except Refusal as refusal:
            if work.wrote or session.new or session.dirty or session.deleted:
                raise  # it wrote before it refused: everything must be undone
            return Outcome(self, error=refusal)
        session.flush()
        return Outcome(self, Done(value, journal.seq, tuple(work.announced)))


class Outcome(NamedTuple):
    job: Job
    done: Done | None = None
    error: Exception | None = None


class Writer(Thread):
    """Takes everything that waits, commits it as one, then lets the answers go.

    Rests as long as it worked, as the hub does: an act alone goes at once, many share a commit and a drawing."""

    def __init__(self, engine: Engine, ring: Callable[[int, int], None]):
        super().__init__(name="writer", daemon=True)
        self.connection = engine.connect()
        self.session = Session(self.connection, expire_on_commit=False)
        self.ring = ring
        self.line: SimpleQueue[Job | None] = SimpleQueue()
        self.is_open = True
        self.acts = self.commits = self.largest = 0
        remember_rows(self.session)
        self.start()

    def run(self) -> None:
        while self.is_open:
            if batch := self.whoever_waits():
                began = monotonic()
                batch[0].answer.get_loop().call_soon_threadsafe(self.settle, *self.commit_or_fail(batch))
                sleep(min(LONGEST_REST, monotonic() - began))
        log.info("%d acts in %d commits, at most %d in one", self.acts, self.commits, self.largest)
        self.session.close()
        self.connection.close()

    def whoever_waits(self) -> list[Job]:
        batch = [self.line.get()]
        while len(batch) < MOST_AT_ONCE and not self.line.empty():
            batch.append(self.line.get())
        self.is_open = None not in batch
        return [job for job in batch if job]

    def commit_or_fail(self, batch: list[Job]) -> tuple[list[Outcome], dict[int, int]]:
        """Nobody waits for ever: when even undoing fails, everyone hears of it, and the next batch begins anew."""
        try:
            return self.commit(batch)
        except Exception as error:
            log.exception("a batch could not be undone")
            self.session.close()
            return [Outcome(job, error=error) for job in batch], {}

    def commit(self, batch: list[Job]) -> tuple[list[Outcome], dict[int, int]]:
        """All in one transaction; if one spoils it, each in its own."""
        try:
            return self.attempt(batch)
        except Exception as error:
            self.session.rollback()
            if len(batch) == 1:
                return [Outcome(batch[0], error=error)], {}
        outcomes: list[Outcome] = []
        moved: dict[int, int] = {}
        for job in batch:
            outcome, move = self.commit([job])
            outcomes += outcome
            moved |= move
        return outcomes, moved

    def attempt(self, batch: list[Job]) -> tuple[list[Outcome], dict[int, int]]:
        labs = sorted({job.by.lab_id for job in batch} - {0})
        journals = {lab: Journal(self.session, lab) for lab in labs}
        kept = [journals.get(job.by.lab_id) or Journal(self.session, 0) for job in batch]  # 0: a lab not yet born
        outcomes = [job.run(self.session, journal) for job, journal in zip(batch, kept, strict=True)]
        moved = {journal.lab_id: journal.close() for journal in dict.fromkeys(kept) if journal.entries}
        self.session.commit()
        self.acts, self.commits, self.largest = self.acts + len(batch), self.commits + 1, max(self.largest, len(batch))
        return outcomes, moved

    def settle(self, outcomes: list[Outcome], moved: dict[int, int]) -> None:
        for job, done, error in outcomes:
            if job.answer.done():
                continue
            if error:
                job.answer.set_exception(error)
            elif done:
                job.answer.set_result(done)
        for lab, seq in moved.items():
            self.ring(lab, seq)


def remember_rows(session: Session) -> None:
    """A session alone forgets rows that nobody holds."""
    held: deque[object] = deque(maxlen=REMEMBERED)
    event.listen(session, "loaded_as_persistent", lambda _, row: held.append(row))


def lock(database: Path) -> TextIO:
    """One process for one database: two would tear it. Raises InUse."""
    database.parent.mkdir(parents=True, exist_ok=True)
    hold = database.with_suffix(".lock").open("w")
    try:
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        hold.close()
        raise InUse(database.parent) from None
    return hold


def engine_for(database: Path, begin: str, *pragmas: str) -> Engine:
    engine = create_engine(f"sqlite:///{database}", hide_parameters=True)  # people's words are for no log

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in (*PRAGMAS, *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
