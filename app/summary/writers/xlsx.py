"""The lab as a workbook: a sheet for each kind of thing. Every cell of words is words, whatever they begin with."""

from datetime import UTC, date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.domain.errors import N_
from app.summary.report import Report
from app.summary.sheets import sheets
from app.summary.tree import Sheet, Value
from app.summary.writers.base import Format
from app.summary.xml import legal

LONGEST = 32_767  # characters of a cell
WIDEST, NARROWEST, LOOKED_AT = 60, 8, 200
KEPT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write(report: Report) -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {**KEPT, "in_memory": False})
    book.set_properties({"title": legal(report.title)[:255], "author": "Samskap"})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 2, "valign": "top"}),
        "words": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top", "align": "left"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "number": book.add_format({"valign": "top"}),
    }
    for sheet in sheets(report.findings):
        fill(book.add_worksheet(sheet.title.translate(NOT_IN_A_NAME)[:31]), sheet, looks)
    book.close()
    return file.getvalue()


def fill(page: Worksheet, sheet: Sheet, looks: dict[str, object]) -> None:
    for n, width in enumerate(widths(sheet)):
        page.set_column(n, n, width)
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    for n, name in enumerate(sheet.columns):
        page.write_string(0, n, legal(name), looks["head"])
    for at, row in enumerate(sheet.rows, 1):
        for n, value in enumerate(row):
            put(page, at, n, value, looks)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)


def put(page: Worksheet, row: int, column: int, value: Value, looks: dict[str, object]) -> None:
    match value:
        case None | "":
            return
        case str():
            page.write_string(row, column, legal(value)[:LONGEST], looks["words"])
        case datetime():
            page.write_datetime(row, column, value.astimezone(UTC).replace(tzinfo=None), looks["moment"])
        case date():
            page.write_datetime(row, column, value, looks["day"])
        case _:
            page.write_number(row, column, value, looks["number"])


def widths(sheet: Sheet) -> list[int]:
    """By what stands in the first rows: rows are written once and not seen again."""
    seen = [sheet.columns, *sheet.rows[:LOOKED_AT]]
    return [
        min(WIDEST, max(NARROWEST, *(len(str(value)) if value is not None else 0 for value in column))) + 2
        for column in zip(*seen, strict=True)
    ]


KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMAT = Format("xlsx", N_("Tables (Excel)"), KIND, write, 6)
