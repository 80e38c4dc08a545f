"""The websocket, as uvicorn speaks it, plus frames that are made once and written to many."""

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol

from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

EXTENSION = "samskap.wire"
HEARTBEAT = 20  # seconds; a phone that hears nothing for longer knows that its socket died without a word
SHORT, MEDIUM = 126, 65536  # sizes at which RFC 6455 writes a longer header


class Frame:
    """One message to many screens: its text, and its bytes as the wire wants them, made once."""

    def __init__(self, text: str):
        self.text = text

    @cached_property
    def bytes(self) -> bytes:
        body = self.text.encode()
        size = len(body)
        if size < SHORT:
            return b"\x81" + size.to_bytes(1, "big") + body
        if size < MEDIUM:
            return b"\x81\x7e" + size.to_bytes(2, "big") + body
        return b"\x81\x7f" + size.to_bytes(8, "big") + body


class Wire(Protocol):
    """What the hub needs of a socket."""

    drained: Callable[[], None]

    @property
    def is_behind(self) -> bool: ...

    def put(self, frame: Frame) -> None: ...

    def close(self, code: int) -> None: ...

    def drop(self) -> None: ...


def nothing() -> None: ...


class PreparedWire(WebSocketsSansIOProtocol):
    """`ws="app.live.frames:PreparedWire"`. Knows when its phone cannot keep up, and says when it can again."""

    drained: Callable[[], None] = staticmethod(nothing)

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["extensions"][EXTENSION] = self  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.handshake_exc:  # a handshake that cannot be read gets no answer, and would stay for ever
            self.transport.close()

    @property
    def is_behind(self) -> bool:
        return not self.writable.is_set()

    @property
    def is_open(self) -> bool:
        return bool(self.handshake_complete and not self.close_sent and not self.transport.is_closing())

    def put(self, frame: Frame) -> None:
        if self.is_open:
            self.transport.write(frame.bytes)

    def close(self, code: int) -> None:
        if self.is_open:
            self.conn.send_close(code)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
            self.transport.close()

    def resume_writing(self) -> None:
        super().resume_writing()
        self.drained()

    def drop(self) -> None:
        self.transport.abort()


class PlainWire:
    """For servers that offer no prepared frames: one `send_text` after another, never awaited by the hub."""

    MOST_WAITING = 64  # frames

    def __init__(self, socket: WebSocket):
        self.socket = socket
        self.drained: Callable[[], None] = nothing
        self.waiting: asyncio.Queue[Frame | int] = asyncio.Queue()
        self.task = asyncio.create_task(self.speak())

    @property
    def is_behind(self) -> bool:
        return self.waiting.qsize() > self.MOST_WAITING

    def put(self, frame: Frame) -> None:
        self.waiting.put_nowait(frame)

    def close(self, code: int) -> None:
        self.waiting.put_nowait(code)

    def drop(self) -> None:
        self.close(1013)

    async def speak(self) -> None:
        while True:
            said = await self.waiting.get()
            if isinstance(said, int):
                await self.socket.close(said)
                return
            await self.socket.send_text(said.text)
            if self.waiting.empty():
                self.drained()


def wire_of(socket: WebSocket) -> Wire:
    """The prepared wire where the server offers one."""
    prepared: Wire | None = socket.scope.get("extensions", {}).get(EXTENSION)
    return prepared or PlainWire(socket)
