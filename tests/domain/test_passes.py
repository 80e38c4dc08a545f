import sqlite3
import stat
from base64 import urlsafe_b64decode
from contextlib import closing
from math import log2
from pathlib import Path

import pytest

from app.domain.contributions import contribute
from app.domain.doors import every_door
from app.domain.errors import NotAdmitted
from app.domain.labs import tell_everyone
from app.domain.passes import ALPHABET, RETURN_LENGTH, Locksmith
from app.domain.people import leave
from app.domain.work import Key
from app.founding import addresses
from app.models import Pass
from app.settings import Settings
from tests.cast import CODE, LabAtWork, Participant

SMITH = Locksmith(b"a secret of the server")
OTHER = Locksmith(b"the secret of another")
SCREENS = ["tower", "stage", *(f"desk-{number}" for number in range(1, 6))]


def test_a_token_cannot_be_guessed() -> None:
    tokens = {SMITH.token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(urlsafe_b64decode(token)) * 8 >= 128 for token in tokens} == {True}


def test_a_personal_link_cannot_be_guessed() -> None:
    links = {SMITH.link(CODE, screen) for screen in SCREENS}
    assert len(links) == len(SCREENS)
    assert {len(urlsafe_b64decode(link)) * 8 >= 128 for link in links} == {True}


def test_links_come_from_the_secret_the_code_and_the_screen_alone() -> None:
    link = SMITH.link(CODE, "tower")
    assert link == Locksmith(SMITH.secret).link(CODE, "tower")
    assert link not in {OTHER.link(CODE, "tower"), SMITH.link("OTHER1", "tower"), SMITH.link(CODE, "stage")}


def test_a_hash_is_worth_nothing_without_the_secret() -> None:
    assert SMITH.hash("token") == Locksmith(SMITH.secret).hash("token")
    assert SMITH.hash("token") != OTHER.hash("token")


def test_a_return_code_is_short_enough_to_type_and_long_enough_to_hide() -> None:
    codes = {SMITH.return_code(SMITH.token()) for _ in range(1000)}
    assert {len(code) for code in codes} == {RETURN_LENGTH}
    assert set("".join(codes)) == set(ALPHABET)
    assert log2(len(ALPHABET) ** RETURN_LENGTH) > 49


def test_no_symbol_of_a_return_code_is_taken_for_another() -> None:
    assert set(ALPHABET) & set("01OIl") == set()


def test_a_return_code_belongs_to_one_token_and_one_server() -> None:
    token = SMITH.token()
    assert SMITH.return_code(token) == SMITH.return_code(token)
    assert SMITH.return_code(token) not in {SMITH.return_code(SMITH.token()), OTHER.return_code(token)}


def test_the_secret_is_made_once_and_for_this_user_only(settings: Settings) -> None:
    secret = settings.secret
    file = settings.data / "secret.key"
    assert (len(secret) * 8, stat.S_IMODE(file.stat().st_mode)) == (256, 0o600)
    assert Settings(data=settings.data).secret == secret


def test_two_servers_have_two_secrets(settings: Settings, tmp_path: Path) -> None:
    assert settings.secret != Settings(data=tmp_path / "other").secret


@pytest.mark.anyio
async def test_no_token_and_no_return_code_is_on_the_disk(lab: LabAtWork, founded: Settings, ana: Participant) -> None:
    (doors,) = await lab.store.read(every_door)
    links = addresses(founded, doors)
    shown = [links.tower, links.stage, *(link for _, link in links.desks)]
    tokens = [link.partition("#")[2] for link in shown]
    tokens += [ana.token, lab.locksmith.return_code(ana.token)]
    disk = b"".join(file.read_bytes() for file in founded.data.glob("samskap.db*"))
    assert lab.locksmith.hash(ana.token).encode() in disk
    assert [token for token in tokens if token.encode() in disk] == []


@pytest.mark.anyio
@pytest.mark.parametrize("token_hash", ["", "wrong", "0" * 64])
async def test_a_key_that_nobody_was_given_opens_nothing(lab: LabAtWork, token_hash: str) -> None:
    with pytest.raises(NotAdmitted):
        await lab.do(Key(lab.id, token_hash), leave)


@pytest.mark.anyio
async def test_the_hash_itself_is_no_token(lab: LabAtWork, ana: Participant) -> None:
    with pytest.raises(NotAdmitted):
        await lab.do(Key(lab.id, lab.locksmith.hash(ana.key.token_hash)), leave)


@pytest.mark.anyio
async def test_a_pass_ends_when_it_expires(lab: LabAtWork, founded: Settings, ana: Participant) -> None:
    await lab.open("themes")
    for ends, lets_in in (("2099-01-01 00:00:00", True), ("2020-10-08 00:00:00", False)):
        with closing(sqlite3.connect(founded.database)) as database, database:
            database.execute("UPDATE pass SET expires_at = ? WHERE token_hash = ?", (ends, ana.key.token_hash))
        if lets_in:
            await lab.say(ana, "Still in time")
        else:
            with pytest.raises(NotAdmitted):
                await lab.say(ana, "Too late")


@pytest.mark.anyio
async def test_a_stage_is_nobody_and_a_pass_of_a_person_is_theirs(lab: LabAtWork, ana: Participant) -> None:
    holders = {each.role: each.person_id for each in await lab.rows(Pass)}
    assert (holders["stage"], holders["participant"]) == (None, ana.id)


@pytest.mark.anyio
async def test_a_pass_of_one_lab_opens_no_other(lab: LabAtWork, founded: Settings) -> None:
    other = await LabAtWork.found(lab.store, founded, "OTHER1")
    guest = await other.join("Ana")
    for key, verb, args in (
        (other.organiser, tell_everyone, ("Hello",)),
        (guest.key, contribute, (lab.prompts["main"], "Hello", "a" * 32)),
    ):
        with pytest.raises(NotAdmitted):
            await lab.do(key._replace(lab_id=lab.id), verb, *args)
