"""The founding lab's own files: what a stranger reads on the first page, and how the whole of it is built."""

from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from app.settings import Settings
from app.summary.report import Report
from app.summary.trace import breaks
from app.summary.tree import Table
from app.summary.walks import drawings, walked
from app.summary.writers import formats
from tests.summary.founding import LEARNED, rehearsed, told
from tests.summary.opening import made, words_in


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Report:
    settings = Settings(data=tmp_path_factory.mktemp("founding"))
    rehearsed(settings)
    return told(settings)


@pytest.fixture(scope="module")
def pdf(founding: Report) -> bytes:
    return made(founding, "pdf")


def plain(words: str) -> str:
    return " ".join(words.replace("\u200b", "").split())


def test_a_stranger_can_answer_from_the_first_page_alone(pdf: bytes) -> None:
    page = plain(PdfReader(BytesIO(pdf)).pages[0].extract_text())
    told = (
        "How can users, stakeholders, owners and providers work together",  # what was asked
        *(each.title for group, each in LEARNED.items() if group != 5),  # what was learned
        *(
            "Strong agreement · 6 of 6 support it · 6 of 6 voted",
            "5 of 6 support it",
            "3 agreed by their groups",
            "1 not agreed",
        ),  # how far
        *("2 lessons carry a dissent.", "Needs discussion"),
        *("City of Madrid, libraries", "A box of cardboard and a guide for each", "March 16, 2027"),  # who, what, when
    )
    assert [words for words in told if words not in page] == []


def test_what_was_turned_down_is_no_lesson_of_the_first_page(pdf: bytes) -> None:
    pages = [plain(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]
    assert [LEARNED[5].title in page for page in pages][:1] == [False]
    assert any(LEARNED[5].title in page for page in pages[1:])


def test_the_first_page_is_one_page(pdf: bytes) -> None:
    assert plain(PdfReader(BytesIO(pdf)).pages[1].extract_text()).startswith("Contents")


def test_no_table_of_a_ballot_is_torn_by_the_end_of_a_page(pdf: bytes) -> None:
    """The head of a table stands again on each page that it goes on to."""
    heads = [plain(page.extract_text()).count("What they said Ballots") for page in PdfReader(BytesIO(pdf)).pages]
    assert sum(heads) == len(LEARNED)


def test_a_due_date_stays_on_one_line(founding: Report) -> None:
    tables = (node for each in walked(founding.sections) for node in each.nodes if isinstance(node, Table))
    due = {str(row[2]) for table in tables if table.caption == "Next steps" for row in table.rows}
    assert due == {f"{day},\u00a02027".replace(" ", "\u00a0") for day in ("February 14", "March 16", "May 15")}


def test_every_figure_says_what_it_shows_and_has_its_numbers(founding: Report) -> None:
    some = list(drawings(founding.sections))
    kinds = {type(each.drawing).__name__ for each in some}
    assert kinds == {"Shares", "Bars", "Columns", "Spans", "Grid"}
    assert [each.anchor for each in some if not (each.alt and each.table.rows and each.table.caption)] == []


def test_its_trace_is_whole(founding: Report) -> None:
    assert breaks(founding) == []


def test_sections_stand_in_the_order_that_was_asked_for(founding: Report) -> None:
    assert [each.anchor for each in founding.sections] == [
        *(
            "front",
            "facts",
            "agenda",
            "people",
            "method",
            "lessons",
            "disputes",
            "groups",
            "actions",
            "quality",
            "annex",
        )
    ]


@pytest.mark.parametrize("format", formats())
def test_every_format_tells_every_lesson_and_every_idea(founding: Report, format: str) -> None:
    shown = plain(words_in(format, made(founding, format)))
    ideas = [each["text"] for each in founding.findings.contributions]
    lessons = [each.title for each in LEARNED.values()]
    squeezed = shown.replace(" ", "") if format == "pdf" else shown
    wanted = [plain(each).replace(" ", "") if format == "pdf" else plain(each) for each in [*ideas, *lessons]]
    if format == "md":
        squeezed = shown.replace("\\", "")
    assert [each for each in wanted if each not in squeezed] == []
    assert len(wanted) == 22


def test_the_pdf_has_an_outline_of_its_sections(founding: Report, pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        titles = [str(each.title) for each in outline.root]
    assert titles == [each.title for each in founding.sections]


def test_no_heading_is_empty(founding: Report) -> None:
    assert [each.anchor for each in walked(founding.sections) if not each.title.strip()] == []
