"""Accounts at the command line: links that serve once, told of while the server runs."""

import re
from pathlib import Path

import pytest

from app.founding import prepare
from app.organising import set_up_link
from app.settings import Settings
from app.store import lock
from tests.routers.house import PASSWORD, House
from tests.test_plan_commands import Samskap


@pytest.fixture
def samskap(capsys: pytest.CaptureFixture[str]) -> Samskap:
    return Samskap(capsys)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    prepare(Settings(data=tmp_path / "data"))
    return tmp_path / "data"


def link_in(said: str) -> str:
    (found,) = re.findall(r"https?://\S+/enter#\S+", said)
    return str(found)


def test_before_anybody_has_an_account_it_says_how_to_begin(samskap: Samskap, data: Path) -> None:
    said = samskap("organiser", "list", data=data)
    assert (said.code, said.out) == (0, "Nobody has an account here yet. To make the first one: ./samskap serve\n")


def test_somebody_is_added_and_gets_a_new_password_while_the_server_runs(samskap: Samskap, data: Path) -> None:
    settings = Settings(data=data, assets="local")
    with House(settings) as house:
        added = samskap("organiser", "add", "Ada@Example.org", data=data)
        ada = house.guest()
        assert ada.post("/enter", {"key": link_in(added.out)}).headers["location"] == "/organisers/account-link"
        form: dict[str, object] = {"name": "Ada", "password": PASSWORD}
        assert ada.post("/organisers/account-link", form).status_code == 303
        told = samskap("organiser", "list", data=data).out
        assert told == "  ada@example.org  Ada, owner of 7PL1383V, signed in 1×\n"
        reset = samskap("organiser", "reset", "ada@example.org", data=data)
        assert ada.post("/enter", {"key": link_in(reset.out)}).headers["location"] == "/organisers/password-link"
        assert ada.post("/organisers/password-link", {"password": "another four words"}).status_code == 303
        again = samskap("organiser", "add", "ada@example.org", data=data)
        assert (again.code, again.err[0]) == (1, "samskap: ada@example.org has an account here already.")
    assert set_up_link(settings) == ""


def test_the_link_is_for_the_address_people_use(samskap: Samskap, data: Path) -> None:
    said = samskap("organiser", "add", "bo@example.org", "--public-url", "https://lab.example.org", data=data)
    assert link_in(said.out).startswith("https://lab.example.org/enter#")


def test_only_a_server_that_is_new_has_a_link_to_set_it_up(data: Path) -> None:
    with lock(data / "samskap.db"):
        assert set_up_link(Settings(data=data, public_url="http://10.0.0.7:8000")).startswith(
            "http://10.0.0.7:8000/enter#"
        )


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("reset", "nobody@example.org"), 1, "Nobody here has the address nobody@example.org."),
        (("add", "nobody"), 2, "nobody is no e-mail address."),
    ],
)
def test_what_cannot_be_done_is_said_with_a_cure(
    samskap: Samskap, data: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    said = samskap("organiser", *words, data=data)
    assert (said.code, said.out, said.err[0], len(said.err)) == (code, "", f"samskap: {says}", 2)
