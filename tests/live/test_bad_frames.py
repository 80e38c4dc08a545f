"""Nonsense on a socket ends that socket, or is not heard; nobody else notices."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.bad_inputs import Case, cases
from tests.live.conftest import Watching
from tests.live.place import Page
from tests.live.sockets import TEXT, Socket
from tests.live.watching import Watch
from tests.serving import Server, Visitor, until

LIMIT = 32 * 1024  # bytes a screen may say at once
SILENCE = "half_frame_then_silence"
FRAMES = [case for case in cases("ws_frames") if case.name != SILENCE]
TOO_LONG = [case for case in cases("size") if "frames" in case.payload]


@pytest.fixture(scope="module")
def ada(lab: Server) -> Visitor:
    lab.tower().act("prompt-for-all", prompt=1)
    return lab.phone("Ada", 1)


@pytest.fixture(scope="module")
def bo(lab: Server) -> Iterator[Watch]:
    """Somebody else, whom none of it may touch."""
    looking = Watch(lab.phone("Bo", 1))
    yield looking
    looking.socket.close()


def say(socket: Socket, frames: list[dict[str, Any]]) -> None:
    for each in frames:
        payload = bytes.fromhex(each["hex"]) if "hex" in each else each.get("gen", "a").encode() * each.get("len", 100)
        for _ in range(each.get("times", 1)):
            more = {name: each[name] for name in ("fin", "rsv", "declare") if name in each}
            socket.send(each["op"], payload, **more)


def is_ended(socket: Socket, *codes: int, seconds: float = 10) -> bool:
    return until(lambda: (socket.listen(), socket.code in codes)[1], seconds)


def still_hears(socket: Socket, lab: Server, words: str) -> bool:
    lab.tower().act("notice", words=words)
    return until(lambda: (socket.listen(), any(words in bag for bag in socket.heard))[1])


@pytest.mark.parametrize("case", FRAMES, ids=str)
def test_a_bad_frame_ends_its_own_socket_or_is_not_heard(lab: Server, ada: Visitor, bo: Watch, case: Case) -> None:
    socket = Socket(ada, Page(ada.page()).seq)
    say(socket, case.payload["frames"])
    if case.closes:
        assert is_ended(socket, case.closes)
    else:
        assert still_hears(socket, lab, f"After {case.name}")
    assert bo.behind() == []
    assert bo.socket.code is None
    socket.close()


@pytest.mark.parametrize("case", TOO_LONG, ids=str)
def test_what_is_too_long_ends_its_own_socket(lab: Server, ada: Visitor, bo: Watch, case: Case) -> None:
    socket = Socket(ada)
    say(socket, case.payload["frames"])
    assert is_ended(socket, 1002, 1009)
    assert still_hears(bo.socket, lab, f"After {case.name}")


@pytest.mark.parametrize("size", [LIMIT + 1, 2**16, 2**20])
def test_an_oversize_frame_is_named_so(ada: Visitor, size: int) -> None:
    socket = Socket(ada)
    socket.send(TEXT, b"a" * 100, declare=size)
    assert is_ended(socket, 1009)


def test_the_longest_frame_that_is_allowed_is_not_heard_and_harms_nobody(lab: Server, ada: Visitor) -> None:
    socket = Socket(ada)
    socket.send(TEXT, b"a" * LIMIT)
    assert still_hears(socket, lab, "After the longest")
    socket.close()


def test_a_phone_that_talks_without_end_is_not_heard_and_harms_nobody(lab: Server, ada: Visitor, bo: Watch) -> None:
    socket = Socket(ada)
    for _ in range(500):
        socket.send(TEXT, b'{"act": "closing", "sure": 1}')
    assert still_hears(bo.socket, lab, "After the flood")
    assert still_hears(socket, lab, "And after that")
    socket.close()


def test_half_a_frame_harms_nobody(lab: Server, ada: Visitor, bo: Watch) -> None:
    socket = Socket(ada)
    socket.send(TEXT, b"a", declare=100)
    assert still_hears(bo.socket, lab, "After half a frame")
    socket.cut()


@pytest.mark.slow
def test_half_a_frame_and_then_silence_is_let_go(ada: Visitor) -> None:
    socket = Socket(ada)
    socket.send(TEXT, b"a", declare=100)
    assert is_ended(socket, 1006, 1011, seconds=90)


def test_all_of_them_are_gone_in_the_end(lab: Server, watch: Watching) -> None:
    desk = watch(lab.desk(1))
    here = "roster__counts"
    assert desk.comes_to_show(lambda: desk.page.words(here) == ["seated 2 here 1 have written 0"])


def test_the_log_tells_of_no_trouble_but_of_letters_that_are_none(lab: Server) -> None:
    log = lab.log.read_text()
    assert log.count("Traceback") == log.count("Invalid UTF-8 sequence received from client.")
