"""Every act of a lab by plain forms: an old phone, a strict browser, a script that never came. Only not live."""

from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import AgreedByNobody, NameTaken, NoSuchLab, NotInThisStage
from tests.journeys.people import Desk, Phone, Screen, Tower
from tests.journeys.room import LAPTOP, Room
from tests.journeys.seeing import soon, text, texts
from tests.serving import CODE

pytestmark = pytest.mark.browser

PLAIN: dict[str, Any] = {"java_script_enabled": False}
BREAKOUT, SILENT_WRITING, THEMES, DOT_VOTE = 4, 2, 3, 4


@pytest.fixture(scope="module")
def tower(room: Room) -> Tower:
    opened = Tower(enter(room, room.server.links.tower).page)
    opened.move_to(BREAKOUT)
    return opened


@pytest.fixture(scope="module")
def desk(room: Room) -> Desk:
    return Desk(enter(room, room.server.links.desks[0][1]).page)


@pytest.fixture(scope="module")
def ana(room: Room, tower: Tower, desk: Desk) -> Phone:
    """Ana joins; her group writes in silence."""
    desk.open_stage(SILENT_WRITING)
    phone = room.stranger(**PLAIN)
    phone.join(room.address, CODE, "Ana", 1)
    return phone


@pytest.fixture(scope="module")
def bo(room: Room, ana: Phone) -> Phone:
    phone = room.stranger(**PLAIN)
    phone.join(room.address, CODE, "Bo", 1)
    return phone


@pytest.fixture(scope="module")
def written(ana: Phone, bo: Phone) -> None:
    ana.contribute("Ask first")
    bo.contribute("Pay for the bus")


@pytest.fixture(scope="module")
def revealed(written: None, desk: Desk, ana: Phone, bo: Phone) -> None:
    desk.open_stage(THEMES)
    for phone in (ana, bo):
        phone.page.reload()


def enter(room: Room, link: str) -> Screen:
    """The link's key does not enter by itself: it is pasted."""
    page = room.page(LAPTOP, **PLAIN)
    page.goto(f"{room.address}/enter")
    page.locator("#key").fill(link)
    page.locator("form[action='/enter'] button").click()
    page.wait_for_url("**/labs/**")
    return Screen(page)


def test_a_pasted_link_opens_its_screen(desk: Desk, tower: Tower) -> None:
    assert [desk.page.url.rpartition("/")[2], tower.page.url.rpartition("/")[2]] == ["desk-1", "tower"]


def test_the_agenda_moves_where_the_tower_says(tower: Tower) -> None:
    assert tower.agenda_item() == "Discussion and deliberation in small groups"


def test_the_stage_and_its_time_are_on_the_phone(ana: Phone) -> None:
    assert (text(ana.at("#task .task__stage")), ana.at("#task time").count()) == ("Silent writing", 1)


def test_who_writes_in_silence_sees_their_own_words_only(written: None, ana: Phone) -> None:
    assert (ana.own(), ana.ideas()) == (["Ask first"], [])


def test_an_own_card_can_be_bettered(written: None, ana: Phone) -> None:
    ana.reword("Ask first", "Ask before drawing")
    assert soon(ana.own) == ["Ask before drawing"]
    ana.reword("Ask before drawing", "Ask first")
    assert soon(ana.own) == ["Ask first"]


def test_an_own_card_can_be_taken_back(written: None, ana: Phone) -> None:
    ana.contribute("A slip of the thumb")
    ana.withdraw("A slip of the thumb")
    assert soon(ana.own) == ["Ask first"]


def test_after_the_reveal_everybodys_cards_are_there(revealed: None, ana: Phone) -> None:
    assert ana.ideas() == ["Ask first", "Pay for the bus"]


def test_anothers_card_can_be_supported(revealed: None, ana: Phone, desk: Desk) -> None:
    ana.support("Pay for the bus")
    desk.page.reload()
    assert desk.card("Pay for the bus").locator(".card__supports").inner_text().split()[-1] == "1"


def test_the_support_can_be_taken_back(revealed: None, ana: Phone, desk: Desk) -> None:
    ana.at(".yours__supported", has_text="Pay for the bus").locator("button").click()
    desk.page.reload()
    assert desk.card("Pay for the bus").locator(".card__supports").inner_text().split()[-1] == "0"
    assert ana.at(".yours__supported").count() == 0


def test_the_desk_writes_for_somebody_and_clusters(revealed: None, desk: Desk) -> None:
    desk.write_for("Solveig, 79", "Ring me the day before")
    desk.make_theme("Getting there")
    desk.choose_theme("Ring me", "Getting there")
    desk.card("Ring me").locator("form[action$='/theme'] button").click()
    assert soon(desk.themes) == {"Getting there": ["Ring me the day before"]}


def test_the_desk_takes_notes_and_parks(desk: Desk) -> None:
    desk.take_note("Two spoke of money")
    desk.take_note("Who owns the data?", "parked")
    assert (desk.notes(), desk.notes("parked-list")) == (["Two spoke of money"], ["Who owns the data?"])


def test_a_lesson_rests_on_what_was_ticked_and_is_agreed(revealed: None, desk: Desk) -> None:
    desk.tick("Ask first")
    desk.word_lesson("Ask before you draw", "Those who were asked came back.")
    desk.settle("Ask before you draw", "agreed", "It takes longer.")
    rests = desk.lesson("Ask before you draw").locator(".desk-lesson__one").all_text_contents()
    assert (desk.lessons(), rests) == (["Ask before you draw"], ["Ask first"])
    assert desk.at(".verdict--agreed").count() == 1


def test_the_tower_puts_a_question_to_everyone_and_tells_them_something(tower: Tower, ana: Phone) -> None:
    tower.put_to_all(2)
    tower.tell_everyone("Two more minutes")
    ana.page.reload()
    assert (ana.question(), ana.notice()) == ("Which demands collided, and whose value won?", "Two more minutes")


def test_a_wrong_code_says_what_to_do_and_is_still_in_its_field(room: Room) -> None:
    phone = room.stranger(**PLAIN)
    phone.page.goto(room.address)
    phone.at("#code").fill("WRONG234")
    phone.form("codes").locator("button").click()
    assert phone.refusal().startswith(NoSuchLab.sentence)
    assert phone.at("#code").input_value() == "WRONG234"


def test_a_name_that_is_refused_is_still_in_its_field(room: Room) -> None:
    phone = room.stranger(**PLAIN)
    phone.page.goto(f"{room.address}/j/{CODE}")
    phone.at("#name").fill("Moderator")
    phone.at("input[name=consent]").check()
    phone.form("people").locator("button").click()
    assert phone.refusal().startswith(NameTaken.sentence)
    assert phone.at("#name").input_value() == "Moderator"


def test_words_that_come_too_late_are_given_back(revealed: None, desk: Desk, bo: Phone) -> None:
    bo.page.reload()
    bo.write("A long thought that came when writing was over")
    desk.open_stage(DOT_VOTE)
    bo.at("#say button").click()
    assert text(bo.at("h1")) == NotInThisStage.sentence
    assert bo.at("textarea[name=text]").input_value() == "A long thought that came when writing was over"


def test_words_that_were_given_back_can_be_sent_again(desk: Desk, bo: Phone) -> None:
    desk.open_stage(THEMES)
    bo.at("main form button").last.click()
    assert bo.own()[-1] == "A long thought that came when writing was over"


def test_dissent_is_given_back_where_nobody_sits(room: Room) -> None:
    desk = Desk(enter(room, room.server.links.desks[1][1]).page)
    desk.word_lesson("Alone", "Nobody is here.")
    desk.settle("Alone", "agreed", "I disagree with myself.")
    assert text(desk.at("h1")) == AgreedByNobody.sentence
    assert desk.at("textarea[name=dissent]").input_value() == "I disagree with myself."


def test_the_reader_chooses_the_language(room: Room) -> None:
    phone = room.stranger(**PLAIN)
    phone.page.goto(f"{room.address}/j/{CODE}")
    phone.at("button[name=language][value=fr]").click()
    assert (phone.language(), text(phone.at("h1"))) == ("fr", "Améliorer la co-création dans les services publics")


def test_a_phone_may_leave(bo: Phone, room: Room) -> None:
    bo.leave()
    assert bo.page.url == room.address + "/"


def test_after_the_close_the_summary_is_taken_home(
    room: Room, tower: Tower, ana: Phone, revealed: None, tmp_path: Path
) -> None:
    tower.close()
    assert tower.is_closed()
    told = tower.download("md", tmp_path).read_text(encoding="utf-8")
    assert (told.count("** Ask first"), told.count("[1\\.1 Ask first]")) == (1, 1)  # itself, and where it was voted on
    ana.page.reload()
    ana.read_summary()
    assert "Ask first" in texts(ana.at("[id^='contribution-'] .report__words"))


def test_nothing_went_wrong(room: Room) -> None:
    assert [each for each in room.watch.troubles if "status of 4" not in each] == []
