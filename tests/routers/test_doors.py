"""The doors that need no pass: codes, personal links, a language, the clock."""

import time

import pytest

from tests.routers.house import CODE, House
from tests.routers.reading import read
from tests.routers.test_joining import refusal


@pytest.mark.parametrize(
    "typed", ["7PL1383V", "7pl1383v", "7PL-1383-V", " 7pl1 383v ", "７ＰＬ１３８３Ｖ", "\u200b7PL1383V"]
)
def test_a_code_leads_to_its_door_however_it_is_typed(shared: House, typed: str) -> None:
    answer = shared.guest().post("/codes", {"code": typed})
    assert (answer.status_code, answer.headers["location"]) == (303, "/j/7PL1383V")


@pytest.mark.parametrize(
    "path", ["7PL1383V", "7pl1383v", "7PL-1383V", "7pl%201383v", "7PL1383V?fbclid=1&utm_source=qr"]
)
def test_the_address_of_a_door_is_as_forgiving(shared: House, path: str) -> None:
    page = read(shared.guest().get(f"/j/{path}").text)
    assert page.all("form", **{"class": "stack join"})[0].attributes["action"] == "/j/7PL1383V/people"


@pytest.mark.parametrize("typed", ["K7QM3X", "7PL1383", "7PL1383VX", "%", "😀", "' OR 1=1 --", "K" * 200])
def test_a_wrong_code_says_where_to_look(house: House, typed: str) -> None:
    answer = house.guest().post("/codes", {"code": typed})
    assert (answer.status_code, refusal(read(answer.text))) == (
        404,
        ["No lab has this code.", "Look at the code on the wall once more: capital letters and numbers."],
    )


def test_an_empty_form_is_refused(house: House) -> None:
    empty: list[tuple[str, dict[str, object]]] = [("/codes", {"code": ""}), ("/codes", {}), ("/enter", {"key": ""})]
    assert [house.guest().post(path, form).status_code for path, form in empty] == [422] * 3


def test_a_wrong_address_of_a_door_offers_to_type_the_code(house: House) -> None:
    answer = house.guest().get("/j/K7QM3X")
    form = read(answer.text).all("form", **{"class": "stack code-form"})[0]
    assert (answer.status_code, form.attributes["action"]) == (404, "/codes")


@pytest.mark.parametrize(
    ("screen", "path"),
    [
        ("stage", "/labs/1/stage"),
        ("tower", "/labs/1/tower"),
        ("desk-1", "/labs/1/desk-1"),
        ("desk-5", "/labs/1/desk-5"),
    ],
)
def test_a_personal_link_opens_its_screen(shared: House, screen: str, path: str) -> None:
    guest = shared.guest()
    assert guest.enter(shared.key(screen)).headers["location"] == path
    assert guest.get(path).status_code == 200


def test_the_whole_link_may_be_pasted(shared: House) -> None:
    assert shared.guest().enter(f" http://testserver/enter#{shared.key('stage')}\n").status_code == 303


def test_a_wrong_key_says_whom_to_ask(house: House) -> None:
    answer = house.guest().enter("A" * 32)
    assert (answer.status_code, refusal(read(answer.text))) == (
        404,
        ["This link or code is not valid, or no longer.", "Ask the organiser for a new one."],
    )


def test_a_wrong_key_is_not_shown_again(house: House) -> None:
    assert house.guest().enter("someone-elses-key").text.count("someone-elses-key") == 0


def test_a_language_is_kept_and_leads_back(shared: House) -> None:
    guest = shared.guest()
    answer = guest.post("/language", {"language": "fr", "back": "/j/7PL1383V"})
    assert (answer.status_code, answer.headers["location"], guest.cookies) == (
        303,
        "/j/7PL1383V",
        {"samskap-language": "fr"},
    )


def test_the_kept_language_wins_over_the_browsers(shared: House) -> None:
    guest = shared.guest(language="en")
    guest.post("/language", {"language": "fr"})
    assert read(guest.get("/").text).all("html")[0].attributes["lang"] == "fr"


def test_without_a_kept_language_the_browsers_best_is_read(shared: House) -> None:
    asked = ["fr", "fr-CA, en;q=0.9", "en;q=0.5, fr;q=0.8", "de, fr;q=0.3", "de", "*", "fr;q=0", ";;q=,,", "fr;q=nan"]
    read_in = [read(shared.guest(each).get("/").text).all("html")[0].attributes["lang"] for each in asked]
    assert read_in == ["fr", "fr", "fr", "fr", "en", "en", "en", "en", "en"]


@pytest.mark.parametrize("language", ["xx", "FR", "../../etc/passwd", "fr\r\nSet-Cookie: a=1", "é" * 3000])
def test_an_unknown_language_changes_nothing(shared: House, language: str) -> None:
    guest = shared.guest()
    answer = guest.post("/language", {"language": language, "back": "/enter"})
    assert (answer.status_code, answer.headers["location"], guest.cookies) == (303, "/enter", {})


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "\\\\evil.example",
        "\t//evil.example",
        "",
    ],
)
def test_nobody_is_led_to_another_site(shared: House, back: str) -> None:
    answer = shared.guest().post("/language", {"language": "fr", "back": back})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("between", ["\t", "\n", "\r", "\r\n", "\x00"])
def test_what_browsers_leave_out_of_addresses_leads_nobody_away_either(shared: House, between: str) -> None:
    """`/<tab>/evil.example` is `//evil.example` to a browser, unless the tab is written out."""
    answer = shared.guest().post("/language", {"language": "fr", "back": f"/{between}/evil.example"})
    assert answer.headers["location"][:2] == "/%"


def test_the_clock_tells_milliseconds(shared: House) -> None:
    before = time.time_ns() // 1_000_000
    told = int(shared.guest().get("/clock").text)
    assert before - 1 <= told <= time.time_ns() // 1_000_000 + 1


def test_it_says_that_it_lives_and_is_ready(shared: House) -> None:
    assert [shared.guest().get(path).text for path in ("/livez", "/readyz")] == ["ok", "ok"]


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        "/redoc",
        "/openapi.json",
        "/metrics",
        "/labs/1",
        "/admin",
        "/.git/config",
        "/.env",
        "/static/",
    ],
)
def test_nothing_else_is_open(shared: House, path: str) -> None:
    assert shared.guest().get(path).status_code == 404


def test_a_door_opens_by_its_own_method_only(shared: House) -> None:
    guest = shared.guest()
    got = [guest.get(path).status_code for path in ("/codes", f"/j/{CODE}/people", f"/j/{CODE}/returns", "/language")]
    posted = [guest.post(path, {}).status_code for path in ("/", "/clock", "/livez", f"/j/{CODE}", "/labs/1/phone")]
    others = [guest.http.request(method, "/").status_code for method in ("PUT", "PATCH", "DELETE", "OPTIONS")]
    assert (got, posted, others) == ([405] * 4, [405] * 5, [405] * 4)
