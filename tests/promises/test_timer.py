"""G6: the time left is the same after a restart, on every screen."""

from collections.abc import Iterator

import pytest

from tests.live.place import Page
from tests.live.watching import Watch, at
from tests.serving import Server

PLACES = {"phone": "task", "desk": "task", "stage": "tiles", "tower": "tiles"}
"""Where each screen shows the time left of the first group."""


def end_of(page: Page, kind: str) -> str:
    place = page.find(PLACES[kind])
    assert place
    return next(each["data-ends"] for each in place.walk() if each["data-ends"])


@pytest.fixture(scope="module")
def screens(lab: Server) -> Iterator[dict[str, Watch]]:
    """Opened while a timer ran, and taken up again after the server was killed."""
    lab.desk(1).act("timer", minutes=10)
    watches = {kind: Watch(at(lab, kind)) for kind in PLACES}
    lab.kill()
    lab.start()
    for watch in watches.values():
        watch.reconnect()
    yield watches
    for watch in watches.values():
        watch.socket.close()


@pytest.mark.parametrize("kind", PLACES)
def test_a_screen_that_stayed_shows_the_same_end(screens: dict[str, Watch], kind: str) -> None:
    assert screens[kind].behind() == []
    assert end_of(screens[kind].page, kind) == end_of(Page(screens[kind].html), kind)


@pytest.mark.parametrize("kind", PLACES)
def test_a_fresh_page_shows_the_same_end(screens: dict[str, Watch], kind: str) -> None:
    assert end_of(Page(screens[kind].visitor.page()), kind) == end_of(Page(screens[kind].html), kind)


def test_it_can_be_extended_from_that_end(lab: Server, screens: dict[str, Watch]) -> None:
    desk = screens["desk"]
    lab.desk(1).act("timer/extension", minutes=60)
    assert desk.behind() == []
    the_very_second = slice(13, None)  # minute, second and fraction: an hour later they are the same
    assert end_of(desk.page, "desk")[the_very_second] == end_of(Page(desk.html), "desk")[the_very_second]
