"""Forms from elsewhere, addresses that climb, numbers that are none: refused, and nothing changes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from tests.bad_inputs import Case, texts
from tests.routers import test_doors, test_headers
from tests.routers.house import CODE, House
from tests.routers.placing import covers

covers("http_handshake-dotgit", "http_handshake-metrics_exposed")(test_doors.test_nothing_else_is_open)
covers("http_handshake-cache_headers")(
    test_headers.test_every_answer_says_what_browsers_may_do_and_that_none_may_keep_it
)
covers("http_handshake-host_in_qr_link")(test_headers.test_the_address_on_the_wall_is_the_public_one)

PATHS = texts("path")
NUMBERS = [case for case in texts("sql_params") if case.name.startswith("int_param")]
covers(*map(str, [*PATHS, *NUMBERS]))


@pytest.fixture(autouse=True)
def _nothing_changes(shared: House) -> Iterator[None]:
    state = "SELECT closed_at, notice, item_id FROM lab"
    before = shared.rows(state)
    yield
    assert shared.rows(state) == before


@covers("http_handshake-csrf_cross_site_post")
@pytest.mark.parametrize("site", ["cross-site", "same-site", "evil"])
def test_a_form_from_another_site_does_nothing(shared: House, site: str) -> None:
    tower = shared.holder("tower")
    sent = {"Sec-Fetch-Site": site, "Origin": "https://evil.example"}
    assert tower.post("/labs/1/tower/closing", {"sure": "1"}, **sent).status_code == 403


@covers("http_handshake-csrf_no_fetch_metadata_no_origin")
@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://testserver.evil.example", "http://x@testserver"]
)
def test_a_form_that_does_not_say_where_it_is_from_does_nothing(shared: House, origin: str | None) -> None:
    tower = shared.holder("tower")
    del tower.http.headers["sec-fetch-site"]
    sent = {"Origin": origin} if origin else {}
    assert tower.post("/labs/1/tower/closing", {"sure": "1"}, **sent).status_code == 403


def test_an_old_browser_that_says_only_its_origin_is_heard(shared: House) -> None:
    tower = shared.holder("tower")
    del tower.http.headers["sec-fetch-site"]
    answer = tower.post("/labs/1/tower/timer", {"minutes": 5}, Origin="http://testserver")
    assert answer.status_code == 403  # our own words: the tower times no group
    assert answer.text.count("another website") == 0


@covers("http_handshake-csrf_text_plain_json")
def test_a_form_that_pretends_to_be_text_does_nothing(shared: House) -> None:
    tower = shared.holder("tower")
    bodies = ['{"sure": "1"}', "sure=1"]
    kinds = ["text/plain", "application/json", "application/octet-stream", ""]
    statuses = {
        tower.http.post("/labs/1/tower/closing", content=body, headers={"Content-Type": kind}).status_code
        for body in bodies
        for kind in kinds
    }
    assert statuses == {422}


@covers("http_handshake-get_changes_state", "http_handshake-method_override_header")
def test_opening_an_address_does_nothing(shared: House) -> None:
    tower = shared.holder("tower")
    override = {"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "POST", "X-Method-Override": "POST"}
    assert tower.get("/labs/1/tower/closing?sure=1").status_code == 405
    assert tower.get("/labs/1/tower/closing?sure=1&_method=POST", **override).status_code == 405


def test_the_address_alone_carries_no_form(shared: House) -> None:
    assert shared.holder("tower").post("/labs/1/tower/closing?sure=1", {}).status_code == 422


@covers("http_handshake-open_redirect_next")
@pytest.mark.parametrize(
    "path",
    [
        "/login?next=//evil.example",
        "//evil.example",
        "//evil.example/..",
        "/\\evil.example",
        "/enter?next=//evil.example",
    ],
)
def test_no_address_leads_to_another_site(shared: House, path: str) -> None:
    answer = shared.guest().http.get("http://testserver" + path)
    assert answer.headers.get("location", "/")[:2] in ("/", "ht")
    assert answer.headers.get("location", "").count("evil.example") == 0


@pytest.mark.parametrize("case", PATHS, ids=str)
def test_a_path_leads_nowhere_but_within(shared: House, case: Case) -> None:
    tower, phone, written = shared.holder("tower"), shared.phone(), quote(case.text, safe="%")
    asked = {
        path: tower.get(path).status_code
        for path in (
            f"/{written}",
            f"/static/{written}",
            f"/static/css/{written}",
            f"/j/{written}",
            f"/labs/{written}/tower",
            f"/labs/1/{written}",
            f"/labs/1/tower/{written}",
            f"/labs/1/tower/summary.{written}",
        )
    }
    assert asked == dict.fromkeys(asked, 404)
    assert phone.act(f"contributions/{written}/wording", text="x").status_code == 404


@pytest.mark.parametrize("case", PATHS, ids=str)
def test_a_path_is_no_language(shared: House, case: Case) -> None:
    guest = shared.guest(Cookie="samskap-language=" + quote(case.text))
    assert guest.get("/").status_code == 200
    assert guest.post("/language", {"language": case.text}).headers.get("set-cookie") is None


@pytest.mark.parametrize("case", PATHS, ids=str)
def test_a_report_has_a_name_of_its_own_whatever_its_lab_is_called(house: House, case: Case) -> None:
    house.rows("UPDATE lab SET title = json_object('en', ?)", case.text)
    tower = house.holder("tower")
    names = [
        tower.get(f"/labs/1/tower/summary.{kind}").headers["content-disposition"] for kind in ("html", "xlsx", "csv")
    ]
    day = datetime.now(UTC).date()
    assert names == [
        f'attachment; filename="samskap-{CODE}-{day}-internal-en.{end}"' for end in ("html", "xlsx", "csv.zip")
    ]


FIELDS: list[tuple[str, str, dict[str, object]]] = [
    ("phone", "contributions", {"text": "x", "prompt": ...}),
    ("desk-1", "prompt", {"prompt": ...}),
    ("desk-1", "stage", {"stage": ...}),
    ("desk-1", "timer", {"minutes": ...}),
    ("desk-1", "floor", {"person": ...}),
    ("desk-1", "floor/passing-over", {"person": ...}),
    ("desk-1", "notes", {"text": "x", "edition": ...}),
    ("tower", "moderators", {"group": ...}),
    ("tower", "agenda", {"item": ...}),
    ("tower", "people/1/seat", {"group": ...}),
]


@pytest.mark.parametrize("case", NUMBERS, ids=str)
@pytest.mark.parametrize(("screen", "noun", "form"), FIELDS, ids=[noun for _, noun, _ in FIELDS])
def test_what_is_no_number_is_refused(
    shared: House, screen: str, noun: str, form: dict[str, object], case: Case
) -> None:
    guest = shared.phone() if screen == "phone" else shared.holder(screen)
    filled: dict[str, Any] = {name: case.text if value is ... else value for name, value in form.items()}
    assert guest.act(noun, **filled).status_code == 422


@pytest.mark.parametrize(("screen", "noun", "form"), FIELDS, ids=[noun for _, noun, _ in FIELDS])
def test_a_file_is_no_number(shared: House, screen: str, noun: str, form: dict[str, object]) -> None:
    guest = shared.phone() if screen == "phone" else shared.holder(screen)
    files = {name: ("1.txt", b"1") for name, value in form.items() if value is ...}
    assert guest.http.post(f"{guest.base}/{noun}", data={"text": "x"}, files=files).status_code == 422


def test_a_file_is_no_text(shared: House) -> None:
    phone, form = shared.phone(), {"id": "0" * 32, "prompt": "1"}
    sent = phone.http.post(f"{phone.base}/contributions", data=form, files={"text": ("a.txt", b"words")})
    assert sent.status_code == 422


@pytest.mark.parametrize("minutes", ["0", "-1", "241", "1.5", "1e2", "9" * 30])
def test_a_timer_takes_whole_minutes_of_a_working_day(shared: House, minutes: str) -> None:
    assert shared.holder("desk-1").act("timer", minutes=minutes).status_code == 422


@covers("size-group_name_empty")
def test_a_theme_needs_a_name(shared: House) -> None:
    """Groups have numbers; what is named at a desk is a theme."""
    assert [shared.holder("desk-1").act("themes", name=name).status_code for name in ("", " \u200b ")] == [422, 422]


@covers("size-lab_with_10000_groups")
def test_a_lab_has_no_more_groups_than_a_building_has_rooms() -> None:
    from pydantic import ValidationError

    from app.domain.plans import Plan, read_plan
    from app.founding import FOUNDING_LAB

    with pytest.raises(ValidationError):
        Plan.model_validate(read_plan(FOUNDING_LAB).model_dump() | {"groups": 10_000})
