"""A list of guests over HTTP: handed in, looked at, kept or refused; hostile files change nothing."""

import base64
import csv
from io import BytesIO, StringIO
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from httpx2 import Response

from tests.bad_inputs import Case, cases
from tests.domain.test_guest_files import ENTITY, PLAIN, SHEET, STRINGS, changed, workbook
from tests.routers.house import Guest, House
from tests.routers.placing import covers
from tests.routers.reading import Element, read
from tests.routers.test_joining import refusal

LIST = "Navn;E-post;Virksomhet;Land;Språk;Sammen\nLie, Anna;anna@nav.no;NAV;Norge;norsk;A\nBo;;=cmd|'/c calc'!A0;;;A\n"
COUNTED = ("guest", "handed_list", "person", "event")


def hand_in(tower: Guest, body: bytes | str, name: str = "guests.csv") -> Response:
    form = {"id": uuid4().hex}
    file = body.encode() if isinstance(body, str) else body
    return tower.http.post(f"{tower.base}/seating/lists", data=form, files={"file": (name, file)})


def page_of(tower: Guest, answer: Response) -> Element:
    return read(tower.get(answer.headers["location"]).text)


def counts(house: House) -> list[int]:
    return [house.rows(f"SELECT count(*) FROM {name}")[0] for name in COUNTED]  # noqa: S608 names of ours


def told(page: Element, part: str) -> list[str]:
    found = [each for each in page if each.attributes.get("class") == part]
    return [each.seen for one in found for each in one.all("li")]


def test_a_list_is_looked_at_before_anything_is_kept(house: House) -> None:
    tower = house.holder("tower")
    answer = hand_in(tower, LIST.encode("cp1252"))
    page = page_of(tower, answer)
    assert (answer.status_code, told(page, "outcome")) == (303, ["2 guests are new."])
    assert house.rows("SELECT count(*) FROM guest") == [0]
    names = [each.all("bdi")[0].seen for each in page if each.attributes.get("class") == "guest-list__who"]
    assert names == ["Anna Lie", "Bo"]


def test_what_was_looked_at_is_kept_at_one_press(house: House) -> None:
    tower = house.holder("tower")
    address = hand_in(tower, LIST).headers["location"]
    kept = tower.post(f"{address}/guests", {})
    assert (kept.status_code, kept.headers["location"]) == (303, "/labs/1/tower/seating")
    assert house.rows("SELECT name, email, organisation, country, languages FROM guest") == [
        ("Anna Lie", "anna@nav.no", "NAV", "NO", '["nb"]'),
        ("Bo", None, "=cmd|'/c calc'!A0", None, "[]"),
    ]


def test_lines_that_cannot_be_taken_are_named_with_their_cure(house: House) -> None:
    tower = house.holder("tower")
    answer = hand_in(tower, "name,group,languages\nAnna,1,en\nBo,99,\nCid,,Klingonish\n")
    page = page_of(tower, answer)
    assert told(page, "faults") == [
        "Line 3, Group: There is no group “99” in this lab. Write the number of a group, or leave the cell empty.",
        "Line 4, Languages: “Klingonish” is no language that we know. "
        "Write its name or its short code: English, French, nb.",
    ]
    address = answer.headers["location"]
    refused = tower.post(f"{address}/guests", {})
    assert (refused.status_code, house.rows("SELECT count(*) FROM guest")) == (422, [0])
    assert tower.post(f"{address}/guests", {"leaves_out": "1"}).status_code == 303
    assert house.rows("SELECT name FROM guest") == ["Anna"]


def test_columns_that_are_not_known_are_said_by_hand(house: House) -> None:
    tower = house.holder("tower")
    answer = hand_in(tower, "Who;From\nAnna;NAV\n")
    page = read(answer.text)
    assert (answer.status_code, page.all("p", **{"class": "refusal__sentence"})[0].seen) == (
        422,
        "No column is known to hold names.",
    )
    key = house.rows("SELECT id FROM handed_list")[0]
    again = tower.post(
        f"/labs/1/tower/seating/lists/{key}/columns", {"column": ["name", "organisation"], "has_headings": "1"}
    )
    assert again.status_code == 303
    tower.post(f"/labs/1/tower/seating/lists/{key}/guests", {})
    assert house.rows("SELECT name, organisation FROM guest") == [("Anna", "NAV")]


def test_pasted_lines_are_a_list_too(house: House) -> None:
    tower = house.holder("tower")
    form = {"id": uuid4().hex, "lines": "name\torganisation\nAnna\tNAV"}
    assert tower.post("/labs/1/tower/seating/lists", form).status_code == 303


def test_a_workbook_is_a_list(house: House) -> None:
    tower = house.holder("tower")
    answer = hand_in(tower, workbook([["Nom complet", "Organisme"], ["Noël", "Mairie"]]), "invités.xlsx")
    assert answer.status_code == 303
    assert house.rows("SELECT title FROM handed_list") == ["invités.xlsx"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x\\a.csv", "x\r\nA: b.csv", "a\u202ecsv", "n" * 500])
def test_a_file_s_name_is_shown_and_never_opened(house: House, name: str) -> None:
    tower = house.holder("tower")
    assert hand_in(tower, LIST, name).status_code == 303
    (title,) = house.rows("SELECT title FROM handed_list")
    assert set(title) & set("/\\\r\n\u202e") == set()


def test_a_list_speaks_french(house: House) -> None:
    tower = house.holder("tower", "fr")
    page = page_of(tower, hand_in(tower, "Nom,Groupe\nAnna,99\nBo,\n"))
    assert told(page, "faults")[0].startswith("Ligne 2, Groupe")


# --- Hostile and broken files


def zipped(**files: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name.replace("_", "."), body)
    return made.getvalue()


FILES: dict[str, tuple[bytes, int]] = {
    "csv_100k_rows": (b"name\n" + b"Anna\n" * 100_000, 422),
    "csv_dup_header": (b"name,name\na,b\n", 303),
    "csv_field_200KB": (b"name\n" + b"a" * 200_000 + b"\n", 422),
    "csv_missing_header": (b"A,Anna\n", 422),
    "csv_ragged": (b"group,name\nA\nB,b,c\n", 422),
    "csv_semicolon": (b"group;name\n1;Anna\n", 303),
    "csv_utf16": (base64.b64decode("//5nAHIAbwB1AHAALABuAGEAbQBlAAoAMQAsAEEAbgBuAGEACgA="), 303),
    "html_named_csv": (b"<html><script>1</script>", 422),
    "image_65535x65535": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff", 422),
    "png_polyglot": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR<script>1</script>", 422),
    "svg_logo_script": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="window.__x=1"/>', 422),
    "xlsx_xxe": (changed(PLAIN, STRINGS, ENTITY), 422),
    "zip_bomb": (changed(PLAIN, SHEET, b"<worksheet>" + b" " * (40 * 1024 * 1024)), 422),
    "zip_dup_member": (zipped(lab_json=b"{}"), 422),
    "zip_encrypted": (zipped(lab_json=b"{}"), 422),
    "zip_symlink": (zipped(lab_json=b"{}"), 422),
}
"""Against the file we read UTF-16, and of two columns called alike the first; and say so before anything is kept."""


@pytest.mark.parametrize("case", [each for each in cases("import_file") if each.name in FILES], ids=str)
@covers(*(f"import_file-{name}" for name in FILES))
def test_a_broken_or_hostile_file_changes_nothing(shared: House, case: Case) -> None:
    body, status = FILES[case.name]
    tower, before = shared.holder("tower"), counts(shared)
    answer = hand_in(tower, body)
    assert answer.status_code == status
    after = counts(shared)
    assert (after[0], after[2:]) == (before[0], before[2:])
    assert [each.name for each in read(answer.text) if "onload" in each.attributes] == []


def test_a_file_of_more_than_five_megabytes_is_not_read(shared: House) -> None:
    tower, before = shared.holder("tower"), counts(shared)
    assert hand_in(tower, b"name\n" + b"x" * (6 * 1024 * 1024)).status_code == 413
    assert counts(shared) == before


def test_a_file_of_four_megabytes_is_read(shared: House) -> None:
    """So that the limit on forms does not stand in the way of lists."""
    lines = b"name,notes\n" + b"".join(b"Anna %d,%s\n" % (n, b"x" * 900) for n in range(4500))
    assert hand_in(shared.holder("tower"), lines).status_code == 303


@pytest.mark.parametrize("screen", ["phone", "desk-1", "stage"])
@covers("wrong_role-participant__import")
def test_whoever_may_not_is_turned_away_before_the_file_is_read(shared: House, screen: str) -> None:
    guest = shared.phone() if screen == "phone" else shared.holder(screen)
    assert hand_in(guest, LIST).status_code == 403
    guest.base = "/labs/1/tower"
    assert hand_in(guest, LIST).status_code == 401


@pytest.mark.parametrize(
    "form", [{}, {"id": "x"}, {"id": "0" * 33}, {"id": "0" * 32, "lines": ""}, {"id": "0" * 32, "file": "no file"}]
)
def test_a_form_without_a_list_is_refused(shared: House, form: dict[str, object]) -> None:
    assert shared.holder("tower").post("/labs/1/tower/seating/lists", form).status_code == 422


# --- Guests by hand


def test_one_more_guest_is_refused_in_a_sentence(house: House) -> None:
    tower = house.holder("tower")
    answer = tower.act("seating/guests", name="Anna", email="no address")
    assert (answer.status_code, refusal(read(answer.text))) == (
        422,
        ["This is no e-mail address.", "Mend it, or leave the cell empty."],
    )


def test_the_list_is_on_the_organiser_s_page_and_nowhere_else(house: House) -> None:
    tower, phone, desk, stage = house.holder("tower"), house.phone("Bo"), house.holder("desk-1"), house.holder("stage")
    tower.act("seating/guests", name="Anna Canary", email="canary@nav.no", access="Canary", organisation="Canary")
    tower.act("seating/proposals", mode="balanced")
    (proposal,) = house.rows("SELECT id FROM seating")
    tower.act(f"seating/proposals/{proposal}/commitment", edition=1)
    assert tower.get("/labs/1/tower/seating/guests").text.count("canary@nav.no") == 1
    seen = [guest.get(guest.base).text.lower().count("canary") for guest in (phone, desk, stage)]
    door = house.guest().get("/j/7PL1383V").text.lower().count("canary")
    summary = tower.get("/labs/1/tower/summary.json").text.lower().count("canary")
    assert (seen, door, summary) == ([0, 0, 0], 0, 0)


# --- The plan of seats as a file


def test_the_plan_of_seats_is_a_file_that_no_spreadsheet_runs(house: House) -> None:
    tower = house.holder("tower")
    tower.post(hand_in(tower, LIST).headers["location"] + "/guests", {})
    house.phone("Anna Lie")
    house.phone("=HYPERLINK(1)", group=2)
    answer = tower.get("/labs/1/tower/seating/plan.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="samskap-seats-1.csv"'
    lines = list(csv.reader(StringIO(answer.text.removeprefix("\ufeff"))))
    headings = "Group,Name,Organisation,Role,Country,Languages,Access needs,E-mail,Has come"
    assert lines[0] == headings.split(",")
    assert lines[1] == ["1", "Anna Lie", "NAV", "", "Norway", "Norwegian Bokmål", "", "anna@nav.no", "yes"]
    assert lines[2][:2] == ["2", "'=HYPERLINK(1)"]
    assert lines[3][:3] == ["", "Bo", "'=cmd|'/c calc'!A0"]
