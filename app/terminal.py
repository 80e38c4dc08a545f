"""What the command line says, and how: plain words, bold only where a person is looking."""

import errno
import io
import os
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

ASKED_WRONGLY = 2  # what a command ends with then
BOLD = "\033[1m"
BRIGHT_ON_BLACK = "\033[97;40m"
PLAIN = "\033[0m"


class Trouble(Exception):
    """Something the person at the keyboard can mend: what is the matter, and what to do next."""

    def __init__(self, sentence: str, cure: str = "", code: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.cure = cure
        self.code = code


def say(words: str = "") -> None:
    print(words, flush=True)


def complain(trouble: Trouble) -> None:
    for line in filter(None, (*trouble.sentence.splitlines(), trouble.cure)):
        print(f"samskap: {line}", file=sys.stderr, flush=True)


@contextmanager
def telling(words: str) -> Iterator[None]:
    """What is being done, for as long as it takes; nothing where nobody is looking."""
    if is_watched():
        print(words, end="", flush=True)
    try:
        yield
    finally:
        if is_watched():
            print("\r\033[K", end="", flush=True)


def heading(words: str) -> None:
    say(f"{BOLD}{words}{PLAIN}" if is_watched() else words)


def table(rows: Iterable[tuple[str, str]]) -> None:
    lines = list(rows)
    width = max((len(label) for label, _ in lines), default=0)
    for label, value in lines:
        say(f"  {label:<{width}}  {value}")


def is_watched() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def qr(address: str) -> str:
    """The address as a QR code in half blocks; on a screen always bright on black, whatever its theme."""
    from app.qr import QUIET, code

    drawn = io.StringIO()
    code(address).terminal(drawn, compact=True, border=QUIET)
    lines = drawn.getvalue().splitlines()
    if is_watched():
        lines = [f"{BRIGHT_ON_BLACK}{line}{PLAIN}" for line in lines]
    return "\n".join(f"  {line}" for line in lines)


def shows_blocks() -> bool:
    try:
        "█▀▄".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def lan_address() -> str | None:
    """This machine's address in the room's network, if it is in one. Asks the routing table: nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        found = str(probe.getsockname()[0])
    return None if found.startswith(("127.", "0.")) else found


def free_port(host: str, port: int) -> int | None:
    """The port itself (for 0: one that is free), or None when someone else listens there. Raises Trouble otherwise."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as refusal:
            if refusal.errno == errno.EADDRINUSE:
                return None
            raise why_not(host, port, refusal) from refusal
        return int(probe.getsockname()[1])


def why_not(host: str, port: int, refusal: OSError) -> Trouble:
    if isinstance(refusal, PermissionError):
        return Trouble(f"Port {port} is kept for the system's own services.", "Take one above 1023: --port 8000")
    return Trouble(f"This machine has no address {host}.", "Leave --host out to listen on all it has.")
