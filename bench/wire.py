"""Light clients: as little work for each frame as can be, so that one core can read tens of thousands a second."""

import asyncio
import base64
import os
import urllib.parse
from collections.abc import Callable
from typing import Any

Heard = Callable[[bytes], None]
MASK = b"\x00\x00\x00\x00"  # a legal mask that needs no work


class Socket(asyncio.Protocol):
    """One websocket. `heard` is called with every message; pings are answered."""

    def __init__(self, host: str, path: str, cookie: str, heard: Heard):
        self.host, self.path, self.cookie, self.heard = host, path, cookie, heard
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = b""
        self.is_open = False
        self.is_lost = False
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET {self.path} HTTP/1.1\r\nHost: {self.host}\r\nOrigin: http://{self.host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Cookie: {self.cookie}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        data = self.buffer + data if self.buffer else data
        if not self.is_open:
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self.buffer = head
                return
            self.open(head)
        self.buffer = self.read(data)

    def open(self, head: bytes) -> None:
        self.is_open = head.startswith(b"HTTP/1.1 101")
        if self.is_open:
            self.opened.set_result(None)
        else:
            self.opened.set_exception(ConnectionError(head[:80].decode()))
            self.transport.close()

    def read(self, data: bytes) -> bytes:
        """Hands every whole frame on, returns what is left."""
        at, end = 0, len(data)
        while end - at >= 2:
            kind, size, start = data[at] & 15, data[at + 1] & 127, at + 2
            if size >= 126:
                long = 2 if size == 126 else 8
                if end - start < long:
                    break
                size, start = int.from_bytes(data[start : start + long], "big"), start + long
            if start + size > end:
                break
            if kind == 1:
                self.heard(data[start : start + size])
            elif kind == 9:
                self.transport.write(bytes((0x8A, 0x80 | size)) + MASK + data[start : start + size])
            at = start + size
        return data[at:]

    def say(self, words: bytes) -> None:
        size = len(words)
        head = bytes((0x81, 0x80 | size)) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
        self.transport.write(head + MASK + words)

    def connection_lost(self, error: Exception | None) -> None:
        self.is_lost = True
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("lost before it opened"))
            self.opened.exception()

    def close(self) -> None:
        self.transport.abort()


def content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


async def socket(address: tuple[str, int], path: str, cookie: str, heard: Heard) -> Socket:
    """An open websocket. Raises ConnectionError."""
    host, port = address
    loop = asyncio.get_running_loop()
    _, opened = await loop.create_connection(lambda: Socket(f"{host}:{port}", path, cookie, heard), host, port)
    await asyncio.wait_for(opened.opened, 60)
    return opened


class Post(asyncio.Protocol):
    """One kept-alive HTTP connection, one request after another, answers by Content-Length only."""

    def __init__(self, address: tuple[str, int]):
        self.address = address
        self.host = f"{address[0]}:{address[1]}"
        self.cookies: dict[str, str] = {}
        self.transport: asyncio.Transport | None = None
        self.buffer = bytearray()
        self.waiting: asyncio.Future[tuple[int, bytes, bytes]] | None = None
        self.turn = asyncio.Lock()

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def __call__(
        self, method: str, path: str, form: dict[str, Any] | None = None, live: bool = True
    ) -> tuple[int, bytes, bytes]:
        """Status, head, body."""
        body = urllib.parse.urlencode(form or {}).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\nOrigin: http://{self.host}\r\nCookie: {self.cookie}\r\n"
        )
        head += "Sec-Fetch-Site: same-origin\r\n" + ("HX-Request: true\r\n" if live else "")
        if method == "POST":
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        async with self.turn:
            return await self.send(f"{head}\r\n".encode() + body)

    async def send(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Once more when the server closed an idle connection just then, as a phone's outbox does."""
        try:
            return await self.try_to_send(request)
        except ConnectionError:
            return await self.try_to_send(request)

    async def try_to_send(self, request: bytes) -> tuple[int, bytes, bytes]:
        loop = asyncio.get_running_loop()
        if self.transport is None or self.transport.is_closing():
            await loop.create_connection(lambda: self, *self.address)
        assert self.transport is not None
        self.waiting = loop.create_future()
        self.transport.write(request)
        status, head, body = await asyncio.wait_for(self.waiting, 60)
        self.keep_cookies(head)
        return status, head, body

    def keep_cookies(self, head: bytes) -> None:
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"set-cookie:"):
                name, _, value = line[11:].strip().decode().partition(";")[0].partition("=")
                self.cookies[name] = value

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        at = self.buffer.find(b"\r\n\r\n")
        if at < 0 or self.waiting is None:
            return
        head = bytes(self.buffer[:at])
        size = content_length(head)
        if len(self.buffer) < at + 4 + size:
            return
        body = bytes(self.buffer[at + 4 : at + 4 + size])
        del self.buffer[: at + 4 + size]
        waiting, self.waiting = self.waiting, None
        if not waiting.done():
            waiting.set_result((int(head[9:12]), head, body))

    def connection_lost(self, error: Exception | None) -> None:
        self.transport = None
        self.buffer.clear()
        if self.waiting and not self.waiting.done():
            self.waiting.set_exception(ConnectionError("lost"))

    def close(self) -> None:
        if self.transport:
            self.transport.abort()
