"""Passes that are not, or are no longer: each is refused in the same words, and opens nothing."""

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.routers import test_headers, test_secrets
from tests.routers.conftest import settings_at
from tests.routers.house import SECOND_CODE, House, farewell
from tests.routers.placing import covers

PHONE = "samskap-1-phone"
covers("token-cookie_over_http")(test_headers.test_over_https_a_pass_is_bound_to_this_host)
covers("token-token_in_log")(test_secrets.test_no_token_and_no_return_code_is_in_the_log)


def shown(house: House, token: str, screen: str = "phone") -> tuple[int, str]:
    """What somebody gets who shows this token at a screen."""
    answer = house.guest().get(f"/labs/1/{screen}", Cookie=f"samskap-1-{screen}={token}")
    return answer.status_code, answer.text


def spoil_last(token: str) -> str:
    return token[:-1] + ("A" if token[-1] != "A" else "B")


MADE_UP: dict[str, Callable[[str], str]] = {
    "bit_flipped": lambda token: chr(ord(token[0]) ^ 1) + token[1:],
    "empty_cookie": lambda token: "",
    "garbage": lambda token: "aaaa",
    "jwt_alg_none": lambda token: "eyJhbGciOiJub25lIn0.e30.",
    "truncated_by_1": lambda token: token[:-1],
    "very_long_token": lambda token: "a" * 8192,
}
covers(*(f"token-{name}" for name in MADE_UP))


@pytest.mark.parametrize("name", MADE_UP)
def test_a_token_that_was_never_given_is_refused_like_any_other(shared: House, name: str) -> None:
    token = shared.phone("Anna").cookies[PHONE]
    assert shown(shared, token)[0] == 200
    assert shown(shared, MADE_UP[name](token)) == shown(shared, secrets.token_urlsafe(24))
    assert shown(shared, MADE_UP[name](token))[0] == 401


@covers("token-expired")
def test_a_pass_that_has_run_out_is_refused_like_any_other(house: House) -> None:
    anna = house.phone("Anna")
    house.rows("UPDATE pass SET expires_at = '2026-01-01 00:00:00.000000' WHERE role = 'participant'")
    assert shown(house, anna.cookies[PHONE]) == shown(house, "never given")
    assert anna.contribute("x").status_code == 401


@covers("token-signed_with_old_secret")
def test_a_new_secret_ends_every_pass(build: Callable[..., House], foundation: Path, tmp_path: Path) -> None:
    data = shutil.copytree(foundation, tmp_path / "moved")
    with House(settings_at(data)) as before:
        token = before.phone("Anna").cookies[PHONE]
    (data / "secret.key").write_bytes(secrets.token_bytes(32))
    with House(settings_at(data)) as after:
        assert shown(after, token) == shown(after, "never given")
        assert after.guest().enter(before.key("tower")).status_code == 404


@covers("token-lab_ended")
def test_after_the_close_a_pass_reads_and_writes_no_more(house: House) -> None:
    """The file would forbid (403) what we answer with a conflict (409): the pass is good, the lab is over."""
    anna = house.phone("Anna")
    house.holder("tower").act("closing", sure="1")
    assert (anna.contribute("x").status_code, anna.get("/labs/1/phone").status_code) == (409, 200)
    assert house.rows("SELECT count(*) FROM contribution") == [0]


@covers("token-moderator_link_guess")
def test_guessing_personal_links_opens_none_and_is_limited(house: House) -> None:
    answers = [house.guest().enter(secrets.token_urlsafe(24)).status_code for _ in range(300)]
    assert (set(answers), answers.count(404) < 40) == ({404, 429}, True)


@covers("token-other_role_link")
def test_opening_a_moderators_link_makes_no_moderator_of_a_phone(house: House) -> None:
    anna = house.phone("Anna", group=2)
    anna.enter(house.key("desk-1"))
    assert anna.post("/labs/1/phone/timer", {"minutes": 5}).status_code == 403
    assert anna.post("/labs/1/desk-1/timer", {"minutes": 5}).status_code == 303
    assert anna.post("/labs/1/desk-1/contributions", {"id": "0" * 32, "prompt": 1, "text": "x"}).status_code == 403


def test_a_pass_opens_no_screen_but_its_own(shared: House) -> None:
    screens = ["phone", "desk-1", "desk-2", "stage", "tower"]
    holders = [shared.phone("Anna"), *(shared.holder(screen) for screen in screens[1:])]
    tokens = [guest.cookies[f"samskap-1-{screen}"] for guest, screen in zip(holders, screens, strict=True)]
    opened = [[shown(shared, token, screen)[0] for screen in screens] for token in tokens]
    assert opened == [[200 if there == own else 403 for there in screens] for own in screens]


@covers("token-after_logout_ws_open")
def test_the_socket_of_a_phone_that_left_is_closed(house: House) -> None:
    """With 4003, our word for a revoked pass; the file calls it 4401."""
    anna = house.phone("Anna")
    with anna.listen() as socket:
        anna.act("departure")
        assert farewell(socket) == 4003


def test_a_socket_without_a_pass_is_closed_at_once(shared: House) -> None:
    guest = shared.guest()
    guest.base = "/labs/1/phone"
    with guest.listen() as socket:
        assert farewell(socket) == 4003


def test_a_pass_of_one_lab_is_worth_nothing_in_another(house: House) -> None:
    house.found()
    guest = house.guest()
    guest.join(SECOND_CODE, name="Anna")
    assert shown(house, guest.cookies["samskap-2-phone"]) == shown(house, "never given")
