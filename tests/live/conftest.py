"""A lab with short patience, served to all tests of a file, and people who look at its screens."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.settings import Settings
from tests.live.watching import Watch
from tests.serving import Server, Visitor, free_port

Watching = Callable[..., Watch]


def served(
    folder: Path, founded: Path, *, grace: float = 0.2, prepared: Callable[[Path], object] = bool, **knobs: str
) -> Server:
    """The founding lab. What tests do in a second is more than a hand can: the rate of acts is not limited here."""
    shutil.copytree(founded, folder / "data")
    prepared(folder / "data")
    settings = Settings(data=folder / "data", host="127.0.0.1", port=free_port(), assets="local", grace=grace)
    fast = {"SAMSKAP_ACTS_PER_SECOND": "10000", "SAMSKAP_ACTS_AT_ONCE": "10000"}
    return Server(settings, **fast, **knobs)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Server]:
    """One lab for all tests of a file: each keeps to its own groups and people."""
    started = served(tmp_path_factory.mktemp("lab"), founded_once)
    yield started
    started.stop()


@pytest.fixture
def watch() -> Iterator[Watching]:
    """`watch(visitor)`: somebody opens their screen and keeps looking."""
    watches: list[Watch] = []

    def looking(visitor: Visitor, made: type[Watch] = Watch, **how: bool) -> Watch:
        watches.append(made(visitor, **how))
        return watches[-1]

    yield looking
    for each in watches:
        each.socket.close()
