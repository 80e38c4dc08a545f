"""Only pages of this very server may open a socket; all others are refused before it is accepted."""

import pytest

from tests.bad_inputs import Case, cases
from tests.live.sockets import Socket
from tests.serving import Server, Visitor

HANDSHAKES = [case for case in cases("http_handshake") if case.payload["http"].get("method") == "WS"]
REFUSED_BY_THE_LIBRARY = {"ws_version_8": "400"}
"""Where the file names another status, and nothing of ours is asked."""


@pytest.fixture(scope="module")
def ada(lab: Server) -> Visitor:
    return lab.phone("Ada", 1)


def status(visitor: Visitor, **how: str | None) -> int:
    socket = Socket(visitor, **how)  # type: ignore[arg-type]
    socket.close()
    return socket.status


def test_its_own_page_is_let_in(ada: Visitor) -> None:
    assert status(ada) == 101


@pytest.mark.parametrize("case", HANDSHAKES, ids=str)
def test_a_bad_handshake_is_refused(ada: Visitor, case: Case) -> None:
    asked = {name: value for name, value in case.payload["http"]["headers"].items() if name != "Origin"}
    origin = case.payload["http"]["headers"].get("Origin") if "origin" in case.name else "ours"
    assert str(status(ada, origin=origin, **asked)) == REFUSED_BY_THE_LIBRARY.get(case.name, case.http)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "{ours}.evil.example",
        "http://evil.example:{port}",
        "http://evil.127.0.0.1:{port}",
        "http://127.0.0.1",
        "http://127.0.0.1:{port}0",
        "http://127.0.0.1:1{port}",
        "http://127.0.0.1@evil.example:{port}",
        "http://someone@127.0.0.1:{port}",
        "http://localhost:{port}",
        "http://[::1]:{port}",
        "{ours}, http://evil.example",
        "http://evil.example/?{ours}",
        "file://",
    ],
)
def test_another_origin_is_refused(lab: Server, ada: Visitor, origin: str | None) -> None:
    asked = origin and origin.format(ours=lab.address, port=lab.settings.port)
    assert status(ada, origin=asked) == 403


def test_two_origins_are_refused(lab: Server, ada: Visitor) -> None:
    assert status(ada, origin=f"{lab.address}\r\nOrigin: http://evil.example") == 400
    assert status(ada, origin=f"http://evil.example\r\nOrigin: {lab.address}") == 400


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80"])
def test_another_host_is_refused(ada: Visitor, host: str) -> None:
    assert status(ada, Host=host, origin=f"http://{host}") == 403


@pytest.mark.parametrize("screen", ["nonsense", "desk", "desk-0", "desk-x", "phone-1", "..%2Fphone", "PHONE"])
def test_a_screen_that_does_not_exist_is_refused(ada: Visitor, screen: str) -> None:
    assert status(ada, path=f"/labs/1/{screen}/live?seq=0") in (403, 404)


def test_a_page_that_asks_for_it_plainly_gets_nothing(ada: Visitor) -> None:
    assert ada.http.get(f"{ada.base}/live?seq=0").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written_to_it(ada: Visitor, method: str) -> None:
    assert ada.http.request(method, f"{ada.base}/live?seq=0").status_code in (404, 405)


def test_none_of_it_troubles_the_log(lab: Server) -> None:
    assert "Traceback" not in lab.log.read_text()
