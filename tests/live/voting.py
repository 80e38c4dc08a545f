"""What can be done with votes: dots in the first group, a ballot on a lesson, a vote of all groups."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import httpx

from tests.serving import Visitor

if TYPE_CHECKING:
    from tests.live.acts import Scene


def newest_poll(it: Scene) -> str:
    with closing(sqlite3.connect(it.lab.settings.database)) as database:
        return str(database.execute("SELECT id FROM poll ORDER BY given DESC LIMIT 1").fetchone()[0])


def objection(it: Scene) -> str:
    return re.findall(r"/ballots/([0-9a-f]{32})/answer", it.desk.page())[0]


def ask(it: Scene, method: str) -> httpx.Response:
    """On the newest lesson, whose evidence still stands."""
    return it.desk.act(f"lessons/{it.newest('lesson')}/ballots", method=method)


def cast(it: Scene, visitor: Visitor, *said: str, **more: str) -> httpx.Response:
    """What is said of each option, in the order of the ballot."""
    page = visitor.page()
    options = list(dict.fromkeys(re.findall(r'name="(choice-[0-9a-f]{32})"', page)))
    return visitor.act(f"votes/{newest_poll(it)}/ballot", **dict(zip(options, said, strict=False)), **more)


def on_desk(it: Scene, noun: str, field: str, *said: str, **more: object) -> httpx.Response:
    """A form of the newest vote at the desk, with its fields of this kind."""
    fields = list(dict.fromkeys(re.findall(rf'name="({field}-[0-9a-f]{{32}}[a-z0-9_-]*)"', it.desk.page())))
    filled = dict(zip(fields, said, strict=False)) | more
    return it.desk.act(f"votes/{newest_poll(it)}/{noun}", **filled)


VOTES: tuple[tuple[str, str, Callable[[Scene], object]], ...] = (
    ("open_stage", "to talk, and vote", lambda it: it.desk.act("stage", stage=it.stage("deliberation"))),
    ("open_vote", "dots", lambda it: it.desk.act("votes", method="dots", about="themes")),
    ("cast", "on a phone", lambda it: cast(it, it.ada, "1", "0")),
    ("cast", "changed", lambda it: cast(it, it.ada, "0", "1")),
    ("cast", "by another", lambda it: cast(it, it.bo, "1")),
    ("take_back", "by the other", lambda it: it.bo.act(f"votes/{newest_poll(it)}/ballot-removal")),
    ("cast_on_paper", "a slip", lambda it: on_desk(it, "papers", "choice", "1", paper=1)),
    ("cast_on_paper", "another", lambda it: on_desk(it, "papers", "choice", "0", "1", paper=2)),
    ("take_out_paper", "the other", lambda it: it.desk.act(f"votes/{newest_poll(it)}/papers-removal", paper=2)),
    ("count_by_hand", "while it is open", lambda it: on_desk(it, "hands", "count", "2", "1", people=3)),
    ("join", "while people vote", lambda it: it.newcomer("Nora")),
    ("close_vote", "dots", lambda it: it.desk.act(f"votes/{newest_poll(it)}/closing")),
    ("cast_on_paper", "put right after the close", lambda it: on_desk(it, "papers", "choice", "0", "1", paper=1)),
    ("count_by_hand", "put right after the close", lambda it: on_desk(it, "hands", "count", "3", "1", people=4)),
    ("reballot", "a second round", lambda it: it.desk.act(f"votes/{newest_poll(it)}/rounds")),
    ("open_stage", "which ends the vote", lambda it: it.desk.act("stage", stage=it.stage("dot_vote"))),
    ("open_stage", "which ends that of the stage", lambda it: it.desk.act("stage", stage=it.stage("lesson"))),
    ("open_ballot", "on a lesson", lambda it: ask(it, "consent")),
    ("cast", "an objection", lambda it: cast(it, it.ada, "objection", dissent="Who <pays>?", may_quote="1")),
    ("close_vote", "with an objection", lambda it: it.desk.act(f"votes/{newest_poll(it)}/closing")),
    ("answer_objection", "in words", lambda it: it.desk.act(f"ballots/{objection(it)}/answer", words="The fund")),
    ("open_plenary_vote", "on all lessons", lambda it: it.tower.act("plenary-votes")),
    ("cast", "in the plenary", lambda it: cast(it, it.cy, "agree", "disagree")),
    ("join", "while all vote", lambda it: it.newcomer("Nora")),
    ("cast_on_paper", "in the plenary", lambda it: on_desk(it, "papers", "choice", "pass", paper=1)),
    ("close_plenary_vote", "", lambda it: it.tower.act(f"plenary-votes/{newest_poll(it)}/closing")),
)
"""Of the acts: each one's verb, how it is done here, and the act."""
