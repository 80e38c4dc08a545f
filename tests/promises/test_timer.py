"""G6: the time left is the same after a restart, on every screen."""

import pytest

from tests.live.conftest import Watching
from tests.live.place import Page
from tests.live.watching import Watch, at
from tests.serving import Server

PLACES = {"phone": "task", "desk": "task", "stage": "tiles", "tower": "tiles"}
"""Where each screen shows the time left of the first group."""


def end_of(page: Page, kind: str) -> str:
    place = page.find(PLACES[kind])
    assert place
    return next(each["data-ends"] for each in place.walk() if each["data-ends"])


@pytest.mark.parametrize("kind", PLACES)
def test_a_timer_survives_a_kill(lab: Server, watch: Watching, kind: str) -> None:
    lab.desk(1).act("timer", minutes=10)
    screen: Watch = watch(at(lab, kind))
    before = end_of(screen.page, kind)
    lab.kill()
    lab.start()
    assert end_of(Page(screen.visitor.page()), kind) == before
    screen.reconnect()
    assert screen.behind() == []
    assert end_of(screen.page, kind) == before


def test_a_timer_that_is_extended_after_a_kill_goes_on_from_its_end(lab: Server) -> None:
    desk = lab.desk(1)
    desk.act("timer", minutes=10)
    before = end_of(Page(desk.page()), "desk")
    lab.kill()
    lab.start()
    desk.act("timer/extension", minutes=60)
    assert end_of(Page(desk.page()), "desk")[13:] == before[13:]  # the very same minute, second and fraction
