"""Portraits of the four screens: `python -m tests.journeys.portraits DIR` writes PNG files there.

Empty and full, light and dark, in English and French, with sixty cards and with words that are too long.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from app.settings import Settings
from rehearsal.sayings import IN_ENGLISH, IN_FRENCH
from tests.conftest import CHROMIUM, QUIET
from tests.journeys.lively import LivelyLab
from tests.journeys.room import PHONE, PROJECTOR, Room
from tests.serving import CODE, Server, Visitor, free_port, until

DESK, OLD_PROJECTOR = (1440, 900), (1024, 768)
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_LINK = "https://www.example.org/" + "a-report-nobody-will-ever-read/" * 5


class Photographer:
    def __init__(self, browser: Browser, server: Server, folder: Path):
        self.room, self.server, self.folder = Room(browser, server), server, folder

    def take(self, name: str, who: Visitor, size: tuple[int, int], language: str = "en", **more: Any) -> None:
        """What this person sees now: the screen as it fits, and below it all of the page where there is more."""
        page = self.room.page(size, language, who, device_scale_factor=1.5, **more)
        self.settle(page)
        page.screenshot(path=self.folder / f"{name}.png")
        if page.evaluate("document.documentElement.scrollHeight > innerHeight + 40"):
            page.screenshot(path=self.folder / f"{name}-whole.png", full_page=True)
        page.context.close()
        self.room.contexts.remove(page.context)

    def pages(self, **more: Any) -> None:
        """The doors, before anybody has a pass."""
        for name, address in {
            "home": "/",
            "join": f"/j/{CODE}",
            "wrong-code": "/j/WRONG234",
            "enter": "/enter",
        }.items():
            page = self.room.page(PHONE, "en", **more)
            page.goto(self.server.address + address)
            page.screenshot(path=self.folder / f"{name}{'-dark' if more else ''}.png", full_page=True)

    @staticmethod
    def settle(page: Page) -> None:
        until(lambda: page.evaluate("document.documentElement.dataset.live === 'open'"))
        until(lambda: page.evaluate("document.fonts.status === 'loaded'"))
        until(lambda: not page.locator("time[data-ends]:not([data-state])").count())


def portraits(photographer: Photographer) -> None:
    server = photographer.server
    tower, stage, lab = server.tower(), server.stage(), LivelyLab(server)
    photographer.pages()
    photographer.pages(color_scheme="dark")
    photographer.take("stage-empty", stage, PROJECTOR)
    photographer.take("tower-empty", tower, DESK)
    photographer.take("desk-empty", server.desk(1), DESK)
    lab.gather()
    ana = lab.people[1]["Ana"]
    photographer.take("phone-empty", ana, PHONE)
    lab.start(tower)
    lab.write(1)
    photographer.take("phone-writing", ana, PHONE)
    photographer.take("desk-writing", lab.desks[1], DESK)
    lab.play()
    every_screen(photographer, lab, tower, stage)
    deliberating(photographer, lab)
    in_the_middle(photographer, lab)
    too_much(photographer, lab, tower, stage)
    at_the_end(photographer, lab, tower, stage)


def every_screen(photographer: Photographer, lab: LivelyLab, tower: Visitor, stage: Visitor) -> None:
    ana, lea = lab.people[1]["Ana"], lab.people[1]["Léa"]
    dark: dict[str, Any] = {"color_scheme": "dark"}
    for suffix, more in (("", {}), ("-dark", dark)):
        photographer.take(f"desk{suffix}", lab.desks[1], DESK, **more)
        photographer.take(f"stage{suffix}", stage, PROJECTOR, **more)
        photographer.take(f"tower{suffix}", tower, DESK, **more)
        photographer.take(f"phone-lesson{suffix}", ana, PHONE, **more)
    photographer.take("phone-lesson-fr", lea, PHONE, "fr")
    photographer.take("desk-fr", in_french(lab.server.desk(1)), DESK, "fr")
    photographer.take("stage-fr", in_french(lab.server.stage()), PROJECTOR, "fr")
    photographer.take("tower-fr", in_french(lab.server.tower()), DESK, "fr")
    photographer.take("stage-old-projector", stage, OLD_PROJECTOR)
    photographer.take("desk-narrow", lab.desks[1], (1024, 768))


def deliberating(photographer: Photographer, lab: LivelyLab) -> None:
    """A theme on the table, one who speaks, one who asks to."""
    lab.deliberate(1)
    for suffix, more in (("", {}), ("-dark", {"color_scheme": "dark"})):
        photographer.take(f"desk-floor{suffix}", lab.desks[1], DESK, **more)
        photographer.take(f"phone-floor{suffix}", lab.people[1]["Ana"], PHONE, **more)
    photographer.take("phone-hand-up-fr", lab.people[1]["Léa"], PHONE, "fr")


def in_the_middle(photographer: Photographer, lab: LivelyLab) -> None:
    """Clustering, which is when phones write and support at once."""
    lab.open_stage(1, 3)
    lab.server.tower().act("notice", words="Two more minutes, then back to the big room")
    for name, group, who, language, more in (
        ("phone", 1, "Ana", "en", {}),
        ("phone-dark", 1, "Ana", "en", {"color_scheme": "dark"}),
        ("phone-fr", 1, "Léa", "fr", {}),
        ("phone-group-2", 2, "Tomáš", "en", {}),
        ("phone-group-5-dark", 5, "Lucía", "en", {"color_scheme": "dark"}),
    ):
        photographer.take(name, lab.people[group][who], PHONE, language, **more)


def too_much(photographer: Photographer, lab: LivelyLab, tower: Visitor, stage: Visitor) -> None:
    ana, desk = lab.people[1]["Ana"], lab.desks[1]
    for words in [LONG_WORD, LONG_LINK, "0 1 2 3 4 5 6 7 8 9 " * 99, *IN_ENGLISH, *IN_FRENCH][:60]:
        ana.contribute(words)
    desk.act("themes", name=LONG_WORD)
    desk.act("lessons", title=f"Never call it {LONG_WORD}", text=f"{LONG_LINK}\n{LONG_WORD}")
    tower.act("notice", words=f"{LONG_WORD} {LONG_LINK}")
    photographer.take("phone-60", ana, PHONE)
    photographer.take("phone-60-narrow", ana, (320, 600))
    photographer.take("desk-60", desk, DESK)
    photographer.take("desk-60-dark", desk, DESK, color_scheme="dark")
    photographer.take("stage-60", stage, PROJECTOR)
    photographer.take("tower-60", tower, DESK)


def at_the_end(photographer: Photographer, lab: LivelyLab, tower: Visitor, stage: Visitor) -> None:
    tower.act("notice", words="")
    tower.act("closing", sure="1")
    photographer.take("phone-closed", lab.people[1]["Ana"], PHONE)
    photographer.take("desk-closed", lab.desks[1], DESK)
    photographer.take("stage-closed", stage, PROJECTOR)
    photographer.take("tower-closed", tower, DESK)
    page = photographer.room.page(PHONE, "en", lab.people[3]["Inês"])
    page.goto(f"{lab.server.address}/labs/1/summary")
    page.screenshot(path=photographer.folder / "summary.png", full_page=True)


def in_french(visitor: Visitor) -> Visitor:
    visitor.http.post("/language", data={"language": "fr", "back": "/"})
    return visitor


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        settings = Settings(data=Path(data), host="127.0.0.1", port=free_port(), assets="local")
        server = Server(settings, SAMSKAP_ACTS_AT_ONCE="10000")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        try:
            portraits(Photographer(browser, server, folder))
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
