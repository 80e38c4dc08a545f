"""A server restored from a backup while pages were open: they notice that they know more than it, and look again."""

import shutil

import pytest
from playwright.sync_api import Error

from app.clock import now
from app.upgrade import back_up
from tests.journeys.people import Desk, Phone
from tests.journeys.room import Room
from tests.journeys.seeing import soon
from tests.serving import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def restored(room: Room, served: Server) -> tuple[Phone, Desk]:
    """Words are given, a copy is made, more words are given; then the copy takes the place of what there was."""
    served.desk(1).act("prompt", prompt=1)
    ana, desk = room.phone("Ana", 1), room.desk(1)
    ana.contribute("Kept in the copy")
    assert soon(desk.ideas) == ["Kept in the copy"]
    copy = back_up(served.settings.database, served.settings.backups, now())
    ana.contribute("Given after it")
    assert soon(desk.ideas) == ["Kept in the copy", "Given after it"]
    served.kill()
    for left in served.settings.data.glob("samskap.db*"):
        left.unlink()
    shutil.copy(copy, served.settings.database)
    served.start()
    return ana, desk


def ideas(screen: Phone | Desk) -> list[str]:
    """Nothing, in the moment in which the page loads itself again."""
    try:
        return screen.ideas()
    except Error:
        return []


def test_open_pages_show_what_the_server_has(restored: tuple[Phone, Desk]) -> None:
    for screen in restored:
        assert soon(lambda screen=screen: ideas(screen), 30) == ["Kept in the copy"]


def test_they_hear_again_what_happens(restored: tuple[Phone, Desk], served: Server) -> None:
    ana, desk = restored
    served.phone("Bo", 1).contribute("Said after the restoration")
    for screen in (ana, desk):
        assert soon(lambda screen=screen: ideas(screen)) == ["Kept in the copy", "Said after the restoration"]


def test_a_phone_can_give_its_words_again(restored: tuple[Phone, Desk]) -> None:
    ana, desk = restored
    ana.contribute("Given after it, once more")
    assert soon(desk.ideas) == ["Kept in the copy", "Said after the restoration", "Given after it, once more"]
