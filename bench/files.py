"""A large lab's summary in every format: seconds, memory, and what live screens feel of it meanwhile."""

import asyncio
import re
import time
from contextlib import suppress
from pathlib import Path

from bench.machine import cpu_seconds, own_memory
from bench.room import Phone, Room, let_in, real_room
from bench.servers import Samskap
from bench.sizes import Answer, Size, Told
from bench.wire import Post

OFFERED = re.compile(rb'href="[^"]*/summary\.(\w+)\?profile=public"')
LOOK = 0.02  # seconds
SPOKEN = 20  # contributions a second, while files are made


async def summary(size: Size, told: Told) -> Answer:
    """Each format: until the last byte, and how much more memory than the server had before any was asked for."""
    told("founding a large lab")
    server = Samskap(**size.report)
    try:
        tower = Phone(-1, -1, Post(server.address))
        await let_in(tower, server.links["tower"])
        _, _, page = await tower.post("GET", tower.base, live=False)
        formats = [each.decode() for each in OFFERED.findall(page)]
        before = family(server.pid)
        rows = [await one(server, tower, format, before, told) for format in formats]
        felt = await meanwhile(server, tower, size, told)
    finally:
        server.stop()
    most = {"slowest_s": max(row["s"] for row in rows), "most_MB": max(row["memory_MB"] for row in rows)}
    return {"ratios": {**most, **felt}, "rows": rows}


async def one(server: Samskap, tower: Phone, format: str, before: int, told: Told) -> Answer:
    told(format)
    watching = asyncio.create_task(highest(server.pid))
    began = time.perf_counter()
    size = await fetched(tower, format)
    taken = time.perf_counter() - began
    watching.cancel()
    most = await watching
    return {
        "format": format,
        "s": round(taken, 2),
        "MB": round(size / 1e6, 2),
        "memory_MB": round((most - before) / 1e6),
    }


async def fetched(tower: Phone, format: str) -> int:
    """How many bytes it was."""
    status, _, body = await tower.post("GET", f"{tower.base}/summary.{format}?profile=public", live=False)
    if status != 200:
        raise RuntimeError(f"summary.{format} answered {status}")
    return len(body)


async def highest(pid: int) -> int:
    """The most memory seen until it is told to stop."""
    most = family(pid)
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(LOOK)
            most = max(most, family(pid))
    return most


def family(pid: int) -> int:
    """Bytes of memory of a process and of those it started."""
    total = 0
    with suppress(OSError):
        total += own_memory(pid)
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(map(family, map(int, (task / "children").read_text().split())))
    return total


async def meanwhile(server: Samskap, tower: Phone, size: Size, told: Told) -> Answer:
    """How long a contribution travels while PDFs are made one after the other, beside how long it does without."""
    room = await real_room(server, size.report["groups"])
    try:
        told("without a file being made")
        await spoken(room, server, 1)
        alone = await spoken(room, server, size.seconds)
        told("while files are made")
        printing = asyncio.create_task(again_and_again(tower))
        beside = await spoken(room, server, size.seconds)
        printing.cancel()
        with suppress(asyncio.CancelledError):
            await printing
    finally:
        room.close()
    return {"p99_ratio": round(beside["p99"] / alone["p99"], 2) if alone["p99"] else None}


async def spoken(room: Room, server: Samskap, seconds: float) -> Answer:
    return await room.play(SPOKEN, seconds, server, cpu_seconds)


async def again_and_again(tower: Phone) -> None:
    while True:
        await fetched(tower, "pdf")
