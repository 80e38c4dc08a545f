"""What every test may ask for: settings of its own, a store with the founding lab, a real server, a browser."""

import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from argon2 import PasswordHasher

from app import passwords
from app.founding import prepare
from app.settings import Settings
from app.store import Store
from tests.serving import Server, free_port

CHROMIUM = os.environ.get("SAMSKAP_CHROMIUM", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def pytest_configure() -> None:
    """Ctrl-C reaches what tests start, also where they were started in the background, which is deaf to it."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright's loop must not be there when others make theirs."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


REAL = SimpleNamespace(hasher=passwords.HASHER, nobodys=passwords.NOBODYS)


@pytest.fixture(scope="session", autouse=True)
def _passwords_cost_little() -> Iterator[None]:
    """In this process; what they cost for real is told by tests/test_passwords.py."""
    with pytest.MonkeyPatch.context() as patched:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr(passwords, "HASHER", cheap)
        patched.setattr(passwords, "NOBODYS", cheap.hash("nobody's"))
        yield


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", host="127.0.0.1", port=free_port(), assets="local", grace=0.2)


@pytest.fixture(scope="session")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The founding lab as it is founded: to be copied, never to be opened."""
    folder = tmp_path_factory.mktemp("founded") / "data"
    with ThreadPoolExecutor(1) as beside:  # the loop of Playwright may be in this thread
        beside.submit(prepare, Settings(data=folder)).result()
    return folder


@pytest.fixture
def founded(settings: Settings, founded_once: Path) -> Settings:
    """A data folder that holds the founding lab."""
    shutil.copytree(founded_once, settings.data)
    return settings


@pytest.fixture
async def store(founded: Settings) -> AsyncIterator[Store]:
    opened = Store(founded.database, lambda lab, seq: None)
    yield opened
    opened.close()


@pytest.fixture
def server(founded: Settings) -> Iterator[Server]:
    """The founding lab, served by a process of its own."""
    started = Server(founded)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()
