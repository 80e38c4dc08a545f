"""A house for each test, and one real server for those who only look at it."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.founding import prepare
from app.settings import Settings
from tests.routers.house import House
from tests.serving import Server, free_port


def settings_at(data: Path, **knobs: object) -> Settings:
    return Settings.model_validate(
        {
            "data": data,
            "host": "127.0.0.1",
            "port": free_port(),
            "assets": "local",
            "grace": 0.2,
            "shelf_life": 0,
            **knobs,
        }
    )


@pytest.fixture(scope="session")
def foundation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the founding lab, its first prompt open everywhere. To be copied: founding takes longer."""
    settings = settings_at(tmp_path_factory.mktemp("foundation") / "data")
    prepare(settings)
    with closing(sqlite3.connect(settings.database)) as database, database:
        database.execute("UPDATE breakout_group SET prompt_id = 1")
    return settings.data


@pytest.fixture
def build(foundation: Path, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Houses to a test's own liking; they are closed after it."""
    opened: list[House] = []

    def building(address: str = "http://testserver", **knobs: object) -> House:
        data = shutil.copytree(foundation, tmp_path / f"house-{len(opened)}")
        house = House(settings_at(data, **knobs), address)
        opened.append(house.__enter__())
        return house

    yield building
    for house in opened:
        house.__exit__(None, None, None)


@pytest.fixture
def house(build: Callable[..., House]) -> House:
    return build()


@pytest.fixture(scope="module")
def shared(foundation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all tests of a file that do not disturb each other. Nobody is too fast in it."""
    data = shutil.copytree(foundation, tmp_path_factory.mktemp("shared") / "data")
    with House(settings_at(data, acts_per_second=10_000, acts_at_once=10_000)) as opened:
        yield opened


@pytest.fixture(scope="session")
def standing(foundation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One real server for all tests that leave no mark on it."""
    data = shutil.copytree(foundation, tmp_path_factory.mktemp("standing") / "data")
    started = Server(settings_at(data))
    yield started
    started.stop()
