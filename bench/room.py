"""Phones in groups, listening; and how long each of the others waits for what one of them says."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bench.figures import spread
from bench.servers import Process, Samskap
from bench.wire import Post, Socket, socket

TOKEN = re.compile(rb"#(\d{8})#")
SOCKET = re.compile(rb'hx-ws:connect="([^"]+)"')
PROMPT = re.compile(rb'name="prompt" value="(\d+)"')
WORDS = "#{:08d}# we should ask the people who use it before we build it, and again when they have used it for a week"
SETTLE = 5.0  # seconds a late frame may still come


@dataclass(eq=False)
class Phone:
    number: int
    group: int
    post: Post
    base: str = ""
    socket: Socket | None = None
    heard: set[bytes] = field(default_factory=set)


@dataclass
class Room:
    """All phones of one server, and what they heard. `frame` is one real message, kept for the bare servers."""

    phones: list[Phone]
    send: Callable[[Phone, bytes], Awaitable[bool]]
    sent: dict[bytes, tuple[int, float]] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)
    delivered: int = 0
    frame: bytes = b""

    def hear(self, phone: Phone, message: bytes) -> None:
        now = time.perf_counter()
        found = TOKEN.findall(message)
        if len(found) == 1:
            self.frame = message
        for token in found:
            if token in phone.heard or token not in self.sent:
                continue
            phone.heard.add(token)
            author, at = self.sent[token]
            if author != phone.number:
                self.delivered += 1
                self.delays.append((now - at) * 1000)

    async def play(self, rate: float, seconds: float, server: Process, cpu: Callable[[int], float]) -> dict[str, Any]:
        """`rate` contributions a second for so long, evenly from all phones. Milliseconds from post to each other."""
        count = round(rate * seconds)
        first = len(self.sent)
        self.delays, self.delivered = [], 0
        before, began = cpu(server.pid), time.perf_counter()
        tasks = []
        for n in range(count):
            await sleep_until(began + n / rate)
            tasks.append(asyncio.create_task(self.say(self.phones[(first + n) * 7 % len(self.phones)], first + n)))
        kept = sum(await asyncio.gather(*tasks))
        expected = sum(self.others(self.sent[b"%08d" % n][0]) for n in range(first, first + count))
        end = time.perf_counter() + SETTLE
        while self.delivered < expected and time.perf_counter() < end:  # noqa: ASYNC110 an event would cost as much
            await asyncio.sleep(0.02)
        used = cpu(server.pid) - before
        return {
            "rate": rate,
            **spread(self.delays),
            "kept": kept,
            "of": count,
            "delivered": self.delivered,
            "expected": expected,
            "cpu_ms": round(1000 * used / count, 2),
        }

    async def say(self, phone: Phone, n: int) -> bool:
        token = b"%08d" % n
        self.sent[token] = (phone.number, time.perf_counter())
        try:
            return await self.send(phone, token)
        except (OSError, TimeoutError):
            return False

    def others(self, author: int) -> int:
        group = self.phones[author].group
        return self.sizes[group] - 1

    @property
    def sizes(self) -> dict[int, int]:
        counted: dict[int, int] = {}
        for phone in self.phones:
            counted[phone.group] = counted.get(phone.group, 0) + 1
        return counted

    def close(self) -> None:
        for phone in self.phones:
            phone.post.close()
            if phone.socket:
                phone.socket.close()


async def sleep_until(moment: float) -> None:
    wait = moment - time.perf_counter()
    if wait > 0:
        await asyncio.sleep(wait)


async def in_turns(what: Callable[[Any], Awaitable[object]], each: list[Any], at_once: int = 50) -> None:
    for start in range(0, len(each), at_once):
        await asyncio.gather(*(what(one) for one in each[start : start + at_once]))


async def real_room(server: Samskap, groups: int, has_desks: bool = True) -> Room:
    """Every seeded phone has its page and its socket; each group a desk, the lab a stage."""
    prompt = b"1"

    async def send(phone: Phone, token: bytes) -> bool:
        form = {"id": f"b{int(token):031x}", "prompt": prompt.decode(), "text": WORDS.format(int(token))}
        status, _, _ = await phone.post("POST", f"{phone.base}/contributions", form)
        return status == 201

    lab = server.links["lab"]
    room = Room([Phone(n, n % groups, Post(server.address)) for n in range(len(server.links["tokens"]))], send)

    async def open_phone(phone: Phone) -> None:
        phone.base = f"/labs/{lab}/phone"
        phone.post.cookies[f"samskap-{lab}-phone"] = server.links["tokens"][phone.number]
        _, _, page = await phone.post("GET", phone.base, live=False)
        await listen(server, phone, page, lambda message: room.hear(phone, message))

    await in_turns(open_phone, room.phones)
    if has_desks:
        links = [*server.links["desks"], server.links["stage"]]
        await in_turns(lambda link: watch(server, link), links)
    return room


async def listen(server: Process, phone: Phone, page: bytes, heard: Callable[[bytes], None]) -> None:
    """At the address that the page names."""
    found = SOCKET.search(page)
    if not found:
        raise RuntimeError(f"no page: {page[:200]!r}")
    path = found[1].decode().replace("&amp;", "&")
    phone.socket = await socket(server.address, path, phone.post.cookie, heard)


async def watch(server: Process, link: str) -> Phone:
    """A screen with a personal link: let in, its page read, its socket open."""
    screen = Phone(-1, -1, Post(server.address))
    await let_in(screen, link)
    _, _, page = await screen.post("GET", screen.base, live=False)
    await listen(server, screen, page, lambda message: None)
    return screen


async def let_in(screen: Phone, link: str) -> None:
    _, head, _ = await screen.post("POST", "/enter", {"key": link.partition("#")[2]}, live=False)
    screen.base = re.findall(rb"location: (\S+)", head.lower())[0].decode()


def bare_post(group: str, words: bytes) -> bytes:
    return b"POST /g/%b HTTP/1.1\r\nHost: bench\r\nContent-Length: %d\r\n\r\n" % (group.encode(), len(words)) + words


async def bare_room(server: Process, groups: int, phones: int, frame: bytes, by_socket: bool) -> Room:
    """The same phones before a bare server: what one posts is the frame that the product would have sent."""

    async def send(phone: Phone, token: bytes) -> bool:
        words = TOKEN.sub(b"#" + token + b"#", frame)
        if by_socket and phone.socket:
            phone.socket.say(words)
            return True
        async with phone.post.turn:
            status, _, _ = await phone.post.send(bare_post(str(phone.group), words))
        return status == 201

    room = Room([Phone(n, n % groups, Post(server.address)) for n in range(phones)], send)

    async def open_phone(phone: Phone) -> None:
        path = f"/g/{phone.group}/live"
        phone.socket = await socket(server.address, path, "", lambda message: room.hear(phone, message))

    await in_turns(open_phone, room.phones)
    return room
