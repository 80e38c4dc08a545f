"""The acts of facilitation beside a plain contribution at the same rate: how long until every screen tells of them."""

import asyncio
import re
import time
from bisect import bisect_left
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from bench.figures import spread
from bench.room import WORDS, Phone, Room, let_in, listen, real_room, sleep_until
from bench.servers import Samskap
from bench.sizes import Answer, Size, Told
from bench.wire import Post

BALLOT = re.compile(rb'action="([^"]+/votes/[0-9a-f]{32}/ballot)"')
KEY = re.compile(rb'name="id" value="([0-9a-f]{32})"')
CHOICE = re.compile(rb'name="(choice-[0-9a-f]{32})"')
CARD = re.compile(rb'id="contribution-([0-9a-f]{32})"')
THEME = re.compile(rb'id="theme-([0-9a-f]{32})"')
LESSON = re.compile(rb'id="lesson-([0-9a-f]{32})"')
STAGES = {"dot vote": "4", "deliberation": "5", "lesson": "6"}
LATE = 2.0  # seconds; a screen that has not heard by then never will

Doing = Callable[[int], Coroutine[Any, Any, bool]]


@dataclass(eq=False)
class Ear:
    """One screen that listens: what it heard, and when."""

    group: int
    times: list[float] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)

    def hear(self, message: bytes) -> None:
        self.times.append(time.perf_counter())
        self.messages.append(message)

    def wait(self, at: float, sign: bytes) -> float | None:
        """Milliseconds from then until it was told what has this sign."""
        for n in range(bisect_left(self.times, at), len(self.times)):
            if sign in self.messages[n]:
                return (self.times[n] - at) * 1000
        return None


class Lab:
    """A lab with its phones and desks, each of which listens."""

    def __init__(self, server: Samskap, room: Room):
        self.server, self.room = server, room
        self.phones = [Ear(phone.group) for phone in room.phones]
        for phone, ear in zip(room.phones, self.phones, strict=True):
            assert phone.socket
            phone.socket.heard = ear.hear
        self.desks: list[Phone] = []
        self.ears: list[Ear] = []

    async def open_desks(self) -> None:
        for group, link in enumerate(self.server.links["desks"]):
            desk, ear = Phone(-1, group, Post(self.server.address)), Ear(group)
            await let_in(desk, link)
            _, _, page = await desk.post("GET", desk.base, live=False)
            await listen(self.server, desk, page, ear.hear)
            self.desks.append(desk)
            self.ears.append(ear)

    async def open_stage(self, stage: str) -> None:
        for desk in self.desks:
            await desk.post("POST", f"{desk.base}/stage", {"stage": STAGES[stage]})
        await asyncio.sleep(1)

    async def measured(
        self, count: int, rate: float, ears: list[Ear], do: Doing, sign: Callable[[int], bytes]
    ) -> Answer:
        """`count` acts at `rate` a second, each in the next group; until each of that group's `ears` hears its sign."""
        began, started = time.perf_counter(), []
        tasks = []
        for n in range(count):
            await sleep_until(began + n / rate)
            started.append(time.perf_counter())
            tasks.append(asyncio.create_task(do(n)))
        kept = sum(await asyncio.gather(*tasks))
        await asyncio.sleep(LATE)
        waits = [
            ear.wait(at, sign(n)) for n, at in enumerate(started) for ear in ears if ear.group == n % len(self.desks)
        ]
        told = [wait for wait in waits if wait is not None]
        return {"rate": rate, **spread(told), "kept": kept, "of": count, "delivered": len(told), "expected": len(waits)}

    async def page(self, screen: Phone) -> bytes:
        return (await screen.post("GET", screen.base, live=False))[2]

    async def act(self, screen: Phone, noun: str, form: dict[str, Any]) -> bool:
        status, _, _ = await screen.post("POST", f"{screen.base}/{noun}", form)
        return status < 300


async def acts(size: Size, told: Told) -> Answer:
    """Dots and ballots by everyone, themes that are filled: the 99th percentile beside a contribution's."""
    server = Samskap(groups=size.groups, people=size.phones, contributions=12 * size.groups)
    rate = size.phones / min(10.0, size.phones / 4)
    try:
        room = await real_room(server, size.groups, has_desks=False)
        lab = Lab(server, room)
        await lab.open_desks()
        rows: list[Answer] = []
        for name, play in ACTS.items():
            told(name)
            rows.append({"act": name, **await play(lab, size.phones, rate)})
        room.close()
    finally:
        server.stop()
    plain = rows[0]["p99"]
    for row in rows:
        row["p99_ratio"] = round(row["p99"] / plain, 2) if plain else None
    return {"ratios": {"slowest_ratio": max(row["p99_ratio"] or 0 for row in rows)}, "rows": rows}


async def contributions(lab: Lab, count: int, rate: float) -> Answer:
    async def do(n: int) -> bool:
        form = {"id": f"a{n:031x}", "prompt": "1", "text": WORDS.format(n)}
        return await lab.act(lab.room.phones[n], "contributions", form)

    return await lab.measured(count, rate, [*lab.phones, *lab.ears], do, lambda n: b"#%08d#" % n)


async def moves(lab: Lab, count: int, rate: float) -> Answer:
    """Cards put into a theme, each seen by the group's phones and its desk."""
    themes: list[str] = []
    cards: list[list[str]] = []
    for n, desk in enumerate(lab.desks):
        await lab.act(desk, "themes", {"id": f"b{n:031x}", "name": "What belongs together"})
        page = await lab.page(desk)
        themes.append(THEME.findall(page)[-1].decode())
        cards.append([each.decode() for each in CARD.findall(page)])
    groups = len(lab.desks)

    def card(n: int) -> str:
        return cards[n % groups][n // groups]

    async def do(n: int) -> bool:
        return await lab.act(lab.desks[n % groups], f"contributions/{card(n)}/theme", {"theme": themes[n % groups]})

    return await lab.measured(count, rate, [*lab.phones, *lab.ears], do, lambda n: card(n).encode())


async def dots(lab: Lab, count: int, rate: float) -> Answer:
    await lab.open_stage("dot vote")
    return await ballots(lab, count, rate, "1")


async def agreement(lab: Lab, count: int, rate: float) -> Answer:
    """Each group has a lesson on which all vote."""
    await lab.open_stage("lesson")
    for n, desk in enumerate(lab.desks):
        card = CARD.findall(await lab.page(desk))[0].decode()
        form = {"id": f"c{n:031x}", "title": "Ask first", "text": "Then build", "evidence": f"contribution:{card}"}
        await lab.act(desk, "lessons", form)
        lesson = LESSON.findall(await lab.page(desk))[-1].decode()
        await lab.act(desk, f"lessons/{lesson}/ballots", {"id": f"d{n:031x}", "method": "agreement"})
    return await ballots(lab, count, rate, "2")


async def ballots(lab: Lab, count: int, rate: float, said: str) -> Answer:
    """Everybody casts one; the desk hears that somebody has."""
    forms = []
    for phone in lab.room.phones[:count]:
        page = await lab.page(phone)
        address = BALLOT.findall(page)[-1].decode()
        key, choice = KEY.findall(page)[-1].decode(), CHOICE.findall(page[page.index(address.encode()) :])[0].decode()
        forms.append((address.removeprefix(f"{phone.base}/"), {"id": key, choice: said}))

    async def do(n: int) -> bool:
        return await lab.act(lab.room.phones[n], *forms[n])

    return await lab.measured(count, rate, lab.ears, do, lambda n: b"turnout")


ACTS = {"contribution": contributions, "theme move": moves, "dots": dots, "agreement": agreement}
