"""Steering in real browsers: a call for help and its receipt, messages that are read and never lost, a pause."""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.looking import look_at
from tests.journeys.room import LAPTOP, PHONE, Room
from tests.journeys.seeing import soon, text
from tests.serving import Visitor

pytestmark = pytest.mark.browser


def opened(room: Room, who: Visitor, size: tuple[int, int] = LAPTOP, path: str = "") -> Page:
    page = room.page(size, "en", who)
    if path:
        page.goto(room.address + who.base + path)
    assert soon(lambda: page.evaluate("document.documentElement.dataset.live")) == "open"
    return page


def test_a_desk_calls_and_knows_that_somebody_comes(room: Room) -> None:
    desk, tower = opened(room, room.server.desk(1)), opened(room, room.server.tower())
    desk.get_by_text("Call the organiser").click()
    desk.fill("#call-words", "We have no paper")
    desk.get_by_role("button", name="Call", exact=True).click()
    assert soon(lambda: text(tower.locator(".tower-call__words"))) == "We have no paper"
    assert soon(lambda: tower.locator("#attention a").first.get_attribute("aria-label")) == "Group 1: calls for help"
    tower.get_by_role("button", name="Seen, coming to group 1").click()
    assert soon(lambda: text(desk.locator(".desk-call__state b"))) == "Seen, coming"
    tower.get_by_label("A word to group 1").fill("In two minutes")
    tower.get_by_role("button", name="Say").click()
    assert soon(lambda: text(desk.locator(".desk-call__reply b"))) == "In two minutes"
    desk.get_by_role("button", name="That is settled").click()
    assert soon(lambda: tower.locator("#calls").is_visible()) == False  # noqa: E712 it comes to be so
    assert soon(lambda: desk.get_by_text("Call the organiser").is_visible()) == True  # noqa: E712


def test_a_message_is_read_away_and_never_lost(room: Room) -> None:
    tower, phone = room.server.tower(), opened(room, room.server.phone("Ada", 2), PHONE)
    tower.act("messages", to="2", words="Speak up, please")
    tower.act("messages", to="1", words="Not for you")
    message = phone.locator(".message:not([data-read])")
    assert soon(lambda: text(message.locator(".message__words"))) == "Speak up, please"
    message.get_by_role("button").click()
    phone.reload()
    assert soon(message.count) == 0
    phone.locator("#messages-fold button").click()
    assert soon(lambda: text(phone.locator(".message__words"))) == "Speak up, please"


def test_a_word_to_everyone_may_be_put_aside_on_one_s_own_phone(room: Room) -> None:
    phone, stage = opened(room, room.server.phone("Bo", 3), PHONE), opened(room, room.server.stage())
    room.server.tower().act("messages", to="everyone", words="Two more minutes")
    for page in (phone, stage):
        assert soon(lambda: text(page.locator("#notice [dir=auto]"))) == "Two more minutes"  # noqa: B023 asked at once
    phone.locator("#notice button").click()
    assert soon(lambda: phone.locator("#notice [dir=auto]").is_visible()) == False  # noqa: E712
    assert stage.locator("#notice [dir=auto]").is_visible()


def test_a_pause_is_shown_everywhere_and_the_clocks_stand(room: Room) -> None:
    tower, desk = room.server.tower(), room.server.desk(4)
    desk.act("timer", minutes=5)
    screens = [opened(room, who) for who in (room.server.stage(), desk, room.server.phone("Cy", 4))]
    tower.act("agenda/pause", words="Coffee until half past")
    for page in screens:
        assert soon(lambda: text(page.locator(".notice__pause [dir=auto]"))) == "Coffee until half past"  # noqa: B023
    assert soon(lambda: screens[1].locator("#task time").get_attribute("data-state")) == "paused"
    tower.act("agenda/resumption")
    assert soon(lambda: screens[2].locator(".notice__pause").count()) == 0


def test_who_watches_from_far_away_has_the_stream_beside_the_stage(room: Room) -> None:
    tower = room.server.tower()
    tower.act("viewers")
    address = re.findall(r'id="viewers-address"[^>]*value="([^"]+)"', tower.page())[0]
    viewer = room.page(PHONE)
    viewer.goto(address)
    assert soon(lambda: viewer.url) == f"{room.address}/labs/1/watch"
    tower.act("stream", address="https://tv.example/lab")
    assert soon(lambda: viewer.locator("#stream a").get_attribute("href")) == "https://tv.example/lab"
    look = look_at(viewer, PHONE)
    assert (look.light, look.dark, look.narrow_sideways, look.small_targets, look.headings) == ([], [], 0, [], 1)


def test_a_desk_that_is_looked_at_moves_along_and_is_whole_for_everybody(room: Room) -> None:
    page = opened(room, room.server.tower(), path="/groups/1")
    room.server.desk(1).act("notes", text="They whisper", kind="note")
    assert soon(page.locator("#notes").get_by_text("They whisper").first.is_visible) == True  # noqa: E712
    assert page.locator(".look__desk :is(button, input, select, textarea):enabled").count() == 0
    look = look_at(page, LAPTOP)
    assert (look.light, look.dark, look.headings) == ([], [], 1)
    assert room.watch.troubles == []
