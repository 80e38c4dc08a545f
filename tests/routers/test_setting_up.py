"""The first account: made at the machine itself, or by the link that it printed; by nobody else, and once."""

import re
from collections.abc import Callable

import pytest
from starlette.requests import HTTPConnection

from app.domain.passes import Locksmith
from app.domain.tickets import ACCOUNT, PASSWORD, SET_UP
from app.organising import link
from app.routers.signed_in import is_at_the_machine
from tests.routers.house import CODE, SECOND_CODE, Guest, House
from tests.routers.house import PASSWORD as WORDS
from tests.routers.reading import read
from tests.routers.test_joining import refusal

FORM: dict[str, object] = {"email": "ada@example.org", "name": "Ada Lovelace", "password": WORDS}

AT = "2026-01-01 00:00:00.000000"


def follow(guest: Guest, link: str) -> str:
    """Where a link leads its holder."""
    return guest.post("/enter", {"key": link}).headers.get("location", "")


def tried(guest: Guest) -> list[int]:
    """What the set-up page answers, and its form."""
    return [guest.get("/organisers/set-up").status_code, guest.post("/organisers/set-up", FORM).status_code]


def test_at_the_machine_the_front_door_says_that_the_server_is_new(house: House) -> None:
    assert [each.get("/").text.count("/organisers/set-up") for each in (house.at_the_machine(), house.guest())] == [
        1,
        0,
    ]


def test_a_demo_asks_nobody_to_set_it_up(build: Callable[..., House]) -> None:
    assert build(is_first_look=True).at_the_machine().get("/").text.count("/organisers/set-up") == 0


def test_the_first_account_is_made_at_the_machine_and_its_labs_are_there(house: House) -> None:
    guest = house.at_the_machine()
    assert guest.get("/organisers").headers["location"] == "/organisers/set-up"
    assert guest.get("/organisers/set-up").status_code == 200
    answer = guest.post("/organisers/set-up", FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/labs")
    assert re.findall(r'class="lab__code" dir="ltr">(\w+)<', guest.get("/labs").text) == [CODE]
    assert house.rows("SELECT email, name FROM organiser") == [("ada@example.org", "Ada Lovelace")]
    assert house.rows("SELECT role FROM ownership") == ["lab_owner"]


def test_an_archive_becomes_nobodys_lab(house: House) -> None:
    """It has no tower that anybody could open."""
    house.rows("INSERT INTO archive (lab_id, profile, document, brought_at) VALUES (1, 'public', '{}', ?)", AT)
    guest = house.at_the_machine()
    guest.post("/organisers/set-up", FORM)
    assert guest.get("/labs").text.count('class="lab__code"') == 0


@pytest.mark.parametrize(
    "headers",
    [{"X-Forwarded-For": "10.0.0.7"}, {"Forwarded": "for=10.0.0.7"}, {"Via": "1.1 proxy"}, {"Host": "10.1.1.1"}],
)
def test_a_proxy_at_the_machine_is_not_somebody_at_the_machine(house: House, headers: dict[str, str]) -> None:
    guest = house.at_the_machine(**headers)
    assert [guest.get("/organisers/set-up").status_code, guest.post("/organisers/set-up", FORM).status_code] == [
        403
    ] * 2
    assert guest.get("/").text.count("/organisers/set-up") == 0
    assert house.rows("SELECT count(*) FROM organiser") == [0]


@pytest.mark.parametrize(("http", "is_there"), [("1.0", False), ("1.1", True)])
def test_a_proxy_that_says_nothing_of_itself_is_known_by_the_old_http_it_speaks(
    shared: House, http: str, is_there: bool
) -> None:
    """As nginx does with nothing but `proxy_pass http://127.0.0.1:8000`."""
    headers = [(b"host", b"127.0.0.1:8000")]
    scope = {"type": "http", "app": shared.app, "http_version": http, "client": ("127.0.0.1", 50_000)}
    assert is_at_the_machine(HTTPConnection({**scope, "headers": headers})) == is_there


def test_from_elsewhere_nobody_sets_it_up(house: House) -> None:
    guest = house.guest()
    assert [guest.get("/organisers/set-up").status_code, guest.post("/organisers/set-up", FORM).status_code] == [
        403
    ] * 2
    assert house.rows("SELECT count(*) FROM organiser") == [0]


def test_the_machine_itself_counts_for_nothing_where_people_come_by_https(build: Callable[..., House]) -> None:
    """There a proxy stands in front, and everybody comes from the machine."""
    house = build(public_url="https://lab.example.org")
    assert house.at_the_machine().get("/organisers/set-up").status_code == 403


def test_the_printed_link_sets_it_up_from_anywhere_and_once(house: House) -> None:
    printed = link(house.settings, SET_UP)
    guest, late = house.guest(), house.guest()
    assert [follow(each, printed) for each in (guest, late)] == ["/organisers/set-up"] * 2
    assert guest.post("/organisers/set-up", FORM).headers["location"] == "/labs"
    assert late.post("/organisers/set-up", FORM | {"email": "eve@example.org"}).status_code == 409
    assert follow(house.guest(), printed) == ""
    assert house.rows("SELECT email FROM organiser") == ["ada@example.org"]


def test_a_link_that_was_made_up_or_altered_leads_nowhere(house: House) -> None:
    printed = link(house.settings, SET_UP).partition("#")[2]
    told, _, seal = printed.partition(".")
    other = Locksmith(b"another server").ticket(SET_UP, "", 2**31, "")
    forged = [f"{told}.{seal[:-1]}A", f"{told}.", f".{seal}", "..", other, f"{other.partition('.')[0]}.{seal}", "é.é"]
    assert [follow(house.guest(), each) for each in forged] == [""] * len(forged)


def test_a_link_of_last_week_has_served(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = link(house.settings, SET_UP)
    from app.domain import tickets

    week = tickets.time.time() + 7 * 24 * 3600
    monkeypatch.setattr(tickets.time, "time", lambda: week)
    assert follow(house.guest(), printed) == ""


def test_a_link_to_an_account_does_not_set_up(house: House) -> None:
    guest = house.guest()
    assert follow(guest, link(house.settings, ACCOUNT, "bo@example.org")) == "/organisers/account-link"
    assert guest.post("/organisers/set-up", FORM).status_code == 403


def test_when_it_is_set_up_the_machine_has_no_privilege_any_more(house: House) -> None:
    house.first_organiser()
    guest = house.at_the_machine()
    assert guest.get("/organisers").headers["location"] == "/labs"
    assert guest.get("/").text.count("/organisers/set-up") == 0
    assert guest.post("/organisers/set-up", FORM | {"email": "eve@example.org"}).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"email": "ada"}, "This is not an e-mail address."),
        ({"email": "ada@example.org\r\nBcc: all@example.org"}, "This is not an e-mail address."),
        ({"email": "a" * 300 + "@example.org"}, "This is not an e-mail address."),
        ({"name": " \u200b "}, "There are no words in it yet."),
        ({"name": "x" * 201}, "That is too long."),
        ({"password": "short"}, "This password is too short."),
        ({"password": "x" * 201}, "This password is too long."),
        ({"password": "aaaaaaaaaaaa"}, "This password would be guessed among the first."),
        ({"password": "Password123"}, "This password would be guessed among the first."),
        ({"password": "ada@example.org"}, "This password would be guessed among the first."),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_cure_and_never_shown_again(
    shared: House, wrong: dict[str, object], says: str
) -> None:
    answer = shared.at_the_machine().post("/organisers/set-up", FORM | wrong)
    assert (answer.status_code, refusal(read(answer.text))[0]) == (422, says)
    assert answer.text.count(WORDS) == 0
    assert shared.rows("SELECT count(*) FROM organiser") == [0]


@pytest.mark.parametrize("field", ["email", "name", "password"])
def test_what_is_refused_is_told_at_its_field(shared: House, field: str) -> None:
    page = read(shared.at_the_machine().post("/organisers/set-up", FORM | {field: " "}).text)
    told = {each.attributes["name"]: each for each in page.all("input") if "aria-invalid" in each.attributes}
    assert {name: each.attributes["aria-describedby"].split()[0] for name, each in told.items()} == {field: "refusal"}
    assert page.has("refusal")


def test_an_address_is_one_however_it_is_typed(house: House) -> None:
    house.at_the_machine().post("/organisers/set-up", FORM | {"email": " ADA@Example.org "})
    assert house.rows("SELECT email FROM organiser") == ["ada@example.org"]


def test_no_password_and_no_token_is_on_the_disk(house: House) -> None:
    guest = house.first_organiser()
    token = guest.cookies["samskap-organiser"]
    disk = b"".join(file.read_bytes() for file in house.settings.data.glob("samskap.db*"))
    assert [words for words in (WORDS, token) if words.encode() in disk] == []
    assert [word.partition("$v=")[0] for word in house.rows("SELECT password_hash FROM organiser")] == ["$argon2id"]


def test_another_lab_that_the_machine_founds_is_the_first_organisers_too(house: House) -> None:
    guest = house.first_organiser()
    house.found()
    assert re.findall(r'class="lab__code" dir="ltr">(\w+)<', guest.get("/labs").text) == [SECOND_CODE, CODE]


def test_a_link_to_an_account_makes_one_for_that_address_alone(house: House) -> None:
    house.first_organiser()
    guest = house.guest()
    follow(guest, link(house.settings, ACCOUNT, "bo@example.org"))
    assert guest.get("/organisers/account-link").text.count("bo@example.org") == 1
    form: dict[str, object] = {"name": "Bo", "password": WORDS, "email": "eve@example.org"}
    assert guest.post("/organisers/account-link", form).headers["location"] == "/labs"
    assert house.rows("SELECT email FROM organiser ORDER BY id") == ["ada@example.org", "bo@example.org"]
    assert read(guest.get("/labs").text).all("li", **{"class": "lab"}) == []
    again = house.guest()
    assert follow(again, link(house.settings, ACCOUNT, "bo@example.org")) == "/organisers/account-link"
    assert again.post("/organisers/account-link", form).status_code == 409


def test_a_link_to_a_new_password_ends_every_session_and_serves_once(house: House) -> None:
    ada = house.first_organiser()
    printed = link(house.settings, PASSWORD, "ada@example.org")
    guest, late = house.guest(), house.guest()
    assert [follow(each, printed) for each in (guest, late)] == ["/organisers/password-link"] * 2
    answer = guest.post("/organisers/password-link", {"password": "another four words"})
    assert answer.headers["location"] == "/labs"
    assert ada.get("/labs").headers["location"] == "/organisers/sign-in?to=/labs"
    assert late.post("/organisers/password-link", {"password": "a thief's own words"}).status_code == 410
    known = {"email": "ada@example.org", "password": "another four words"}
    assert house.guest().post("/organisers/sessions", known).status_code == 303
    assert house.guest().post("/organisers/sessions", known | {"password": WORDS}).status_code == 401
