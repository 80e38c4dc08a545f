"""People work in pairs, change tables, sit around a circle, walk from poster to poster: each in its ready-made lab."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from app.settings import Settings
from tests.journeys.people import Phone, Screen, Tower
from tests.journeys.room import Room
from tests.journeys.seeing import soon, text, texts
from tests.serving import Server, free_port, until

pytestmark = pytest.mark.browser

Held = Callable[[str], Room]


@pytest.fixture
def held(browser: Browser, tmp_path: Path) -> Iterator[Held]:
    """A room for the lab of a ready-made plan."""
    rooms: list[Room] = []

    def opened(plan: str) -> Room:
        settings = Settings(data=tmp_path / plan, host="127.0.0.1", port=free_port(), assets="local", grace=0.2)
        rooms.append(Room(browser, Server(settings, plan)))
        return rooms[-1]

    yield opened
    for room in rooms:
        troubles = room.watch.troubles
        room.leave()
        room.server.stop()
        assert troubles == []


def to_all(tower: Tower, number: int) -> None:
    """The stages of the whole lab, from 1, in the order of its agenda."""
    tower.press(tower.form("stage-for-all").nth(number - 1).locator("button"))


def paper(phone: Phone) -> str:
    return phone.at("#paper-words").input_value()


def partners(phone: Phone) -> list[str]:
    return texts(phone.at(".partner bdi"))


def place(phone: Phone) -> str:
    """Where its phone says that its person is; nothing while its page loads again."""
    try:
        return text(phone.at("#formation-title"))
    except Error:
        return ""


def poster(phone: Phone) -> str:
    """Whose it is, and what it says."""
    return text(phone.at("#formation .poster__title > span:not(.badge), #formation .poster__words"))


def without_script(room: Room, name: str, group: int) -> Phone:
    return Phone(room.page((360, 740), "en", room.server.phone(name, group), java_script_enabled=False))


def test_a_pair_writes_on_one_paper_and_gives_it_when_all_come_together(held: Held) -> None:
    room = held("1-2-4-all")
    ana, bo, desk = room.phone("Ana", 1), room.phone("Bo", 1), room.desk(1)
    desk.open_stage(1)
    desk.open_stage(2)
    assert (soon(lambda: partners(ana)), soon(lambda: partners(bo))) == (["Bo"], ["Ana"])
    ana.at("#paper-words").press_sequentially("We would ask")
    assert soon(lambda: paper(bo)) == "We would ask"
    assert text(bo.at(".paper__pen")) == "Ana has the pen."
    assert not bo.at("#paper-words").is_editable()
    bo.press(bo.form("team/pen").locator("button"))
    assert until(bo.at("#paper-words").is_editable)
    assert until(lambda: not ana.at("#paper-words").is_editable())
    bo.at("#paper-words").fill("We would ask them first")
    bo.press(bo.at(".paper__button"))
    assert soon(lambda: texts(ana.at("#part .card__words"))) == ["We would ask them first"]
    assert (soon(lambda: paper(ana)), bo.own()) == ("", ["We would ask them first"])
    desk.open_stage(4)
    for screen in (ana, bo, desk):
        assert soon(screen.ideas) == ["We would ask them first"]


def test_words_typed_in_a_tunnel_go_under_those_that_came_to_the_paper(held: Held) -> None:
    room = held("1-2-4-all")
    phones = {name: room.phone(name, 1) for name in ("Ana", "Bo", "Cy", "Di")}
    desk, ana = room.desk(1), phones["Ana"]
    desk.open_stage(1)
    desk.open_stage(2)
    assert soon(lambda: [len(partners(phone)) for phone in phones.values()]) == [1, 1, 1, 1]
    writer, leaver = sorted({*phones} - {"Ana", *partners(ana)})
    phones[writer].at("#paper-words").fill("Theirs")
    assert soon(lambda: paper(phones[leaver])) == "Theirs"
    ana.page.context.set_offline(True)
    ana.at("#paper-words").fill("Ours")
    leaves = desk.at("#seat-person option", has_text=leaver).get_attribute("value")
    room.server.tower().act(f"people/{leaves}/removal")
    assert soon(lambda: len(partners(phones[writer]))) == 2
    ana.page.context.set_offline(False)
    assert soon(lambda: paper(ana)) == "Theirs\nOurs"
    assert soon(lambda: paper(phones[writer])) == "Theirs\nOurs"
    room.watch.troubles.clear()  # what was cut off says so


def test_a_team_gives_without_javascript(held: Held) -> None:
    room = held("1-2-4-all")
    dora, desk = without_script(room, "Dora", 1), room.desk(1)
    room.server.phone("Ed", 1)
    desk.open_stage(1)
    desk.open_stage(2)
    dora.page.reload()
    assert partners(dora) == ["Ed"]
    dora.at("#paper-words").fill("Plain paper")
    dora.at(".paper__button").click()
    assert dora.own() == ["Plain paper"]


def test_tables_change_at_once_and_phones_follow_with_their_words(held: Held) -> None:
    room = held("world-cafe")
    seats = {name: room.phone(name, group) for name, group in (("Ana", 1), ("Bo", 1), ("Cy", 2), ("Di", 2))}
    tower, stage = room.tower(), room.stage()
    tower.press(tower.form("round").locator("button"))
    assert soon(lambda: {name: place(phone) for name, phone in seats.items()}) == {
        "Ana": "You sit at table 1",
        "Bo": "You sit at table 1",
        "Cy": "You sit at table 2",
        "Di": "You sit at table 2",
    }
    seats["Ana"].contribute("Benches")
    seats["Bo"].write("Half a thought")
    assert "Who goes where" in tower.at("#formation").inner_text()
    tower.press(tower.form("round").locator("button"))
    assert soon(lambda: {name: place(phone) for name, phone in seats.items()}) == {
        "Ana": "You sit at table 1",
        "Bo": "You sit at table 2",
        "Cy": "You sit at table 2",
        "Di": "You sit at table 1",
    }
    assert soon(seats["Bo"].draft) == "Half a thought"
    assert soon(seats["Di"].ideas) == ["Benches"]
    assert text(seats["Di"].at("#formation .at-table__host")) == "Your host: Ana"
    assert soon(lambda: texts(stage.at(".wall-tables bdi"))) == ["Ana", "Di", "Bo", "Cy"]


def test_somebody_comes_into_the_circle_and_the_tables_ask(held: Held) -> None:
    room = held("fishbowl")
    ana, bo, cy = (room.phone(name, group) for name, group in (("Ana", 1), ("Bo", 2), ("Cy", 2)))
    tower, desk, stage = room.tower(), room.desk(1), room.stage()
    to_all(tower, 3)
    assert until(ana.form("circle/asking").is_visible)
    ana.press(ana.form("circle/asking").locator("button"))
    assert soon(lambda: texts(desk.at("#formation .circle__name"))) == ["Ana"]
    desk.press(desk.at("#formation button", has_text="Tap in").first)
    assert soon(lambda: text(ana.at(".own-part__word"))) == "You sit in the circle. Speak when you like."
    for screen in (bo, stage):
        assert soon(lambda screen=screen: texts(screen.at(".circle__seat bdi"))) == ["Ana"]
    bo.at("#ask-text").fill("Who paid?")
    bo.press(bo.at("#ask button"))
    assert soon(lambda: questions(cy)) == ["Who paid?"]
    cy.press(cy.at(".question__upvote button"))
    for screen in (stage, tower, bo):
        assert soon(lambda screen=screen: texts(screen.at(".question__votes b"))) == ["1"]
    assert not bo.at(".question__upvote").is_visible()
    tower.press(tower.at(".question__acts button", has_text="Answer it now"))
    for screen in (ana, bo, cy, stage):
        assert soon(lambda screen=screen: texts(screen.at(".question__state--now"))) == ["answered now"]


def questions(screen: Screen) -> list[str]:
    return texts(screen.at(".question__words"))


def test_groups_stand_before_each_others_posters_and_come_back_to_what_was_left(held: Held) -> None:
    room = held("gallery-walk")
    ana, bo, tower, desk = room.phone("Ana", 1), room.phone("Bo", 2), room.tower(), room.desk(2)
    to_all(tower, 1)
    ana.contribute("We met in the street")
    assert until(desk.at("#poster-text").is_visible)
    desk.at("#poster-text").fill("A week without cars")
    desk.press(desk.at(".poster-form button"))
    to_all(tower, 2)
    assert soon(lambda: poster(ana)) == "Poster of group 2 A week without cars"
    assert soon(lambda: poster(bo)) == "Poster of group 1 We met in the street"
    ana.at("#mark-text").fill("And the shops?")
    ana.press(ana.at("#part form.stack button"))
    assert soon(lambda: texts(ana.at("#part .marks q"))) == ["And the shops?"]
    tower.press(tower.form("walk").locator("button"))
    assert soon(lambda: place(bo)) == "Back at your own poster"
    assert soon(lambda: texts(bo.at(".poster__comment q"))) == ["And the shops?"]
    to_all(tower, 4)
    assert soon(lambda: text(bo.at("#task .task__stage"))) == "Debrief"
    assert texts(bo.at(".poster__comment q")) == ["And the shops?"]


def test_a_mark_is_left_without_javascript(held: Held) -> None:
    room = held("gallery-walk")
    dora, tower = without_script(room, "Dora", 1), room.tower()
    room.server.phone("Ed", 2)
    to_all(tower, 2)
    dora.page.reload()
    dora.at("#part button", has_text="Put a dot").click()
    assert texts(dora.at(".poster__dots")) == ["1 dot"]
