"""The rows of the matrix for people who work together: which stage each act needs, and what must be there for it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import now
from tests.live.together import CIRCLE, GALLERY, PAIRS, ROUND

if TYPE_CHECKING:
    from tests.matrix import Room

STAGE_OF = {
    "teams/lot": PAIRS,
    "teams/swap": PAIRS,
    "teams/seat": PAIRS,
    "team/paper": PAIRS,
    "team/pen": PAIRS,
    "team/contributions": PAIRS,
    "table/host": ROUND,
    "circle/asking": CIRCLE,
    "circle/asking/withdrawal": CIRCLE,
    "circle/seats": CIRCLE,
    "circle/seats/removal": CIRCLE,
    "questions": CIRCLE,
    "questions/{id}/withdrawal": CIRCLE,
    "questions/{id}/upvote": CIRCLE,
    "questions/call": CIRCLE,
    "questions/answer": CIRCLE,
    "walk": GALLERY,
    "posters/{id}/marks": GALLERY,
    "marks/{id}/withdrawal": GALLERY,
}
ASKED = "a" * 32
NOWHERE = {"team": "1", "other": "1", "poster": "1", "mark": "0" * 32}
"""What these forms name while nothing of it is there."""


def add_question(data: Path) -> None:
    """A question of the first table, which no stage of this lab would take yet; before it is served."""
    with closing(sqlite3.connect(data / "samskap.db")) as database, database:
        database.execute(
            "INSERT INTO table_question (id, lab_id, group_id, author_id, text, first_text, on_paper, state, given, "
            "given_at, is_withdrawn) SELECT ?, 1, 1, id, 'Who decided?', 'Who decided?', 1, 'open', 0, ?, 0 "
            "FROM person WHERE lab_id = 1 AND group_id = 1",
            [ASKED, now().isoformat(" ")],
        )


def ready(room: "Room", noun: str) -> None:
    """The stage in which this act would be taken, and what it is done to."""
    stage = STAGE_OF.get(noun)
    if stage is None:
        return
    for name in ("Bea", "Cid"):
        room.house.phone(name, 1)
    room.house.phone("Dag", 2)
    room.tower.act("stage-for-all", stage=stage)
    if noun == "questions/{id}/withdrawal":
        room.ana.act("questions", text="Who paid?")
        room.things["question"] = room.newest("table_question")
    room.things |= {PAIRS: pairs, CIRCLE: circle, GALLERY: gallery}.get(stage, nothing)(room)


def nothing(room: "Room") -> dict[str, str]:
    return {}


def pairs(room: "Room") -> dict[str, str]:
    """Somebody of another pair than the person's, and that pair."""
    team, other = room.house.rows(
        "SELECT team_id, person_id FROM teammate WHERE team_id IN (SELECT id FROM team WHERE group_id = 1) "
        "AND team_id NOT IN (SELECT team_id FROM teammate WHERE person_id = ?)",
        room.things["person"],
    )[0]
    return {"team": str(team), "other": str(other)}


def circle(room: "Room") -> dict[str, str]:
    """Somebody sits in it, and the participant asks to."""
    dag = str(room.house.rows("SELECT id FROM person WHERE name = 'Dag'")[0])
    room.tower.act("circle/seats", person=dag)
    return {"sitting": dag}


def gallery(room: "Room") -> dict[str, str]:
    (poster,) = room.house.rows("SELECT id FROM breakout_group WHERE lab_id = 1 AND number = 2")
    room.ana.act(f"posters/{poster}/marks", kind="dot")
    (mark,) = room.house.rows("SELECT id FROM poster_mark")
    return {"poster": str(poster), "mark": mark}
