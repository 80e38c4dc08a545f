"""What is measured. Each scenario returns rows for the table and the ratios that the bars speak of."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable

from bench.acts import acts
from bench.crowds import phones, storm
from bench.figures import percentile, spread
from bench.files import summary
from bench.machine import at_rest, cpu_seconds
from bench.room import Phone, Room, bare_room, real_room, watch
from bench.servers import Process, Samskap, bare, seeded, told_by
from bench.sizes import WHOLE, Answer, Size, Told

TOO_LATE = 1000.0  # ms at p99: no longer sustained
SHARED = re.compile(r"\d+ acts in (\d+) commits, at most (\d+) in one")
FINER = 3  # halvings between the last rate that held and the first that did not


async def fanout(size: Size, told: Told) -> Answer:
    server = Samskap(groups=size.groups, people=size.phones)
    try:
        room = await real_room(server, size.groups)
        ours, best = await climb(room, server, size, told, "samskap")
        frame = room.frame
        room.close()
    finally:
        server.stop()
    rows, bests = {"samskap": ours}, {"samskap": best}
    for kind in ("starlette", "websockets"):
        bare_one = bare(kind)
        try:
            room = await bare_room(bare_one, size.groups, size.phones, frame, kind == "websockets")
            rows[kind], bests[kind] = await climb(room, bare_one, size, told, kind)
            room.close()
        finally:
            bare_one.stop()
    return {
        "ratios": {
            "rate_ratio": round(bests["samskap"] / bests["starlette"], 3) if bests["starlette"] else None,
            **compared(rows["samskap"], rows["starlette"], 80, "p50"),
            **compared(rows["samskap"], rows["starlette"], 80, "p99"),
            "p99_at_320": figure(rows["samskap"], 320, "p99"),
        },
        "highest": bests,
        "rows": [{"server": kind, **row} for kind, some in rows.items() for row in some],
    }


async def climb(room: Room, server: Process, size: Size, told: Told, name: str) -> tuple[list[Answer], float]:
    """Doubles the rate until it no longer holds, then looks between. The highest rate that held."""
    rows: list[Answer] = []
    best, failed = 0.0, None
    for rate in size.rates:
        rows.append(await step(room, server, rate, size, told, name))
        if not holds(rows[-1]):
            failed = rate
            break
        best = rate
    for _ in range(FINER if failed and best >= 80 else 0):
        rate = round((best + (failed or best)) / 2)
        rows.append(await step(room, server, rate, size, told, name))
        best, failed = (rate, failed) if holds(rows[-1]) else (best, rate)
    return sorted(rows, key=lambda row: float(row["rate"])), best


async def step(room: Room, server: Process, rate: float, size: Size, told: Told, name: str) -> Answer:
    """Begins with a server at rest: what a rate too high left behind is not the next one's."""
    await at_rest(server.pid)
    told(f"{name}: {rate:g} a second")
    return await room.play(rate, size.seconds, server, cpu_seconds)


def holds(row: Answer) -> bool:
    return bool(row["p99"] <= TOO_LATE and row["kept"] == row["of"] and row["delivered"] == row["expected"])


def figure(rows: list[Answer], rate: float, name: str) -> float | None:
    return next((row[name] for row in rows if row["rate"] == rate), None)


def compared(ours: list[Answer], bare: list[Answer], rate: float, name: str) -> Answer:
    mine, theirs = figure(ours, rate, name), figure(bare, rate, name)
    return {f"{name}_at_{rate:g}_ratio": round(mine / theirs, 2) if mine and theirs else None}


async def write(size: Size, told: Told) -> Answer:
    """As many as go in, one desk watching: acknowledged a second, each on disk."""
    server = Samskap(groups=1, people=64 if size is WHOLE else 8)
    try:
        room = await real_room(server, 1, has_desks=False)
        desk = await watch(server, server.links["desks"][0])
        for phone in room.phones:
            if phone.socket:
                phone.socket.close()
        told("writing")
        end, counter = time.perf_counter() + size.seconds, iter(range(10**8))
        waits: list[float] = []

        async def talk(phone: Phone) -> None:
            while time.perf_counter() < end:
                began = time.perf_counter()
                if await room.say(phone, next(counter)):
                    waits.append((time.perf_counter() - began) * 1000)

        await asyncio.gather(*map(talk, room.phones))
        assert desk.socket is not None
        rate = round(len(waits) / size.seconds)
        room.close()
    finally:
        server.stop()
    shared = SHARED.findall(server.log.read_text())[-1:]
    groups = dict(zip(("commits", "largest"), map(int, shared[0]), strict=True)) if shared else {}
    return {"ratios": {}, "rows": [{"acknowledged_per_s": rate, **spread(waits), **groups}]}


async def growth(size: Size, told: Told) -> Answer:
    """What a contribution costs when much has been said before it."""
    rows = []
    for held in size.grown:
        told(f"{held:,} contributions")
        server = Samskap(groups=size.groups, people=size.phones, contributions=held)
        try:
            room = await real_room(server, size.groups)
            await room.play(40, 1, server, cpu_seconds)
            row = await room.play(40, size.seconds, server, cpu_seconds)
            pages = [await page_of(room.phones[0]) for _ in range(20)]
            room.close()
        finally:
            server.stop()
        waits = sorted(wait for wait, _ in pages)
        rows.append({"held": held, **row, "page_ms": round(percentile(waits, 0.5), 1), "page_kB": pages[0][1]})
    first, last = rows[0], rows[-1]
    return {
        "ratios": {
            "cpu_ratio": round(last["cpu_ms"] / first["cpu_ms"], 2) if first["cpu_ms"] else None,
            "p50_ratio": round(last["p50"] / first["p50"], 2) if first["p50"] else None,
        },
        "rows": rows,
    }


async def page_of(phone: Phone) -> tuple[float, float]:
    began = time.perf_counter()
    _, _, page = await phone.post("GET", phone.base, live=False)
    return (time.perf_counter() - began) * 1000, round(len(page) / 1000, 1)


async def steps(size: Size, told: Told) -> Answer:
    """Where the processor time of one contribution goes, step by step, in a process that nothing else shares."""
    told("taking contributions through the house")
    data = seeded(groups=size.groups, people=size.phones)
    links = json.loads((data / "links.json").read_text())
    spec = {"lab": links["lab"], "tokens": links["tokens"], "many": min(20, size.phones), "rounds": size.rounds}
    return {"ratios": {}, "rows": json.loads(told_by("bench.steps", str(data), json.dumps(spec)))}


SCENARIOS: dict[str, Callable[[Size, Told], Awaitable[Answer]]] = {
    "fanout": fanout,
    "phones": phones,
    "storm": storm,
    "write": write,
    "growth": growth,
    "summary": summary,
    "steps": steps,
    "acts": acts,
}
