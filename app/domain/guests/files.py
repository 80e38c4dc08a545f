"""A file of guests as lines of cells: CSV of any usual delimiter and encoding, or a workbook. Nothing in it runs."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from typing import NamedTuple

from app.domain.guests import workbooks
from app.domain.guests.errors import ListEmpty, ListRefused, ListTooLong, OldWorkbook, QuoteOpen

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 5000, 60
LOOKED_AT = 30  # lines by which a delimiter is known
DELIMITERS = "\t;|,"  # the rarer in names and titles comes first
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Row(NamedTuple):
    """The cells of one line, as they were written. `line` counts from 1, as the organiser's own program does."""

    line: int
    cells: list[str]


def read_file(body: bytes) -> list[Row]:
    """Its lines that hold anything. Raises ListRefused and its heirs."""
    if body.startswith(OLE):
        raise OldWorkbook
    rows = workbook(body) if body.startswith(ZIP) else delimited(decoded(body))
    kept = [row for row in rows if any(cell.strip().strip(DELIMITERS) for cell in row.cells)]
    if not kept:
        raise ListEmpty
    if len(kept) > MOST_ROWS:
        raise ListTooLong(most=str(MOST_ROWS))
    if any(len(row.cells) > MOST_COLUMNS for row in kept):
        raise ListRefused
    return kept


def workbook(body: bytes) -> list[Row]:
    return [Row(line, cells) for line, cells in workbooks.read(body, MOST_ROWS, MOST_COLUMNS)]


def decoded(body: bytes) -> str:
    """By its mark, else UTF-16 by its zeros, else UTF-8 if it is, else as Windows writes in Western Europe."""
    marked = next((name for mark, name in MARKS.items() if body.startswith(mark)), None)
    for encoding in (marked or guessed(body), "utf-8", "cp1252", "latin-1"):
        try:
            text = body.decode(encoding)
        except UnicodeError:
            continue
        if "\0" in text:
            raise ListRefused  # no text at all: a picture, a database
        return text
    raise ListRefused


def guessed(body: bytes) -> str:
    """Which half of each pair of bytes is zero, in letters of the West."""
    start = body[:2000]
    odd, even = start[1::2].count(0), start[::2].count(0)
    if max(odd, even) * 4 < len(start):
        return "utf-8"
    return "utf-16-le" if odd > even else "utf-16-be"


def delimited(text: str) -> list[Row]:
    """Raises QuoteOpen, and ListTooLong without reading on."""
    named, text, skipped = told_delimiter(text)
    rows = list(islice(records(text, named or delimiter_of(text)), MOST_ROWS * 2))
    return [Row(row.line + skipped, row.cells) for row in rows]


def told_delimiter(text: str) -> tuple[str | None, str, int]:
    """Spreadsheets may say `sep=;` in a first line of its own."""
    first, _, rest = text.partition("\n")
    said = first.strip()
    if said.lower().startswith("sep=") and len(said) == 5:
        return said[4], rest, 1
    return None, text, 0


def delimiter_of(text: str) -> str:
    """That by which most of the first lines fall into as many cells as the first."""
    return max(DELIMITERS, key=lambda each: (*evenness(text, each), -DELIMITERS.index(each)))


def evenness(text: str, delimiter: str) -> tuple[int, int]:
    try:
        widths = [len(row.cells) for row in islice(records(text, delimiter), LOOKED_AT)]
    except ListRefused:
        return 0, 0
    first = widths[0] if widths else 0
    return (widths.count(first), first) if first > 1 else (0, 0)


def records(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise QuoteOpen(line=str(line)) from None
        yield Row(line, cells)
        line = reader.line_num + 1


def widest(rows: Iterable[Row]) -> int:
    return max((len(row.cells) for row in rows), default=0)
