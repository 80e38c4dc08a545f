"""Simulated participants who are sent from the page: to a real server, in a process of their own."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from tests.serving import Server, Visitor, until


def rows(server: Server, sql: str) -> list[Any]:
    with closing(sqlite3.connect(server.settings.database)) as database:
        return database.execute(sql).fetchall()


def page(tower: Visitor) -> str:
    return tower.http.get(f"{tower.base}/rehearsals").raise_for_status().text


def says(tower: Visitor, words: str) -> Callable[[], bool]:
    return lambda: words in page(tower)


def test_people_come_play_and_leave_nothing_behind(server: Server) -> None:
    tower, before = server.tower(), rows(server, "SELECT * FROM event WHERE lab_id = 1")
    assert tower.act("rehearsals", people=6, minutes=0.05).status_code == 200
    assert until(says(tower, "The participants have played to the end."), 60), page(tower)
    assert rows(server, "SELECT count(*) FROM person WHERE lab_id = 2 AND role = 'participant'") == [(6,)]
    (kept,) = re.findall(r"<li>(\d+) ideas? (?:was|were) kept", page(tower))
    assert rows(server, "SELECT count(*) FROM contribution WHERE lab_id = 2") == [(int(kept),)]
    assert "0 ideas were lost" in page(tower)
    assert rows(server, "SELECT * FROM event WHERE lab_id = 1") == before
    assert tower.act("rehearsals/2/removal").status_code == 200
    assert until(lambda: rows(server, "SELECT count(*) FROM person WHERE lab_id = 2") == [(0,)])


def test_they_can_be_sent_home(server: Server) -> None:
    tower = server.tower()
    tower.act("rehearsals", people=4, minutes=30)
    assert until(lambda: rows(server, "SELECT count(*) FROM person WHERE lab_id = 2 AND is_here") >= [(4,)], 60)
    assert tower.act("rehearsals/2/stop").status_code == 200
    assert says(tower, "The participants were sent home.")()
    assert until(lambda: rows(server, "SELECT count(*) FROM person WHERE lab_id = 2 AND is_here") == [(0,)], 20)
