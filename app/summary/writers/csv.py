"""The lab as CSV, a file for each kind of thing, in one zip. What begins like a formula is disarmed."""

import csv
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from app.domain.errors import N_
from app.summary.report import Report
from app.summary.sheets import sheets
from app.summary.tree import Sheet, Value
from app.summary.writers.base import Format

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BEGINS_INSIDE = re.compile(r'([;\t\r\n]"*)(?=[=+\-@＝＋－＠])')
"""Where a formula begins for those who take a semicolon, a tab or a line for the end of a cell."""
MARK = "\ufeff"  # by which spreadsheets know UTF-8


def write(report: Report) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for sheet in sheets(report.findings):
            archive.writestr(f"{report.file_name}/{sheet.name}.csv", table(sheet))
    return file.getvalue()


def table(sheet: Sheet) -> str:
    told = StringIO(newline="")
    told.write(MARK)
    writer = csv.writer(told)
    writer.writerow(sheet.columns)
    writer.writerows(row(each) for each in sheet.rows)
    return told.getvalue()


def row(values: Iterable[Value]) -> list[str | int | float]:
    return [cell(value) for value in values]


def cell(value: Value) -> str | int | float:
    match value:
        case None:
            return ""
        case str():
            return disarmed(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case _:
            return value


def disarmed(words: str) -> str:
    told = BEGINS_INSIDE.sub(r"\1'", words)
    return f"'{told}" if told.startswith(BEGINS_A_FORMULA) else told


FORMAT = Format("csv", N_("Tables (CSV)"), "application/zip", write, 7, "csv.zip", is_light=True)
