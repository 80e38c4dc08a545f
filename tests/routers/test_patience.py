"""How long a server waits for whoever does not go on. All wait at the same time."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.routers.placing import covers
from tests.routers.test_wire import FORM, OURS
from tests.routers.wire import Line
from tests.serving import Server

POST = ("POST /codes HTTP/1.1", "Host: {host}", OURS, FORM)
pytestmark = pytest.mark.slow


def silent(line: Line) -> bool:
    return line.is_cut_within(15)


def without_end_of_headers(line: Line) -> bool:
    line.send(b"GET / HTTP/1.1\r\nHost: " + line.host.encode())
    return line.is_cut_within(30)


def drop_by_drop(line: Line) -> bool:
    line.say(*POST, "Content-Length: 100")
    return all_the_while(line, b"a")


def header_by_header(line: Line) -> bool:
    line.send(b"GET / HTTP/1.1\r\n")
    return all_the_while(line, b"X-A: b\r\n")


def all_the_while(line: Line, sent: bytes) -> bool:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        line.send(sent)
        if line.is_cut_within(2):
            return True
    return False


def after_an_answer(line: Line) -> bool:
    assert line.say("GET /clock HTTP/1.1", "Host: {host}").answer().status == 200
    return line.is_cut_within(15)


def told_too_long(line: Line) -> int:
    line.socket.settimeout(30)
    return line.say(*POST, "Content-Length: 1000", body=b"{").answer().status


WAYS: list[Callable[[Line], object]] = [
    silent,
    without_end_of_headers,
    drop_by_drop,
    header_by_header,
    after_an_answer,
    told_too_long,
]


@pytest.fixture(scope="module")
def outcomes(standing: Server) -> Iterator[dict[str, Future[object]]]:
    def tried(way: Callable[[Line], object]) -> object:
        with Line(standing.settings.port) as line:
            return way(line)

    with ThreadPoolExecutor(len(WAYS)) as hands:
        yield {way.__name__: hands.submit(tried, way) for way in WAYS}


@covers("http_handshake-idle_tcp")
def test_whoever_says_nothing_is_let_go(outcomes: dict[str, Future[object]]) -> None:
    assert outcomes["silent"].result() is True


def test_whoever_never_ends_a_request_is_let_go(outcomes: dict[str, Future[object]]) -> None:
    assert outcomes["without_end_of_headers"].result() is True
    assert outcomes["header_by_header"].result() is True


@covers("http_handshake-slow_body")
def test_whoever_sends_drop_by_drop_is_let_go(outcomes: dict[str, Future[object]]) -> None:
    assert outcomes["drop_by_drop"].result() is True


def test_whoever_has_got_an_answer_and_asks_nothing_more_is_let_go(outcomes: dict[str, Future[object]]) -> None:
    assert outcomes["after_an_answer"].result() is True


@covers("size-http_content_length_lie")
def test_whoever_promised_more_than_came_is_told_so(outcomes: dict[str, Future[object]]) -> None:
    assert outcomes["told_too_long"].result() == 408
