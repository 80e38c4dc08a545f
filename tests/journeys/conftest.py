"""Each journey's module has a room of its own: one served founding lab, and whoever opens a screen in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app.settings import Settings
from tests.journeys.room import Room
from tests.serving import Server, free_port


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Server]:
    data = shutil.copytree(founded_once, tmp_path_factory.mktemp("lab") / "data")
    settings = Settings(data=data, host="127.0.0.1", port=free_port(), assets="local", grace=0.2)
    started = Server(settings, SAMSKAP_ACTS_AT_ONCE="10000")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def room(browser: Browser, served: Server) -> Iterator[Room]:
    """The same room for every test of a module: what one brought in, the next one finds there."""
    opened = Room(browser, served)
    yield opened
    opened.leave()
