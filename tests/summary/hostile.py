"""A lab in which every hostile case was said, in every field that takes words, and its twin that said nothing of it."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from app.domain import wording
from app.domain.lessons import settle_lesson, word_lesson
from app.domain.notes import take_note
from app.domain.themes import Seen, make_theme, place_in_theme
from app.settings import Settings
from app.store import Store
from app.summary.report import Report, report
from tests.bad_inputs import Case, texts
from tests.cast import LabAtWork
from tests.summary.opening import made

CASES = [
    case
    for case in texts("html_js", "template", "unicode", "csv_formula", "sql")
    if case.verdict in ("verbatim", "normalise")
]
SHORT = [case for case in CASES if len(case.text) <= wording.TITLE]
Words = Callable[[Case], str]


def cleaned(case: Case) -> str:
    return wording.words(case.text)


class Said:
    """A report in which each case stands as contribution, lesson, dissent and note, a short one as theme and title."""

    def __init__(self, told: Report) -> None:
        self.told = told
        self.html, self.markdown, self.json = (made(told, format).decode() for format in ("html", "md", "json"))
        found = told.findings
        self.contributions = [each["id"] for each in found.contributions]
        self.lessons = [each["id"] for each in found.lessons]
        self.notes = [each["id"] for each in found.notes]
        self.themes = [each["id"] for each in found.themes]


async def say(settings: Settings, said: Words) -> Said:
    store = Store(settings.database, lambda lab, seq: None)
    lab = await LabAtWork.of(store, settings)
    ana = await lab.join("Ana", 1)
    await lab.open("themes")
    for case in CASES:
        text, title = said(case), wording.title(said(case)) if case in SHORT else "A title"
        idea = await lab.say(ana, text)
        lesson = await lab.do(lab.desk(), word_lesson, title, text, [("contribution", idea.id)], uuid4().hex)
        await lab.do(lab.desk(), settle_lesson, lesson.id, "agreed", text)
        await lab.do(lab.desk(), take_note, text, "note", uuid4().hex)
        theme = await lab.do(lab.desk(), make_theme, title, uuid4().hex)
        await lab.do(lab.desk(), place_in_theme, [Seen(idea.id)], theme.id)
    told = await store.read(report, lab.id, "en")
    store.close()
    return Said(told)


def spoken(founded_once: Path, folder: Path, with_words: Words) -> Said:
    data = shutil.copytree(founded_once, folder / "data")
    return asyncio.run(say(Settings(data=data), with_words))
