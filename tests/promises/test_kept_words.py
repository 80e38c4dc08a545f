"""G1: what was promised to be kept is kept, exactly once, however often the server is killed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.live.conftest import served
from tests.live.watching import KINDS, Watch, at
from tests.promises.outbox import Talk, talking
from tests.serving import Server, until

BETWEEN = 40  # contributions that are promised before the next kill


class Killed(NamedTuple):
    """A lab whose server was killed while people talked, what they were promised, and screens that were open."""

    lab: Server
    promised: list[str]
    screens: dict[str, Watch]


def rows(lab: Server, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(lab.settings.database)) as database:
        return list(database.execute(question))


def kill_while(talk: Talk, lab: Server, times: int) -> None:
    for _ in range(times):
        enough = len(talk.promised) + BETWEEN
        assert until(lambda: len(talk.promised) >= enough, 60)  # noqa: B023 asked at once
        lab.kill()
        lab.start()


@pytest.fixture(scope="module", params=[(12, 3), pytest.param((50, 10), marks=pytest.mark.slow)])
def killed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, founded_once: Path
) -> Iterator[Killed]:
    people, times = request.param
    lab = served(tmp_path_factory.mktemp("killed"), founded_once)
    screens: dict[str, Watch] = {}
    try:
        lab.tower().act("prompt-for-all", prompt=1)
        screens |= {kind: Watch(at(lab, kind)) for kind in KINDS}
        with talking(lab, people) as talk:
            kill_while(talk, lab, times)
            promised = talk.end()
        yield Killed(lab, promised, screens)
    finally:
        for screen in screens.values():
            screen.socket.close()
        lab.stop()


def test_what_was_promised_is_there_exactly_once(killed: Killed) -> None:
    assert sorted(text for (text,) in rows(killed.lab, "SELECT text FROM contribution")) == sorted(killed.promised)


def test_the_database_is_whole(killed: Killed) -> None:
    assert rows(killed.lab, "PRAGMA integrity_check") == [("ok",)]


def test_no_event_is_missing(killed: Killed) -> None:
    numbers = [seq for (seq,) in rows(killed.lab, "SELECT seq FROM event WHERE lab_id = 1 ORDER BY seq")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_number_of_the_lab_is_that_of_its_last_event(killed: Killed) -> None:
    assert rows(killed.lab, "SELECT seq FROM lab") == rows(killed.lab, "SELECT max(seq) FROM event")


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_that_was_open_heals(killed: Killed, kind: str) -> None:
    killed.screens[kind].reconnect()
    assert killed.screens[kind].behind() == []


def test_what_is_sent_again_after_a_kill_is_the_same_card(lab: Server) -> None:
    ada = lab.phone("Ada", 1)
    first = ada.contribute("Once and for all", id="a" * 32)
    lab.kill()
    lab.start()
    again = ada.contribute("Once and for all", id="a" * 32)
    assert (first.status_code, again.status_code) == (201, 201)
    assert rows(lab, "SELECT count(*) FROM contribution") == [(1,)]
