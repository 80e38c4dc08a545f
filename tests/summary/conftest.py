"""A lab that has something to report: of every kind of thing one, and one that must not be told."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.domain.contributions import contribute_on_paper, support, withdraw
from app.domain.groups import open_prompt_for_all
from app.domain.lessons import settle_lesson, word_lesson
from app.domain.notes import take_note
from app.domain.themes import Seen, make_theme, place_in_theme, remove_theme
from app.settings import Settings
from app.store import Store
from app.summary.findings import Findings
from app.summary.report import Report, report
from tests.cast import LabAtWork
from tests.summary.archiving import told_in
from tests.summary.founding import rehearsed
from tests.summary.hostile import Said, cleaned, spoken

Reporting = Callable[..., Coroutine[Any, Any, Report]]


@pytest.fixture
async def lab(store: Store, founded: Settings) -> LabAtWork:
    return await LabAtWork.of(store, founded)


@pytest.fixture
def reported(lab: LabAtWork) -> Reporting:
    async def reporting(language: str = "en") -> Report:
        return await lab.store.read(report, lab.id, language)  # type: ignore[no-any-return]

    return reporting


class Harvest:
    """The ids of what was made, by its words."""

    def __init__(self, lab: LabAtWork) -> None:
        self.lab, self.ids = lab, dict[str, str]()

    async def made(self, words: str, act: Coroutine[Any, Any, Any]) -> str:
        self.ids[words] = (await act).id
        return self.ids[words]

    async def talk(self) -> None:
        """Groups 1 and 2 speak; one of them takes words back."""
        lab = self.lab
        ana, ola, zsofia = await lab.join("Ana", 1), await lab.join("Ola", 1), await lab.join("Zsófia", 2)
        await self.made("Nobody paid my evenings", lab.say(ana, "Nobody paid my evenings"))
        await self.made("Meet at noon", lab.say(ola, "Meet at noon"))
        gone = await self.made("Better not said", lab.say(ola, "Better not said"))
        await self.made("Ask the libraries", lab.say(zsofia, "Ask the libraries"))
        aloud = lab.do(lab.desk(), contribute_on_paper, lab.prompts["main"], "Said aloud", "Grandma", uuid4().hex)
        await self.made("Said aloud", aloud)
        await lab.do(ola.key, support, self.ids["Nobody paid my evenings"], True)
        await self.learn()
        await lab.do(ola.key, withdraw, gone)

    async def learn(self) -> None:
        """Group 1 clusters, and words two lessons: one agreed, one on what is then taken back."""
        lab, desk = self.lab, self.lab.desk()
        time = await self.made("Time", lab.do(desk, make_theme, "Time", uuid4().hex))
        brief = await self.made("Brief", lab.do(desk, make_theme, "Brief", uuid4().hex))
        await lab.do(desk, place_in_theme, [Seen(self.ids["Nobody paid my evenings"])], time)
        rests = [("contribution", self.ids["Nobody paid my evenings"]), ("theme", time)]
        worded = lab.do(desk, word_lesson, "Pay people", "Whoever is asked is paid.", rests, uuid4().hex)
        agreed = await self.made("Pay people", worded)
        await lab.do(desk, settle_lesson, agreed, "agreed", "One said: not by the hour.")
        gone = [("contribution", self.ids["Better not said"]), ("theme", brief), rests[0]]
        await self.made("Be brief", lab.do(desk, word_lesson, "Be brief", "Say less.", gone, uuid4().hex))
        await lab.do(desk, remove_theme, brief)

    async def rest_on_what_is_gone(self, title: str) -> None:
        """One more lesson of group 1, whose only evidence is then taken back."""
        gone = await self.made("Not meant", self.lab.say(await self.lab.join("Eva", 1), "Not meant"))
        worded = self.lab.do(self.lab.desk(), word_lesson, title, "Why?", [("contribution", gone)], uuid4().hex)
        await self.made(title, worded)
        await self.lab.do(self.lab.desk(), withdraw, gone)

    async def write_down(self) -> None:
        """Notes at the desk of group 1; words in group 3 that nobody sees yet."""
        for words, kind in (("They laughed", "note"), ("Who pays interpreters?", "parked")):
            await self.made(words, self.lab.do(self.lab.desk(), take_note, words, kind, uuid4().hex))
        await self.lab.open("silent_writing", group=3)
        mehmet = await self.lab.join("Mehmet", 3)
        await self.made("Not yet shown", self.lab.say(mehmet, "Not yet shown"))


@pytest.fixture
async def harvest(lab: LabAtWork) -> Harvest:
    await lab.do(lab.organiser, open_prompt_for_all, lab.prompts["main"])
    gathered = Harvest(lab)
    await gathered.talk()
    await gathered.write_down()
    return gathered


@pytest.fixture(scope="session")
def said(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Said:
    return spoken(founded_once, tmp_path_factory.mktemp("said"), cleaned)


@pytest.fixture(scope="session")
def harmless(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Said:
    """The same report, had everybody said nothing but “harmless”."""
    return spoken(founded_once, tmp_path_factory.mktemp("harmless"), lambda case: "harmless")


@pytest.fixture(scope="session")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """Of the founding lab, played to its end: to be copied, never to be changed."""
    settings = Settings(data=tmp_path_factory.mktemp("rehearsal") / "data")
    rehearsed(settings)
    return told_in(settings).findings
