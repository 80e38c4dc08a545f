"""What arrives on the wire: broken, endless, slow, or from somewhere else. Against a real server."""

import zlib
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.routers.house import House
from tests.routers.placing import covers
from tests.routers.wire import Line, masked
from tests.serving import Server, Visitor

FORM = "Content-Type: application/x-www-form-urlencoded"
OURS = "Sec-Fetch-Site: same-origin"
KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
UPGRADE = ("Host: {host}", "Connection: Upgrade", "Upgrade: websocket", KEY)


@pytest.fixture(scope="module")
def phone(standing: Server) -> Iterator[Visitor]:
    visitor = standing.phone("Wire")
    yield visitor
    visitor.http.close()


@pytest.fixture
def line(standing: Server) -> Iterator[Line]:
    with Line(standing.settings.port) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _all_is_well_after_it(standing: Server, phone: Visitor) -> Iterator[None]:
    """Whatever came: the log knows no new failure, and the next words of somebody else are taken."""
    before = standing.log.read_text().count("Traceback")
    yield
    assert phone.contribute("Still here").status_code == 201
    assert standing.log.read_text().count("Traceback") == before


@covers("http_handshake-double_content_length")
def test_two_lengths_of_one_body(line: Line) -> None:
    two = ("Content-Length: 5", "Content-Length: 6")
    assert line.say("POST / HTTP/1.1", "Host: {host}", *two, body=b"hello").answer().status == 400


def test_a_length_and_pieces(line: Line) -> None:
    both = ("Content-Length: 5", "Transfer-Encoding: chunked")
    assert line.say("POST /codes HTTP/1.1", "Host: {host}", OURS, *both, body=b"0\r\n\r\n").answer().status == 400


@covers("http_handshake-trace_method")
def test_nothing_is_sent_back_to_who_traces(line: Line) -> None:
    answer = line.say("TRACE / HTTP/1.1", "Host: {host}", "Cookie: secret=canary").answer()
    assert (answer.status, b"canary" in answer.body) == (405, False)


@covers("http_handshake-host_spoof")
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:80",
        "",
        "[::1",
        "127.0.0.1.evil.example",
        "a@127.0.0.1",
        "127.0.0.1/a",
        "127.0.0.1#a",
        "127.0.0.1:a",
    ],
)
def test_a_host_that_is_not_ours(line: Line, host: str) -> None:
    assert line.say("GET / HTTP/1.1", f"Host: {host}").answer().status == 400


def test_two_hosts(line: Line) -> None:
    assert line.say("GET / HTTP/1.1", "Host: {host}", "Host: evil.example").answer().status == 400


def test_no_host_at_all(line: Line) -> None:
    assert line.say("GET / HTTP/1.1").answer().status == 400


def test_a_host_in_numbers_is_ours(line: Line) -> None:
    assert line.say("GET /clock HTTP/1.1", "Host: 192.168.7.7:8000").answer().status == 200


@covers("size-header_128KiB")
def test_a_header_without_end(line: Line) -> None:
    answer = line.say("GET / HTTP/1.1", "Host: {host}", "X-Long: " + "a" * 131_072).answer()
    assert answer.status in (400, 431)


def test_headers_without_number(line: Line) -> None:
    answer = line.say("GET / HTTP/1.1", "Host: {host}", *(f"X-{n}: a" for n in range(13_000))).answer()
    assert answer.status in (400, 431)


@covers("size-url_16KiB")
@pytest.mark.parametrize("path", ["/j/?q=", "/?q=", "/j/", "/static/css/base.css?v="])
def test_an_address_without_end(line: Line, path: str) -> None:
    assert line.say(f"GET {path}{'a' * 16_384} HTTP/1.1", "Host: {host}").answer().status in (404, 414, 431)


@covers("size-http_body_64KiB_plus_1")
@pytest.mark.parametrize("is_told", [True, False], ids=["with its length", "in pieces"])
def test_a_body_too_large(line: Line, phone: Visitor, is_told: bool) -> None:
    body = b"text=" + b"a" * 65_532
    how, sent = (
        ("Content-Length: 65537", body)
        if is_told
        else ("Transfer-Encoding: chunked", b"10001\r\n%b\r\n0\r\n\r\n" % body)
    )
    post = f"POST {phone.base}/contributions HTTP/1.1"
    answer = line.say(post, "Host: {host}", OURS, FORM, f"Cookie: {phone.cookies}", how, body=sent).answer()
    assert answer.status == 413
    assert "content-security-policy:" in answer.head


@covers("size-multipart_100k_parts")
def test_a_form_of_too_many_parts(line: Line, phone: Visitor) -> None:
    """100,000 parts are too large before they are too many (413 where the file says 400); 1,200 are too many."""
    part = b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n"
    post = (f"POST {phone.base}/contributions HTTP/1.1", "Host: {host}", OURS, f"Cookie: {phone.cookies}")
    kind = "Content-Type: multipart/form-data; boundary=x"
    body = part * 1_200 + b"--x--\r\n"
    assert line.say(*post, kind, f"Content-Length: {len(body)}", body=body).answer().status == 400
    assert phone.http.post(f"{phone.base}/contributions", files=[("a", b"")] * 2_000).status_code == 413


def test_an_upgrade_to_something_else(line: Line) -> None:
    answer = line.say("GET /clock HTTP/1.1", "Host: {host}", "Connection: Upgrade", "Upgrade: h2c").answer()
    assert answer.status == 200


@covers("replay-ack_lost")
def test_what_was_sent_again_because_its_answer_was_lost_is_there_once(standing: Server, phone: Visitor) -> None:
    key, words = uuid4().hex, f"Lost {uuid4().hex}"
    body = f"id={key}&prompt=1&text={words.replace(' ', '+')}".encode()
    head = (f"POST {phone.base}/contributions HTTP/1.1", "Host: {host}", OURS, FORM, f"Cookie: {phone.cookies}")
    with Line(standing.settings.port) as cut:
        cut.say(*head, f"Content-Length: {len(body)}", body=body)
    assert phone.contribute(words, id=key).status_code == 201
    assert House(standing.settings).rows("SELECT count(*) FROM contribution WHERE text = ?", words) == [1]


ELSEWHERE = {
    "origin_missing_with_cookie": (),
    "origin_prefix_trick": ("Origin: http://evil-{host}",),
    "origin_suffix_trick": ("Origin: http://{host}.evil.example",),
    "origin_wrong_port": ("Origin: http://127.0.0.1:1",),
}
covers(*(f"http_handshake-{name}" for name in ELSEWHERE))


@pytest.mark.parametrize("origin", [*ELSEWHERE.values(), ("Origin: null",), ("Origin: https://evil.example",)], ids=str)
def test_a_socket_asked_for_by_another_site(line: Line, phone: Visitor, origin: tuple[str, ...]) -> None:
    ask = (f"GET {phone.base}/live?seq=0 HTTP/1.1", *UPGRADE, f"Cookie: {phone.cookies}", "Sec-WebSocket-Version: 13")
    assert line.say(*ask, *origin).answer().status == 403


@covers("http_handshake-ws_version_8")
def test_a_socket_of_another_version(line: Line, phone: Visitor) -> None:
    """400, and the version it would speak is not named, where the file says 426: the websockets library's answer."""
    ask = (f"GET {phone.base}/live?seq=0 HTTP/1.1", *UPGRADE, "Origin: http://{host}", "Sec-WebSocket-Version: 8")
    assert line.say(*ask, f"Cookie: {phone.cookies}").answer().status == 400


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("seq=0&a=" + "a" * 20_000, ()),
        ("seq=0", ("X-Long: " + "a" * 20_000,)),
        ("seq=0", tuple(f"X-{n}: a" for n in range(300))),
        ("seq=0", ("Content-Length: 5",)),
    ],
    ids=["an address without end", "a header without end", "headers without number", "a body"],
)
def test_a_handshake_that_cannot_be_read_does_not_keep_its_line(
    line: Line, phone: Visitor, address: str, more: tuple[str, ...]
) -> None:
    line.say(f"GET {phone.base}/live?{address} HTTP/1.1", *more, *UPGRADE, "Sec-WebSocket-Version: 13")
    assert line.is_cut_within(10) is True


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/labs/1/window/live?seq=0", 404),
        ("/labs/x/phone/live?seq=0", 403),
        ("/labs/1/phone/live", 403),
        ("/live", 403),
    ],
)
def test_a_socket_that_leads_nowhere(line: Line, path: str, status: int) -> None:
    ask = (f"GET {path} HTTP/1.1", *UPGRADE, "Origin: http://{host}", "Sec-WebSocket-Version: 13")
    assert line.say(*ask).answer().status == status


@covers("http_handshake-ws_plain_get")
def test_a_sockets_address_opened_as_a_page(line: Line, phone: Visitor) -> None:
    assert line.say(f"GET {phone.base}/live?seq=0 HTTP/1.1", "Host: {host}").answer().status == 404


def socket_of(line: Line, phone: Visitor) -> None:
    ask = (f"GET {phone.base}/live?seq=0 HTTP/1.1", *UPGRADE, "Origin: http://{host}", "Sec-WebSocket-Version: 13")
    line.say(*ask, f"Cookie: {phone.cookies}", "Sec-WebSocket-Extensions: permessage-deflate")
    assert b"101 Switching" in line.hear(until=b"</hx-place>")


@covers("size-ws_fragments_total_over_limit")
def test_a_message_in_pieces_that_is_too_long_as_a_whole(line: Line, phone: Visitor) -> None:
    socket_of(line, phone)
    line.send(masked(1, b"a" * 20_000, fin=False) + masked(0, b"a" * 20_000))
    assert line.closing_code() == 1009


@covers("size-ws_deflate_bomb")
def test_a_packed_message_that_would_swell(line: Line, phone: Visitor) -> None:
    """Nothing was agreed to be packed, so a packed frame is a broken one."""
    socket_of(line, phone)
    line.send(masked(1, zlib.compress(b"a" * 10_485_760)[2:-4], rsv=4))
    assert line.closing_code() == 1002
