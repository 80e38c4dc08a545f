"""The line to a phone, as uvicorn keeps it, but not for ever: whoever does not go on is let go."""

import asyncio
from asyncio import Transport
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD = 12  # seconds until a request has begun and its headers are there
WHOLE = 25  # seconds more until its body is there
MOST_HEAD = 256 * 1024  # bytes of headers that do not end


class PatientLine(HttpToolsProtocol):
    """`http="app.live.patience:PatientLine"`. Between two requests uvicorn itself waits, five seconds."""

    deadline: asyncio.TimerHandle | None = None
    heard = 0
    is_upgraded = False

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.wait(HEAD)

    def data_received(self, data: bytes) -> None:
        last: Any = self.cycle
        super().data_received(data)
        now: Any = self.cycle
        is_new = now is not last
        self.heard = 0 if is_new else self.heard + len(data)
        if self.is_upgraded:
            self.go_on()
        elif now is None or now.response_complete:
            self.wait_for_a_head()
        elif not now.more_body:
            self.go_on()
        elif is_new:
            self.wait(WHOLE)

    def connection_lost(self, exc: Exception | None) -> None:
        self.go_on()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        self.is_upgraded = True  # from now on the socket looks after itself
        super().handle_websocket_upgrade()

    def wait_for_a_head(self) -> None:
        if self.heard > MOST_HEAD:
            self.let_go(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif self.deadline is None:
            self.wait(HEAD)

    def wait(self, seconds: float) -> None:
        self.go_on()
        self.deadline = self.loop.call_later(seconds, self.let_go, HTTPStatus.REQUEST_TIMEOUT)

    def go_on(self) -> None:
        if self.deadline:
            self.deadline.cancel()
        self.deadline = None

    def let_go(self, why: HTTPStatus) -> None:
        """Says why, unless an answer has begun or nothing was asked."""
        cycle: Any = self.cycle
        if not self.transport.is_closing() and (self.heard or cycle) and not (cycle and is_answering(cycle)):
            head = f"HTTP/1.1 {why.value} {why.phrase}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
            self.transport.write(head.encode())
        self.transport.close()


def is_answering(cycle: Any) -> bool:
    return bool(cycle.response_started and not cycle.response_complete)
