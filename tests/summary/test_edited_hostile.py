"""Every hostile case in every field that the organiser fills: each file opens, shows the words, and runs nothing."""

import asyncio
import re
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from lxml import etree

from app.domain import wording
from app.domain.editing import annotate, introduce, leave_out, translate_words
from app.domain.editions import publish, withdraw_edition
from app.domain.labs import close
from app.domain.lessons import word_lesson
from app.domain.reviews import comment_on, invite_reviewer
from app.domain.work import Key
from app.routers.reviews import draft_page
from app.settings import Settings
from app.store import Store
from app.summary.lettering import showable
from app.summary.publishing import prepared
from app.summary.report import Report, published_report
from tests.bad_inputs import Case
from tests.cast import LabAtWork
from tests.summary.hostile import CASES, SHORT, cleaned
from tests.summary.opening import made, words_in
from tests.summary.reading import Html


class Edited:
    """A lab with a lesson for each case, beside which the case stands as note and as translation; in the introduction
    and as the reason of a withdrawal stands one that tries most."""

    report: Report
    draft: str


async def edit(settings: Settings) -> Edited:
    store, told = Store(settings.database, lambda lab, seq: None), Edited()
    lab = await LabAtWork.of(store, settings)
    ana = await lab.join("Ana", 1)
    await lab.open("themes")
    rita = await reviewer(lab)
    for case in CASES:
        await say(lab, case, ana, rita)
    await lab.do(lab.organiser, introduce, worst(), 0)
    await lab.do(lab.organiser, close)
    for profile in ("chatham", "public"):
        new = await store.read(prepared, lab.id, profile, 5)
        await lab.do(lab.organiser, publish, new.number, new.seq, profile, new.changes, new.body)
        await lab.do(lab.organiser, withdraw_edition, 1, worst())
    told.report = await store.read(published_report, lab.id, 2, "fr")
    told.draft = await store.read(draft_page, lab.organiser, "/labs/1/tower", "en", 5)
    store.close()
    return told


async def reviewer(lab: LabAtWork) -> Key:
    hashed = lab.locksmith.hash("x")
    await lab.do(lab.organiser, invite_reviewer, None, "Rita", "e" * 32, hashed)
    return Key(lab.id, hashed)


async def say(lab: LabAtWork, case: Case, ana: object, rita: Key) -> None:
    """A lesson, a note, a translation and a comment; and a second lesson that is left out for that reason."""
    words, desk, by = cleaned(case), lab.desk(), lab.organiser
    one, two = [await lab.do(desk, word_lesson, "A title", "Its text", [], uuid4().hex) for _ in range(2)]
    await lab.do(by, annotate, f"lesson:{one.id}", words, 0)
    await lab.do(by, translate_words, f"lesson:{one.id}:text", "fr", words, 0)
    if case in SHORT:
        await lab.do(by, translate_words, f"lesson:{one.id}:title", "fr", wording.title(case.text), 0)
    await lab.do(by, leave_out, f"lesson:{two.id}", words, 0)
    await lab.do(rita, comment_on, f"lesson-{one.id}", words, uuid4().hex)


def worst() -> str:
    return "\n".join(cleaned(case) for case in CASES if len(case.text) < 100)[:2000]


@pytest.fixture(scope="module")
def edited(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Edited:
    data = shutil.copytree(founded_once, tmp_path_factory.mktemp("edited") / "data")
    return asyncio.run(edit(Settings(data=data)))


def squeezed(words: str) -> str:
    """Without what formats break lines by, or cannot show."""
    return re.sub(r"[\s\u200b\u00a0\u202f]+", "", words)


@pytest.mark.parametrize("format", ["html", "docx", "odt", "xlsx", "json"])
def test_every_file_opens_and_shows_the_words(edited: Edited, format: str) -> None:
    shown = squeezed(words_in(format, made(edited.report, format)).replace("\\\\", "\\").replace('\\"', '"'))
    wanted = [squeezed(cleaned(case).replace("\\\\", "\\")) for case in CASES]
    assert [each for each in wanted if each not in shown] == []


def test_the_pdf_opens_and_shows_what_its_fonts_can(edited: Edited) -> None:
    shown = squeezed(words_in("pdf", made(edited.report, "pdf")))
    simple = [cleaned(case) for case in CASES if cleaned(case).isascii() and len(cleaned(case)) < 60]
    assert [each for each in simple if squeezed(showable(each)) not in shown] == []
    assert len(simple) > 10


def test_html_has_no_elements_but_ours(edited: Edited) -> None:
    page = Html(made(edited.report, "html").decode())
    alive = {"script", "img", "iframe", "form", "object", "embed", "base", "use", "animate", "foreignobject", "a "}
    assert {name for name, _ in page.elements} & alive == set()
    assert [name for _, names in page.elements for name in names if name.startswith("on")] == []
    assert {each for each in page.targets if not each.startswith(("#", "https://www.co-val.eu/"))} == set()


def test_the_draft_shows_every_comment_and_runs_none(edited: Edited) -> None:
    root = etree.HTML(edited.draft)
    said = [each.text or "" for each in root.iterfind(".//p[@class='comment__words']")]
    assert sorted(map(squeezed, said)) == sorted(squeezed(cleaned(case)) for case in CASES)
    scripts = [each for each in root.iter("script") if not (each.get("src") or "").startswith("/static/")]
    assert (scripts, [name for each in root.iter() for name in each.attrib if name.startswith("on")]) == ([], [])
