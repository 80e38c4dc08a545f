"""Everybody can take part: axe finds nothing, and nothing is too small, too wide or in the wrong language."""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.lively import LivelyLab
from tests.journeys.looking import Look, look_at
from tests.journeys.room import LAPTOP, PHONE, PROJECTOR, Room
from tests.journeys.seeing import soon
from tests.serving import CODE, Visitor, until

pytestmark = pytest.mark.browser

DOORS = ("home", "home-refused", "join", "join-refused", "enter", "nowhere")
BEFORE = ("phone-lobby", "desk-empty", "stage-welcome", "tower-empty", "phone-private")
DURING = ("phone-open", "desk-full", "stage-breakout", "tower-full", "words-refused")
FLOOR = ("phone-hand", "phone-hand-up", "desk-floor", "co-moderators", "note-history")
AFTER = ("phone-closed", "desk-closed", "stage-closed", "tower-closed", "summary", "report")
STATES = DOORS + BEFORE + DURING + FLOOR + AFTER


class Tour:
    """Goes through a lab from its doors to its close and looks at every page on the way."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.looks: dict[str, Look] = {}

    def see(self, name: str, page: Page, size: tuple[int, int]) -> None:
        self.looks[name] = look_at(page, size)
        page.context.close()
        self.room.contexts.remove(page.context)

    def visit(self, name: str, who: Visitor, size: tuple[int, int]) -> None:
        page = self.room.page(size, "en", who)
        assert until(lambda: page.evaluate("document.documentElement.dataset.live === 'open'"))
        self.see(name, page, size)

    def doors(self) -> None:
        for name, path in {"home": "/", "join": f"/j/{CODE}", "enter": "/enter", "nowhere": "/nowhere"}.items():
            page = self.room.page(PHONE)
            page.goto(self.room.address + path)
            self.see(name, page, PHONE)
        for name, path, field, words in (
            ("home-refused", "/", "#code", "WRONG234"),
            ("join-refused", f"/j/{CODE}", "#name", "Moderator"),
        ):
            page = self.room.page(PHONE)
            page.goto(self.room.address + path)
            page.locator(field).fill(words)
            page.locator("form").evaluate_all("all => { document.getElementById('consent')?.click() }")
            page.locator(field).press("Enter")
            page.locator("#refusal p").first.wait_for()
            self.see(name, page, PHONE)

    def before(self, lab: LivelyLab, tower: Visitor, stage: Visitor) -> None:
        self.visit("desk-empty", lab.server.desk(1), LAPTOP)
        self.visit("stage-welcome", stage, PROJECTOR)
        self.visit("tower-empty", tower, LAPTOP)
        lab.gather()
        self.visit("phone-lobby", lab.people[1]["Ana"], PHONE)
        lab.start(tower)
        lab.write(1)
        self.visit("phone-private", lab.people[1]["Ana"], PHONE)

    def during(self, lab: LivelyLab, tower: Visitor, stage: Visitor) -> None:
        lab.play()
        self.refused(lab.people[1]["Ana"])
        lab.open_stage(1, 3)
        tower.act("notice", words="Two more minutes")
        self.visit("phone-open", lab.people[1]["Ana"], PHONE)
        self.visit("desk-full", lab.desks[1], LAPTOP)
        self.visit("stage-breakout", stage, PROJECTOR)
        self.visit("tower-full", tower, LAPTOP)

    def deliberating(self, lab: LivelyLab) -> None:
        ana, lea, desk = lab.people[1]["Ana"], lab.people[1]["Léa"], lab.desks[1]
        lab.deliberate(1)
        self.visit("phone-hand", ana, PHONE)
        self.visit("phone-hand-up", lea, PHONE)
        self.visit("desk-floor", desk, LAPTOP)
        desk.act("co-moderators", name="Ola")
        note = re.findall(r"/notes/([0-9a-f]{32})/history", desk.page())[0]
        for name, path in {"co-moderators": "co-moderators", "note-history": f"notes/{note}/history"}.items():
            page = self.room.page(LAPTOP, "en", desk)
            page.goto(f"{self.room.address}{desk.base}/{path}")
            self.see(name, page, LAPTOP)

    def refused(self, ana: Visitor) -> None:
        """Words that come in the wrong stage, from a phone without scripts."""
        page = self.room.page(PHONE, "en", ana)
        page.evaluate("document.querySelector('#say [name=text]').value = 'Words that came too late for this stage.'")
        page.evaluate("HTMLFormElement.prototype.submit.call(document.getElementById('say'))")
        page.locator("textarea").wait_for()
        self.see("words-refused", page, PHONE)

    def after(self, lab: LivelyLab, tower: Visitor, stage: Visitor) -> None:
        tower.act("closing", sure="1")
        self.visit("phone-closed", lab.people[1]["Ana"], PHONE)
        self.visit("desk-closed", lab.desks[1], LAPTOP)
        self.visit("stage-closed", stage, PROJECTOR)
        self.visit("tower-closed", tower, LAPTOP)
        page = self.room.page(PHONE, "en", lab.people[1]["Ana"])
        page.goto(f"{self.room.address}/labs/1/summary")
        self.see("summary", page, PHONE)
        page = self.room.page(PHONE)
        page.set_content(tower.http.get(tower.base + "/summary.html").text)
        self.see("report", page, PHONE)


@pytest.fixture(scope="module")
def looks(room: Room) -> dict[str, Look]:
    tour, lab = Tour(room), LivelyLab(room.server)
    tower, stage = room.server.tower(), room.server.stage()
    tour.doors()
    tour.before(lab, tower, stage)
    tour.during(lab, tower, stage)
    tour.deliberating(lab)
    tour.after(lab, tower, stage)
    return tour.looks


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_light(looks: dict[str, Look], state: str) -> None:
    assert looks[state].light == []


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_the_dark(looks: dict[str, Look], state: str) -> None:
    assert looks[state].dark == []


@pytest.mark.parametrize("state", STATES)
def test_a_narrow_page_does_not_scroll_sideways(looks: dict[str, Look], state: str) -> None:
    assert looks[state].narrow_sideways == 0


@pytest.mark.parametrize("state", STATES)
def test_letters_twice_as_large_do_not_scroll_sideways(looks: dict[str, Look], state: str) -> None:
    assert looks[state].large_sideways == 0


@pytest.mark.parametrize("state", STATES)
def test_nothing_to_press_is_too_small(looks: dict[str, Look], state: str) -> None:
    assert looks[state].small_targets == []


@pytest.mark.parametrize("state", STATES)
def test_a_page_has_one_first_heading(looks: dict[str, Look], state: str) -> None:
    assert looks[state].headings == 1


def test_a_page_speaks_its_readers_language(room: Room) -> None:
    wanted = {"fr-BE": "fr", "en-IE": "en", "sv-SE": "en"}
    spoken = {}
    for language in wanted:
        page = room.page(PHONE, language)
        page.goto(room.address)
        spoken[language] = page.locator("html").get_attribute("lang")
    assert spoken == wanted


def test_a_reader_may_choose_another_language_and_keeps_it(room: Room) -> None:
    phone = room.stranger("en")
    phone.page.goto(f"{room.address}/j/{CODE}")
    phone.at("button[name=language][value=fr]").click()
    assert soon(phone.language) == "fr"
    phone.page.goto(room.address)
    assert phone.language() == "fr"
