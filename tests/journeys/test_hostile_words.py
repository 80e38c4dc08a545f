"""Words that would be more than words: on every screen they are shown as they were written, and do nothing.

Two labs are filled by the same acts, one with harmless words and one with hostile ones. Their pages must be built of
the same elements, whether the words came over the wire or with the page.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page

from app.settings import Settings
from tests.bad_inputs import texts as bad_texts
from tests.journeys.lively import options
from tests.journeys.people import Screen
from tests.journeys.room import PHONE, Room
from tests.journeys.seeing import soon
from tests.serving import CODE, Server, Visitor, free_port

pytestmark = pytest.mark.browser

HOSTILE = [case.text for case in bad_texts("html_js", "template")]
HARMLESS = [f"harmless words {n:02}" for n in range(len(HOSTILE))]
SHORT = [n for n, words in enumerate(HOSTILE) if len(words) <= 40]
LAST = "the last of them"
A_FULL_DESK = 120  # seconds at most: dozens of lessons with every field drawn again and again, on a busy machine
SCREENS = ("phone", "desk", "stage", "tower")
TAGS = "[...document.querySelectorAll('body *:not(script)')].map(it => it.tagName)"
VALUE = "it => it.matches('input, textarea') ? it.value : it.textContent.trim()"
HOUSE = re.compile(r"/(labs/1/|static/|clock$|enter$|j/|$)")


class Filled:
    """A lab in which these words stand in every field that takes words."""

    def __init__(self, room: Room, words: list[str]) -> None:
        self.room, self.server, self.words = room, room.server, words
        self.names = [words[n] for n in SHORT]

    def watch(self) -> dict[str, Screen]:
        room = self.room
        return {"phone": room.phone("Ana", 1), "desk": room.desk(1), "stage": room.stage(), "tower": room.tower()}

    def watched_while_filled(self) -> "Filled":
        """All of it comes over the wire."""
        self.watched = self.watch()
        self.fill()
        assert soon(self.watched["phone"].notice, A_FULL_DESK) == "\n".join(self.words)
        assert soon(self.watched["desk"].at("#loose .card__words").last.text_content, A_FULL_DESK) == LAST
        return self

    def watched_when_full(self) -> "Filled":
        """All of it comes with the page."""
        self.fill()
        self.watched = self.watch()
        return self

    def fill(self) -> None:
        tower, desk, teller = self.server.tower(), self.server.desk(1), self.server.phone("Teller", 1)
        for stage in list(desk.choices("stage"))[1:3]:
            accept(desk.act("stage", stage=stage))
        self.tell(teller, teller.prompt)
        self.write(desk, desk.prompt)
        self.word(desk, teller)
        accept(tower.act("notice", words="\n".join(self.words)))
        accept(teller.contribute(LAST))

    def tell(self, teller: Visitor, prompt: str) -> None:
        for words in self.words:
            accept(teller.act("contributions", prompt=prompt, text=words))
        for name in self.names:
            self.server.phone(name, 1)

    def write(self, desk: Visitor, prompt: str) -> None:
        for words in self.words:
            accept(desk.act("themes", name=words))
            accept(desk.act("notes", text=words, kind="note"))
            accept(desk.act("notes", text=words, kind="parked"))
        (theme, *_) = options(desk, "evidence", "theme:")
        accept(desk.act("table", theme=theme))
        for words in self.words:
            accept(desk.act("notes", text=words, kind="for", theme=theme))
        for name in self.names:
            accept(desk.act("proxies", prompt=prompt, text="said aloud", said_by=name))

    def word(self, desk: Visitor, teller: Visitor) -> None:
        ideas = [f"contribution:{id}" for id in options(desk, "evidence", "contribution:")]
        themes = [f"theme:{id}" for id in options(desk, "evidence", "theme:")]
        for nth, words in enumerate(self.words):
            evidence = ideas[: len(self.words)] + themes if nth == 0 else ideas[:1]
            accept(desk.act("lessons", title=words, text=words, evidence=evidence))
        settle = dict.fromkeys(re.findall(r'/(lessons/[0-9a-f]{32}/agreement)"', desk.page()))
        for noun, words in zip(settle, self.words, strict=True):
            lesson = noun.removesuffix("/agreement")
            accept(desk.act(noun, verdict="agreed", dissent=words, edition=1))
            accept(desk.act(f"{lesson}/wording/why", text=words, edition=1))
            accept(desk.act("sign-off"))
            accept(teller.act(f"{lesson}/sign-off", approves=0, words=words, may_quote=1, edition=1))


def accept(answer: httpx.Response) -> None:
    assert answer.is_success, answer.text


def a_room(browser: Browser, folder: Path, founded: Path) -> Room:
    data = shutil.copytree(founded, folder / "data")
    settings = Settings(data=data, host="127.0.0.1", port=free_port(), assets="local", grace=0.2)
    return Room(browser, Server(settings, SAMSKAP_ACTS_AT_ONCE="10000"))


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Filled]:
    room = a_room(browser, tmp_path_factory.mktemp("hostile"), founded_once)
    yield Filled(room, HOSTILE).watched_while_filled()
    room.leave()
    room.server.stop()


@pytest.fixture(scope="module")
def harmless(browser: Browser, tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Filled]:
    room = a_room(browser, tmp_path_factory.mktemp("harmless"), founded_once)
    yield Filled(room, HARMLESS).watched_when_full()
    room.leave()
    room.server.stop()


@pytest.fixture(scope="module")
def reports(hostile: Filled, harmless: Filled, tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    """The downloaded pages of both labs, opened from the disk."""
    return [opened(lab, tmp_path_factory.mktemp("report")) for lab in (hostile, harmless)]


@pytest.fixture(scope="module")
def summaries(hostile: Filled, harmless: Filled) -> list[Page]:
    """The closed labs' own summary pages."""
    return [summary(lab) for lab in (hostile, harmless)]


def summary(lab: Filled) -> Page:
    accept(lab.server.tower().act("closing", sure="1"))
    page = lab.watched["phone"].page
    page.goto(f"{lab.server.address}/labs/1/summary")
    return page


def opened(lab: Filled, folder: Path) -> Page:
    tower, file = lab.server.tower(), folder / "report.html"
    file.write_bytes(tower.http.get(tower.base + "/summary.html").content)
    page = lab.room.page(PHONE)
    page.goto(file.as_uri())
    return page


def shown(page: Page, selector: str) -> list[str]:
    """What stands there, of the hostile words, in any order."""
    found = page.locator(selector).evaluate_all(f"all => all.map({VALUE})")
    return sorted(each for each in found if each in HOSTILE)


def shown_names(page: Page, selector: str) -> list[str]:
    """The same for names; one that looks like another's has a number behind it."""
    found = page.locator(selector).evaluate_all(f"all => all.map({VALUE})")
    return sorted(name for each in found if (name := re.sub(r" \(\d+\)$", "", each)) in HOSTILE)


def built_of(page: Page) -> Counter[str]:
    return Counter(page.evaluate(TAGS))


WORDS = [
    ("phone", "#loose .card__words"),
    ("phone", "#themes h3"),
    ("phone", "#table .table__side--for li"),
    ("phone", "#lesson-list h3"),
    ("phone", "#lesson-list .lesson__text"),
    ("phone", "#lesson-list blockquote"),
    ("phone", "#lesson-list .account dd"),
    ("desk", "#loose .card__words"),
    ("desk", "#themes .theme__name"),
    ("desk", "#themes input[name=name]"),
    ("desk", "#loose > li:first-child select option"),
    ("desk", "#note-list > li > p"),
    ("desk", "#note-list textarea"),
    ("desk", "#parked-list > li > p"),
    ("desk", "#table .desk-table__side--for li > p"),
    ("desk", "#table .desk-table__choice > span[dir]"),
    ("desk", "#lesson-list h3"),
    ("desk", "#lesson-list > li > .lesson__text"),
    ("desk", "#lesson-list form[action$='/wording/title'] [name=text]"),
    ("desk", "#lesson-list form[action$='/wording/text'] [name=text]"),
    ("desk", "#lesson-list form[action$='/wording/why'] [name=text]"),
    ("desk", "#lesson-list .dissent--objection blockquote"),
    ("desk", "#lesson-list [name=dissent]"),
    ("stage", "#wall-list h3"),
    ("tower", "#wall-list h3"),
    ("tower", "#wall-list .dissent--objection blockquote"),
]
NAMES = [("desk", "#roster bdi"), ("tower", "[id^='seat-'] bdi")]


@pytest.mark.parametrize(("screen", "field"), WORDS)
def test_words_are_shown_as_they_were_written(hostile: Filled, screen: str, field: str) -> None:
    assert shown(hostile.watched[screen].page, field) == sorted(HOSTILE)


@pytest.mark.parametrize(("screen", "field"), NAMES)
def test_names_are_shown_as_they_were_given(hostile: Filled, screen: str, field: str) -> None:
    assert shown_names(hostile.watched[screen].page, field) == sorted(hostile.names)


def test_evidence_is_shown_as_it_was_said(hostile: Filled) -> None:
    rests = hostile.watched["phone"].page.locator("#lesson-list > li:first-child details li").all_text_contents()
    assert sorted(each.strip() for each in rests) == sorted(HOSTILE * 2)


def test_who_said_it_is_shown_as_given(hostile: Filled) -> None:
    on_paper = hostile.watched["phone"].page.locator(".card__paper").all_text_contents()
    assert [each.strip().endswith(name) for each, name in zip(on_paper, hostile.names, strict=True)] == [True] * len(
        SHORT
    )


def test_a_notice_is_shown_on_every_screen_as_it_was_written(hostile: Filled) -> None:
    assert {screen.notice() for screen in hostile.watched.values()} == {"\n".join(HOSTILE)}


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_that_heard_them_are_built_as_of_harmless_words(hostile: Filled, harmless: Filled, screen: str) -> None:
    assert soon(lambda: built_of(hostile.watched[screen].page)) == built_of(harmless.watched[screen].page)


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_that_hold_them_are_built_as_of_harmless_words(hostile: Filled, harmless: Filled, screen: str) -> None:
    here = hostile.watched[screen]
    here.page.reload()
    here.comes_alive()
    assert soon(lambda: built_of(here.page)) == built_of(harmless.watched[screen].page)


@pytest.mark.parametrize("field", ["[id^='contribution-'] .report__words", "[id^='note-'] .report__words"])
def test_the_report_holds_words_as_they_were_written(reports: list[Page], field: str) -> None:
    assert shown(reports[0], field) == sorted(HOSTILE * (3 if "note" in field else 1))


def test_the_report_is_built_as_of_harmless_words(reports: list[Page]) -> None:
    assert built_of(reports[0]) == built_of(reports[1])


def test_a_refused_name_stands_in_its_field_as_it_was_typed(hostile: Filled) -> None:
    page = hostile.room.page(PHONE)
    page.goto(f"{hostile.server.address}/j/{CODE}")
    page.locator("#name").evaluate("(it, words) => { it.maxLength = 500; it.value = words }", "".join(HOSTILE)[:400])
    page.locator("#consent").check()
    page.locator("form[action$='/people'] button").click()
    assert page.locator("#refusal p").first.is_visible()
    assert page.locator("#name").input_value() == "".join(HOSTILE)[:400]


def test_refused_words_are_given_back_as_they_were_written(hostile: Filled) -> None:
    ana = hostile.server.phone("Ana", 2)
    words = "\n".join(HOSTILE)
    answer = ana.http.post(
        f"{ana.base}/contributions", data={"id": "0" * 32, "prompt": 1, "text": words}, headers={"HX-Request": ""}
    )
    page = hostile.room.page(PHONE)
    page.route("**/given-back", lambda route: route.fulfill(status=409, headers=dict(answer.headers), body=answer.text))
    page.goto(f"{hostile.server.address}/j/given-back")
    assert page.locator("textarea[name=text]").input_value() == words


def test_the_summary_page_is_built_as_of_harmless_words(summaries: list[Page]) -> None:
    assert built_of(summaries[0]) == built_of(summaries[1])


def test_the_summary_page_holds_dissent_as_it_was_written(summaries: list[Page]) -> None:
    """Each stands there as the lesson, as the dissent that the desk noted, and as the objection of a phone."""
    assert shown(summaries[0], "section[aria-labelledby='lessons'] blockquote") == sorted(HOSTILE * 3)


def test_nothing_of_it_ran_or_asked_for_anything(hostile: Filled, reports: list[Page], summaries: list[Page]) -> None:
    pages = [page for context in hostile.room.contexts for page in context.pages]
    assert [page.evaluate("typeof window.__x") for page in pages] == ["undefined"] * len(pages)
    assert [each for each in hostile.room.watch.asked if not HOUSE.match(each)] == []
    assert [each for each in hostile.room.watch.troubles if "status of 4" not in each] == []
