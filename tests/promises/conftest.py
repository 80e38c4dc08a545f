"""Each promise has a lab of its own: it will be killed, filled, and copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.conftest import served, watch
from tests.serving import Server

__all__ = ["watch"]


@pytest.fixture
def lab(tmp_path: Path, founded_once: Path) -> Iterator[Server]:
    started = served(tmp_path, founded_once)
    started.tower().act("prompt-for-all", prompt=1)
    yield started
    started.stop()
