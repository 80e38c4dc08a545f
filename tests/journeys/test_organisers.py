"""Organisers in a browser without scripts: setting up, sharing, looking on; and what their pages are like to read."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.looking import Look, look_at
from tests.journeys.room import LAPTOP, PHONE, Room
from tests.journeys.seeing import text
from tests.serving import CODE, until

pytestmark = pytest.mark.browser

PLAIN: dict[str, Any] = {"java_script_enabled": False}
WORDS = "four words in a row"
PAGES = {
    "sign-in": "/organisers/sign-in",
    "labs": "/labs",
    "members": "/organisers/labs/1",
    "colleagues": "/organisers/invitations",
    "account": "/organisers/account",
    "invitation": "/organisers/invitation",
    "viewer": "/labs/1/tower",
}
STATES = ("first-door", "set-up", "set-up-refused", *PAGES, "second-factor-begun")


class Organisers:
    """Ada sets the server up and shares its lab; Cy accepts to look on. Each page they come by is looked at."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.ada, self.cy = room.page(PHONE, **PLAIN), room.page(LAPTOP, **PLAIN)
        self.looks: dict[str, Look] = {}

    def see(self, name: str, page: Page, path: str, size: tuple[int, int] = PHONE) -> None:
        """The same page in a browser with scripts, which axe needs."""
        beside = self.room.page(size)
        beside.context.add_cookies([{**each} for each in page.context.cookies()])  # type: ignore[list-item]
        beside.goto(self.room.address + path)
        self.looks[name] = look_at(beside, size)
        beside.context.close()
        self.room.contexts.remove(beside.context)

    def set_up(self) -> None:
        self.see("first-door", self.ada, "/")
        self.ada.goto(self.room.address)
        self.ada.get_by_role("link", name="Set it up").click()
        self.see("set-up", self.ada, "/organisers/set-up")
        self.fill(self.ada, "Ada Lovelace", "ada@example.org", WORDS)
        self.ada.wait_for_url("**/labs")

    def share(self) -> str:
        """The link to look on that Ada gets for Cy."""
        self.ada.get_by_role("link", name="Who may open it").click()
        self.ada.get_by_label("Viewer").check()
        self.ada.get_by_label("For whom?").fill("Cy")
        self.ada.get_by_role("button", name="Make a link for them").click()
        return self.ada.locator(".invitations input").input_value()

    def accept(self, link: str) -> None:
        self.cy.goto(f"{self.room.address}/enter")
        self.cy.locator("#key").fill(link)
        self.cy.locator("form[action='/enter'] button").click()
        self.see("invitation", self.cy, "/organisers/invitation")
        self.fill(self.cy, "Cy", "cy@example.org", WORDS)
        self.cy.wait_for_url("**/labs")
        self.cy.get_by_role("button", name="Look at its tower").click()
        self.cy.wait_for_url("**/labs/1/tower")

    @staticmethod
    def fill(page: Page, name: str, email: str, password: str) -> None:
        page.locator("#name").fill(name)
        page.locator("#email").fill(email)
        page.locator("#password").fill(password)
        page.locator("main form button").first.click()

    def see_the_rest(self) -> None:
        self.see("sign-in", self.room.page(PHONE), PAGES["sign-in"])
        for name in ("labs", "members", "colleagues", "account"):
            self.see(name, self.ada, PAGES[name], PHONE if name != "labs" else LAPTOP)
        self.see("viewer", self.cy, PAGES["viewer"], LAPTOP)
        self.ada.goto(self.room.address + PAGES["account"])
        self.ada.get_by_role("button", name="Add a second factor").click()
        self.see("second-factor-begun", self.ada, PAGES["account"])


@pytest.fixture(scope="module")
def organisers(room: Room) -> Organisers:
    walked = Organisers(room)
    walked.set_up()
    refused = room.page(PHONE)
    refused.goto(room.address + "/organisers/sign-in")
    refused.locator("#email").fill("ada@example.org")
    refused.locator("#password").fill("not these words")
    refused.locator("main form button").first.click()
    refused.locator("#refusal p").first.wait_for()
    walked.looks["set-up-refused"] = look_at(refused, PHONE)
    walked.accept(walked.share())
    walked.see_the_rest()
    return walked


def test_the_lab_of_the_server_is_the_first_organisers(organisers: Organisers) -> None:
    organisers.ada.goto(organisers.room.address + "/labs")
    assert text(organisers.ada.locator(".lab__code")) == CODE


def test_its_tower_opens_without_a_key_and_works(organisers: Organisers) -> None:
    organisers.ada.goto(organisers.room.address + "/labs")
    organisers.ada.get_by_role("button", name="Open its tower").click()
    organisers.ada.wait_for_url("**/labs/1/tower")
    organisers.ada.locator("#message-words").fill("Two more minutes")
    organisers.ada.locator(".message-form button").click()
    assert text(organisers.ada.locator(".notice__words")) == "Notice: Two more minutes"


def test_a_viewer_sees_that_and_finds_nothing_to_press(organisers: Organisers) -> None:
    organisers.cy.reload()
    page = organisers.cy
    assert text(page.locator(".notice__words")) == "Notice: Two more minutes"
    pressable = page.locator("main :is(button, input, select, textarea, a[download])")
    assert [n for n in range(pressable.count()) if pressable.nth(n).is_visible()] == []


def test_what_comes_down_the_socket_stays_out_of_a_viewers_reach(organisers: Organisers) -> None:
    room = organisers.room
    tower = room.server.tower()
    page = room.page(LAPTOP)
    page.context.add_cookies([{**each} for each in organisers.cy.context.cookies()])  # type: ignore[list-item]
    page.goto(f"{room.address}/labs/1/tower")
    assert until(lambda: page.evaluate("document.documentElement.dataset.live === 'open'"))
    tower.act("agenda", item=2)
    page.locator("#agenda [aria-current]").first.wait_for()
    pressable = page.locator("main :is(button, input, select, textarea)")
    assert [n for n in range(pressable.count()) if pressable.nth(n).is_visible()] == []
    assert [n for n in range(pressable.count()) if pressable.nth(n).is_enabled()] == []


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_for_everybody(organisers: Organisers, state: str) -> None:
    look = organisers.looks[state]
    assert (look.light, look.dark, look.narrow_sideways, look.large_sideways) == ([], [], 0, 0)
    assert (look.small_targets, look.headings) == ([], 1)


def test_nothing_went_wrong_on_any_page(organisers: Organisers) -> None:
    expected = [each for each in organisers.room.watch.troubles if "401" not in each]
    assert expected == []
