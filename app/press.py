"""Where files are made: a process of its own, so that no live screen ever waits for a file.

It starts with the first file that somebody asks for, gives way to the server wherever both want the processor, and ends
with it."""

import asyncio
import os
import signal
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from ctypes import CDLL
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import Connection

from app.i18n import reading
from app.methods.suppression import LEAST
from app.store import engine_for
from app.summary.editions import size_of_edition
from app.summary.publishing import Prepared, prepared
from app.summary.report import Report, published_report, report
from app.summary.writers import format_called
from app.summary.writers.html import piece_of_edition
from app.venue.pack import MANY, pack

GIVES_WAY = 10  # of 20 steps of Unix' niceness
PATIENCE = 5  # seconds, with a process that was told to end
KEPT = 8  # files
SMALL = 2000  # events of a lab: up to then a light file takes no time that anyone could notice
SMALL_BODY = 50_000  # bytes of an edition as it is kept: the same, for its page
ONE_ARENA = (-8, 1)  # glibc's M_ARENA_MAX: more of them only scatter what a file took


class Order(NamedTuple):
    """What is asked for: `seq` says how new the lab it is made from must be."""

    lab_id: int
    seq: int
    format: str
    language: str
    profile: str = "internal"
    least: int = LEAST
    edition: int = 0
    """A published one; 0 is the report so far. Then `seq` counts what was taken out of it since."""


class PackOrder(NamedTuple):
    """The paper of a lab, for an address that people use; no language: in the lab's first two."""

    lab_id: int
    seq: int
    server: str
    language: str = ""
    paper: str = "a4"
    ballots: int = MANY


class File(NamedTuple):
    name: str
    media_type: str
    body: bytes


class Press:
    """Makes files, one after the other. What was just made for one is handed to the next who asks for the same."""

    def __init__(self, database: Path, read: Callable[..., Awaitable[Any]]):
        self.database, self.read = database, read
        self.pool: ProcessPoolExecutor | None = None
        self.is_closed = False
        self.shelf = Shelf(KEPT)

    async def file(self, order: Order) -> File:
        """Raises NotFound when the lab is gone meanwhile."""
        return await self.shelf.once(order, lambda: self.made(order))  # type: ignore[no-any-return]

    async def made(self, order: Order) -> File:
        """What takes milliseconds, here and now."""
        if format_called(order.format).is_light and await self.is_small(order):
            return await self.read(written, order)  # type: ignore[no-any-return]
        return await self.printed(order)

    async def is_small(self, order: Order) -> bool:
        if order.edition:
            return bool(await self.read(size_of_edition, order.lab_id, order.edition) < SMALL_BODY)
        return order.seq < SMALL

    async def printed(self, order: Order) -> File:
        return await self.beside(printed, self.database, order)  # type: ignore[no-any-return]

    async def pack(self, order: PackOrder) -> File:
        """Raises NotFound when the lab is gone meanwhile."""
        return await self.shelf.once(order, lambda: self.beside(packed_beside, self.database, order))  # type: ignore[no-any-return]

    async def piece(self, order: Order) -> Markup:
        """An edition as its public page shows it."""
        return await self.shelf.once(order, lambda: self.pieced(order))  # type: ignore[no-any-return]

    async def pieced(self, order: Order) -> Markup:
        if await self.is_small(order):
            return await self.read(drawn, order)  # type: ignore[no-any-return]
        return await self.beside(drawn_beside, self.database, order)  # type: ignore[no-any-return]

    async def edition(self, lab_id: int, seq: int, profile: str, least: int) -> Prepared:
        """What would be published now. Raises NotFound."""
        if seq < SMALL:
            return await self.read(prepared, lab_id, profile, least)  # type: ignore[no-any-return]
        return await self.beside(prepared_beside, self.database, lab_id, profile, least)  # type: ignore[no-any-return]

    async def beside(self, make: Callable[..., Any], *given: Any) -> Any:
        """In the process beside; once more in a new one when that was ended from outside."""
        pool = self.running()
        try:
            return await run_in(pool, make, *given)
        except BrokenProcessPool:
            if self.is_closed:
                raise
            if self.pool is pool:  # of all who waited for it, the first to hear
                self.pool = None
            return await run_in(self.running(), make, *given)

    def running(self) -> ProcessPoolExecutor:
        if self.pool is None:
            self.pool = ProcessPoolExecutor(1, get_context("spawn"), settle_in)
        return self.pool

    def close(self) -> None:
        self.is_closed = True
        if self.pool:
            processes = list((getattr(self.pool, "_processes", None) or {}).values())
            self.pool.shutdown(wait=False, cancel_futures=True)
            for each in processes:
                each.terminate()  # a file half made is nobody's loss
            for each in processes:
                each.join(PATIENCE)
            self.pool = None


async def run_in(pool: ProcessPoolExecutor, make: Callable[..., Any], *given: Any) -> Any:
    return await asyncio.get_running_loop().run_in_executor(pool, make, *given)


class Shelf:
    """What was made last. Who asks for what is being made waits for it."""

    def __init__(self, most: int):
        self.most = most
        self.held: OrderedDict[Any, asyncio.Future[Any]] = OrderedDict()

    async def once(self, key: Any, make: Callable[[], Awaitable[Any]]) -> Any:
        if key not in self.held:
            self.held[key] = asyncio.ensure_future(make())
            self.held[key].add_done_callback(lambda done: self.forget_failed(key, done))
        self.held.move_to_end(key)
        while len(self.held) > self.most:
            self.held.popitem(last=False)
        return await asyncio.shield(self.held[key])

    def forget_failed(self, key: Any, done: "asyncio.Future[Any]") -> None:
        if (done.cancelled() or done.exception()) and self.held.get(key) is done:
            del self.held[key]


# --- In the press's own process


def settle_in() -> None:
    """Leaves Ctrl-C to the server, goes when the server goes, and lets it pass first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(GIVES_WAY)
    with suppress(OSError, AttributeError):
        CDLL(None).mallopt(*ONE_ARENA)
    Thread(target=leave_with_parent, daemon=True).start()


def leave_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(0)


def printed(database: Path, order: Order) -> File:
    return looked_at(database, written, order)  # type: ignore[no-any-return]


def drawn(read: Connection, order: Order) -> Markup:
    return piece_of_edition(read, order.lab_id, order.edition, order.language)


def drawn_beside(database: Path, order: Order) -> Markup:
    return looked_at(database, drawn, order)  # type: ignore[no-any-return]


def prepared_beside(database: Path, lab_id: int, profile: str, least: int) -> Prepared:
    return looked_at(database, prepared, lab_id, profile, least)  # type: ignore[no-any-return]


def packed(read: Connection, order: PackOrder) -> File:
    name, body = pack(read, order.lab_id, order.server, order.language, order.paper, order.ballots)
    return File(name, "application/pdf", body)


def packed_beside(database: Path, order: PackOrder) -> File:
    return looked_at(database, packed, order)  # type: ignore[no-any-return]


def looked_at(database: Path, query: Callable[..., Any], *given: Any) -> Any:
    engine = engine_for(database, "BEGIN", "query_only=ON")
    try:
        with engine.connect() as read:
            return query(read, *given)
    finally:
        engine.dispose()


def ordered(read: Connection, order: Order) -> Report:
    if order.edition:
        return published_report(read, order.lab_id, order.edition, order.language)
    return report(read, order.lab_id, order.language, order.profile, order.least)


def written(read: Connection, order: Order) -> File:
    format = format_called(order.format)
    told = ordered(read, order)
    with reading(order.language):
        body = format.write(told)
    name = f"{told.file_name}.{format.file_ending}"
    return File(name, format.media_type, body if isinstance(body, bytes) else body.encode())
