"""Whoever was forgotten stays forgotten when a backup from before is put back in the database's place."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.erasures import NAME
from app.settings import Settings
from app.upgrade import back_up
from tests.routers.conftest import settings_at
from tests.routers.house import Guest, House
from tests.serving import until

SAID = "Nobody paid my evenings"
LONG_AGO = "2020-01-01 00:00:00.000000"


@pytest.fixture
def settings(foundation: Path, tmp_path: Path) -> Settings:
    return settings_at(shutil.copytree(foundation, tmp_path / "data"))


def backup_from_before(settings: Settings, forget: Callable[[House, Guest], None]) -> Path:
    """From when Ana and Uma were there. Then `forget` is done, and the server ends."""
    with House(settings) as house:
        house.phone("Ana", group=1).contribute("Meet in the evening")
        uma = house.phone("Uma", group=1)
        uma.contribute(SAID)
        copy = back_up(settings.database, settings.data / "kept", datetime.now(UTC))
        forget(house, uma)
    return copy


def put_back(settings: Settings, copy: Path) -> None:
    for each in settings.data.glob("*.db*"):
        each.unlink()
    shutil.copy(copy, settings.database)


def erase(house: House, uma: Guest) -> None:
    assert uma.send("erasure", sure="1").status_code == 303


def let_years_pass(house: House, uma: Guest) -> None:
    house.holder("tower").act("closing", sure="1")
    house.rows("UPDATE lab SET closed_at = ?", LONG_AGO)


def lines(settings: Settings) -> list[str]:
    file = settings.data / NAME
    return [line for line in file.read_text().splitlines() if line] if file.exists() else []


def people(house: House) -> list[tuple[str, bool]]:
    rows = house.rows("SELECT name, forgotten_at IS NOT NULL FROM person WHERE role = 'participant' ORDER BY id")
    return [(name, bool(gone)) for name, gone in rows]


def test_who_erased_themselves_is_erased_again(settings: Settings) -> None:
    copy = backup_from_before(settings, erase)
    assert SAID.encode() in copy.read_bytes()
    put_back(settings, copy)
    with House(settings) as house:
        assert people(house) == [("Ana", False), (None, True)]
        assert house.rows("SELECT text FROM contribution ORDER BY given") == ["Meet in the evening", ""]


def test_whose_time_was_over_is_nobody_again(settings: Settings) -> None:
    copy = backup_from_before(settings, let_years_pass)
    with House(settings):  # it looks at its start whose time is over
        assert until(lambda: len(lines(settings)) == 2)
    put_back(settings, copy)
    with House(settings) as house:
        assert people(house) == [(None, True), (None, True)]
        assert house.rows("SELECT text FROM contribution ORDER BY given") == ["Meet in the evening", SAID]


def test_whoever_comes_after_it_is_nobody_s_namesake(settings: Settings) -> None:
    """They get the number of somebody who was forgotten and whom the backup never knew."""
    with House(settings) as house:
        copy = back_up(settings.database, settings.data / "kept", datetime.now(UTC))
        assert house.phone("Uma", group=1).send("erasure", sure="1").status_code == 303
    put_back(settings, copy)
    with House(settings) as house:
        house.phone("Ola", group=1).contribute("I came later")
    with House(settings) as house:
        assert people(house) == [("Ola", False)]
        assert house.rows("SELECT text FROM contribution") == ["I came later"]


def test_the_list_names_nobody_and_is_for_the_server_alone(settings: Settings) -> None:
    backup_from_before(settings, erase)
    (line,) = lines(settings)
    assert json.loads(line).keys() == {"lab", "person", "joined", "by_themselves"}
    assert [word for word in ("Uma", "Ana", SAID) if word in line] == []
    assert (settings.data / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("torn", ['{"lab": "7PL1', "[]", "nothing", '{"lab": "7PL1383V"}'])
def test_a_line_that_a_crash_tore_is_written_again(settings: Settings, torn: str) -> None:
    copy = backup_from_before(settings, erase)
    (settings.data / NAME).write_text(torn)
    with House(settings):
        pass  # the database that still knows of it lists it again
    put_back(settings, copy)
    with House(settings) as house:
        assert people(house) == [("Ana", False), (None, True)]
