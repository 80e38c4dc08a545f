"""A room to rehearse in, in its own process, and the rehearsal itself."""

import argparse
import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from rehearsal.command import add_arguments, run

FAKE_ROOM = Path(__file__).parent / "fake_room.py"


@dataclass(frozen=True)
class Played:
    code: int
    figures: dict[str, Any]
    progress: str


@dataclass(frozen=True)
class Inside:
    url: str

    def look(self) -> dict[str, Any]:
        seen: dict[str, Any] = httpx.get(f"{self.url}/seen-from-inside", trust_env=False).json()
        return seen

    @property
    def card_ids(self) -> list[str]:
        return [card["id"] for card in self.look()["cards"]]


@contextlib.contextmanager
def rooms() -> Iterator[Callable[..., Inside]]:
    running: list[subprocess.Popen[str]] = []

    def opened(*how: str) -> Inside:
        process = subprocess.Popen([sys.executable, str(FAKE_ROOM), *how], stdout=subprocess.PIPE, text=True)
        running.append(process)
        assert process.stdout is not None
        return Inside(f"http://127.0.0.1:{int(process.stdout.readline())}")

    try:
        yield opened
    finally:
        for process in running:
            process.kill()
            process.communicate()


@pytest.fixture
def room() -> Iterator[Callable[..., Inside]]:
    """Open a room: `room("--fault", "loses")`."""
    with rooms() as opened:
        yield opened


@pytest.fixture(scope="session")
def rehearse() -> Callable[..., Played]:
    """Play a short rehearsal: `rehearse(inside, "--participants", "6")`."""
    return play


def play(inside: Inside, *more: str) -> Played:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    short = ["--participants", "12", "--groups", "3", "--minutes", "0.025", "--each", "2", "--seed", "5"]
    arguments = parser.parse_args(["7PL1383V", "--url", inside.url, "--json", *short, *more])
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    return Played(code, json.loads(out.getvalue()), err.getvalue())


@pytest.fixture(scope="session")
def kept() -> Iterator[tuple[Inside, Played]]:
    """One rehearsal in a room that keeps its word, for everything that can be read from it."""
    with rooms() as opened:
        inside = opened()
        yield inside, play(inside)
