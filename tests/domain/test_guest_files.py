"""A file of guests, however its program wrote it; and what is no such file."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from app.domain.guests.errors import ListEmpty, ListRefused, ListTooLong, OldWorkbook, QuoteOpen, WorkbookRefused
from app.domain.guests.files import MOST_ROWS, Row, read_file

LINES = [["Navn", "Språk"], ["Åse Bø", "norsk, español"], ["Łucja", "język"]]
WESTERN = [["Navn", "Språk"], ["Åse Bø", "norsk, español"], ["Noël “N” O’Brien", "français"]]


def written(lines: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in line] for line in lines]
    return end.join(delimiter.join(line) for line in quoted) + end


def cells(body: bytes) -> list[list[str]]:
    return [row.cells for row in read_file(body)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_delimiter_and_line_end_is_read(delimiter: str, end: str) -> None:
    assert cells(written(LINES, delimiter, end).encode()) == LINES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert cells(written(LINES, ";").encode(encoding)) == LINES


def test_what_windows_writes_in_western_europe_is_read() -> None:
    assert cells(written(WESTERN, ";").encode("cp1252")) == WESTERN


def test_a_quoted_cell_may_hold_lines_delimiters_and_quotes() -> None:
    body = b'name;notes\r\n"Lie, Anna";"first\r\nsecond; ""third"""\r\nBo;x\r\n'
    assert read_file(body) == [
        Row(1, ["name", "notes"]),
        Row(2, ["Lie, Anna", 'first\r\nsecond; "third"']),
        Row(4, ["Bo", "x"]),
    ]


def test_a_first_line_that_names_the_delimiter_is_no_guest() -> None:
    assert read_file(b"sep=;\r\nname;notes\r\nBo;a,b\r\n") == [Row(2, ["name", "notes"]), Row(3, ["Bo", "a,b"])]


def test_blank_lines_are_passed_over_and_lines_keep_their_number() -> None:
    assert read_file(b"name;x\n\n;\n ; \nBo;\n") == [Row(1, ["name", "x"]), Row(5, ["Bo", ""])]


def test_one_column_needs_no_delimiter() -> None:
    assert cells(b"name\nAnna Lie\nBo Dahl\n") == [["name"], ["Anna Lie"], ["Bo Dahl"]]


def test_pasted_lines_from_a_spreadsheet_are_read() -> None:
    assert cells(b"Name\tFrom, and since\nAnna\tNAV, 2020") == [["Name", "From, and since"], ["Anna", "NAV, 2020"]]


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"", ListEmpty),
        (b"\n \n;;\n", ListEmpty),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ListRefused),
        (b"SQLite format 3\0\x10\0", ListRefused),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OldWorkbook),
        (b'name\n"Anna\nBo\n', QuoteOpen),
        (b'name,x\n"Anna"b,1\n', QuoteOpen),
        (b"name\n" + b"a" * 200_000, QuoteOpen),
        (b"name\n" + b"Anna\n" * (MOST_ROWS + 1), ListTooLong),
        (b",".join([b"x"] * 61), ListRefused),
    ],
)
def test_what_is_no_list_is_refused(body: bytes, refusal: type[ListRefused]) -> None:
    with pytest.raises(refusal) as refused:
        read_file(body)
    assert type(refused.value) is refusal


def test_an_open_quote_is_named_by_its_line() -> None:
    with pytest.raises(QuoteOpen) as refused:
        read_file(b'name\nAnna\n"Bo\nCid\n')
    assert refused.value.facts == {"line": "3"}


# --- Workbooks


def workbook(lines: list[list[object]]) -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_as_it_shows() -> None:
    body = workbook([["Name", "Group", "Access"], ["Anna Lie", 3, True], [], ["Bo\nDahl", None, "Rullestol"]])
    assert read_file(body) == [
        Row(1, ["Name", "Group", "Access"]),
        Row(2, ["Anna Lie", "3", "yes"]),
        Row(4, ["Bo\nDahl", "", "Rullestol"]),
    ]


def test_a_formula_is_never_run() -> None:
    book = Workbook()
    book.active.append(["Name", "Organisation"])
    book.active.append(["Anna", '=WEBSERVICE("http://evil.example/")'])
    book.active["C2"] = ArrayFormula("C2", "=1+1")
    file = BytesIO()
    book.save(file)
    assert cells(file.getvalue()) == [["Name", "Organisation"], ["Anna"]]


def test_only_the_first_sheet_that_is_shown_is_read() -> None:
    book = Workbook()
    book.active.append(["Hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Guests").append(["Name"])
    book.create_sheet("Notes").append(["Other"])
    file = BytesIO()
    book.save(file)
    assert cells(file.getvalue()) == [["Name"]]


def of_another_make(lines: list[list[object]]) -> bytes:
    """As Excel itself does, it keeps the texts of all cells in a file of their own."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for n, line in enumerate(lines):
            sheet.write_row(n, 0, line)
    return file.getvalue()


def test_a_workbook_whose_cells_share_their_texts_is_read_too() -> None:
    assert cells(of_another_make([["Name", "Åse", 7], ["", "Name"]])) == [["Name", "Åse", "7"], ["", "Name"]]


def changed(body: bytes, name: str, to: bytes) -> bytes:
    """The same workbook with one of its files replaced."""
    file = BytesIO()
    with ZipFile(BytesIO(body)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, to if each == name else old.read(each))
    return file.getvalue()


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
PLAIN = of_another_make([["Name"], ["Anna"]])
ENTITY = b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'


@pytest.mark.parametrize("xml", [ENTITY, LAUGHS, ENTITY.decode().encode("utf-16")], ids=["outside", "inside", "utf-16"])
def test_no_entity_is_expanded(xml: bytes) -> None:
    with pytest.raises(WorkbookRefused):
        read_file(changed(PLAIN, STRINGS, xml))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = changed(PLAIN, SHEET, b"<worksheet>" + b" " * (64 * 1024 * 1024) + b"</worksheet>")
    assert len(bomb) < 200_000
    with pytest.raises(WorkbookRefused):
        read_file(bomb)


def test_a_text_that_every_cell_shares_does_not_grow_without_end() -> None:
    shared = changed(PLAIN, STRINGS, b"<sst><si><t>" + b"a" * 1_000_000 + b"</t></si></sst>")
    rows = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _ in range(6))
    with pytest.raises(WorkbookRefused):
        read_file(changed(shared, SHEET, b"<worksheet>" + rows + b"</worksheet>"))


def test_ten_thousand_files_in_one_are_refused() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for n in range(1001):
            archive.writestr(f"xl/{n}.xml", "")
    with pytest.raises(WorkbookRefused):
        read_file(file.getvalue())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused() -> None:
    file = BytesIO(PLAIN)
    with ZipFile(file, "a") as archive:
        archive.writestr(SHEET, "<worksheet/>")
    with pytest.raises(WorkbookRefused):
        read_file(file.getvalue())


def test_a_link_is_not_followed() -> None:
    file = BytesIO(PLAIN)
    link = ZipInfo("xl/link.xml")
    link.external_attr = 0o120777 << 16
    with ZipFile(file, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(WorkbookRefused):
        read_file(file.getvalue())


def test_what_is_locked_is_refused() -> None:
    locked = bytearray(PLAIN)
    at = 0
    while (at := locked.find(b"PK\x01\x02", at)) >= 0:  # each file's entry in the zip's own list
        locked[at + 8] |= 1
        at += 4
    with pytest.raises(WorkbookRefused):
        read_file(bytes(locked))


@pytest.mark.parametrize(
    "body",
    [
        b"PK\x03\x04 and nothing more",
        PLAIN[:-200],
        changed(PLAIN, SHEET, b"<worksheet><sheetData><row"),
        changed(PLAIN, SHEET, b'<worksheet><sheetData><row r="1"><c r="?"><v>1</v></c></row></sheetData></worksheet>'),
        changed(PLAIN, SHEET, b'<worksheet><row r="1"><c r="A1" t="s"><v>999</v></c></row></worksheet>'),
        changed(PLAIN, SHEET, b'<worksheet><row r="x"><c><v>1</v></c></row></worksheet>'),
        changed(PLAIN, "xl/workbook.xml", b"<workbook/>"),
        changed(PLAIN, "xl/_rels/workbook.xml.rels", b"<Relationships/>"),
    ],
)
def test_a_broken_workbook_is_refused_in_a_sentence(body: bytes) -> None:
    with pytest.raises(ListRefused):
        read_file(body)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("lab.json", "{}")
    with pytest.raises(ListRefused):
        read_file(file.getvalue())


def test_a_workbook_is_no_longer_than_a_list_may_be() -> None:
    with pytest.raises(ListTooLong):
        read_file(workbook([["Anna"]] * (MOST_ROWS + 1)))
