"""Plans from elsewhere, broken or hostile: nothing is brought in, each wrong line is named, what was pasted stays."""

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable

import pytest

from app.domain.plans import read_plan, written
from tests.bad_inputs import Case, cases
from tests.routers.house import House
from tests.routers.placing import covers
from tests.routers.preparer import Preparer
from tests.routers.reading import read
from tests.routers.test_joining import refusal

WHOLE = written(read_plan("world-cafe"))


def zipped(*members: tuple[str, bytes]) -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return told.getvalue()


def encrypted() -> bytes:
    """An archive whose member says that it is encrypted."""
    made = bytearray(zipped(("lab.json", b"{}")))
    made[6] |= 1
    return bytes(made)


def enormous_image() -> bytes:
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    return head + struct.pack(">II", 65535, 65535) + b"\x08\x06\x00\x00\x00"


def wrong_in_the_middle() -> bytes:
    plan = json.loads(written(read_plan("world-cafe"), "json"))
    plan["goals"] = [{"en": f"Goal {n}"} for n in range(150)] + [{"en": 7}] + [{"en": "more"}] * 20
    return json.dumps(plan, indent=1).encode()


MADE: dict[str, Callable[[], bytes]] = {
    "image_65535x65535": enormous_image,
    "import_fails_midway": wrong_in_the_middle,
    "json_depth": lambda: b"[" * 100_000,
    "png_polyglot": lambda: enormous_image() + b"<script>alert(1)</script>",
    "zip_bomb": lambda: zipped(("lab.json", bytes(4_000_000))),
    "zip_dup_member": lambda: zipped(("lab.json", b"{}"), ("lab.json", b"{}")),
    "zip_encrypted": encrypted,
    "zip_symlink": lambda: zipped(("link", b"/etc/passwd")),
}
FILES = [case for case in cases("import_file") if case.name in MADE or case.name.startswith(("json_", "html_", "svg_"))]
covers(*map(str, FILES))


@pytest.fixture
def ada(shared: House) -> Preparer:
    return Preparer(shared)


def state(house: House) -> list[object]:
    return house.rows("SELECT count(*) FROM draft") + house.rows("SELECT count(*) FROM lab")


def content(case: Case) -> bytes:
    if case.name in MADE:
        return MADE[case.name]()
    return str(case.payload["file"]["text"]).encode()


@pytest.mark.parametrize("case", FILES, ids=lambda case: case.name)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_no_plan_changes_nothing_and_says_where_it_is_wrong(
    ada: Preparer, shared: House, case: Case
) -> None:
    before = state(shared)
    answer = ada.bring_in("", file=(case.payload["file"]["name"], content(case)))
    page = read(answer.text)
    told = page.all("ol", **{"class": "complaints"})[0].all("li")
    assert (answer.status_code, refusal(page)[0]) == (422, "This plan cannot be used as it is.")
    assert all(each.seen.startswith("Line ") for each in told)
    assert state(shared) == before


@covers("import_file-import_fails_midway")
def test_the_line_that_is_wrong_is_named_among_many_that_are_right(ada: Preparer) -> None:
    page = read(ada.bring_in(wrong_in_the_middle().decode()).text)
    (told,) = page.all("ol", **{"class": "complaints"})[0].all("li")
    assert told.seen.partition(": ")[2] == "should be words. Write it in quotes."
    line = int(told.seen.partition(",")[0].removeprefix("Line "))
    assert page.field("pasted").splitlines()[line - 1].strip() == '"en": 7'


@covers("import_file-gzip_content_encoding_bomb")
def test_what_is_packed_for_the_wire_is_not_unpacked(ada: Preparer, shared: House) -> None:
    before = state(shared)
    packed = gzip.compress(b"pasted=" + b"a" * 1_000_000)
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"}
    assert ada.http.post("/drafts/import", content=packed, headers=headers).status_code == 422
    assert state(shared) == before


@covers("import_file-upload_aborted")
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the framework closes its half file late
def test_a_form_that_ends_in_the_middle_changes_nothing(ada: Preparer, shared: House) -> None:
    before = state(shared)
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    half = b'--x\r\nContent-Disposition: form-data; name="file"; filename="lab.json"\r\n\r\n{"samskap_plan": 1,'
    assert ada.http.post("/drafts/import", content=half, headers=kind).status_code in (400, 422)
    assert state(shared) == before


def test_more_than_can_be_taken_is_not_read(ada: Preparer, shared: House) -> None:
    before = state(shared)
    assert ada.bring_in("a" * (5 * 1024 * 1024 + 1)).status_code == 413
    assert state(shared) == before


def test_a_plan_that_is_too_long_is_no_plan(ada: Preparer) -> None:
    page = read(ada.bring_in("# " + "a" * 600_000).text)
    (told,) = page.all("ol", **{"class": "complaints"})[0].all("li")
    assert told.seen == "Line 1: This file is too long for a plan. Split it into several labs."


def test_what_was_pasted_stays_with_every_line_that_is_wrong(ada: Preparer) -> None:
    wrong = WHOLE.replace("groups: 5", "groups: many").replace("language: en\n", "language: en\nwebhook: x\n")
    page = read(ada.bring_in(wrong).text)
    told = [each.seen for each in page.all("ol", **{"class": "complaints"})[0].all("li")]
    assert told == [
        "Line 3, webhook: is not part of a plan. Take it out.",
        f"Line {wrong.splitlines().index('groups: many') + 1}, groups: should be a whole number. "
        "Write it in digits, without quotes.",
    ]
    assert page.field("pasted") == wrong


def test_it_is_told_in_the_reader_s_language(shared: House) -> None:
    page = read(Preparer(shared, "fr").bring_in("groups: many").text)
    told = [each.seen for each in page.all("ol", **{"class": "complaints"})[0].all("li")]
    assert told[0].startswith("Ligne 1")


def test_a_file_goes_before_what_was_pasted(ada: Preparer) -> None:
    answer = ada.bring_in("groups: many", file=("lab.yaml", WHOLE.encode()))
    assert answer.status_code == 303


def test_what_is_not_utf_8_is_told_by_its_line(ada: Preparer) -> None:
    page = read(ada.bring_in("", file=("lab.yaml", "title: x\nquestion: é\n".encode("latin-1"))).text)
    (told,) = page.all("ol", **{"class": "complaints"})[0].all("li")
    assert told.seen == "Line 2: There is a sign here that no text has. Save the file as UTF-8."


def test_words_in_a_plan_are_words_wherever_they_are_shown(ada: Preparer) -> None:
    hostile = '<img src=x onerror=alert(1)>"><script>alert(1)</script>{{ 7*7 }}'
    plan = json.loads(written(read_plan("world-cafe"), "json")) | {"title": {"en": hostile}}
    url = ada.bring_in(json.dumps(plan)).headers["location"]
    for path in (url, "/drafts", f"{url}/history", f"{url}/previews/stage", f"{url}/previews/tower"):
        page = read(ada.get(path).text)
        assert hostile in page.words or hostile in page.everything
        assert [each for each in page.all("img") if each.attributes.get("src") == "x"] == []
        assert [each for each in page.all("script") if "src" not in each.attributes] == []


# --- Moments that there are not


MOMENTS = {
    "dst_gap": "2026-03-29T02:30",
    "iso_no_tz": "2026-03-29T02:30:00",
    "leap_second": "2026-06-30T23:59:60",
}


@covers(*(f"time-{name}" for name in MOMENTS))
@pytest.mark.parametrize("name", MOMENTS)
def test_a_lab_begins_at_no_hour_that_there_is_not(ada: Preparer, shared: House, name: str) -> None:
    sheet = ada.begin()
    zone = {} if name == "iso_no_tz" else {"time_zone": "Europe/Berlin"}
    sheet.save(starts=MOMENTS[name], **zone)
    before = state(shared)
    assert sheet.press("opening").status_code == 409
    assert state(shared) == before


@covers("time-retention_10000_years", "time-retention_negative_days")
@pytest.mark.parametrize("days", ["3650000", "-5", "0", "1.5"])
def test_names_are_kept_for_whole_days_and_not_for_ever(ada: Preparer, days: str) -> None:
    sheet = ada.begin()
    assert sheet.save(retention_days=days).status_code == 422
    assert sheet.field("retention_days") == ""


@covers("wrong_role-participant__import", "wrong_role-moderator__change_retention")
@pytest.mark.parametrize("screen", ["phone", "desk-1", "stage"])
def test_whoever_takes_part_prepares_nothing(shared: House, screen: str) -> None:
    guest = shared.phone() if screen == "phone" else shared.holder(screen)
    sheet, before = Preparer(shared).begin(), state(shared)
    tried = [
        guest.http.post("/drafts/import", data={"id": "a" * 32, "pasted": WHOLE}),
        guest.post(f"{sheet.url}/editions", {"edition": "1", "retention_days": "3650"}),
        guest.post(f"{sheet.url}/opening", {"edition": "1"}),
    ]
    assert [each.status_code for each in tried] == [403] * 3
    assert state(shared) == before
