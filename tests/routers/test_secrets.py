"""Where a token may be: in its cookie, and nowhere else. Where people's words may be: in the database, not in a log."""

import shutil
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from websockets.sync.client import connect

from tests.routers.conftest import settings_at
from tests.routers.house import CODE
from tests.routers.reading import read
from tests.serving import Server, Visitor

NAME, WORDS, WRONG = "Namecanary", "Wordcanary", "Keycanary"


class Traces(NamedTuple):
    """What a lively hour left behind: the tokens that were given, every address people were sent to, the log, files."""

    tokens: list[str]
    codes: list[str]
    locations: list[str]
    pages: list[str]
    log: str
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def traces(foundation: Path, tmp_path_factory: pytest.TempPathFactory) -> Traces:
    server = Server(settings_at(shutil.copytree(foundation, tmp_path_factory.mktemp("traces") / "data")))
    everyone, other, stranger = come_in(server), Visitor(server.address), Visitor(server.address)
    return_codes = [read(guest.page()).all("p", **{"class": "yours__code"})[0].seen for guest in everyone[:2]]
    back = other.http.post(f"/j/{CODE}/returns", data={"return_code": return_codes[1]})
    locations = [each.base for each in everyone] + [back.headers["location"]]
    stumble(server, everyone[0], stranger)
    pages = [guest.page() for guest in everyone]
    cookies = [cookie.value or "" for guest in [*everyone, other] for cookie in guest.http.cookies.jar]
    listen(everyone)
    locations.append(everyone[0].act("departure").headers["location"])
    fail(server, everyone[1])
    there = [each for each in server.settings.data.rglob("*") if each.is_file() and each.suffix != ".log"]
    files = {each.name: each.read_bytes() for each in there}
    for guest in [*everyone, other, stranger]:
        guest.http.close()
    server.stop()
    files |= {f"{each.name} at rest": each.read_bytes() for each in server.settings.data.glob("samskap*")}
    tokens = [each for each in cookies if len(each) > len("en")]
    codes = [each.replace("-", "") for each in return_codes]
    return Traces(tokens, codes, locations, pages, server.log.read_text(), files)


def come_in(server: Server) -> list[Visitor]:
    everyone = [server.phone(NAME), server.phone(), server.desk(), server.stage(), server.tower()]
    for guest in everyone[:2]:
        assert guest.contribute(WORDS).status_code == 201
    return everyone


def stumble(server: Server, guest: Visitor, stranger: Visitor) -> None:
    """Everything a server might be tempted to write down."""
    stranger.http.post("/codes", data={"code": WRONG})
    stranger.http.post("/enter", data={"key": WRONG * 4})
    stranger.http.get(f"/j/{WRONG}?secret={WRONG}")
    stranger.http.post(f"/j/{CODE}/people", data={"name": NAME, "consent": ""})
    stranger.http.get("/labs/1/phone", headers={"Cookie": f"samskap-1-phone={WRONG}"})
    stranger.http.post("/codes", data={"code": WORDS}, headers={"Origin": "https://evil.example"})
    stranger.http.get(f"/{WRONG}", headers={"Host": f"{WRONG}.example"})
    stranger.http.get(f"/labs/{'9' * 20}/phone?secret={WRONG}", headers={"Cookie": f"samskap-1-phone={WRONG}"})
    guest.act("contributions", id="?", text=WORDS, prompt=1)
    guest.act("contributions", text=WORDS * 300, prompt=1)
    guest.act("contributions", text=WORDS * 9000, prompt=1)
    guest.http.post(
        f"{guest.base}/contributions", content=f'{{"text": "{WORDS}"}}', headers={"Content-Type": "text/plain"}
    )
    with closing(socket.create_connection(("127.0.0.1", server.settings.port), 5)) as line:
        line.sendall(f"GET /{WRONG} HTTP/9.9\r\nCookie: {WRONG}\r\n\r\n".encode())
        line.recv(1000)


def listen(everyone: list[Visitor]) -> None:
    """Each opens the socket and says something that nobody hears."""
    for guest in everyone:
        address = f"{guest.address.replace('http', 'ws')}{guest.base}/live?seq=0"
        with connect(address, additional_headers={"Cookie": guest.cookies, "Origin": guest.address}) as wire:
            wire.recv(10)
            wire.send(f'{{"text": "{WORDS}"}}')


def fail(server: Server, guest: Visitor) -> None:
    """The database refuses, as on a full disk."""
    with closing(sqlite3.connect(server.settings.database)) as database, database:
        database.execute(
            "CREATE TRIGGER full BEFORE INSERT ON contribution BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    assert guest.contribute(WORDS).status_code == 500


def test_six_passes_were_given(traces: Traces) -> None:
    assert (len(traces.tokens), len(set(traces.tokens)), min(map(len, traces.tokens))) == (6, 6, 32)


def test_no_token_is_in_an_address(traces: Traces) -> None:
    assert traces.locations == [
        "/labs/1/phone",
        "/labs/1/phone",
        "/labs/1/desk-1",
        "/labs/1/stage",
        "/labs/1/tower",
        "/labs/1/phone",
        "/",
    ]


def test_no_token_is_in_a_page_but_the_links_that_the_organiser_hands_out(traces: Traces) -> None:
    phone, guest, desk, stage, tower = traces.pages
    assert [token for page in (phone, guest, desk, stage) for token in traces.tokens if token in page] == []
    _, _, desks, stages, _, _ = traces.tokens
    assert [token for token in traces.tokens if token in tower] == [desks, stages]
    assert tower.count(desks) == tower.count(f"/enter#{desks}") == 1


def test_the_failure_was_logged(traces: Traces) -> None:
    assert traces.log.count("disk full") > 0


def test_no_token_and_no_return_code_is_in_the_log(traces: Traces) -> None:
    assert [secret for secret in [*traces.tokens, *traces.codes] if secret in traces.log] == []


@pytest.mark.parametrize("canary", [NAME, WORDS, WRONG, CODE])
def test_nothing_that_people_typed_is_in_the_log(traces: Traces, canary: str) -> None:
    assert [line for line in traces.log.splitlines() if canary in line] == []


def test_the_database_holds_the_words_so_it_would_show_a_token(traces: Traces) -> None:
    assert any(WORDS.encode() in held for name, held in traces.files.items() if name.startswith("samskap"))


def test_the_database_holds_no_token_and_no_return_code(traces: Traces) -> None:
    secrets = [secret.encode() for secret in [*traces.tokens, *traces.codes]]
    assert [(name, secret) for name, held in traces.files.items() for secret in secrets if secret in held] == []


def test_what_holds_secrets_is_readable_by_its_owner_only(foundation: Path) -> None:
    modes = {each.name: each.stat().st_mode & 0o777 for each in foundation.iterdir() if each.suffix in (".db", ".key")}
    assert modes == {"samskap.db": 0o600, "secret.key": 0o600}
