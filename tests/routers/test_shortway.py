"""The short way answers as the framework's own way does, to the letter, whatever is sent."""

import re
from uuid import uuid4

import pytest
from httpx2 import Response
from starlette.websockets import WebSocketDisconnect

from app.live.farewells import REVOKED
from tests.routers.house import Guest, House

FIT = {"prompt": "1", "text": "Ask <first> & “listen”"}
FORMS: dict[str, dict[str, str]] = {
    "fit": FIT,
    "in Arabic": FIT | {"text": "اسألوا الناس أولا"},
    "no words": FIT | {"text": "  \n "},
    "words missing": {"prompt": "1"},
    "too many words": FIT | {"text": "long " * 401},
    "another prompt": FIT | {"prompt": "2"},
    "no such prompt": FIT | {"prompt": "99999999999999"},
    "a prompt in words": FIT | {"prompt": "one"},
    "a key that is none": FIT | {"id": "my key"},
    "a field too many": FIT | {"is_withdrawn": "1"},
}


def both(guest: Guest, form: dict[str, str], is_live: bool) -> tuple[Response, Response]:
    """The same form by the short way (urlencoded), then by the framework's (multipart)."""
    form = {"id": uuid4().hex} | form
    headers = {"HX-Request": "true"} if is_live else {}
    path = f"{guest.base}/contributions"
    parts = [(name, (None, value)) for name, value in form.items()]
    return guest.post(path, dict(form), **headers), guest.http.post(path, files=parts, headers=headers)


@pytest.fixture(scope="module")
def ana(shared: House) -> Guest:
    return shared.phone("Ana", 1)


@pytest.mark.parametrize("is_live", [True, False])
@pytest.mark.parametrize("case", FORMS)
def test_both_ways_answer_alike(ana: Guest, case: str, is_live: bool) -> None:
    short, long = both(ana, FORMS[case], is_live)
    assert (short.status_code, short.text, sorted(short.headers.items())) == (
        long.status_code,
        long.text,
        sorted(long.headers.items()),
    )


@pytest.mark.parametrize("case", ["fit", "no words"])
def test_both_ways_turn_a_stranger_away_alike(shared: House, case: str) -> None:
    stranger = shared.guest()
    stranger.base = "/labs/1/phone"
    short, long = both(stranger, FORMS[case], True)
    assert (short.status_code, short.text) == (long.status_code, long.text)


@pytest.mark.parametrize("lab", ["0", "2147483648", "9999999999", "7"])
def test_both_ways_know_no_other_lab(shared: House, lab: str) -> None:
    stranger = shared.guest()
    stranger.base = f"/labs/{lab}/phone"
    short, long = both(stranger, FIT, True)
    assert (short.status_code, short.text) == (long.status_code, long.text)


FRESH = re.compile(r"[0-9a-f]{32}")
LONG = "x=1"  # what our own pages do not ask for


def told(answer: Response) -> tuple[object, ...]:
    return answer.status_code, FRESH.sub("", answer.text), sorted(answer.headers.items())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", ["/labs/1/phone", "/labs/7/phone", "/labs/999999999/phone"])
@pytest.mark.parametrize("who", ["Ana", "a stranger"])
def test_both_ways_open_the_same_page(shared: House, who: str, path: str, language: str) -> None:
    guest = shared.phone(who, 1, language) if who == "Ana" else shared.guest(language)
    short, long = guest.get(path), guest.get(f"{path}?{LONG}")
    assert told(short) == told(long)
    assert (short.status_code == 200) == (who == "Ana" and path == "/labs/1/phone")


@pytest.mark.parametrize("query", ["seq=0&run=abc", "seq=999999999999999999"])
def test_both_ways_bring_the_same_news(shared: House, query: str) -> None:
    ana = shared.phone("Ana", 2)
    assert news(ana, query) == news(ana, f"{query}&{LONG}") != []


def news(guest: Guest, query: str) -> list[str]:
    with guest.http.websocket_connect(f"{guest.base}/live?{query}", headers={"Origin": guest.house.address}) as socket:
        return re.findall(r' id="([^"]+)"', socket.receive_text())


@pytest.mark.parametrize("query", ["seq=0", f"seq=0&{LONG}"])
def test_both_ways_shut_a_stranger_s_socket(shared: House, query: str) -> None:
    stranger = shared.guest()
    stranger.base = "/labs/1/phone"
    with pytest.raises(WebSocketDisconnect) as shut:
        news(stranger, query)
    assert shut.value.code == REVOKED
