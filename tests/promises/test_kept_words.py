"""G1: what was promised to be kept is kept, exactly once, however often the server is killed."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.live.conftest import Watching
from tests.live.watching import at
from tests.promises.outbox import Talk, talking
from tests.serving import Server, until

BETWEEN = 40  # contributions that are promised before the next kill


def rows(lab: Server, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(lab.settings.database)) as database:
        return list(database.execute(question))


def kill_while(talk: Talk, lab: Server, times: int) -> None:
    for _ in range(times):
        enough = len(talk.promised) + BETWEEN
        assert until(lambda: len(talk.promised) >= enough, 60)  # noqa: B023 asked at once
        lab.kill()
        lab.start()


@pytest.mark.parametrize(("people", "kills"), [(12, 3), pytest.param(50, 10, marks=pytest.mark.slow)])
def test_a_killed_server_keeps_what_it_promised_and_its_screens_heal(
    lab: Server, watch: Watching, people: int, kills: int
) -> None:
    screens = {kind: watch(at(lab, kind)) for kind in ("phone", "desk", "stage", "tower")}
    with talking(lab, people) as talk:
        kill_while(talk, lab, kills)
        promised = talk.end()
    assert sorted(text for (text,) in rows(lab, "SELECT text FROM contribution")) == sorted(promised)
    assert rows(lab, "PRAGMA integrity_check") == [("ok",)]
    events = [seq for (seq,) in rows(lab, "SELECT seq FROM event WHERE lab_id = 1 ORDER BY seq")]
    assert events == list(range(1, len(events) + 1))
    for screen in screens.values():
        screen.reconnect()
    assert [kind for kind, screen in screens.items() if screen.behind()] == []


def test_the_last_number_of_a_lab_is_that_of_its_last_event(lab: Server) -> None:
    with talking(lab, 4) as talk:
        kill_while(talk, lab, 1)
    assert rows(lab, "SELECT seq FROM lab") == rows(lab, "SELECT max(seq) FROM event")


def test_what_is_sent_again_after_a_kill_is_the_same_card(lab: Server) -> None:
    ada = lab.phone("Ada", 1)
    first = ada.contribute("Once and for all", id="a" * 32)
    lab.kill()
    lab.start()
    again = ada.contribute("Once and for all", id="a" * 32)
    assert (first.status_code, again.status_code) == (201, 201)
    assert rows(lab, "SELECT count(*) FROM contribution") == [(1,)]
