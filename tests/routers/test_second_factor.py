"""A second factor: turned on with an app, asked for after the password, and what helps when the phone is lost."""

import re
import time

import pytest

from app.methods.totp import STEP, code_at
from tests.routers.house import PASSWORD, Guest, House
from tests.routers.reading import read
from tests.routers.test_joining import refusal
from tests.routers.test_signing_in import sign_in


class App:
    """The authenticator on Ada's phone."""

    def __init__(self, house: House) -> None:
        (salt,) = house.rows("SELECT totp_salt FROM organiser WHERE id = 1")
        self.secret = house.app.state.locksmith.second_factor(1, salt)

    def code(self, later: int = 0) -> str:
        return code_at(self.secret, int(time.time()) // STEP + later)


@pytest.fixture
def ada(house: House) -> Guest:
    return house.first_organiser()


@pytest.fixture
def app(house: House, ada: Guest) -> App:
    """Read into the phone, and not yet turned on."""
    assert ada.post("/organisers/account/second-factor", {}).status_code == 303
    return App(house)


@pytest.fixture
def codes(ada: Guest, app: App) -> list[str]:
    """Turned on: the recovery codes that were shown."""
    answer = ada.post("/organisers/account/second-factor/confirmation", {"code": app.code(-1)})
    assert answer.status_code == 200
    return re.findall(r'<code dir="ltr">([A-Z0-9]{5}-[A-Z0-9]{5})</code>', answer.text)


def asked(house: House) -> Guest:
    """Somebody who knew the password and is asked for the code."""
    guest = house.guest()
    answer = guest.post("/organisers/sessions", {"email": "ada@example.org", "password": PASSWORD})
    assert answer.headers["location"] == "/organisers/second-factor?to=/labs"
    return guest


def shows(guest: Guest, code: str) -> int:
    return guest.post("/organisers/sessions/confirmation", {"code": code}).status_code


def test_its_page_draws_what_the_app_reads(ada: Guest, app: App) -> None:
    page = ada.get("/organisers/account").text
    assert page.count("otpauth://totp/Samskap%3Aada@example.org") >= 1


def test_before_a_code_was_shown_nothing_is_asked_for(house: House, app: App) -> None:
    assert sign_in(house.guest()) == 303
    assert house.guest().post("/organisers/sessions", {"email": "ada@example.org", "password": PASSWORD}).headers[
        "location"
    ] == ("/labs")


def test_a_wrong_code_does_not_turn_it_on(house: House, ada: Guest, app: App) -> None:
    answer = ada.post("/organisers/account/second-factor/confirmation", {"code": "000000"})
    assert (answer.status_code, refusal(read(answer.text))[0]) == (401, "This code is not valid, or was used already.")
    assert house.rows("SELECT totp_since FROM organiser") == [None]


def test_after_the_password_the_code_opens(house: House, app: App, codes: list[str]) -> None:
    guest = asked(house)
    half = guest.cookies["samskap-organiser"]
    assert guest.get("/labs").status_code == 303
    assert guest.post("/organisers/labs/1/entry", {}).status_code == 401
    assert shows(guest, app.code()) == 303
    assert guest.get("/labs").status_code == 200
    assert guest.cookies["samskap-organiser"] != half


def test_a_code_serves_once(house: House, app: App, codes: list[str]) -> None:
    code = app.code()
    assert [shows(asked(house), code) for _ in range(2)] == [303, 401]


def test_a_recovery_code_serves_once_however_it_is_typed(house: House, codes: list[str]) -> None:
    assert len(set(codes)) == 8
    typed = codes[0].lower().replace("-", " ")
    assert [shows(asked(house), typed) for _ in range(2)] == [303, 401]
    assert shows(asked(house), codes[1]) == 303


def test_guessing_codes_is_slow(house: House, app: App, codes: list[str]) -> None:
    guest = asked(house)
    assert [shows(guest, f"{n:06}") for n in range(6)] == [401] * 5 + [429]
    assert shows(asked(house), app.code()) == 429


def test_half_a_sign_in_does_not_last(house: House, app: App, codes: list[str]) -> None:
    guest = asked(house)
    house.rows("UPDATE account_session SET expires_at = '2020-10-08 00:00:00' WHERE confirmed_at IS NULL")
    assert shows(guest, app.code()) == 401
    assert guest.get("/organisers/second-factor").status_code == 303


def test_it_is_taken_away_by_the_password_only(house: House, ada: Guest, codes: list[str]) -> None:
    path = "/organisers/account/second-factor/removal"
    refused = ada.post(path, {"present": "not the words"})
    told = {each.id for each in read(refused.text).all("input") if "aria-invalid" in each.attributes}
    assert (refused.status_code, told) == (403, {"present-codes", "present-factor"})
    assert ada.post(path, {"present": PASSWORD}).status_code == 303
    assert house.rows("SELECT totp_salt, totp_since, recovery FROM organiser") == [(None, None, "[]")]


def test_new_recovery_codes_take_the_place_of_the_old(house: House, ada: Guest, codes: list[str]) -> None:
    answer = ada.post("/organisers/account/recovery-codes", {"present": PASSWORD})
    new = re.findall(r'<code dir="ltr">([A-Z0-9]{5}-[A-Z0-9]{5})</code>', answer.text)
    assert (len(new), set(new) & set(codes)) == (8, set())
    assert [shows(asked(house), each) for each in (codes[0], new[0])] == [401, 303]


def test_no_secret_and_no_code_of_it_is_on_the_disk(house: House, app: App, codes: list[str]) -> None:
    disk = b"".join(file.read_bytes() for file in house.settings.data.glob("samskap.db*"))
    assert [each for each in [app.secret, *(code.replace("-", "").encode() for code in codes)] if each in disk] == []


# --- The account's other doors


def test_another_password_signs_out_everywhere_but_here(house: House, ada: Guest) -> None:
    other = house.guest()
    sign_in(other)
    form: dict[str, object] = {"present": PASSWORD, "password": "another four words"}
    assert ada.post("/organisers/account/password", form | {"present": "not the words"}).status_code == 403
    assert ada.post("/organisers/account/password", form | {"password": "short"}).status_code == 422
    assert ada.post("/organisers/account/password", form).status_code == 303
    assert [each.get("/labs").status_code for each in (ada, other)] == [200, 303]
    assert [sign_in(house.guest()), sign_in(house.guest(), password="another four words")] == [401, 303]


def test_where_one_is_signed_in_is_told_and_ended_one_by_one(house: House, ada: Guest) -> None:
    fox = house.guest(**{"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"})
    sign_in(fox)
    page = read(ada.get("/organisers/account").text)
    assert len([each for each in page if each.attributes.get("class") == "member"]) == 2
    assert ada.get("/organisers/account").text.count("Firefox · Linux") == 2
    (id,) = house.rows("SELECT id FROM account_session WHERE device LIKE 'Firefox%'")
    assert ada.post(f"/organisers/sessions/{id}/removal", {}).status_code == 303
    assert [ada.get("/labs").status_code, fox.get("/labs").status_code] == [200, 303]


def test_nobody_ends_anybody_elses_session(house: House, ada: Guest) -> None:
    house.rows(
        "INSERT INTO organiser (email, name, password_hash, totp_step, recovery, made_at)"
        " SELECT 'bo@example.org', 'Bo', password_hash, 0, '[]', made_at FROM organiser"
    )
    bo = house.guest()
    sign_in(bo, email="bo@example.org")
    (id,) = house.rows("SELECT id FROM account_session WHERE organiser_id = 1")
    assert bo.post(f"/organisers/sessions/{id}/removal", {}).status_code == 404
    assert ada.get("/labs").status_code == 200


def test_a_name_is_kept_as_it_was_typed(house: House, ada: Guest) -> None:
    assert ada.post("/organisers/account/name", {"name": " Ada <b>King</b> "}).status_code == 303
    assert ada.get("/organisers/account").text.count("Ada &lt;b&gt;King&lt;/b&gt;") == 1
    assert ada.post("/organisers/account/name", {"name": " "}).status_code == 422
