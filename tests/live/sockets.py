"""A screen's socket, spoken by hand, so that a test may stop reading, cut the wire, or send nonsense."""

import socket
import struct
from base64 import b64encode
from contextlib import suppress
from os import urandom
from select import select
from urllib.parse import urlsplit

from tests.serving import Visitor

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
ABNORMAL = 1006  # the wire ended without a word
AT_ONCE, READS = 1 << 20, 32  # bytes in a read, reads at a time
WAIT = 20.0  # seconds for an answer to the handshake
NO_MASK = bytes(4)  # a legal mask, and the bytes stay as they are


def frame(op: int, payload: bytes = b"", *, fin: int = 1, rsv: int = 0, declare: int | None = None) -> bytes:
    """One frame of RFC 6455 as a client sends it; with `declare` it promises another length than it has."""
    size = len(payload) if declare is None else declare
    first = bytes([fin << 7 | rsv << 4 | op])
    if size < 126:
        return first + bytes([0x80 | size]) + NO_MASK + payload
    if size < 65536:
        return first + struct.pack(">BH", 0xFE, size) + NO_MASK + payload
    return first + struct.pack(">BQ", 0xFF, size) + NO_MASK + payload


class Socket:
    """`status` is the answer to the handshake, `heard` every message so far, `code` why it was closed (None: open)."""

    def __init__(
        self,
        visitor: Visitor,
        seq: object = 0,
        *,
        path: str | None = None,
        origin: str | None = "ours",
        narrow: bool = False,
        **headers: str,
    ):
        self.heard: list[str] = []
        self.news: list[str] = []  # heard, and not yet asked for
        self.code: int | None = None
        self.buffer = bytearray()
        self.part = bytearray()
        self.wire = socket.socket()
        if narrow:  # a wire that holds little, so that a phone which does not read is soon behind
            self.wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.wire.settimeout(WAIT)
        address = urlsplit(visitor.address)
        self.wire.connect((address.hostname, address.port))
        self.wire.sendall(self.handshake(visitor, path or f"{visitor.base}/live?seq={seq}", origin, headers))
        self.status = self.answer()

    @staticmethod
    def handshake(visitor: Visitor, path: str, origin: str | None, more: dict[str, str]) -> bytes:
        headers = {
            "Host": urlsplit(visitor.address).netloc,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": b64encode(urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
            "Accept-Language": visitor.http.headers["accept-language"],
            "Cookie": visitor.cookies,
        }
        if origin is not None:
            headers["Origin"] = visitor.address if origin == "ours" else origin
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items() if value)]
        return "\r\n".join([*lines, "", ""]).encode()

    def answer(self) -> int:
        while b"\r\n\r\n" not in self.buffer:
            if not (data := self.wire.recv(AT_ONCE)):
                return 0
            self.buffer += data
        head, _, rest = bytes(self.buffer).partition(b"\r\n\r\n")
        self.buffer = bytearray(rest)
        self.hear_all()
        return int(head.split(b" ", 2)[1])

    def listen(self, seconds: float = 0.0) -> list[str]:
        """Takes in what has come, waiting up to `seconds` for the first of it. Returns what is new."""
        for _ in range(READS):  # not for ever: it may come as fast as it is read
            if self.code is not None or not select([self.wire], [], [], seconds)[0]:
                break
            seconds = 0
            self.take_in()
        news, self.news = self.news, []
        return news

    def take_in(self, most: int = AT_ONCE) -> None:
        try:
            data = self.wire.recv(most)
        except ConnectionError:
            data = b""
        if data:
            self.buffer += data
            self.hear_all()
        else:
            self.end(ABNORMAL)

    def hear_all(self) -> None:
        while self.code is None and (found := self.next_frame()):
            self.hear(*found)

    def next_frame(self) -> tuple[int, int, bytes] | None:
        if len(self.buffer) < 2:
            return None
        size, start = self.buffer[1] & 127, 2
        if size > 125:
            start = 4 if size == 126 else 10
            if len(self.buffer) < start:
                return None
            size = int.from_bytes(self.buffer[2:start])
        if len(self.buffer) < start + size:
            return None
        first, payload = self.buffer[0], bytes(self.buffer[start : start + size])
        del self.buffer[: start + size]
        return first >> 7, first & 15, payload

    def hear(self, fin: int, op: int, payload: bytes) -> None:
        if op == CLOSE:
            self.end(int.from_bytes(payload[:2]) if payload else 1005)
        elif op == PING:
            self.send(PONG, payload)
        elif op != PONG:
            self.part += payload
            if fin:
                self.news.append(self.part.decode())
                self.heard.append(self.news[-1])
                self.part.clear()

    def send(self, op: int, payload: bytes = b"", *, fin: int = 1, rsv: int = 0, declare: int | None = None) -> None:
        with suppress(ConnectionError):
            self.wire.sendall(frame(op, payload, fin=fin, rsv=rsv, declare=declare))

    def end(self, code: int) -> None:
        self.code = code
        self.wire.close()

    def close(self) -> None:
        """As a page closes that is left."""
        if self.code is None:
            self.send(CLOSE, struct.pack(">H", 1001))
            self.end(1001)

    def cut(self) -> None:
        """As Wi-Fi ends: without a word, with everything lost that was under way."""
        if self.code is None:
            self.wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.end(ABNORMAL)
