"""The tests of each promise have a lab of their own: it will be killed, filled, and copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.conftest import served, watch
from tests.serving import Server

__all__ = ["watch"]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, founded_once: Path) -> Iterator[Server]:
    started = served(tmp_path_factory.mktemp("lab"), founded_once)
    started.tower().act("prompt-for-all", prompt=1)
    yield started
    started.stop()
