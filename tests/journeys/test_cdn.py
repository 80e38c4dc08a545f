"""Where htmx comes from a CDN: the venue has no internet, and the pages live by the server's own copy."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Route

from app.settings import Settings
from tests.journeys.people import Phone
from tests.journeys.room import PHONE, Room
from tests.serving import Server, free_port, until

pytestmark = pytest.mark.browser

CDN = "https://cdn.jsdelivr.net/**"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("cdn")
    started = Server(Settings(data=folder / "data", host="127.0.0.1", port=free_port(), assets="cdn", grace=0.2))
    yield started
    started.stop()


def refuse(route: Route) -> None:
    route.abort()


def hang(route: Route) -> None:
    """Never answers."""


def forge(route: Route) -> None:
    """A Wi-Fi's own login page, where a script was asked for."""
    route.fulfill(status=200, content_type="text/html", body="<h1>Welcome to our Wi-Fi</h1>")


def one_asks(browser: Browser, served: Server, answer: Callable[[Route], None]) -> tuple[Room, Phone]:
    room = Room(browser, served)
    phone = Phone(room.page(PHONE))
    phone.page.route(CDN, answer)
    visitor = served.phone("Ana", 1)
    for each in visitor.http.cookies.jar:
        phone.page.context.add_cookies([{"name": each.name, "value": each.value or "", "url": room.address}])
    phone.page.goto(room.address + visitor.base, wait_until="commit")
    return room, phone


@pytest.mark.parametrize("answer", [refuse, hang, forge])
def test_a_page_lives_by_the_local_copy(browser: Browser, served: Server, answer: Callable[[Route], None]) -> None:
    room, phone = one_asks(browser, served, answer)
    assert until(phone.is_live)
    desk = served.desk(1)
    desk.act("stage", stage=list(desk.choices("stage"))[1])
    desk.act("stage", stage=list(desk.choices("stage"))[2])
    assert until(phone.at("#say button").is_visible)
    phone.contribute(f"Without the internet, {answer.__name__}")
    assert until(lambda: f"Without the internet, {answer.__name__}" in phone.ideas())
    assert [each for each in room.watch.troubles if "page error" in each] == []
    room.leave()


def test_the_cdn_is_the_only_third_party_that_is_asked(browser: Browser, served: Server) -> None:
    room, phone = one_asks(browser, served, refuse)
    assert until(phone.is_live)
    asked = {each.split("/")[2] for each in room.watch.troubles if each.startswith("left the house")}
    assert asked == {"cdn.jsdelivr.net"}
    room.leave()
