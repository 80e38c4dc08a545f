"""Bad Wi-Fi, a server killed, a lab closed meanwhile: no word is lost and none is doubled."""

import json
import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route

from app.domain.errors import LabClosed
from tests.journeys.cable import Cable
from tests.journeys.room import Room
from tests.journeys.seeing import soon
from tests.serving import Server, Visitor, until

pytestmark = pytest.mark.browser

THREE = ["first word", "second word", "third word"]
SAME = "window.samePage = true"
IS_SAME = "window.samePage === true"


@pytest.fixture(scope="module")
def bo(served: Server) -> Visitor:
    """Group 1 answers its question, open to all of it."""
    desk = served.desk(1)
    stages = list(desk.choices("stage"))
    desk.act("stage", stage=stages[1])
    desk.act("stage", stage=stages[2])
    return served.phone("Bo", 1)


@pytest.fixture
def cable(served: Server) -> Iterator[Cable]:
    wire = Cable(served.settings.port)
    yield wire
    wire.put_away()


@pytest.fixture
def far(browser: Browser, served: Server, bo: Visitor, cable: Cable) -> Iterator[Room]:
    """The same lab, at the other end of the cable."""
    room = Room(browser, served, cable.address)
    yield room
    room.leave()


def kept(server: Server, words: list[str]) -> list[str]:
    """These words as the database holds them, in the order in which they were given."""
    with sqlite3.connect(f"file:{server.settings.database}?mode=ro", uri=True) as database:
        rows = database.execute("select text from contribution order by given").fetchall()
    database.close()
    return [text for (text,) in rows if text in words]


def test_words_written_without_a_connection_wait_and_are_said_to_be_unsent(far: Room, cable: Cable) -> None:
    ana = far.phone("Ana")
    cable.cut()
    for words in THREE:
        ana.contribute(words)
    assert soon(ana.waiting) == THREE
    assert soon(ana.unsent) == 3
    assert soon(ana.at("#wire").inner_text) != ""
    cable.mend()
    assert soon(ana.waiting) == []
    assert soon(lambda: ana.own()[-3:]) == THREE
    assert until(ana.at("#unsent").is_hidden)
    assert kept(far.server, THREE) == THREE


def test_a_reload_keeps_what_waits_and_each_is_sent_once_in_order(far: Room) -> None:
    three = [f"reloaded {each}" for each in THREE]
    eve = far.phone("Eve")
    eve.page.route("**/contributions", lambda route: route.abort())
    for words in three:
        eve.contribute(words)
    assert soon(eve.unsent) == 3
    eve.page.reload()
    assert soon(eve.waiting) == three
    assert soon(eve.unsent) == 3
    eve.page.unroute("**/contributions")
    assert soon(eve.waiting) == []
    assert kept(far.server, three) == three


def test_an_answer_that_got_lost_does_not_double_the_words(far: Room) -> None:
    ida = far.phone("Ida")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if not lost:
            lost.append(route.fetch().text())
            route.abort()
        else:
            route.continue_()

    ida.page.route("**/contributions", lose)
    ida.contribute("said once, sent twice")
    assert soon(ida.waiting) == []
    assert soon(ida.own) == ["said once, sent twice"]
    assert kept(far.server, ["said once, sent twice"]) == ["said once, sent twice"]


def test_a_wifi_that_answers_in_the_servers_place_takes_no_words(far: Room) -> None:
    ulla = far.phone("Ulla")
    ulla.page.route("**/contributions", lambda route: route.fulfill(status=200, body="<h1>Welcome to our Wi-Fi</h1>"))
    ulla.contribute("not for the hotel")
    assert soon(ulla.unsent) == 1
    ulla.page.unroute("**/contributions")
    assert soon(ulla.waiting) == []
    assert kept(far.server, ["not for the hotel"]) == ["not for the hotel"]


def test_half_typed_words_outlive_a_reload(far: Room) -> None:
    kaja = far.phone("Kaja")
    kaja.at("#say [name=text]").press_sequentially("half a tho")
    kaja.page.reload()
    assert soon(kaja.draft) == "half a tho"


def test_a_phone_that_was_away_shows_what_it_missed(far: Room, cable: Cable, bo: Visitor) -> None:
    ove = far.phone("Ove")
    ove.page.evaluate(SAME)
    cable.cut()
    bo.contribute("while you were away")
    cable.mend()
    assert soon(lambda: ove.ideas()[-1:]) == ["while you were away"]
    assert ove.page.evaluate(IS_SAME) is True


def test_a_killed_server_keeps_its_promises_and_pages_heal_by_themselves(far: Room, bo: Visitor) -> None:
    server = far.server
    phone, desk = far.phone("Mia"), far.desk(1)
    for screen in (phone, desk):
        screen.page.evaluate(SAME)
    phone.contribute("acknowledged before the kill")
    assert soon(phone.waiting) == []
    server.kill()
    phone.contribute("written while it was down")
    assert soon(phone.unsent) == 1
    server.start()
    words = ["acknowledged before the kill", "written while it was down"]
    assert soon(lambda: [each for each in desk.ideas() if each in words]) == words
    assert soon(phone.waiting) == []
    assert bo.contribute("said after it").status_code == 201
    assert soon(lambda: [one.ideas()[-1] for one in (phone, desk)]) == ["said after it"] * 2
    assert kept(server, words) == words
    assert [one.page.evaluate(IS_SAME) for one in (phone, desk)] == [True, True]


def test_words_refused_because_the_group_moved_on_can_be_changed_or_thrown_away(far: Room, bo: Visitor) -> None:
    noor = far.phone("Noor")
    desk = far.server.desk(1)
    themes, dots = list(desk.choices("stage"))[2:4]
    noor.page.route("**/contributions", lambda route: route.abort())
    noor.contribute("a little late")
    assert soon(noor.unsent) == 1
    desk.act("stage", stage=dots)
    noor.page.unroute("**/contributions")
    refused = noor.at("#outbox li", has_text="a little late")
    assert soon(refused.locator("[data-act]").count) == 3
    desk.act("stage", stage=themes)
    refused.locator("[data-act=again]").click()
    assert soon(noor.waiting) == []
    assert soon(noor.own) == ["a little late"]


def test_a_press_that_corrects_a_slow_one_counts(far: Room) -> None:
    """A moderator on slow Wi-Fi presses the wrong stage and at once the right one."""
    desk = far.desk(2)
    slow: list[Route] = []

    def hold(route: Route) -> None:
        slow.append(route)

    desk.page.route("**/desk-2/stage", hold, times=1)
    desk.form("stage").locator("button").nth(2).click()
    assert until(lambda: bool(slow))
    desk.form("stage").locator("button").nth(1).click()
    slow[0].continue_()
    assert soon(desk.stage) == 2


def test_a_closed_lab_refuses_waiting_words_visibly_and_the_phone_keeps_them(far: Room, cable: Cable) -> None:
    ana = far.phone("Zoe")
    cable.cut()
    ana.contribute("too late for the lab")
    assert soon(ana.unsent) == 1
    far.server.tower().act("closing", sure="1")
    cable.mend()
    refused = ana.at("#outbox li [data-slot=reason]")
    assert until(refused.is_visible)
    assert refused.inner_text().startswith(LabClosed.sentence)
    assert ana.waiting() == ["too late for the lab"]
    ana.page.reload()
    assert soon(ana.waiting) == ["too late for the lab"]
    stored = ana.page.evaluate("Object.keys(localStorage).map(key => localStorage[key])")
    assert [json.loads(each)["text"] for each in stored] == ["too late for the lab"]
