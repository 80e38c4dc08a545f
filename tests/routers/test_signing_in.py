"""Signing in and out, how guessing is slowed down, and what a session opens."""

import logging
import re
from datetime import timedelta

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from app.clock import now
from app.routers import limits
from app.routers.signed_in import device_of
from tests.routers.house import CODE, PASSWORD, SECOND_CODE, Guest, House, farewell
from tests.routers.reading import read
from tests.routers.test_joining import refusal

KNOWN: dict[str, object] = {"email": "ada@example.org", "password": PASSWORD}
WRONG: dict[str, object] = {"email": "ada@example.org", "password": "not the words at all"}


def sign_in(guest: Guest, **form: object) -> int:
    return guest.post("/organisers/sessions", KNOWN | form).status_code


@pytest.fixture
def organised(house: House) -> House:
    """A house that Ada set up; she then signed out."""
    house.first_organiser().post("/organisers/departure", {})
    return house


def test_the_right_words_open_the_page_of_ones_labs(organised: House) -> None:
    guest = organised.guest()
    answer = guest.post("/organisers/sessions", KNOWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/labs")
    assert re.findall(r'class="lab__code" dir="ltr">(\w+)<', guest.get("/labs").text) == [CODE]


def test_one_is_led_back_to_where_one_wanted(organised: House) -> None:
    guest = organised.guest()
    assert guest.get("/organisers/account").headers["location"] == "/organisers/sign-in?to=/organisers/account"
    assert guest.post("/organisers/sessions", KNOWN | {"to": "/organisers/account"}).headers["location"] == (
        "/organisers/account"
    )


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/labs/../../x?y", "/labs/é", "/\\evil", "/enter", ""]
)
def test_nobody_is_led_elsewhere_by_signing_in(organised: House, to: str) -> None:
    assert organised.guest().post("/organisers/sessions", KNOWN | {"to": to}).headers["location"] == "/labs"


def test_a_wrong_address_and_a_wrong_password_are_told_the_same(organised: House) -> None:
    pages = [
        read(organised.guest().post("/organisers/sessions", KNOWN | wrong).text)
        for wrong in ({"password": "wrong words here"}, {"email": "eve@example.org"}, {"email": "nonsense"})
    ]
    assert [refusal(page)[0] for page in pages] == ["This address and this password do not belong together."] * 3


def test_a_refused_password_is_not_shown_again(organised: House) -> None:
    assert organised.guest().post("/organisers/sessions", WRONG).text.count("not the words") == 0


def test_after_five_wrong_words_even_the_right_ones_wait(organised: House) -> None:
    guest = organised.guest()
    assert [guest.post("/organisers/sessions", WRONG).status_code for _ in range(6)] == [401] * 5 + [429]
    assert sign_in(guest) == 429


def test_the_wait_is_over_by_itself(organised: House, monkeypatch: pytest.MonkeyPatch) -> None:
    guest = organised.guest()
    for _ in range(6):
        guest.post("/organisers/sessions", WRONG)
    later = limits.monotonic() + 31
    monkeypatch.setattr(limits, "monotonic", lambda: later)
    assert sign_in(guest) == 303


def test_who_guesses_from_elsewhere_keeps_nobody_out(organised: House) -> None:
    thief = Guest(organised, "en", {}, ("10.9.9.9", ""))
    for _ in range(8):
        thief.post("/organisers/sessions", WRONG)
    assert sign_in(organised.guest()) == 303


def test_right_words_cost_nothing(organised: House) -> None:
    assert [sign_in(organised.guest()) for _ in range(12)] == [303] * 12


def test_whoever_signs_out_is_out(organised: House) -> None:
    guest = organised.guest()
    sign_in(guest)
    token = guest.cookies["samskap-organiser"]
    assert guest.post("/organisers/departure", {}).headers["location"] == "/"
    thief = organised.guest(Cookie=f"samskap-organiser={token}")
    assert [each.get("/labs").status_code for each in (guest, thief)] == [303, 303]


def test_the_cookie_is_for_no_script_and_for_no_other_site(organised: House) -> None:
    answer = organised.guest().post("/organisers/sessions", KNOWN)
    (cookie,) = [each for each in answer.headers.get_list("set-cookie") if each.startswith("samskap-organiser=")]
    assert re.findall(r"HttpOnly|SameSite=\w+|Path=/", cookie) == ["HttpOnly", "Path=/", "SameSite=lax"]


def test_by_https_it_is_secure_and_bound_to_the_host(build: "object") -> None:
    house = build("https://lab.example.org", public_url="https://lab.example.org")  # type: ignore[operator]
    from app.domain.tickets import SET_UP
    from app.organising import link

    guest = house.guest()
    guest.post("/enter", {"key": link(house.settings, SET_UP)})
    answer = guest.post("/organisers/set-up", {**KNOWN, "name": "Ada"})
    (cookie,) = [each for each in answer.headers.get_list("set-cookie") if "samskap-organiser=" in each]
    assert (cookie.startswith("__Host-samskap-organiser="), "Secure" in cookie) == (True, True)


def test_another_site_signs_nobody_in_or_out(organised: House) -> None:
    guest = organised.guest()
    sign_in(guest)
    cross = {"Sec-Fetch-Site": "cross-site"}
    paths = ("/organisers/sessions", "/organisers/departure", "/organisers/labs/1/entry", "/organisers/set-up")
    assert [guest.post(path, KNOWN, **cross).status_code for path in paths] == [403] * 4
    assert guest.get("/labs").status_code == 200


def test_no_form_of_an_account_is_taken_from_another_origin(organised: House) -> None:
    """Also from a browser too old to say what kind of site it comes from."""
    guest = organised.guest()
    sign_in(guest)
    forms = [form for form in routes(organised) if form.startswith(("/organisers", "/drafts"))]
    for told in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "", "Origin": "https://evil.example"}):
        answers = {form: guest.post(form, KNOWN, **told).status_code for form in forms}
        assert answers == dict.fromkeys(forms, 403)
    assert len(forms) > 25
    assert guest.get("/labs").status_code == 200


def routes(house: House) -> list[str]:
    """Everywhere that a form may be sent to."""
    found = [each for each in iter_route_contexts(house.app.routes) if isinstance(each.original_route, APIRoute)]
    posts = [each for each in found if "POST" in (each.original_route.methods or ())]
    return [re.sub(r"{\w+}", "1", each.path or "") for each in posts]


def test_that_a_browser_is_in_use_is_noted_also_where_labs_are_prepared(organised: House) -> None:
    guest = organised.guest()
    sign_in(guest)
    days_ago = str(now() - timedelta(days=6))[:19]
    organised.rows("UPDATE account_session SET seen_at = ? WHERE ended_at IS NULL", days_ago)
    assert guest.get("/drafts").status_code == 200
    assert organised.rows("SELECT seen_at > ? FROM account_session WHERE ended_at IS NULL", days_ago) == [1]


@pytest.mark.parametrize("column", ["expires_at", "seen_at"])
def test_a_session_ends_by_itself(organised: House, column: str) -> None:
    guest = organised.guest()
    sign_in(guest)
    organised.rows(f"UPDATE account_session SET {column} = '2020-10-08 00:00:00'")  # noqa: S608 names of ours
    assert guest.get("/labs").status_code == 303
    assert guest.post("/organisers/labs/1/entry", {}).status_code == 401


# --- Towers


def test_a_session_opens_the_towers_of_its_labs_without_a_key(organised: House) -> None:
    guest = organised.guest()
    sign_in(guest)
    answer = guest.post("/organisers/labs/1/entry", {})
    assert (answer.status_code, answer.headers["location"]) == (303, "/labs/1/tower")
    guest.base = "/labs/1/tower"
    assert guest.get(guest.base).status_code == 200
    assert guest.act("notice", words="Two minutes left").status_code == 200
    assert organised.rows("SELECT notice FROM lab WHERE id = 1") == ["Two minutes left"]


def test_entering_twice_is_one_pass(organised: House) -> None:
    guest = organised.guest()
    sign_in(guest)
    for _ in range(3):
        guest.post("/organisers/labs/1/entry", {})
    assert organised.rows("SELECT count(*) FROM pass WHERE session_id IS NOT NULL") == [1]


def test_the_page_of_ones_labs_shows_the_code_on_the_wall(organised: House) -> None:
    guest = organised.guest()
    sign_in(guest)
    organised.holder("tower").act("door/code", was=CODE)
    assert re.findall(r'class="lab__code" dir="ltr">(\w+)<', guest.get("/labs").text) == organised.rows(
        "SELECT door_code FROM lab"
    )


def test_a_tower_whose_pass_is_over_leads_back_to_ones_labs(organised: House) -> None:
    guest = organised.guest()
    sign_in(guest)
    guest.post("/organisers/labs/1/entry", {})
    organised.rows("UPDATE pass SET expires_at = '2020-10-08 00:00:00' WHERE session_id IS NOT NULL")
    assert guest.get("/labs/1/tower").headers["location"] == "/labs"
    guest.post("/organisers/labs/1/entry", {})
    assert guest.get("/labs/1/tower").status_code == 200


def test_a_tower_closes_when_its_session_ends(organised: House) -> None:
    guest, other = organised.guest(), organised.guest()
    for each in (guest, other):
        sign_in(each)
    guest.post("/organisers/labs/1/entry", {})
    guest.base = "/labs/1/tower"
    seq = organised.rows("SELECT seq FROM lab WHERE id = 1")[0]
    with guest.listen(seq) as socket:
        ids = organised.rows("SELECT id FROM account_session WHERE ended_at IS NULL ORDER BY id")
        assert other.post(f"/organisers/sessions/{ids[0]}/removal", {}).status_code == 303
        assert farewell(socket) == 4003
    assert guest.get("/labs/1/tower").status_code == 401


def test_a_session_that_was_ended_while_the_server_was_down_opens_no_tower_when_it_is_back(organised: House) -> None:
    guest = organised.guest()
    sign_in(guest)
    guest.post("/organisers/labs/1/entry", {})
    organised.__exit__(None, None, None)
    organised.rows("UPDATE account_session SET ended_at = '2026-11-01 00:00:00'")
    again = House(organised.settings)
    with again:
        token = guest.cookies["samskap-1-tower"]
        thief = again.guest(Cookie=f"samskap-1-tower={token}")
        assert thief.get("/labs/1/tower").status_code == 401
    organised.__enter__()


def test_a_lab_that_is_somebody_elses_is_not_there(organised: House, caplog: pytest.LogCaptureFixture) -> None:
    """And the try is logged, with nothing of anybody in it."""
    guest = organised.guest()
    sign_in(guest)
    organised.found()
    organised.rows("DELETE FROM ownership WHERE lab_id = 2")
    assert re.findall(r'class="lab__code" dir="ltr">(\w+)<', guest.get("/labs").text) == [CODE]
    with caplog.at_level(logging.WARNING):
        assert guest.post("/organisers/labs/2/entry", {}).status_code == 404
    assert guest.post("/organisers/labs/99/entry", {}).status_code == 404
    told = next(each.getMessage() for each in caplog.records)
    assert told == "refused in lab 2: enter_tower by an account that is nothing to it"
    assert SECOND_CODE not in guest.get("/labs").text


def test_a_session_is_no_pass_and_a_pass_no_session(organised: House) -> None:
    guest = organised.guest()
    sign_in(guest)
    token = guest.cookies["samskap-organiser"]
    posed = organised.guest(Cookie=f"samskap-1-tower={token}; samskap-organiser={organised.key('tower')}")
    assert posed.get("/labs/1/tower").status_code in (401, 403)
    assert posed.post("/labs/1/tower/notice", {"words": "x"}).status_code == 403
    assert posed.get("/labs").status_code == 303


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18 Mobile Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome · Android"),
        ("curl/8", ""),
        ("<script>alert(1)</script>" * 50, ""),
    ],
)
def test_a_browser_is_told_by_two_words(agent: str, device: str) -> None:
    assert device_of(agent) == device
