"""Files opened by strangers: each format read by a library that did not write it, or by a parser of its markup."""

import csv
import json
from collections.abc import Iterator
from html import unescape
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pikepdf
from docx import Document
from lxml import etree
from odfdo import Document as OpenDocument
from pypdf import PdfReader

from app.i18n import reading
from app.summary.report import Report
from app.summary.writers import formats

TEXT, OFFICE = "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def made(told: Report, format: str) -> bytes:
    with reading(told.language):
        body = formats()[format].write(told)
    return body if isinstance(body, bytes) else body.encode()


def words_in(format: str, body: bytes) -> str:
    """Whatever words a reader of this file meets."""
    return "\n".join(READERS[format](body))


def in_text(body: bytes) -> Iterator[str]:
    yield body.decode()


def in_html(body: bytes) -> Iterator[str]:
    yield unescape(body.decode())


def in_json(body: bytes) -> Iterator[str]:
    yield json.dumps(json.loads(body), ensure_ascii=False)


def in_docx(body: bytes) -> Iterator[str]:
    document = Document(BytesIO(body))
    yield from (each.text for each in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


def in_odt(body: bytes) -> Iterator[str]:
    """Each paragraph and heading as its reader sees it: told spaces, tabs and lines included."""
    root = etree.fromstring(OpenDocument(BytesIO(body)).body.serialize(with_ns=True).encode())
    for each in root.iter(f"{{{TEXT}}}p", f"{{{TEXT}}}h"):
        yield "".join(told(each))


def told(element: Any) -> Iterator[str]:
    signs = {"s": " ", "tab": "\t", "line-break": "\n"}
    yield signs.get(etree.QName(element).localname, element.text or "")
    for each in element:
        yield from told(each)
        yield each.tail or ""


def in_xlsx(body: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(BytesIO(body)):
        yield from (str(cell.value) for row in sheet.rows for cell in row if cell.value is not None)


def in_csv(body: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(body)) as archive:
        for name in archive.namelist():
            for row in csv.reader(StringIO(archive.read(name).decode("utf-8-sig"), newline="")):
                yield from row


def in_pdf(body: bytes) -> Iterator[str]:
    with pikepdf.open(BytesIO(body)) as opened:
        assert opened.check_pdf_syntax() == []
    yield from (page.extract_text() for page in PdfReader(BytesIO(body)).pages)


READERS = {
    "html": in_html,
    "md": in_text,
    "json": in_json,
    "docx": in_docx,
    "odt": in_odt,
    "xlsx": in_xlsx,
    "csv": in_csv,
    "pdf": in_pdf,
}
