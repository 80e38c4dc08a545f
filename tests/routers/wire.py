"""A line to a real server, for what no client would send."""

import socket
import time
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self


class Answer(NamedTuple):
    status: int
    head: str
    body: bytes


class Line:
    """One TCP connection. Every wait ends."""

    def __init__(self, port: int, wait: float = 20):
        self.host = f"127.0.0.1:{port}"
        self.socket = socket.create_connection(("127.0.0.1", port), wait)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def say(self, *lines: str, body: bytes = b"") -> Self:
        """A request of these lines; `{host}` stands for this server's own."""
        head = "\r\n".join([*lines, "", ""]).replace("{host}", self.host)
        self.send(head.encode("latin-1") + body)
        return self

    def send(self, sent: bytes) -> None:
        with suppress(OSError):  # the other side may have heard enough
            self.socket.sendall(sent)

    def answer(self) -> Answer:
        """The answer to one request. Status 0 when the line was cut without one."""
        heard = self.hear(until=b"\r\n\r\n")
        head, _, body = heard.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").lower().split("\r\n")
        length = next((int(each.partition(":")[2]) for each in lines if each.startswith("content-length:")), 0)
        while len(body) < length and (more := self.receive()):
            body += more
        status = int(head.split(b" ")[1]) if head else 0
        return Answer(status, "\n".join(lines), body)

    def hear(self, until: bytes) -> bytes:
        heard = b""
        while until not in heard and (more := self.receive()):
            heard += more
        return heard

    def receive(self) -> bytes:
        try:
            return self.socket.recv(65536)
        except ConnectionError:
            return b""

    def closing_code(self) -> int:
        """With which code the other side closes its websocket; 0 when it only hangs up."""
        heard = b""
        while more := self.receive():
            heard += more
        while heard:
            size, start = heard[1], 2
            if size >= 126:
                start = 4 if size == 126 else 10
                size = int.from_bytes(heard[2:start], "big")
            if heard[0] == 0x88:
                return int.from_bytes(heard[start : start + 2], "big")
            heard = heard[start + size :]
        return 0

    def is_cut_within(self, seconds: float) -> bool:
        """Whether the other side hangs up in time, whatever it says before."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                if not self.receive():
                    return True
            except TimeoutError:
                return False
        return False


def masked(op: int, payload: bytes, fin: bool = True, rsv: int = 0) -> bytes:
    """One frame of a websocket client, under a mask of zeros."""
    first = (0x80 if fin else 0) | rsv << 4 | op
    if len(payload) < 126:
        size = bytes([0x80 | len(payload)])
    elif len(payload) < 65536:
        size = b"\xfe" + len(payload).to_bytes(2, "big")
    else:
        size = b"\xff" + len(payload).to_bytes(8, "big")
    return bytes([first]) + size + bytes(4) + payload
