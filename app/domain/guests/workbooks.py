"""The first sheet of an Excel workbook as text, read by hand: only what a list of guests needs.

A cell shows what its program stored last: a formula is never run, nothing is fetched, no entity is expanded. What a zip
could hide is refused: files that grow beyond measure, that are twice there, locked, or links.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as BadDeflate  # noqa: N812 an exception like the others here

from app.domain.guests.errors import ListRefused, ListTooLong, WorkbookRefused

MOST_UNPACKED = 30 * 1024 * 1024  # bytes of all that is read
MOST_FILES = 1000
MOST_STRINGS = 300_000
MOST_LETTERS = 5 * 1024 * 1024  # of all cells together: one text may be shared by every one of them
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
IS_LINK, IS_LOCKED = 0o120000, 0x1
UNREADABLE = (BadZipFile, KeyError, IndexError, StopIteration, ValueError, RuntimeError, BadDeflate, EOFError)


def read(body: bytes, most_rows: int, most_columns: int) -> list[tuple[int, list[str]]]:
    """[(line, cells)], lines from 1. Raises WorkbookRefused, ListTooLong, ListRefused."""
    try:
        with ZipFile(BytesIO(body)) as archive:
            book = Book(archive)
            return list(Sheet(book, most_rows, most_columns).lines())
    except UNREADABLE:
        raise ListRefused from None


class Book:
    """The files of a workbook, unpacked one by one as long as it stays within measure."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive, self.unpacked = archive, 0
        names = [each.filename for each in archive.infolist()]
        if len(names) > MOST_FILES or len(set(names)) < len(names):
            raise WorkbookRefused
        if any(is_hidden(each) for each in archive.infolist()):
            raise WorkbookRefused
        if BOOK not in names:
            raise ListRefused
        self.names = set(names)

    def file(self, name: str) -> bytes:
        with self.archive.open(name) as packed:
            body = packed.read(MOST_UNPACKED - self.unpacked + 1)
        self.unpacked += len(body)
        if self.unpacked > MOST_UNPACKED:
            raise WorkbookRefused
        return body

    def first_sheet(self) -> str:
        """The first in the book's own order, wherever its file lies."""
        sheets = [
            attributes for name, attributes in elements(self.file(BOOK)) if name == "sheet" and is_shown(attributes)
        ]
        wanted = next(value for key, value in sheets[0].items() if key.endswith("id") and key != "sheetId")
        for name, attributes in elements(self.file(RELATIONS)):
            if name == "Relationship" and attributes.get("Id") == wanted:
                target = attributes["Target"]
                return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        raise ListRefused


def is_hidden(each: ZipInfo) -> bool:
    return bool(each.flag_bits & IS_LOCKED) or (each.external_attr >> 16) & 0o170000 == IS_LINK


def is_shown(sheet: dict[str, str]) -> bool:
    return sheet.get("state", "visible") == "visible"


def elements(body: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parse(body, start=lambda name, attributes: found.append((name, attributes)))
    return found


def parse(body: bytes, **handlers: Any) -> None:
    """Raises WorkbookRefused for a document type, which could hold entities: no workbook has one."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise WorkbookRefused

    parser.StartDoctypeDeclHandler = refuse
    start, end, text = handlers.get("start"), handlers.get("end"), handlers.get("text")
    if start:
        parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(body, True)
    except expat.ExpatError:
        raise ListRefused from None


class Strings:
    """The texts that cells share. Phonetic hints are no part of them."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.parts: list[str] = []
        self.is_text, self.hints = False, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.parts = []
        self.hints += name == "rPh"
        self.is_text = name == "t" and not self.hints

    def text(self, words: str) -> None:
        if self.is_text:
            self.parts.append(words)

    def end(self, name: str) -> None:
        self.hints -= name == "rPh"
        self.is_text = False
        if name == "si":
            self.kept.append("".join(self.parts))
        if len(self.kept) > MOST_STRINGS:
            raise ListTooLong(most=str(MOST_STRINGS))


class Sheet:
    """The cells of one sheet, line by line."""

    def __init__(self, book: Book, most_rows: int, most_columns: int) -> None:
        self.most_rows, self.most_columns = most_rows, most_columns
        self.rows: dict[int, dict[int, str]] = {}
        self.line = self.column = self.letters = 0
        self.kind, self.parts, self.is_value = "n", [""], False
        self.strings = Strings()
        if STRINGS in book.names:
            parse(book.file(STRINGS), start=self.strings.start, end=self.strings.end, text=self.strings.text)
        parse(book.file(book.first_sheet()), start=self.start, end=self.end, text=self.text)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.line, self.column = int(attributes.get("r", self.line + 1)), 0
        elif name == "c":
            self.column = column_of(attributes["r"]) if "r" in attributes else self.column + 1
            self.kind, self.parts = attributes.get("t", "n"), []
        self.is_value = name in ("v", "t")

    def text(self, words: str) -> None:
        if self.is_value:
            self.parts.append(words)

    def end(self, name: str) -> None:
        self.is_value = False
        if name == "c" and (told := self.told("".join(self.parts))).strip():
            self.keep(told)

    def keep(self, told: str) -> None:
        self.letters += len(told)
        if self.letters > MOST_LETTERS:
            raise WorkbookRefused
        if self.column > self.most_columns:
            raise ListRefused
        self.rows.setdefault(self.line, {})[self.column] = told
        if len(self.rows) > self.most_rows:
            raise ListTooLong(most=str(self.most_rows))

    def told(self, stored: str) -> str:
        match self.kind:
            case "s":
                return self.strings.kept[int(stored)] if stored.isdecimal() else ""
            case "b":
                return {"1": "yes", "0": "no"}.get(stored, stored)
            case "e":
                return ""  # #REF! is nobody's name
            case "n":
                return whole(stored)
            case _:
                return stored

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        for line in sorted(self.rows):
            cells = self.rows[line]
            yield line, [cells.get(column, "") for column in range(1, max(cells) + 1)]


def column_of(reference: str) -> int:
    """A → 1, AB → 28."""
    found = CELL.fullmatch(reference)
    if not found:
        raise ListRefused
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def whole(stored: str) -> str:
    """3.0 as 3: a spreadsheet's numbers are all of one kind."""
    return stored[:-2] if stored.endswith(".0") else stored
