"""Signing in by an identity provider that is real: a process of its own, which signs what it says."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.domain.tickets import ACCOUNT, SET_UP
from app.organising import link
from tests.routers.house import PASSWORD, Guest, House
from tests.routers.reading import read
from tests.routers.test_sharing import LAB, invitation
from tests.routers.test_signing_in import sign_in
from tests.serving import PLAIN, ROOT, free_port, until

CLIENT, SECRET = "samskap", "a secret of both"
ADA: dict[str, Any] = {"sub": "1815", "email": "ada@example.org", "email_verified": True, "name": "Ada King"}
EVE: dict[str, Any] = {"sub": "666", "email": "eve@example.org", "email_verified": True, "name": "Eve"}


class Elsewhere:
    """The provider, seen from the test: who sits at the browser, and what it does wrong."""

    def __init__(self) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "tests.provider", str(port), CLIENT, SECRET]
        self.process = subprocess.Popen(command, cwd=ROOT)
        assert until(self.answers, 30)

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/keys", verify=PLAIN).status_code == 200
        except httpx.HTTPError:
            return False

    def seats(self, person: dict[str, Any], mischief: str = "") -> None:
        httpx.post(f"{self.address}/person", json={**person, "mischief": mischief}, verify=PLAIN).raise_for_status()

    def consents(self, address: str) -> str:
        """Where it sends the browser back to."""
        answer = httpx.get(address, verify=PLAIN)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    started = Elsewhere()
    yield started
    started.process.terminate()
    started.process.wait(10)


@pytest.fixture
def house(build: Callable[..., House], elsewhere: Elsewhere) -> House:
    told = {"oidc_issuer": elsewhere.address, "oidc_client": CLIENT, "oidc_secret": SECRET, "oidc_name": "Town Hall"}
    return build(**told)


def come(guest: Guest, elsewhere: Elsewhere) -> Any:
    """There, and back again: the answer at the return."""
    away = guest.get("/organisers/provider?to=/organisers/account")
    assert away.status_code == 303, away.text
    back = elsewhere.consents(away.headers["location"])
    return guest.get(back.removeprefix(guest.house.address))


def test_the_button_says_by_what(house: House) -> None:
    assert house.guest().get("/organisers/sign-in").text.count("Sign in by Town Hall") == 1


def test_whoever_has_an_account_is_known_by_the_address_it_made_sure_of(house: House, elsewhere: Elsewhere) -> None:
    house.first_organiser()
    elsewhere.seats(ADA)
    guest = house.guest()
    answer = come(guest, elsewhere)
    assert (answer.status_code, answer.headers["location"]) == (303, "/organisers/account")
    assert guest.get("/labs").text.count("lab__code") == 1
    assert house.rows("SELECT subject FROM organiser") == [f"{elsewhere.address} 1815"]


def test_whoever_made_an_account_with_an_address_that_is_anothers_is_out_when_that_one_comes(
    house: House, elsewhere: Elsewhere
) -> None:
    posing = house.first_organiser()
    posing.post("/organisers/account/second-factor", {})
    posing.post(f"{LAB}/entry", {})
    elsewhere.seats(ADA)
    ada = house.guest()
    assert come(ada, elsewhere).headers["location"] == "/organisers/account"
    assert [each.get("/labs").status_code for each in (posing, ada)] == [303, 200]
    assert (posing.get("/labs/1/tower").status_code, sign_in(house.guest())) == (401, 401)
    assert house.rows("SELECT password_hash, totp_salt FROM organiser") == [(None, None)]


def test_whoever_has_an_account_comes_by_it_to_the_lab_they_are_invited_to(house: House, elsewhere: Elsewhere) -> None:
    ada = house.first_organiser()
    elsewhere.seats(EVE)
    eve = house.guest()
    eve.post("/enter", {"key": invitation(ada, "", "/organisers")})
    assert come(eve, elsewhere).headers["location"] == "/organisers/account"
    eve.post("/organisers/departure", {})
    eve.post("/enter", {"key": invitation(ada, "viewer")})
    assert come(eve, elsewhere).headers["location"] == "/organisers/invitation"
    assert eve.post("/organisers/invitation", {}).headers["location"] == "/labs"
    assert house.rows("SELECT role FROM ownership WHERE organiser_id = 2") == ["viewer"]


def test_then_by_its_own_name_for_them_whatever_their_address(house: House, elsewhere: Elsewhere) -> None:
    house.first_organiser()
    for person in (ADA, ADA | {"email": "countess@example.org"}, {"sub": "1815"}):
        elsewhere.seats(person)
        assert come(house.guest(), elsewhere).status_code == 303
    assert house.rows("SELECT email FROM organiser") == ["ada@example.org"]


@pytest.mark.parametrize("wrong", [{"email_verified": False}, {"email_verified": "true"}, {"email_verified": None}])
def test_an_address_that_nobody_made_sure_of_opens_nobodys_account(
    house: House, elsewhere: Elsewhere, wrong: dict[str, Any]
) -> None:
    house.first_organiser()
    elsewhere.seats(ADA | {"sub": "a thief's"} | wrong)
    assert come(house.guest(), elsewhere).status_code == 403
    assert house.rows("SELECT subject FROM organiser") == [None]


def test_another_who_has_the_address_by_now_does_not_get_the_account(house: House, elsewhere: Elsewhere) -> None:
    house.first_organiser()
    elsewhere.seats(ADA)
    come(house.guest(), elsewhere)
    elsewhere.seats(ADA | {"sub": "somebody later"})
    assert come(house.guest(), elsewhere).status_code in (403, 409)
    assert house.rows("SELECT count(*) FROM organiser") == [1]


def test_who_was_not_invited_stays_outside(house: House, elsewhere: Elsewhere) -> None:
    house.first_organiser()
    elsewhere.seats(EVE)
    answer = come(house.guest(), elsewhere)
    assert answer.status_code == 403
    assert read(answer.text).all("h1")[0].seen == "Nobody has invited you to organise here."
    assert house.rows("SELECT count(*) FROM organiser") == [1]


def test_who_was_invited_to_a_lab_comes_in_without_a_password(house: House, elsewhere: Elsewhere) -> None:
    to = invitation(house.first_organiser(), "viewer")
    eve = house.guest()
    eve.post("/enter", {"key": to})
    elsewhere.seats(EVE)
    assert come(eve, elsewhere).status_code == 303
    assert house.rows("SELECT email, password_hash FROM organiser WHERE id = 2") == [("eve@example.org", None)]
    assert house.rows("SELECT role FROM ownership WHERE organiser_id = 2") == ["viewer"]
    assert eve.post(f"{LAB}/entry", {}).status_code == 303
    late = house.guest()
    late.post("/enter", {"key": to})
    elsewhere.seats(EVE | {"sub": "667", "email": "late@example.org"})
    assert come(late, elsewhere).status_code == 403


def test_an_account_without_a_password_opens_by_no_password(house: House, elsewhere: Elsewhere) -> None:
    eve = house.guest()
    eve.post("/enter", {"key": link(house.settings, SET_UP)})
    elsewhere.seats(EVE)
    assert come(eve, elsewhere).status_code == 303
    assert house.rows("SELECT role FROM ownership") == ["lab_owner"]
    for password in ("", "None", "x" * 12):
        form: dict[str, object] = {"email": "eve@example.org", "password": password}
        assert house.guest().post("/organisers/sessions", form).status_code in (401, 422)


def test_its_page_asks_for_no_password_that_is_not_there(house: House, elsewhere: Elsewhere) -> None:
    ada = house.first_organiser()
    pages = [read(ada.get("/organisers/account").text)]
    elsewhere.seats(ADA)
    ada = house.guest()
    come(ada, elsewhere)
    pages.append(read(ada.get("/organisers/account").text))
    sections = [[each.attributes["aria-labelledby"] for each in page.all("section")] for page in pages]
    assert sections == [
        ["name-title", "password-title", "second-factor-title", "sessions-title"],
        ["name-title", "sessions-title"],
    ]
    assert ada.post("/organisers/account/password", {"present": "None", "password": PASSWORD}).status_code == 403


def test_a_link_of_the_command_line_serves_its_address_alone(house: House, elsewhere: Elsewhere) -> None:
    house.first_organiser()
    guest = house.guest()
    guest.post("/enter", {"key": link(house.settings, ACCOUNT, "bo@example.org")})
    elsewhere.seats(EVE)
    assert come(guest, elsewhere).status_code == 403
    elsewhere.seats(EVE | {"sub": "7", "email": "Bo@Example.org"})
    assert come(guest, elsewhere).status_code == 303


@pytest.mark.parametrize(
    "mischief", ["issuer", "audience", "expiry", "nonce", "nobody", "no signature", "shared key", "key"]
)
def test_what_is_not_true_lets_nobody_in(house: House, elsewhere: Elsewhere, mischief: str) -> None:
    house.first_organiser()
    elsewhere.seats(ADA, mischief)
    guest = house.guest()
    answer = come(guest, elsewhere)
    assert (answer.status_code, "samskap-organiser" in guest.cookies) == (403, False)
    assert read(answer.text).all("h1")[0].seen == "The identity provider did not let you in."


def test_a_return_that_nobody_set_out_on_is_refused(house: House, elsewhere: Elsewhere) -> None:
    """Else a page elsewhere could sign its reader in as somebody else."""
    house.first_organiser()
    elsewhere.seats(ADA)
    away = house.guest().get("/organisers/provider")
    back = elsewhere.consents(away.headers["location"]).removeprefix(house.address)
    other = house.guest()
    other.get("/organisers/provider")
    tried = [house.guest().get(back), other.get(back), other.get("/organisers/provider/return?code=x&state=")]
    tried.append(house.guest(Cookie="samskap-organiser-errand=a:b").get("/organisers/provider/return?code=x&state=a"))
    assert [each.status_code for each in tried] == [403] * 4


def test_a_code_serves_once(house: House, elsewhere: Elsewhere) -> None:
    house.first_organiser()
    elsewhere.seats(ADA)
    guest = house.guest()
    back = elsewhere.consents(guest.get("/organisers/provider").headers["location"]).removeprefix(house.address)
    errand = guest.cookies["samskap-organiser-errand"]
    assert guest.get(back).status_code == 303
    assert house.guest(Cookie=f'samskap-organiser-errand="{errand.strip(chr(34))}"').get(back).status_code == 403


def test_it_asks_for_a_proof_of_who_began(house: House) -> None:
    asked = parse_qs(urlsplit(house.guest().get("/organisers/provider").headers["location"]).query)
    assert (asked["code_challenge_method"], asked["response_type"], asked["client_id"]) == (
        ["S256"],
        ["code"],
        [CLIENT],
    )
    assert min(len(asked[name][0]) for name in ("state", "nonce", "code_challenge")) >= 32
    assert asked["redirect_uri"] == ["http://testserver/organisers/provider/return"]


def test_a_provider_that_is_silent_or_another_is_told_as_that(
    build: Callable[..., House], elsewhere: Elsewhere
) -> None:
    silent = build(oidc_issuer=f"http://127.0.0.1:{free_port()}", oidc_client=CLIENT)
    assert silent.guest().get("/organisers/provider").status_code == 502
    elsewhere.seats(ADA, "issuer told")
    posing = build(oidc_issuer=elsewhere.address, oidc_client=CLIENT)
    assert posing.guest().get("/organisers/provider").status_code == 502


def test_where_none_is_set_there_is_none(shared: House) -> None:
    assert shared.guest().get("/organisers/provider").status_code == 404
    assert shared.guest().get("/organisers/sign-in").text.count("Sign in by") == 0
