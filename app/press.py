"""Where files are made: a process of its own, so that no live screen ever waits for a file.

It starts with the first file that somebody asks for, gives way to the server wherever both want the processor, and ends
with it."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from markupsafe import Markup

from app.packing import PackOrder, packed_beside
from app.printing import File, Order, drawn, drawn_beside, prepared_beside, printed, settle_in, written
from app.summary.editions import size_of_edition
from app.summary.publishing import Prepared, prepared
from app.summary.writers import format_called

PATIENCE = 5  # seconds, with a process that was told to end
KEPT = 8  # files
SMALL = 2000  # events of a lab: up to then a light file takes no time that anyone could notice
SMALL_BODY = 50_000  # bytes of an edition as it is kept: the same, for its page


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
