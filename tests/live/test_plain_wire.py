"""Where a server offers no prepared frames, the socket speaks plainly, and says the same."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from app.domain.passes import Locksmith
from app.live.farewells import GONE, MOVED, REVOKED
from app.live.frames import EXTENSION
from app.main import create_app
from app.settings import Settings
from tests.live.place import Page
from tests.live.watching import pieces
from tests.serving import CODE

OURS = {"Origin": "http://testserver", "HX-Request": "true"}


class House:
    """The application in this process, with one phone in the first group and the links of those who run the lab."""

    def __init__(self, client: TestClient, settings: Settings):
        self.client, self.locksmith = client, Locksmith(settings.secret)
        for screen in ("desk-1", "tower", "stage"):
            client.post("/enter", data={"key": self.locksmith.link(CODE, screen)}, headers=OURS, follow_redirects=False)
        form = {"name": "Ada", "consent": "1", "language": "en", "group": "1"}
        client.post(f"/j/{CODE}/people", data=form, headers=OURS, follow_redirects=False)

    def act(self, noun: str, screen: str = "desk-1", **form: str) -> None:
        answer = self.client.post(f"/labs/1/{screen}/{noun}", data=form, headers=OURS)
        assert answer.status_code in (200, 201), answer.text

    def page(self, screen: str) -> Page:
        return Page(self.client.get(f"/labs/1/{screen}").text)

    def socket(self, screen: str, seq: int | None = None, **headers: str) -> WebSocketTestSession:
        shown = self.page(screen).seq if seq is None else seq
        return self.client.websocket_connect(f"/labs/1/{screen}/live?seq={shown}", headers={**OURS, **headers})


@pytest.fixture
def house(founded: Settings) -> Iterator[House]:
    with TestClient(create_app(founded)) as client:
        yield House(client, founded)


def ending(socket: WebSocketTestSession) -> int:
    """The code with which the socket is closed, after whatever comes first."""
    while True:
        try:
            socket.receive_text()
        except WebSocketDisconnect as closed:
            return closed.code


def test_this_server_offers_no_prepared_frames(house: House) -> None:
    with house.socket("phone") as socket:
        assert EXTENSION not in socket.scope["extensions"]


def test_what_one_says_is_heard(house: House) -> None:
    page = house.page("phone")
    with house.socket("phone", page.seq) as socket:
        house.act("proxies", prompt="1", text="Shade <trees>", id="a" * 32)
        page.hear(socket.receive_text())
    assert page.words("card__words", "board") == ["Shade <trees>"]


def test_many_words_come_in_order(house: House) -> None:
    page = house.page("phone")
    with house.socket("phone", page.seq) as socket:
        for n in range(10):
            house.act("proxies", prompt="1", text=f"In turn {n}", id=f"{n:032x}")
        while len(page.words("card__words", "board")) < 10:
            page.hear(socket.receive_text())
    assert page.words("card__words", "board") == [f"In turn {n}" for n in range(10)]


def test_a_screen_that_comes_late_is_told_what_it_missed(house: House) -> None:
    seq = house.page("stage").seq
    house.act("notice", "tower", words="Welcome")
    with house.socket("stage", seq) as socket:
        assert pieces(socket.receive_text()) == ["notice"]


def test_who_is_moved_is_sent_to_another_page(house: House) -> None:
    seat = next(each for each in house.page("tower").root.walk() if each["class"] == "seat")
    with house.socket("phone") as socket:
        house.act(f"people/{seat['id'].removeprefix('seat-')}/seat", "tower", group="2")
        assert ending(socket) == MOVED


def test_who_leaves_is_sent_away(house: House) -> None:
    seq = house.page("phone").seq
    with house.socket("phone", seq) as socket:
        house.client.post("/labs/1/phone/departure", headers=OURS, follow_redirects=False)
        assert ending(socket) == REVOKED


def test_an_unknown_pass_is_sent_away(house: House) -> None:
    with house.socket("desk-2", 0) as socket:
        assert ending(socket) == REVOKED


def test_no_lab_says_so(house: House) -> None:
    with house.client.websocket_connect("/labs/7/phone/live?seq=0", headers=OURS) as socket:
        assert ending(socket) == GONE


def test_another_origin_is_refused(house: House) -> None:
    with pytest.raises(WebSocketDisconnect) as refused, house.socket("phone", Origin="http://evil.example"):
        pass
    assert refused.value.code == 1008


def test_a_screen_that_leaves_disturbs_nobody(house: House) -> None:
    with house.socket("stage") as staying:
        for _ in range(3):
            with house.socket("phone"):
                house.act("timer", minutes="5")
        house.act("notice", "tower", words="Still here")
        while "Still here" not in staying.receive_text():
            pass
