"""What a first reader stumbled over: who takes what on, what is disputed, and words that only English readers knew."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from app.domain.agenda import move_agenda
from app.domain.lessons import assign_lesson
from app.i18n import reading
from app.jinja import date as day_of
from app.summary.changes import pieces
from app.summary.parts.programme import people
from app.summary.profiles import public
from app.summary.report import Report
from app.summary.sheets import sheets
from app.summary.tree import Facts, Link, Paragraph, Section, Sheet, Table
from app.summary.voices import of_stage
from app.summary.walks import walked
from tests.summary.conftest import Harvest, Reporting
from tests.summary.opening import made, words_in

pytestmark = pytest.mark.anyio


def table(told: Report, caption: str, anchor: str) -> list[list[str]]:
    (section,) = [each for each in walked(told.sections) if each.anchor == anchor]
    found = [each for each in section.nodes if isinstance(each, Table) and each.caption == caption]
    return [
        [cell.words if isinstance(cell, Link) else str(cell) for cell in row] for each in found for row in each.rows
    ]


def sheet(told: Report, name: str) -> Sheet:
    with reading(told.language):
        (found,) = [each for each in sheets(told.findings) if each.name == name]
    return found


async def meant(harvest: Harvest, owner: str, due: date, status: Any = "identified") -> None:
    lab, lesson = harvest.lab, harvest.ids["Be brief"]
    await lab.do(lab.organiser, assign_lesson, lesson, owner, "Ask the board", due, status, 1)


# --- Who takes it on


async def test_what_nobody_owns_is_not_taken_on_whatever_comes_next(harvest: Harvest, reported: Reporting) -> None:
    await meant(harvest, "", date(2050, 3, 1))
    told = await reported()
    assert table(told, "Next steps", "actions") == []
    assert table(told, "Nobody has taken these on yet", "actions") == [
        ["L1.2 Be brief", "Ask the board", "March\u00a01,\u00a02050"],
        ["L1.1 Pay people", "", ""],
    ]


async def test_every_format_says_that_nobody_has_taken_it_on(harvest: Harvest, reported: Reporting) -> None:
    told = await reported()
    files = {name: words_in(name, made(told, name)) for name in ("html", "md", "docx", "odt", "pdf")}
    assert [name for name, words in files.items() if "Nobody has taken these on yet" not in words] == []


async def test_the_first_page_says_that_nobody_does_it_yet(harvest: Harvest, reported: Reporting) -> None:
    await meant(harvest, "", date(2050, 3, 1))
    (row,) = table(await reported(), "Next steps", "next")
    assert row == ["Ask the board", "nobody yet", "March\u00a01,\u00a02050", "identified", "L1.2"]


async def test_an_owner_whose_name_is_not_told_is_an_owner(harvest: Harvest, reported: Reporting) -> None:
    await meant(harvest, "Bo", date(2050, 3, 1))
    found = (await reported()).findings
    hidden = public(found._replace(lab=found.lab | {"anonymity": "anonymous"}))
    assert [each["is_taken"] for each in hidden.lessons if each["label"] == "L1.2"] == [True]


@pytest.mark.parametrize(
    ("status", "due"), [("acting", "March\u00a01,\u00a02020: the day is over"), ("learned", "March\u00a01,\u00a02020")]
)
async def test_a_day_that_is_over_is_told_in_words(
    harvest: Harvest, reported: Reporting, status: str, due: str
) -> None:
    await meant(harvest, "Bo", date(2020, 3, 1), status)
    told = await reported()
    assert [table(told, "Next steps", place)[0][2] for place in ("next", "actions")] == [due, due]


# --- What is disputed


async def test_a_lesson_that_nobody_spoke_against_is_open_and_not_disputed(
    harvest: Harvest, reported: Reporting
) -> None:
    told = await reported()
    assert [row[0] for row in table(told, "Disputed lessons", "disputes")] == ["L1.1 Pay people"]
    assert table(told, "Lessons that are still open", "disputes") == [["L1.2 Be brief", "1", "not decided"]]


# --- For those who count


async def test_kinds_and_steps_are_told_in_the_language_of_whoever_counts(
    harvest: Harvest, reported: Reporting
) -> None:
    told = await reported("fr")
    assert [row[1] for row in sheet(told, "evidence").rows][:2] == ["contribution", "thème"]
    assert sheet(told, "contributions").columns[6] == "Étape"


async def test_a_due_date_is_a_date_in_the_workbook(harvest: Harvest, reported: Reporting) -> None:
    await meant(harvest, "Bo", date(2050, 3, 1))
    told = await reported()
    page = openpyxl.load_workbook(BytesIO(made(told, "xlsx")))["Actions"]
    assert [cell.value for cell in page[1]][2:5] == ["Taken on", "Owner", "Due"]
    due = page["E2"]
    assert (page["C2"].value, due.is_date, due.value.date()) == (1, True, date(2050, 3, 1))


async def test_in_public_the_agenda_is_told_to_the_minute(harvest: Harvest, reported: Reporting) -> None:
    await harvest.lab.do(harvest.lab.organiser, move_agenda, harvest.lab.items[0])
    began = [each["started_at"] for each in public((await reported()).findings).agenda if each["started_at"]]
    assert [(each.second, each.microsecond) for each in began] == [(0, 0)]


# --- What is empty, what has no name


async def test_where_nobody_is_named_there_is_no_section_of_people(harvest: Harvest, reported: Reporting) -> None:
    assert people((await reported()).findings._replace(people=[])) is None


@pytest.mark.parametrize(("language", "title"), [("en", "Silent writing"), ("fr", "Écriture silencieuse")])
def test_a_step_without_a_name_has_that_of_its_kind(language: str, title: str) -> None:
    with reading(language):
        assert of_stage("silent_writing", "title", {}) == title


# --- The change log


def test_a_label_with_a_day_in_it_is_named_by_a_message() -> None:
    facts = Facts([("Reported on November 27, 2026", ["Half done"]), ("Status", ["acting on it"])])
    section = Section("lesson-1", "L1.1 Pay", [Paragraph("Pay.", is_quoted=True), facts])
    assert [*pieces(section)] == ["Title", "What was reported", "Status", "Lesson"]


def test_of_two_dissents_each_counts() -> None:
    words = [Paragraph(each, is_quoted=True) for each in ("Pay.", "No.", "Never.")]
    assert pieces(Section("lesson-1", "L1.1 Pay", [*words]))["Dissent"] == words[1:]


# --- In French


async def test_what_is_counted_agrees_with_its_number(harvest: Harvest, reported: Reporting) -> None:
    told = made(await reported("fr"), "md").decode()
    assert "1 approuvé par le groupe · 1 pas encore décidé" in told


async def test_a_colon_stands_apart_by_a_space_that_does_not_break(harvest: Harvest, reported: Reporting) -> None:
    assert "- **Accord\u00a0:** approuvé par le groupe" in made(await reported("fr"), "md").decode()


@pytest.mark.parametrize(
    ("when", "long", "full"),
    [
        (date(2027, 3, 1), "1er mars 2027", "lundi 1er mars 2027"),
        (date(2027, 3, 11), "11 mars 2027", "jeudi 11 mars 2027"),
    ],
)
def test_the_first_day_of_a_month_is_the_premier(when: date, long: str, full: str) -> None:
    with reading("fr"):
        assert (day_of(when), day_of(when, "full")) == (long, full)
    with reading("en"):
        assert day_of(datetime(2027, 3, 1, tzinfo=UTC)) == "March 1, 2027"
