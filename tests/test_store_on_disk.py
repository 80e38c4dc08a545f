"""What the store's own connections promise, asked of the very connections that are at work."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Event as Signal
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from app.domain import rules
from app.domain.work import SERVER, Key, Work
from app.models import Contribution, Group, Support
from app.settings import Settings
from app.store import READERS, InUse, Store
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[1]
PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "query_only")
FULL = 2
OPEN_IT = """
import sys
from pathlib import Path
from app.store import InUse, Store
try:
    Store(Path(sys.argv[1]), lambda lab, seq: None).close()
    print("opened")
except InUse:
    print("in use")
"""


def asked(connection: Connection) -> dict[str, Any]:
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}


def ask(work: Work) -> dict[str, Any]:
    return asked(work.session.connection())


def hold_up(work: Work, began: Signal, go: Signal) -> None:
    began.set()
    assert go.wait(10)


def set_timer_to(work: Work, moment: datetime) -> None:
    work.change(work.get(Group, 1), ends_at=moment)


def support_nothing(work: Work) -> None:
    work.add(Support(contribution_id="0" * 32, person_id=1, lab_id=work.lab_id))


@pytest.fixture(autouse=True)
def rules_for_the_tests_own_verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    for verb in (ask, hold_up, set_timer_to, support_nothing):
        monkeypatch.setitem(rules.MAY, verb.__name__, frozenset({rules.SERVER}))


@pytest.fixture
async def lab(store: Store, founded: Settings) -> LabAtWork:
    return await LabAtWork.of(store, founded)


@pytest.fixture
def server(lab: LabAtWork) -> Key:
    return Key(lab.id, actor=SERVER)


async def test_the_writer_waits_for_the_disk(lab: LabAtWork, server: Key) -> None:
    assert await lab.do(server, ask) == {
        "journal_mode": "wal",
        "synchronous": FULL,
        "foreign_keys": 1,
        "secure_delete": 1,
        "query_only": 0,
    }


async def test_every_reader_only_reads(store: Store) -> None:
    both = Signal(), Signal()

    def at_once(read: Connection, own: Signal, others: Signal) -> Any:
        own.set()
        assert others.wait(10)
        return asked(read)["query_only"]

    assert READERS == 2
    answers = await asyncio.gather(store.read(at_once, *both), store.read(at_once, *both[::-1]))
    assert list(answers) == [1, 1]


async def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        await store.read(lambda read: read.exec_driver_sql("DELETE FROM event"))


async def test_a_batch_holds_the_database_from_its_first_statement(
    lab: LabAtWork, server: Key, founded: Settings
) -> None:
    began, go = Signal(), Signal()
    writing = asyncio.create_task(lab.act(server, hold_up, began, go))
    await asyncio.to_thread(began.wait, 10)
    with closing(sqlite3.connect(founded.database, timeout=0)) as another:
        another.isolation_level = None
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            another.execute("BEGIN IMMEDIATE")
        assert another.execute("SELECT count(*) FROM lab").fetchone() == (1,)  # who reads never waits
    go.set()
    await writing


async def test_a_reader_sees_one_unmoving_picture(lab: LabAtWork) -> None:
    ana = await lab.join()
    await lab.open("themes")
    began, written = Signal(), Signal()

    def twice(read: Connection) -> list[Any]:
        count = "SELECT count(*) FROM contribution"
        before = read.exec_driver_sql(count).scalar()
        began.set()
        assert written.wait(10)
        return [before, read.exec_driver_sql(count).scalar()]

    reading = asyncio.create_task(lab.store.read(twice))
    await asyncio.to_thread(began.wait, 10)
    await lab.say(ana, "Said meanwhile")
    written.set()
    assert await reading == [0, 0]
    assert len(await lab.rows(Contribution)) == 1


async def test_a_row_that_leads_nowhere_is_refused(lab: LabAtWork, server: Key) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        await lab.do(server, support_nothing)
    assert await lab.rows(Support) == []


@pytest.mark.parametrize("hours", [0, 2, -11])
async def test_a_moment_comes_back_as_the_same_moment_in_utc(lab: LabAtWork, server: Key, hours: int) -> None:
    moment = datetime(2020, 10, 8, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=hours)))
    await lab.do(server, set_timer_to, moment)
    kept = (await lab.group()).ends_at
    assert (kept, kept.tzinfo) == (moment, UTC)


async def test_a_moment_without_a_time_zone_is_refused(lab: LabAtWork, server: Key) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        await lab.do(server, set_timer_to, datetime(2020, 10, 8))  # noqa: DTZ001 that is the point


async def test_a_second_process_is_refused_until_the_first_has_gone(store: Store, founded: Settings) -> None:
    def from_another_process() -> str:
        words = [sys.executable, "-c", OPEN_IT, str(founded.database)]
        return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    assert await asyncio.to_thread(from_another_process) == "in use"
    store.close()
    assert await asyncio.to_thread(from_another_process) == "opened"


async def test_a_second_store_in_the_same_process_is_refused_too(store: Store, founded: Settings) -> None:
    with pytest.raises(InUse):
        Store(founded.database, lambda lab, seq: None)
