"""Many phones at once: held, told, arriving together, and coming back after the server was killed."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from bench.figures import spread
from bench.machine import cpu_seconds, own_memory
from bench.room import Phone, Room, bare_post, bare_room, let_in, listen, real_room
from bench.servers import Samskap, bare
from bench.sizes import Answer, Size, Told
from bench.wire import Post


async def phones(size: Size, told: Told) -> Answer:
    """Many connected in groups of 20: memory of each, delay at 20/s, one message to all until the last has it."""
    rows = []
    for crowd in size.crowds:
        told(f"{crowd:,} phones")
        groups = max(1, crowd // 20)
        server = Samskap(groups=groups, people=crowd)
        try:
            empty = own_memory(server.pid)
            room = await real_room(server, groups, has_desks=False)
            await asyncio.sleep(2)
            each = (own_memory(server.pid) - empty) / crowd
            row = await room.play(20, size.seconds, server, cpu_seconds)
            last = await to_the_last(server, room)
            room.close()
        finally:
            server.stop()
        theirs = await bare_to_the_last(crowd, groups)
        row |= {"phones": crowd, "kB_each": round(each / 1000, 1), "plenary_ms": last, "bare_plenary_ms": theirs}
        rows.append(row)
    most = rows[-1]
    return {
        "ratios": {
            "held": most["phones"] if most["delivered"] == most["expected"] else 0,
            "kB_each": most["kB_each"],
            "p99": most["p99"],
            "plenary_ratio": round(most["plenary_ms"] / most["bare_plenary_ms"], 2),
        },
        "rows": rows,
    }


async def to_the_last(server: Samskap, room: Room) -> float:
    """Milliseconds from the organiser's message until the last phone has it; the best of three."""
    tower = Phone(-1, -1, Post(server.address))
    await let_in(tower, server.links["tower"])

    async def tell(words: str) -> None:
        await tower.post("POST", f"{tower.base}/notice", {"words": words})

    return min([await until_all_hear(room, f"plenary{n}", tell) for n in range(3)])


async def bare_to_the_last(crowd: int, groups: int) -> float:
    server = bare("starlette")
    try:
        room = await bare_room(server, groups, crowd, b"", by_socket=False)
        post = Post(server.address)

        async def tell(words: str) -> None:
            await post.send(bare_post("all", words.encode() * 30))  # as long as the notice that the product sends

        last = min([await until_all_hear(room, f"plenary{n}", tell) for n in range(3)])
        room.close()
        return last
    finally:
        server.stop()


async def until_all_hear(room: Room, words: str, tell: Callable[[str], Coroutine[Any, Any, None]]) -> float:
    missing = {phone.number for phone in room.phones}
    done = asyncio.get_running_loop().create_future()
    sought = words.encode()

    def hearing(phone: Phone) -> Callable[[bytes], None]:
        def hear(message: bytes) -> None:
            if sought in message:
                missing.discard(phone.number)
                if not missing and not done.done():
                    done.set_result(time.perf_counter())

        return hear

    for phone in room.phones:
        if phone.socket:
            phone.socket.heard = hearing(phone)
    began = time.perf_counter()
    telling = asyncio.create_task(tell(words))
    ended: float = await asyncio.wait_for(done, 60)
    await telling
    return round((ended - began) * 1000, 1)


async def storm(size: Size, told: Told) -> Answer:
    """A room arrives within ten seconds; then the server is killed, started again, and all come back."""
    rows = []
    for crowd in size.storms:
        told(f"{crowd:,} arrive")
        server = Samskap(groups=max(1, crowd // 20), people=crowd)
        try:
            rows.append({"phones": crowd, **await arrive_and_return(server, crowd, min(10.0, crowd / 30), told)})
        finally:
            server.stop()
    return {"ratios": {"page_p99_ms": rows[-1]["page_p99"], "all_back_s": rows[-1]["all_back_s"]}, "rows": rows}


async def arrive_and_return(server: Samskap, crowd: int, within: float, told: Told) -> Answer:
    lab, waits, seqs = server.links["lab"], [], {}
    people = [Phone(n, 0, Post(server.address), f"/labs/{lab}/phone") for n in range(crowd)]

    async def arrive(phone: Phone) -> None:
        await asyncio.sleep(within * phone.number / crowd)
        phone.post.cookies[f"samskap-{lab}-phone"] = server.links["tokens"][phone.number]
        began = time.perf_counter()
        _, _, page = await phone.post("GET", phone.base, live=False)
        waits.append((time.perf_counter() - began) * 1000)
        seqs[phone.number] = page
        await listen(server, phone, page, lambda message: None)

    await asyncio.gather(*(arrive(phone) for phone in people))
    told(f"{crowd:,} come back")
    server.kill()
    began = time.perf_counter()
    server.start()

    async def come_back(phone: Phone) -> None:
        """As htmx does: a second, with jitter, doubling while nobody answers."""
        phone.post.close()
        delay = 1.0
        while True:
            await asyncio.sleep(delay * (1 - 0.9 * ((phone.number * 7919) % 1000) / 1000))
            try:
                await listen(server, phone, seqs[phone.number], lambda message: None)
                return
            except (OSError, TimeoutError):
                delay = min(delay * 2, 8)

    await asyncio.gather(*(come_back(phone) for phone in people))
    ended = time.perf_counter() - began
    for phone in people:
        if phone.socket:
            phone.socket.close()
    return {**{f"page_{name}": value for name, value in spread(waits).items()}, "all_back_s": round(ended, 2)}
