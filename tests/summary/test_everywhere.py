"""Every case of bad_inputs.json in every field of a summary: eight files open again, show the words, run nothing."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pikepdf
import pytest
from lxml import etree

from app.summary.archives import archive_of
from app.summary.findings import Findings
from app.summary.lettering import showable
from app.summary.report import Report, told
from app.summary.trace import breaks
from app.summary.writers import formats
from app.summary.writers.pdf import told as data_of
from app.summary.xml import legal
from tests.summary.everywhere import CASES, SOME, everywhere, line_of, spoken
from tests.summary.opening import READERS, made, words_in
from tests.summary.reading import Html, Markdown
from tests.summary.test_files import disarmed_inside, words_given

SPACE = re.compile(r"[\s\u200b\u202f\u00a0]+")


Cases = dict[str, str]


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.slow)])
def cases(request: pytest.FixtureRequest) -> Cases:
    return SOME if request.param == "some" else CASES


@pytest.fixture(scope="module")
def report(rehearsal: Findings, cases: Cases) -> Report:
    return spoken(rehearsal, cases)


@pytest.fixture(scope="module")
def files(report: Report) -> dict[str, bytes]:
    return {format: made(report, format) for format in formats()}


def squeezed(words: str) -> str:
    return SPACE.sub("", words)


EXPECTED: dict[str, Callable[[str], str]] = {
    "html": squeezed,
    "json": lambda words: words,
    "csv": disarmed_inside,
    "docx": lambda words: squeezed(legal(words)),
    "odt": lambda words: squeezed(legal(words)),
    "xlsx": legal,
}
"""How a file that was opened shows what somebody wrote. PDF and Markdown have tests of their own below."""


def strings(told: Any) -> Iterator[str]:
    """Every word in a document."""
    for each in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from strings(each)
    if isinstance(told, str):
        yield told


@pytest.mark.parametrize("format", EXPECTED)
def test_the_words_are_there_as_they_were_written(files: dict[str, bytes], cases: Cases, format: str) -> None:
    shown, as_shown = words_in(format, files[format]), EXPECTED[format]
    if format == "json":
        shown = "\n".join(strings(json.loads(files["json"])))
    missing = [name for name, words in cases.items() if as_shown(words) not in as_shown(shown)]
    assert missing == []


def test_markdown_shows_every_word_and_no_markup_of_theirs(
    files: dict[str, bytes], rehearsal: Findings, cases: Cases
) -> None:
    read = Markdown(files["md"].decode())
    twin = Markdown(made(spoken(rehearsal, cases, lambda words: "harmless"), "md").decode())
    shown = squeezed(" ".join(each.words for each in read.told.values()))
    assert [name for name, words in cases.items() if squeezed(words) not in shown] == []
    assert (read.markup, read.html) == (twin.markup, twin.html)
    assert sorted(each for each in read.targets if not each.startswith("#")) == []


def test_pdf_is_made_and_given_every_word_or_the_names_of_its_letters(
    files: dict[str, bytes], report: Report, cases: Cases
) -> None:
    with pikepdf.open(BytesIO(files["pdf"])) as opened:
        assert opened.check_pdf_syntax() == []
    given = {squeezed(each) for each in words_given(data_of(report))}
    assert [name for name, words in cases.items() if squeezed(showable(words)) not in given] == []


Elements = list[tuple[str, tuple[str, ...]]]


def lines_as_one(elements: Elements) -> Elements:
    """Words of a drawing go on in a next line when they are long: an element more of the same kind."""
    return [each for before, each in pairwise([("", ()), *elements]) if each[0] != "text" or each != before]


def test_html_has_the_elements_it_would_have_had_anyway(
    files: dict[str, bytes], rehearsal: Findings, cases: Cases
) -> None:
    read, twin = (
        Html(files["html"].decode()),
        Html(made(spoken(rehearsal, cases, lambda words: "harmless"), "html").decode()),
    )
    assert read.open == []  # every element that was opened was closed, in order
    assert lines_as_one(read.elements) == lines_as_one(twin.elements)
    assert [each for each in read.targets if not each.startswith("#")] == []
    assert len(read.ids) == len(set(read.ids))


def test_no_part_of_an_office_file_leads_out_or_runs(files: dict[str, bytes]) -> None:
    for format in ("docx", "odt", "xlsx"):
        with ZipFile(BytesIO(files[format])) as archive:
            assert archive.testzip() is None
            names = archive.namelist()
            assert [
                each for each in names if re.search(r"vba|macro|script|activex|externalLink|embed", each, re.I)
            ] == []
            roots = {each: parsed(archive.read(each)) for each in names if each.endswith((".xml", ".rels"))}
        leading = [each for root in roots.values() for each in root.iter() if each.get("TargetMode") == "External"]
        running = [
            each
            for root in roots.values()
            for each in root.iter("{*}script", "{*}event-listener", "{*}instrText", "{*}f")
        ]
        assert (leading, running) == ([], [])


def parsed(body: bytes) -> Any:
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False)) if body else etree.Element("empty")


def test_no_cell_is_a_formula(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(BytesIO(files["xlsx"]))
    assert {cell.data_type for sheet in book for row in sheet.rows for cell in row} <= {"s", "n", "d"}
    cells = list(READERS["csv"](files["csv"]))
    loose = [each for each in cells if each.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))]
    assert loose == []


def test_the_report_holds_together(report: Report) -> None:
    assert [each for each in breaks(report) if each.kind != "taken_back"] == []


def test_as_json_it_is_an_archive_like_any_other(files: dict[str, bytes]) -> None:
    assert archive_of(files["json"].decode()).profile == "internal"


@pytest.mark.parametrize(
    "format", ["html", "docx", *(pytest.param(each, marks=pytest.mark.slow) for each in ("odt", "pdf"))]
)
def test_as_title_question_and_background_too(rehearsal: Findings, cases: Cases, format: str) -> None:
    """What a lab has once; nothing else is in it."""
    missing = []
    for name, words in cases.items():
        shown = words_in(format, made(lab_of(rehearsal, words), format))
        if format != "pdf" and squeezed(legal(words)) not in squeezed(shown):
            missing.append(name)
    assert missing == []


def lab_of(found: Findings, words: str) -> Report:
    few, kinds = everywhere(found, [words]), ("contributions", "lessons", "themes", "notes", "votes", "questions")
    lab = few.lab | {"title": {"en": line_of(words)}, "question": {"en": words}, "background": {"en": words}}
    empty: dict[str, Any] = {kind: [] for kind in (*kinds, "posters")}
    return told(few._replace(lab=lab, **empty), "en")


# --- As LibreOffice opens them

CONVERTED = {"docx": "txt:Text (encoded):UTF8", "odt": "txt:Text (encoded):UTF8", "xlsx": "pdf", "html": "pdf"}


@pytest.mark.slow
@pytest.mark.parametrize("format", CONVERTED)
def test_libreoffice_opens_them_and_shows_the_words(
    files: dict[str, bytes], cases: Cases, format: str, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    file = tmp_path / f"summary.{format}"
    file.write_bytes(files[format])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", CONVERTED[format], "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    kind = CONVERTED[format].partition(":")[0]
    body = (tmp_path / f"summary.{kind}").read_bytes()
    if kind == "pdf":
        assert body.startswith(b"%PDF-")
        return
    shown = squeezed(body.decode("utf-8-sig"))
    assert [name for name, words in cases.items() if squeezed(legal(words)) not in shown] == []
