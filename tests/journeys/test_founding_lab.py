"""The founding lab from the code on the wall to the summary that everyone takes home.

Fixtures are what happens, each after the one it asks for; tests are what is seen then. Any test may run alone.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from app.domain.plans import read_plan
from app.founding import FOUNDING_LAB
from tests.journeys.people import Desk, Phone, Stage, Tower
from tests.journeys.room import LAPTOP, PHONE, PROJECTOR, Room
from tests.journeys.seeing import soon, texts
from tests.serving import CODE, until

pytestmark = pytest.mark.browser

BREAKOUT, HARVEST = 4, 5
INTRODUCTIONS, SILENT_WRITING, THEMES, LESSON = 1, 2, 3, 6
QUESTION = read_plan(FOUNDING_LAB).prompts[0].question
ASK = "Ask the people who use it before anyone draws it"
PAY = "Rémunérer les habitants pour leur temps"
MEET = "Meet in the library, in the evening"
PAPER = "The form is too long for my father"
LESSON_TITLE = "Pay people for the time they give"
LESSON_TEXT = "Where residents were paid like consultants, those who are usually missing came back."
DISSENT = "Paying makes volunteers into staff."
GIVEN = [ASK, PAY, MEET, PAPER]


@dataclass
class Cast:
    ana: Phone
    luc: Phone
    desk: Desk
    stage: Stage
    tower: Tower
    room: Room


@pytest.fixture(scope="module")
def cast(room: Room) -> Cast:
    """Karen opens her desk by her link, the stage and the tower stand; Ana and Luc type the code on the wall."""
    links = room.server.links
    desk = Desk(room.enter_by_link(links.desks[0][1], LAPTOP, "desk-1"))
    stage = Stage(room.enter_by_link(links.stage, PROJECTOR, "stage"))
    tower = Tower(room.enter_by_link(links.tower, LAPTOP, "tower"))
    ana, luc = Phone(room.page(PHONE, "en-GB")), Phone(room.page(PHONE, "fr-FR"))
    for phone, name in ((ana, "Ana"), (luc, "Luc")):
        phone.join(room.address, CODE.lower(), name, 1)
    for screen in (desk, stage, tower, ana, luc):
        screen.comes_alive()
    return Cast(ana, luc, desk, stage, tower, room)


@pytest.fixture(scope="module")
def in_groups(cast: Cast) -> Cast:
    cast.tower.move_to(BREAKOUT)
    cast.desk.open_stage(INTRODUCTIONS)
    return cast


@pytest.fixture(scope="module")
def written(in_groups: Cast) -> Cast:
    """Silent writing: two ideas on phones."""
    in_groups.desk.open_stage(SILENT_WRITING)
    assert soon(in_groups.luc.question) == QUESTION["fr"]
    in_groups.ana.contribute(ASK)
    in_groups.luc.contribute(PAY)
    assert soon(in_groups.ana.own) == [ASK]
    assert soon(in_groups.luc.own) == [PAY]
    return in_groups


@pytest.fixture(scope="module")
def revealed(written: Cast) -> Cast:
    written.desk.open_stage(THEMES)
    assert soon(written.ana.ideas) == [ASK, PAY]
    return written


@pytest.fixture(scope="module")
def discussed(revealed: Cast) -> Cast:
    """One more idea, one on paper, one supported, a note, a point parked."""
    revealed.ana.contribute(MEET)
    assert soon(revealed.luc.ideas) == [ASK, PAY, MEET]
    revealed.luc.support(ASK)
    revealed.desk.write_for("Youssef, 81", PAPER)
    assert soon(revealed.desk.ideas) == GIVEN
    revealed.desk.take_note("Two of four spoke of money first")
    revealed.desk.take_note("Who owns the data?", "parked")
    return revealed


@pytest.fixture(scope="module")
def clustered(discussed: Cast) -> Cast:
    """Two themes: one card moved with the keyboard, one by dragging."""
    desk = discussed.desk
    desk.make_theme("Time and money")
    assert soon(desk.themes) == {"Time and money": []}
    desk.make_theme("Places")
    assert soon(desk.themes) == {"Time and money": [], "Places": []}
    desk.open(desk.card(PAY).locator("details"))
    select = desk.card(PAY).locator("select[name=theme]")
    select.focus()
    select.press("T")
    select.press("Enter")
    assert soon(desk.themes) == {"Time and money": [PAY], "Places": []}
    desk.drag(MEET, "Places")
    assert soon(desk.themes) == {"Time and money": [PAY], "Places": [MEET]}
    return discussed


@pytest.fixture(scope="module")
def worded(clustered: Cast) -> Cast:
    """A lesson from ticked evidence, agreed with dissent."""
    desk = clustered.desk
    desk.open_stage(LESSON)
    desk.tick(PAY)
    desk.tick(PAPER)
    desk.tick_theme("Time and money")
    desk.word_lesson(LESSON_TITLE, LESSON_TEXT)
    assert soon(desk.lessons) == [LESSON_TITLE]
    desk.settle(LESSON_TITLE, "agreed", DISSENT)
    return clustered


@pytest.fixture(scope="module")
def told(worded: Cast) -> Cast:
    worded.tower.move_to(HARVEST)
    worded.tower.tell_everyone("Two minutes, then we meet here")
    return worded


@pytest.fixture(scope="module")
def closed(told: Cast) -> Cast:
    told.tower.close()
    assert until(told.tower.is_closed)
    return told


@pytest.fixture(scope="module")
def files(closed: Cast, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("home")
    return {format: closed.tower.download(format, folder) for format in ("html", "md", "json")}


@pytest.fixture(scope="module")
def opened(files: dict[str, Path], room: Room) -> Page:
    """The downloaded page, opened from the disk with nothing else there."""
    page = room.page(PHONE, offline=True)
    page.goto(files["html"].as_uri())
    return page


def test_a_phone_has_the_language_of_its_reader(cast: Cast) -> None:
    assert (cast.ana.language(), cast.luc.language()) == ("en", "fr")


def test_who_joins_is_seen_at_the_desk(cast: Cast) -> None:
    assert soon(cast.desk.roster) == ["Ana", "Luc"]


def test_the_stage_shows_the_way_in(cast: Cast) -> None:
    assert cast.stage.code() == CODE


def test_the_agenda_moves_on_every_screen(in_groups: Cast) -> None:
    everyone = (in_groups.ana, in_groups.desk, in_groups.stage, in_groups.tower)
    assert soon(lambda: {one.agenda_item() for one in everyone}) == {"Discussion and deliberation in small groups"}


def test_during_introductions_nobody_can_write(in_groups: Cast) -> None:
    assert until(in_groups.ana.at("#say button").is_hidden)


def test_the_question_stands_on_the_desk_and_in_the_readers_language_on_phones(written: Cast) -> None:
    asked = [written.ana.question(), written.luc.question(), written.desk.question()]
    assert asked == [QUESTION["en"], QUESTION["fr"], QUESTION["en"]]


def test_what_is_written_in_silence_is_seen_by_nobody_else(written: Cast) -> None:
    assert [written.ana.ideas(), written.luc.ideas(), written.desk.ideas()] == [[], [], []]


def test_phones_show_when_the_time_is_up_as_the_desk_does(written: Cast) -> None:
    assert soon(written.ana.ends_at) == written.desk.ends_at()


def test_more_time_is_a_minute_or_five_for_everyone(written: Cast) -> None:
    before = written.desk.ends_at() or 0
    written.desk.extend_timer(1)
    assert soon(written.ana.ends_at) == before + 60
    written.desk.extend_timer(5)
    assert soon(written.luc.ends_at) == before + 360


def test_a_stopped_timer_leaves_the_phones_and_a_new_one_comes(written: Cast) -> None:
    written.desk.stop_timer()
    assert until(lambda: written.ana.ends_at() is None)
    written.desk.start_timer(7)
    assert soon(lambda: round(((written.ana.ends_at() or 0) - datetime.now(UTC).timestamp()) / 60)) == 7


def test_the_reveal_shows_every_card_to_everyone_once(revealed: Cast) -> None:
    boards = (revealed.ana, revealed.luc, revealed.desk)
    assert soon(lambda: [one.ideas() for one in boards]) == [[ASK, PAY]] * 3


def test_an_author_sees_which_cards_are_theirs(revealed: Cast) -> None:
    assert soon(lambda: texts(revealed.luc.at("#board li[data-mine] .card__words"))) == [PAY]


def test_a_support_is_counted_at_the_desk_only(discussed: Cast) -> None:
    assert until(lambda: "1" in discussed.desk.card(ASK).locator(".card__supports").inner_text())


def test_what_was_said_without_a_phone_is_on_the_board_marked_on_paper(discussed: Cast) -> None:
    assert soon(discussed.ana.ideas) == GIVEN
    assert "Youssef, 81" in discussed.ana.at("#board li", has_text=PAPER).inner_text()


def test_notes_and_parked_points_have_their_own_lists(discussed: Cast) -> None:
    assert soon(discussed.desk.notes) == ["Two of four spoke of money first"]
    assert soon(lambda: discussed.desk.notes("parked-list")) == ["Who owns the data?"]


def test_phones_see_the_themes_and_their_cards(clustered: Cast) -> None:
    assert soon(clustered.luc.themes) == {"Time and money": [PAY], "Places": [MEET]}


def test_an_agreed_lesson_stands_on_phones_and_on_the_stage(worded: Cast) -> None:
    screens = (worded.ana, worded.stage, worded.tower)
    assert soon(lambda: [one.lessons() for one in screens]) == [[LESSON_TITLE]] * 3
    assert soon(lambda: [one.at(".verdict--agreed").count() for one in screens]) == [1, 1, 1]


def test_a_lesson_shows_its_evidence_and_its_dissent_beside_it(worded: Cast) -> None:
    lesson = worded.luc.at("#lessons li[id^='lesson-']")
    worded.luc.open(lesson.locator("details"))
    assert soon(lambda: sorted(lesson.locator("details li").all_text_contents())) == sorted(
        [PAY, PAPER, "Time and money"]
    )
    assert lesson.locator("blockquote").inner_text() == DISSENT


def test_the_desk_shows_the_dissent_beside_its_lesson(worded: Cast) -> None:
    assert soon(lambda: texts(worded.desk.lesson(LESSON_TITLE).locator("blockquote"))) == [DISSENT]


def test_a_word_to_everyone_is_on_every_screen(told: Cast) -> None:
    everyone = (told.ana, told.luc, told.desk, told.stage, told.tower)
    assert soon(lambda: {one.notice() for one in everyone}) == {"Two minutes, then we meet here"}


def test_after_the_close_phones_reach_the_summary(closed: Cast) -> None:
    for phone, words in ((closed.ana, GIVEN), (closed.luc, GIVEN)):
        assert until(phone.at("#ending a[href$='/summary']").is_visible)
        phone.read_summary()
        assert Counter(texts(phone.at("[id^='contribution-'] .report__words"))) == Counter(words)


def test_the_downloaded_data_holds_every_contribution_once(files: dict[str, Path]) -> None:
    data = json.loads(files["json"].read_bytes())
    assert Counter(each["text"] for each in data["contributions"]) == Counter(GIVEN)


def test_the_downloaded_text_holds_every_contribution_once(files: dict[str, Path]) -> None:
    words = files["md"].read_text(encoding="utf-8")
    assert {each: words.count(each) for each in GIVEN} == dict.fromkeys(GIVEN, 1)


def test_the_downloaded_page_holds_every_contribution_once(opened: Page) -> None:
    shown = opened.locator("[id^='contribution-'] .report__words").all_inner_texts()
    assert Counter(shown) == Counter(GIVEN)


def test_in_the_downloaded_page_the_lesson_leads_to_what_it_rests_on(opened: Page) -> None:
    targets = opened.locator("section:has(> [id^='lesson-']) dd a[href^='#']")
    hrefs = targets.evaluate_all("all => all.map(link => link.getAttribute('href'))")
    assert len(hrefs) == 3
    assert [opened.locator(f"[id='{href[1:]}']").count() for href in hrefs] == [1, 1, 1]


def test_the_download_says_who_disagreed_beside_the_lesson(files: dict[str, Path]) -> None:
    data = json.loads(files["json"].read_bytes())
    assert [(each["title"], each["verdict"], each["dissent"]) for each in data["lessons"]] == [
        (LESSON_TITLE, "agreed", DISSENT)
    ]


def test_nothing_went_wrong_on_any_screen_and_nothing_left_the_house(opened: Page, closed: Cast) -> None:
    assert closed.room.watch.troubles == []
