"""The same patience as in test_patience.py, with hundredths of its seconds, before a server that only echoes."""

import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from websockets.sync.client import connect

from app.live import patience
from tests.routers.wire import Line
from tests.serving import free_port, until


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await echo_live(WebSocket(scope, receive, send))
        return
    await PlainTextResponse(await Request(scope, receive).body())(scope, receive, send)


async def echo_live(socket: WebSocket) -> None:
    await socket.accept()
    async for words in socket.iter_text():
        await socket.send_text(words)


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(patience, "HEAD", 0.3)
    monkeypatch.setattr(patience, "WHOLE", 0.6)
    taken = free_port()
    http = patience.PatientLine
    server = uvicorn.Server(
        uvicorn.Config(echo, port=taken, http=http, lifespan="off", log_level="error", ws="websockets-sansio")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    assert until(lambda: server.started)
    yield taken
    server.should_exit = True
    thread.join()


def test_whoever_says_nothing_is_let_go_without_a_word(port: int) -> None:
    with Line(port) as line:
        assert line.hear(until=b"never") == b""


@pytest.mark.parametrize(
    "sent", [b"G", b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nab"]
)
def test_whoever_does_not_go_on_is_told_so_and_let_go(port: int, sent: bytes) -> None:
    with Line(port) as line:
        line.send(sent)
        assert line.hear(until=b"never").split(b"\r\n")[0] == b"HTTP/1.1 408 Request Timeout"


def test_headers_that_never_end_are_not_kept(port: int) -> None:
    with Line(port) as line:
        line.send(b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 400_000)
        assert line.hear(until=b"never").split(b" ")[1] == b"431"


def test_whoever_sends_all_of_it_is_answered(port: int) -> None:
    with Line(port) as line:
        line.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab")
        line.send(b"cd")
        assert line.answer().body == b"abcd"
        line.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nef")
        assert line.answer().body == b"ef"


def test_an_open_socket_may_be_silent_for_as_long_as_it_likes(port: int) -> None:
    with connect(f"ws://127.0.0.1:{port}") as wire:
        with pytest.raises(TimeoutError):
            wire.recv(timeout=5 * patience.HEAD)
        wire.send("Still here")
        assert wire.recv(5) == "Still here"
