"""A group deliberates: hands go up on phones, the desk gives the floor, reasons stand for and against."""

import pytest

from tests.journeys.people import Desk, Phone
from tests.journeys.room import Room
from tests.journeys.seeing import soon, text, texts
from tests.serving import until

pytestmark = pytest.mark.browser

DELIBERATION = 5


@pytest.fixture(scope="module")
def desk(room: Room) -> Desk:
    """Group 1 deliberates on Time, which Ana's idea lies in."""
    quiet, ana = room.server.desk(1), room.server.phone("Ana", 1)
    quiet.act("prompt", prompt=1)
    ana.contribute("Pay for evenings")
    for name in ("Time", "Trust"):
        quiet.act("themes", name=name)
    opened = room.desk(1)
    opened.choose_theme("Pay for evenings", "Time")
    assert soon(opened.themes) == {"Time": ["Pay for evenings"], "Trust": []}
    opened.open_stage(DELIBERATION)
    return opened


@pytest.fixture(scope="module")
def bo(room: Room, desk: Desk) -> Phone:
    return room.phone("Bo", 1)


@pytest.fixture(scope="module")
def cleo(room: Room, desk: Desk) -> Phone:
    return room.phone("Cleo", 1)


def hand(phone: Phone) -> str | None:
    return phone.at("#hand").get_attribute("data-state")


def asking(desk: Desk) -> list[str]:
    return texts(desk.at("#floor ol bdi"))


def give(desk: Desk, name: str) -> None:
    desk.press(desk.at("#floor .desk-floor__person", has_text=name))


def reasons(screen: Phone, side: str) -> list[str]:
    return texts(screen.at(f"#table .table__side--{side} li"))


def test_the_top_theme_lies_on_the_table_with_its_ideas(desk: Desk, bo: Phone) -> None:
    for screen in (desk, bo):
        assert soon(lambda screen=screen: text(screen.at("#table h3[dir], #table h2[dir]"))) == "Time"
        assert texts(screen.at("#table > ul li")) == ["Pay for evenings"]
    assert "How can users" in bo.question()


def test_hands_go_up_are_ordered_fairly_and_come_down_with_the_floor(desk: Desk, bo: Phone, cleo: Phone) -> None:
    bo.press(bo.at(".hand__down button"))
    assert soon(lambda: hand(bo)) == "up"
    assert soon(lambda: asking(desk)) == ["Bo"]
    give(desk, "Bo")
    assert soon(lambda: hand(bo)) == "floor"
    assert soon(lambda: text(desk.at(".desk-floor__speaker"))) == "Bo"
    desk.press(desk.form("floor/end").locator("button"))
    assert soon(lambda: hand(bo)) == "down"
    bo.press(bo.at(".hand__down button"))
    assert soon(lambda: hand(bo)) == "up"
    cleo.press(cleo.at(".hand__down button"))
    assert soon(lambda: asking(desk)) == ["Cleo", "Bo"]
    assert soon(lambda: text(bo.at(".hand__before"))) == "1 before you."
    give(desk, "Bo")
    assert soon(lambda: text(cleo.at(".hand__before"))) == "You are next."
    cleo.press(cleo.at(".hand__up button"))
    assert soon(lambda: hand(cleo)) == "down"
    assert soon(lambda: asking(desk)) == []


def test_the_desk_counts_the_turn_and_names_who_was_not_heard(desk: Desk) -> None:
    assert text(desk.at(".desk-floor__speaker")) == "Bo"
    assert until(lambda: text(desk.at("#floor [data-counting]")).startswith("00:0"))
    assert text(desk.at("#floor p:has(.desk-floor__small)")).split() == ["Not", "yet", "heard", "Ana,", "Cleo"]


def test_reasons_are_kept_as_they_are_typed_and_shown_on_phones(desk: Desk, bo: Phone) -> None:
    desk.at("#reason-for-text").press_sequentially("It is fair")
    assert soon(lambda: reasons(bo, "for")) == ["It is fair"]
    desk.press(desk.at("#reason-for button"))
    desk.at("#reason-against-text").fill("It costs")
    desk.press(desk.at("#reason-against button"))
    assert soon(lambda: (reasons(bo, "for"), reasons(bo, "against"))) == (["It is fair"], ["It costs"])


def test_the_next_theme_comes_with_reasons_of_its_own(desk: Desk, bo: Phone) -> None:
    desk.press(desk.at("#table .desk-table__choice", has_text="Trust"))
    assert soon(lambda: text(bo.at("#table h2"))) == "Trust"
    assert reasons(bo, "for") == []
    desk.press(desk.at("#table .desk-table__choice", has_text="Time"))
    assert soon(lambda: reasons(bo, "for")) == ["It is fair"]


def test_a_phone_sends_reasons_where_it_is_asked_to(room: Room, desk: Desk, bo: Phone) -> None:
    assert not bo.at("#reason").is_visible()
    room.server.desk(1).act("stage", stage="")
    time = str(desk.theme("Time").get_attribute("id")).removeprefix("theme-")
    room.server.desk(1).act("table", theme=time)
    assert until(bo.at("#reason").is_visible)
    bo.at("#reason-text").fill("People come back")
    bo.at("#reason button[value=for]").click()
    assert soon(lambda: reasons(bo, "for")) == ["It is fair", "People come back"]
    assert bo.at("#reason-text").input_value() == ""
    assert soon(lambda: texts(desk.at("#table .note:has-text('People come back') summary > span:first-child"))) == [
        "from a phone"
    ]


def test_a_hand_goes_up_without_javascript(room: Room, desk: Desk) -> None:
    dora = Phone(room.page((360, 740), "en", room.server.phone("Dora", 1), java_script_enabled=False))
    dora.at(".hand__down button").click()
    assert hand(dora) == "up"
    assert soon(lambda: asking(desk)) == ["Dora"]
    give(desk, "Dora")
    assert soon(lambda: text(desk.at(".desk-floor__speaker"))) == "Dora"
    dora.page.reload()
    assert hand(dora) == "floor"
    assert dora.at(".hand__floor").is_visible()
