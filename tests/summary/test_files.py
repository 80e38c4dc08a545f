"""Every hostile case in every office file: it opens again, shows the words, and runs nothing."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import openpyxl
import pikepdf
import pytest
from docx import Document
from lxml import etree

from app.domain import wording
from app.summary.lettering import showable
from app.summary.sheets import sheets
from app.summary.tree import Sheet
from app.summary.walks import anchors, drawings
from app.summary.writers import formats
from app.summary.writers.csv import table
from app.summary.writers.pdf import told
from tests.summary.hostile import CASES, Said, cleaned
from tests.summary.opening import TEXT, in_docx, in_odt, made, words_in

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAME = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}name"
XLINK = "{http://www.w3.org/1999/xlink}href"
OUTSIDE = {"https://www.co-val.eu/", "https://www.co-val.eu/knowledge-base/"}
EXPECTED = [cleaned(case) for case in CASES]


@pytest.fixture(scope="module")
def files(said: Said) -> dict[str, bytes]:
    return {format: made(said.told, format) for format in formats()}


def parts(body: bytes) -> Iterator[tuple[str, Any]]:
    """Every XML part of an office file, parsed without being told what may stand in it."""
    with ZipFile(BytesIO(body)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and archive.getinfo(name).file_size:
                yield name, etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False))


# --- Word


def test_docx_shows_the_words_exactly(files: dict[str, bytes]) -> None:
    paragraphs = list(in_docx(files["docx"]))
    quoted = Counter(each.text for each in Document(BytesIO(files["docx"])).paragraphs if each.style.name == "Quote")
    assert quoted == Counter(EXPECTED * 2)  # the lesson, and its dissent
    for n, words in enumerate(EXPECTED, 1):
        assert [each for each in paragraphs if each.startswith(f"1.{n} {words}")] != []
        assert f"N1.{n} {words}" in paragraphs


def test_docx_leads_only_where_we_lead(files: dict[str, bytes]) -> None:
    found = dict(parts(files["docx"]))
    outside = {
        each.get("Target")
        for name, root in found.items()
        if name.endswith(".rels")
        for each in root
        if each.get("TargetMode") == "External"
    }
    assert outside == OUTSIDE
    body = found["word/document.xml"]
    places = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    assert {each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink")} - places - {None} == set()
    assert list(body.iter(f"{W}instrText", f"{W}fldSimple", f"{W}object")) == []


def test_docx_has_headings_heads_languages_and_alternatives(files: dict[str, bytes], said: Said) -> None:
    document = Document(BytesIO(files["docx"]))
    levels = [int(each.style.name[-1]) for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert (levels[0], max(levels), steps_down(levels)) == (1, 4, {1})
    assert document.core_properties.title == said.told.title
    body = document.element.body
    assert all(each.find(f".//{W}tblHeader") is not None for each in body.iter(f"{W}tbl"))
    described = [each.get("descr") for each in body.iter("{*}docPr")]
    assert described == [each.alt for each in drawings(said.told.sections)]
    assert {each.get(f"{W}val") for each in body.iter(f"{W}lang")} == {"x-none"}  # who spoke which language, none noted


def test_docx_begins_a_page_after_the_first_one(files: dict[str, bytes]) -> None:
    """Its mark stands where the schema of Word wants it: behind the style."""
    body = dict(parts(files["docx"]))["word/document.xml"]
    found = [[etree.QName(one).localname for one in each.getparent()] for each in body.iter(f"{W}pageBreakBefore")]
    assert found == [["pStyle", "pageBreakBefore"]]


def steps_down(levels: list[int]) -> set[int]:
    return {later - earlier for earlier, later in pairwise(levels) if later > earlier}


# --- OpenDocument


def test_odt_shows_the_words_exactly(files: dict[str, bytes]) -> None:
    paragraphs = list(in_odt(files["odt"]))
    assert Counter(paragraphs) & Counter(EXPECTED * 2) == Counter(EXPECTED * 2)
    for n, words in enumerate(EXPECTED, 1):
        assert [each for each in paragraphs if each.startswith(f"1.{n} {words}")] != []
        assert f"N1.{n} {words}" in paragraphs


def test_odt_leads_only_where_we_lead(files: dict[str, bytes]) -> None:
    body = dict(parts(files["odt"]))["content.xml"]
    targets = {each.get(XLINK) for each in body.iter("{*}a")}
    places = {f"#{each.get(NAME)}" for each in body.iter("{*}bookmark")}
    assert {each for each in targets if not each.startswith("#")} == OUTSIDE
    assert {each for each in targets if each.startswith("#")} - places == set()
    assert list(body.iter("{*}script", "{*}event-listener", "{*}object")) == []


def test_odt_has_heads_and_alternatives(files: dict[str, bytes], said: Said) -> None:
    body = dict(parts(files["odt"]))["content.xml"]
    assert all(each.find("{*}table-header-rows") is not None for each in body.iter("{*}table"))
    assert [each.text for each in body.iter("{*}desc")] == [each.alt for each in drawings(said.told.sections)]


def test_odt_headings_have_levels_and_no_numbers(files: dict[str, bytes]) -> None:
    found = dict(parts(files["odt"]))
    levels = [int(each.get(f"{{{TEXT}}}outline-level")) for each in found["content.xml"].iter("{*}h")]
    assert (levels[0], steps_down(levels)) == (1, {1})
    numbered = [dict(each.attrib) for each in found["styles.xml"].iter("{*}outline-level-style")]
    names = {etree.QName(name).localname for each in numbered for name, value in each.items() if value}
    assert names <= {"level", "display-levels"}


# --- Tables


def test_xlsx_cells_of_words_are_words(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(BytesIO(files["xlsx"]))
    kinds = {cell.data_type for sheet in book for row in sheet.rows for cell in row}
    assert kinds == {"s", "n", "d"}  # and no formula among them
    assert [row[2].value for row in list(book["Contributions"].rows)[1:]] == EXPECTED
    assert [row[3].value for row in list(book["Lessons"].rows)[1:]] == EXPECTED
    assert not any(name.startswith("xl/externalLinks") for name in ZipFile(BytesIO(files["xlsx"])).namelist())


def test_csv_disarms_what_begins_like_a_formula(files: dict[str, bytes]) -> None:
    rows = sheet_in(files["csv"], "contributions")
    assert {len(row) for row in rows} == {len(rows[0])}
    for case, row in zip(CASES, rows[1:], strict=True):
        assert row[2] == (case.csv if case.csv is not None else disarmed(cleaned(case)))


def disarmed(words: str) -> str:
    told = disarmed_inside(words)
    return f"'{told}" if told[0] in "=+-@\t\r\n＝＋－＠" else told


def disarmed_inside(words: str) -> str:
    return re.sub(r'([;\t\n]"*)([=+\-@＝＋－＠])', r"\1'\2", words)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_is_a_formula_whatever_a_reader_takes_for_the_end_of_one(delimiter: str) -> None:
    words = ["Pay;=1+1", 'Pay;"=1+1"', "Pay\t@SUM(1)", "Pay\n+1", "Pay\r-1", "List;＝1", "=1"]
    told = table(Sheet("n", "N", ["Words", "More"], [[each, each] for each in words]))
    rows = csv.reader(StringIO(told.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    cells = [cell for row in rows for cell in row]
    assert len(cells) > len(words)
    assert [cell for cell in cells if cell.startswith(tuple("=+-@＝＋－＠"))] == []


def sheet_in(body: bytes, name: str) -> list[list[str]]:
    with ZipFile(BytesIO(body)) as archive:
        (found,) = [each for each in archive.namelist() if each.endswith(f"/{name}.csv")]
        return list(csv.reader(StringIO(archive.read(found).decode("utf-8-sig"), newline="")))


# --- PDF


def test_pdf_gets_every_word_or_its_name(files: dict[str, bytes], said: Said) -> None:
    given = list(words_given(told(said.told)))
    for words in EXPECTED:
        assert plain(words) in given
    shown = unfooted(squeezed(words_in("pdf", files["pdf"])), said)
    assert [words for words in EXPECTED if words.isascii() and squeezed(words) not in shown] == []


def squeezed(words: str) -> str:
    """Where a line or a page breaks is no part of what was said; marks of the page stand between."""
    return re.sub(r"\s|\u200b", "", words)


def unfooted(shown: str, said: Said) -> str:
    """Long words go on over the foot of a page."""
    foot = squeezed(f"{said.told.findings.lab['code']} · {plain(said.told.title)} Page")
    return re.sub(rf"{re.escape(foot)}\d+", "", shown)


def plain(words: str) -> str:
    return showable(words).replace("\u202f", "\u00a0")


def words_given(data: Any) -> Iterator[str]:
    """Every text in the data that typst gets, without the places to break that it was given."""
    match data:
        case str():
            yield data.replace("\u200b", "")
        case dict():
            for each in data.values():
                yield from words_given(each)
        case list() | tuple():
            for each in data:
                yield from words_given(each)


def test_pdf_is_tagged_titled_and_spoken(files: dict[str, bytes], said: Said) -> None:
    with pikepdf.open(BytesIO(files["pdf"])) as opened:
        root: Any = opened.Root
        assert (bool(root.MarkInfo.Marked), str(root.Lang)) == (True, "en")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        told = opened.open_metadata()
        assert (told["dc:title"], told["pdfuaid:part"], told["pdfaid:part"]) == (said.told.title, "1", "2")
        tags = list(walked(root.StructTreeRoot))
    names = Counter(str(each.S) for each in tags if "/S" in each)
    levels = [int(str(each.S)[2:]) for each in tags if re.fullmatch(r"/H[1-6]", str(each.get("/S", "")))]
    assert (levels[0], steps_down(levels)) == (1, {1})
    assert all(str(each.get("/Alt", "")) for each in tags if each.get("/S") == "/Figure")
    assert names["/TH"] > 0


def walked(tag: Any) -> Iterator[Any]:
    yield tag
    for each in kids(tag):
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield from walked(each)


def kids(tag: Any) -> list[Any]:
    found = tag.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def test_pdf_links_what_it_tells(files: dict[str, bytes], said: Said) -> None:
    """From each lesson to each thing it rests on, and out only where we lead."""
    with pikepdf.open(BytesIO(files["pdf"])) as opened:
        actions = [each.A for page in opened.pages for each in page.get("/Annots", []) if "/A" in each]
        inside = [page for page in opened.pages for each in page.get("/Annots", []) if "/Dest" in each]
        assert {str(each.URI) for each in actions if each.S == "/URI"} == OUTSIDE
        assert {str(each.S) for each in actions} <= {"/URI", "/GoTo"}
        assert len(inside) + sum(each.S == "/GoTo" for each in actions) >= len(said.contributions)


def test_no_anchor_is_there_twice(said: Said) -> None:
    assert [each for each, n in Counter(anchors(said.told.sections)).items() if n > 1] == []


def test_titles_are_told_too(files: dict[str, bytes]) -> None:
    titles = {wording.title(case.text) for case in CASES if len(case.text) <= wording.TITLE}
    headings = {each.text.partition(" ")[2] for each in Document(BytesIO(files["docx"])).paragraphs}
    assert titles - headings == set()


def test_every_row_of_a_sheet_has_all_its_columns(said: Said) -> None:
    told = sheets(said.told.findings)
    assert [each.name for each in told if {len(row) for row in each.rows} - {len(each.columns)}] == []
    assert [each.name for each in told if len(set(each.columns)) < len(each.columns)] == []
