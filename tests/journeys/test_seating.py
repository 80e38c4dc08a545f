"""An organiser seats people from a list in a browser: looks, pins, shuffles, decides, moves and merges in two taps."""

from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from tests.journeys.looking import Look, look_at
from tests.journeys.people import Phone, Screen
from tests.journeys.room import LAPTOP, PHONE, Room
from tests.journeys.seeing import PATIENCE, soon, text, texts
from tests.serving import until

pytestmark = pytest.mark.browser

LIST = """Name;Organisation;Country;Together;Apart
Ana Sousa;NAV;PT;a;x
Bo Dahl;NAV;NO;a,b;
Cid Ek;KUL;SE;b;x
Dag Lie;KUL;NO;;
Eva Noël;CNR;FR;;
Fay <Øst>;CNR;NO;;
"""


def open_seats(page: Page) -> None:
    assert soon(lambda: page.evaluate("document.documentElement.dataset.live")) == "open"


def seat_on(phone: Screen) -> str:
    """Nothing, in the moment in which a phone that was moved loads its page again."""
    try:
        return text(phone.at(".seated__title"))
    except Error:
        return ""


@pytest.fixture(scope="module")
def ana(room: Room) -> Phone:
    return room.phone("Ana Sousa", 1)


@pytest.fixture(scope="module")
def tower(room: Room, ana: Phone) -> Page:
    organiser = room.server.tower()
    organiser.base += "/seating"
    page = room.page(LAPTOP, "en", organiser)
    open_seats(page)
    return page


@pytest.fixture(scope="module")
def looks(room: Room, tower: Page, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Look]:
    """Each page on the way, looked at as everybody must be able to read it; and the list is kept."""
    found: dict[str, Look] = {}
    file = tmp_path_factory.mktemp("list") / "guests.csv"
    file.write_text(LIST + "Gil;X;NO;;;one cell more\n", encoding="cp1252")
    page = room.page(LAPTOP, "en", room.server.tower())
    page.goto(f"{room.server.address}/labs/1/tower/seating/guests")
    hand_in(page, file)
    found["list"] = look_at(page, LAPTOP)
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    page.get_by_role("checkbox", name="Leave 1 line out").check()
    page.get_by_role("button", name="Keep this list of 6 guests").click()
    page.wait_for_url("**/seating")
    page.get_by_role("link", name="The list of guests").click()
    page.wait_for_url("**/seating/guests")
    found["guests"] = look_at(page, LAPTOP)
    page.context.close()
    room.contexts.remove(page.context)
    return found


def hand_in(page: Page, file: Path) -> None:
    page.locator("#list-file").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    page.wait_for_url("**/seating/lists/*")


@pytest.fixture(scope="module")
def proposed(tower: Page, looks: dict[str, Look]) -> Page:
    assert until(lambda: text(tower.locator("#guests p").first).startswith("6 guests are expected."), PATIENCE)
    tower.get_by_label("How many groups").fill("2")
    tower.get_by_role("button", name="Propose").click()
    assert soon(lambda: tower.locator("#proposal .seats-card .place").count()) == 6  # Ana, who came before, is one
    return tower


def test_the_list_is_seen_by_the_organiser_s_open_page(proposed: Page) -> None:
    assert texts(proposed.locator("#proposal h3")) == ["Proposal 1 Nobody has moved yet."]


def test_what_cannot_be_met_is_told_in_a_sentence(proposed: Page) -> None:
    (told,) = texts(proposed.locator(".unmet li"))
    assert told.endswith("They are to sit together with \u2068Bo Dahl\u2069.")


def test_a_pin_is_pressed_and_stays_through_a_shuffle(proposed: Page) -> None:
    pin = proposed.get_by_role("button", name="Pin Dag Lie to this group")
    pin.click()
    assert soon(lambda: pin.get_attribute("aria-pressed")) == "true"
    proposed.get_by_role("button", name="Shuffle again").click()
    assert soon(lambda: texts(proposed.locator("#proposal h3"))) == ["Proposal 2 Nobody has moved yet."]
    assert pin.get_attribute("aria-pressed") == "true"


def test_two_taps_put_somebody_elsewhere_in_the_proposal(proposed: Page) -> None:
    proposed.locator("#proposal .place__who", has_text="Eva").click()
    proposed.get_by_role("button", name="Put them in group 5").click()
    fifth = proposed.locator("#proposal .seats-card", has=proposed.get_by_role("heading", name="Group 5"))
    assert soon(lambda: texts(fifth.locator("bdi").first)) == ["Eva Noël"]
    assert proposed.locator("#proposal input[name=who]:checked").count() == 0


def test_a_seating_is_put_in_force_and_a_phone_says_where_it_sits_now(proposed: Page, ana: Phone) -> None:
    proposed.locator("#proposal .place__who", has_text="Ana Sousa").last.click()
    proposed.get_by_role("button", name="Put them in group 4").click()
    fourth = proposed.locator("#proposal .seats-card", has=proposed.get_by_role("heading", name="Group 4"))
    assert until(lambda: "Ana Sousa" in texts(fourth.locator("bdi")), PATIENCE)
    assert until(lambda: text(proposed.locator("#proposal-news p")).startswith("1 person moves."), PATIENCE)
    proposed.get_by_role("button", name="Seat them so").click()
    assert soon(lambda: seat_on(ana)) == "You sit in group 4 now."
    assert until(proposed.locator("#proposal-news").is_hidden, PATIENCE)


def test_two_taps_move_somebody_who_sits(proposed: Page, ana: Phone) -> None:
    seats = proposed.locator("#seats")
    seats.locator(".place:not(.place--kept) .place__who", has_text="Ana Sousa").click()
    seats.get_by_role("button", name="Move them to group 2").click()
    assert soon(lambda: seat_on(ana)) == "You sit in group 2 now."


def test_two_taps_merge_a_group_into_another(proposed: Page, ana: Phone) -> None:
    second = proposed.locator("#seats .seats-card", has=proposed.get_by_role("heading", name="Group 2"))
    second.locator(".seats-card__merge summary").click()
    second.get_by_role("button", name="Merge group 2 into group 3").click()
    assert soon(lambda: seat_on(ana)) == "You sit in group 3 now."
    assert soon(lambda: text(second.locator(".seats-card__head .soft"))) == "not in use"


def test_a_guest_takes_the_seat_that_was_kept_and_their_phone_says_so(proposed: Page, room: Room) -> None:
    eva = room.stranger()
    eva.page.goto(f"{room.server.address}/j/{room.server.links.code}")
    eva.page.locator("#name").fill("eva noel")
    eva.page.locator("#consent").check()
    eva.page.get_by_role("button", name="Join").click()
    assert soon(lambda: seat_on(eva)) == "Your seat is in group 5."
    fifth = proposed.locator("#seats .seats-card", has=proposed.get_by_role("heading", name="Group 5"))
    assert soon(lambda: texts(fifth.locator(".place--kept"))) == []


@pytest.fixture(scope="module")
def all_looks(room: Room, proposed: Page, looks: dict[str, Look]) -> dict[str, Look]:
    """After all that: the live page with a proposal on it, on a laptop and a phone, and who was where."""
    organiser, found = room.server.tower(), dict(looks)
    organiser.act("seating/proposals", mode="balanced", organisation="1")
    for name, path, size in (("seats", "", LAPTOP), ("seats on a phone", "", PHONE), ("rounds", "/rounds", LAPTOP)):
        page = room.page(size, "en", room.server.tower())
        page.goto(f"{room.server.address}/labs/1/tower/seating{path}")
        page.wait_for_load_state("networkidle" if path else "load")
        found[name] = look_at(page, size)
        page.context.close()
        room.contexts.remove(page.context)
    return found


PAGES = ("list", "guests", "seats", "seats on a phone", "rounds")


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_it(all_looks: dict[str, Look], name: str) -> None:
    look = all_looks[name]
    assert (look.light, look.dark, look.small_targets, look.headings) == ([], [], [], 1)


@pytest.mark.parametrize("name", PAGES)
def test_nobody_scrolls_sideways(all_looks: dict[str, Look], name: str) -> None:
    assert (all_looks[name].narrow_sideways, all_looks[name].large_sideways) == (0, 0)


def test_nothing_went_wrong_in_any_browser(room: Room, all_looks: dict[str, Look]) -> None:
    assert room.watch.troubles == []
