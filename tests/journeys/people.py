"""The people of a lab at their screens, in a real browser: what they do, in facilitators' words, and what they see."""

from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.journeys.seeing import PATIENCE, text, texts
from tests.serving import until

CARD = "li[id^='contribution-']:not([hidden])"
WORDS = ".card__words"


class Screen:
    """One page at one of the four screens."""

    def __init__(self, page: Page):
        self.page = page

    def at(self, selector: str, **having: Any) -> Locator:
        return self.page.locator(selector, **having)

    def form(self, noun: str) -> Locator:
        """The forms that post to a noun of this screen: `desk.form("timer")`."""
        return self.at(f"form[action$='/{noun}']")

    def is_live(self) -> bool:
        return bool(self.page.evaluate("document.documentElement?.dataset.live === 'open'"))

    def comes_alive(self) -> None:
        assert until(self.is_live, PATIENCE), f"not live: {self.page.url}"

    def language(self) -> str | None:
        return self.at("html").get_attribute("lang")

    def notice(self) -> str:
        return text(self.at("#notice [dir=auto]"))

    def refusal(self) -> str:
        return text(self.at("#refusal"))

    def agenda_item(self) -> str:
        """The title of the agenda item that runs now."""
        return text(self.at("#agenda [aria-current=step] [dir=auto]").first)

    def question(self) -> str:
        """The prompt the group works on, or what stands in its place."""
        return text(self.at("#task-title"))

    def lessons(self) -> list[str]:
        return texts(self.at("[id^='lesson-'] h3"))

    def verdicts(self) -> list[str]:
        return texts(self.at("[id^='lesson-'] .verdict"))

    def open(self, details: Locator) -> None:
        """Unfolds a <details>, if it is not open."""
        if not details.evaluate("it => it.open"):
            details.locator("> summary").click()

    def press(self, button: Locator) -> None:
        """Presses, and waits for the answer: a form that is under way takes no second press."""
        button.click()
        assert until(lambda: not self.at("form[aria-busy]").count(), PATIENCE)

    def ends_at(self, where: str = "#task") -> float | None:
        """When the running timer ends, in seconds since 1970; None without one."""
        ends: str | None = self.page.evaluate("where => document.querySelector(where)?.dataset.ends", f"{where} time")
        return datetime.fromisoformat(ends).timestamp() if ends else None

    def read_summary(self) -> None:
        self.at("#ending a[href$='/summary']").click()
        self.page.wait_for_url("**/summary")


class Phone(Screen):
    def join(self, address: str, code: str, name: str, group: int) -> None:
        """From the front door: types the code on the wall, a name, chooses a group, consents."""
        self.page.goto(address)
        self.at("#code").fill(code)
        self.form("codes").locator("button").click()
        self.page.wait_for_url("**/j/*")
        self.at("#name").fill(name)
        self.open(self.at("details", has=self.at("input[name=group]")))
        self.at(f"input[name=group][value='{group}']").check()
        self.at("input[name=consent]").check()
        self.form("people").locator("button").click()
        self.page.wait_for_url("**/phone")

    def write(self, words: str) -> None:
        """Types without sending."""
        self.at("#say [name=text]").fill(words)

    def contribute(self, words: str) -> None:
        self.write(words)
        self.at("#say button").click()

    def draft(self) -> str:
        return self.at("#say [name=text]").input_value()

    def own(self) -> list[str]:
        return texts(self.at(f"#yours li[id^='own-'] {WORDS}"))

    def ideas(self) -> list[str]:
        """What stands on the group's board."""
        return texts(self.at(f"#board {CARD} {WORDS}"))

    def themes(self) -> dict[str, list[str]]:
        found = self.at("#themes > li:not([hidden])").all()
        return {text(one.locator("h3")): texts(one.locator(WORDS)) for one in found}

    def own_card(self, words: str) -> Locator:
        return self.at("#yours li[id^='own-']", has_text=words)

    def reword(self, words: str, better: str) -> None:
        self.open(self.own_card(words).locator("details"))
        form = self.own_card(words).locator("form[action$='/wording']")
        form.locator("textarea").fill(better)
        form.locator("button").click()

    def withdraw(self, words: str) -> None:
        self.open(self.own_card(words).locator("details"))
        self.own_card(words).locator("form[action$='/withdrawal'] button").click()

    def support_button(self, words: str) -> Locator:
        return self.at(f"#board {CARD}", has_text=words).locator("form[action$='/support'] button")

    def support(self, words: str) -> None:
        self.support_button(words).click()

    def is_supporting(self, words: str) -> bool:
        return self.support_button(words).get_attribute("aria-pressed") == "true"

    def waiting(self) -> list[str]:
        """Words of the outbox, not yet taken by the server."""
        return texts(self.at(f"#outbox {WORDS}"))

    def unsent(self) -> int:
        """How many words the phone says it has not sent."""
        return int("".join(filter(str.isdigit, text(self.at("#unsent")))) or 0)

    def leave(self) -> None:
        self.open(self.at("details", has=self.at("#departure")))
        self.at("#departure button").click()
        self.page.wait_for_url(lambda url: "/labs/" not in url)


class Desk(Screen):
    def open_stage(self, number: int) -> None:
        """The stages of the breakout, from 1 as the run sheet counts them."""
        self.press(self.form("stage").locator("button").nth(number - 1))

    def stage(self) -> int:
        """The number of the stage that runs; 0 before the first."""
        found = self.at("form[action$='/stage'] button")
        return int(found.evaluate_all("all => all.findIndex(one => one.ariaCurrent === 'step')")) + 1

    def start_timer(self, minutes: int) -> None:
        self.form("timer").locator("[name=minutes]").fill(str(minutes))
        self.press(self.form("timer").locator("button"))

    def extend_timer(self, minutes: int) -> None:
        self.at(f".costs > [popovertarget='time-more-{minutes}']").click()
        self.press(self.at(f"#time-more-{minutes} button[name=minutes]"))

    def stop_timer(self) -> None:
        self.press(self.form("timer/end").locator("button"))

    def ideas(self) -> list[str]:
        return texts(self.at(f"#board {CARD} {WORDS}"))

    def loose(self) -> list[str]:
        return texts(self.at(f"#loose {CARD} {WORDS}"))

    def themes(self) -> dict[str, list[str]]:
        found = self.at("#themes > li:not([hidden])").all()
        return {text(one.locator(".theme__name")): texts(one.locator(WORDS)) for one in found}

    def card(self, words: str) -> Locator:
        return self.at(f"#board {CARD}", has_text=words)

    def theme(self, name: str) -> Locator:
        return self.at("#themes > li:not([hidden])", has=self.at(".theme__name", has_text=name))

    def make_theme(self, name: str) -> None:
        form = self.form("themes").first
        form.locator("[name=name]").fill(name)
        self.press(form.locator("button"))

    def choose_theme(self, words: str, name: str) -> None:
        """By the select in the card, as a mouse does."""
        self.open(self.card(words).locator("details"))
        self.card(words).locator("select[name=theme]").select_option(label=name)

    def drag(self, words: str, name: str) -> None:
        self.card(words).drag_to(self.theme(name))

    def write_for(self, said_by: str, words: str) -> None:
        """The proxy entry for somebody without a phone."""
        self.open(self.at("details", has=self.at("#proxy")))
        self.at("#proxy [name=text]").fill(words)
        self.at("#proxy [name=said_by]").fill(said_by)
        self.press(self.at("#proxy button"))

    def take_note(self, words: str, kind: str = "note") -> None:
        form = self.at("#note-form")
        form.locator("[name=text]").fill(words)
        self.press(form.locator(f"button[value='{kind}']"))

    def notes(self, where: str = "note-list") -> list[str]:
        return texts(self.at(f"#{where} > li:not([hidden]) > p"))

    def tick(self, words: str) -> None:
        self.card(words).locator("input[name=evidence]").check()

    def tick_theme(self, name: str) -> None:
        self.theme(name).locator("input[name=evidence][value^='theme:']").check()

    def word_lesson(self, title: str, words: str) -> None:
        self.open(self.at("details", has=self.at("#word-lesson")))
        self.at("#word-lesson [name=title]").fill(title)
        self.at("#word-lesson [name=text]").fill(words)
        self.press(self.at("#word-lesson button:not([formaction])"))

    def lesson(self, title: str) -> Locator:
        return self.at("li[id^='lesson-']:not([hidden])", has_text=title)

    def part(self, title: str, noun: str) -> Locator:
        """The opened form of a lesson that posts to a noun."""
        form = self.lesson(title).locator(f"form[action$='/{noun}']")
        form.first.wait_for(state="attached")
        for fold in self.lesson(title).locator("details", has=self.at(f"form[action$='/{noun}']")).all():
            self.open(fold)
        return form

    def words_of(self, title: str, part: str) -> Locator:
        """The field of one part of a lesson, unfolded: what is typed there is saved by itself."""
        self.open(self.lesson(title).locator("details", has=self.at(".fields")))
        if self.lesson(title).locator(f".field[data-later] form[action$='/{part}']").count():
            self.open(self.lesson(title).locator(".fields__more"))
        return self.part(title, f"wording/{part}").locator("[name=text]")

    def find_evidence(self, words: str) -> None:
        self.open(self.at("details", has=self.at("#find-sources")))
        self.at("#find").fill(words)

    def found(self) -> list[str]:
        return texts(self.at("#sources li span[dir]"))

    def evidence(self, title: str) -> list[str]:
        return texts(self.lesson(title).locator(".desk-lesson__one"))

    def settle(self, title: str, verdict: str, dissent: str = "") -> None:
        form = self.part(title, "agreement")
        form.locator(f"input[value='{verdict}']").check()
        form.locator("[name=dissent]").fill(dissent)
        self.press(form.locator("button"))

    def roster(self) -> list[str]:
        return texts(self.at("#roster [id^='person-'] bdi"))


class Stage(Screen):
    def says(self) -> str:
        return text(self.at("#now-title"))

    def code(self) -> str:
        return text(self.at(".door__code bdi"))


class Tower(Screen):
    def move_to(self, number: int) -> None:
        """The agenda's items, from 1."""
        self.press(self.at("#agenda li").nth(number - 1).locator("form[action$='/agenda'] button"))

    def tell_everyone(self, words: str) -> None:
        form = self.form("messages")
        form.locator("[name=words]").fill(words)
        self.press(form.locator("button"))

    def put_to_all(self, number: int) -> None:
        """The prompts, from 1."""
        self.press(self.form("prompt-for-all").nth(number - 1).locator("button"))

    def close(self) -> None:
        form = self.form("closing")
        self.open(self.at("details", has=self.at("form[action$='/closing']")))
        self.press(form.locator("button"))

    def is_closed(self) -> bool:
        return self.form("closing").count() == 0

    def download(self, format: str, folder: Path) -> Path:
        """Takes the summary home. Returns where it lies."""
        with self.page.expect_download() as coming:
            self.at(f"#ending a[href*='.{format}?profile=public']").click()
        coming.value.save_as(path := folder / coming.value.suggested_filename)
        return path
