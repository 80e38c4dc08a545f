"""The acts of people who work in pairs and fours, at tables, around a circle, and before posters."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from tests.serving import Visitor

if TYPE_CHECKING:
    from tests.live.acts import Scene

    Act = Callable[["Scene"], object]

STAGES = ("pairs", "fours", "rotation", "rotation", "inner_circle", "gallery", "deliberation")
FIRST = 7  # after the six of the founding lab
PAIRS, FOURS, ROUND, _, CIRCLE, GALLERY, DEBRIEF = range(FIRST, FIRST + len(STAGES))


VOTE_OF_ALL = FIRST + len(STAGES)


def add_stages(data: Path) -> None:
    """To the founding lab's breakout, and a vote to its harvest, before it is served."""
    stages = [(number, 0, number, kind) for number, kind in enumerate(STAGES, FIRST)]
    with closing(sqlite3.connect(data / "samskap.db")) as database, database:
        database.executemany(
            "INSERT INTO stage (id, lab_id, item_id, position, kind, title, settings, end) "
            "SELECT ?, lab_id, item_id + ?, ?, ?, '{}', '{}', 'soft' FROM stage WHERE id = 1",
            [*stages, (VOTE_OF_ALL, 1, 1, "dot_vote")],
        )


def last(pattern: str, visitor: Visitor) -> str:
    """What this screen offers last of this."""
    return str(re.findall(pattern, visitor.page())[-1])


def all_to(it: "Scene", stage: int) -> httpx.Response:
    return it.tower.act("stage-for-all", stage=stage)


def swap(it: "Scene") -> httpx.Response:
    return it.desk.act("teams/swap", person=it.person("Ada"), other=it.person("Cy"))


def move(it: "Scene") -> httpx.Response:
    team = last(r'<option value="(\d+)">\d+: ', it.desk)
    return it.desk.act("teams/seat", person=it.person("Ada"), team=team)


def listen(it: "Scene") -> httpx.Response:
    it.cy.act("circle/asking")
    return it.cy.act("circle/asking/withdrawal")


def question(it: "Scene", noun: str, by: Visitor | None = None) -> httpx.Response:
    return (by or it.desk).act(f"questions/{noun}", question=it.newest("question"))


def desks(it: "Scene") -> list[Visitor]:
    """Of all groups: one of them made the poster that the first stands before."""
    return [it.lab.desk(number) for number in range(1, 6)]


def poster(it: "Scene") -> str:
    return last(r"/posters/(\d+)/marks", it.ada)


TOGETHER: tuple[tuple[str, str, "Act"], ...] = (
    ("open_stage_for_all", "in pairs", lambda it: all_to(it, PAIRS)),
    ("redraw_teams", "by another lot", lambda it: it.desk.act("teams/lot")),
    ("swap_teammates", "two of them", swap),
    ("move_teammate", "to the last pair", move),
    ("join", "in the middle of it", lambda it: it.newcomer("Zoe")),
    ("write_together", "a beginning", lambda it: it.ada.act("team/paper", text="We <would>")),
    ("take_pen", "a partner, or the other pair", lambda it: it.cy.act("team/pen")),
    ("give_together", "what is on it", lambda it: it.cy.act("team/contributions", text="Both of us")),
    ("open_stage_for_all", "in fours", lambda it: all_to(it, FOURS)),
    ("remove_person", "out of a four", lambda it: it.tower.act(f"people/{it.person('Zoe')}/removal")),
    ("name_host", "before the first round", lambda it: it.desk.act("table/host", person=it.person("Cy"))),
    ("begin_round", "the first", lambda it: it.tower.act("round", round=1)),
    ("contribute", "in a round", lambda it: it.ada.contribute("At this table")),
    ("name_host", "in a round", lambda it: it.desk.act("table/host", person=it.person("Ada"))),
    ("join", "in a round", lambda it: it.newcomer("Yan")),
    ("begin_round", "the second", lambda it: it.tower.act("round", round=2)),
    ("move_person", "in a round", lambda it: it.tower.act(f"people/{it.person('Yan')}/seat", group=3)),
    ("open_stage_for_all", "around a circle", lambda it: all_to(it, CIRCLE)),
    ("ask_in", "into the circle", lambda it: it.ada.act("circle/asking")),
    ("take_back_asking", "rather listen", listen),
    ("tap_in", "from the queue", lambda it: it.desk.act("circle/seats", person=it.person("Ada"))),
    ("tap_in", "from the tower", lambda it: it.tower.act("circle/seats", person=it.person("Bo"))),
    ("tap_out", "again", lambda it: it.other_desk.act("circle/seats/removal", person=it.person("Ada"))),
    ("ask_question", "of a table", lambda it: it.ada.act("questions", text="Who <paid>?")),
    ("ask_question", "on paper", lambda it: it.desk.act("questions", text="Who decided?")),
    ("upvote", "given", lambda it: it.bo.act(f"questions/{it.newest('question')}/upvote", on=1)),
    ("upvote", "taken back", lambda it: it.bo.act(f"questions/{it.newest('question')}/upvote", on=0)),
    ("call_question", "to be answered", lambda it: question(it, "call")),
    ("call_question", "another", lambda it: it.desk.act("questions/call", question=it.first("question"))),
    ("mark_answered", "from the tower", lambda it: question(it, "answer", it.tower)),
    ("withdraw_question", "its table's", lambda it: it.ada.act(f"questions/{own(it.ada)}/withdrawal")),
    ("word_poster", "anew", lambda it: it.desk.act("poster", text="What <we> made", edition=0)),
    ("open_stage_for_all", "before posters", lambda it: all_to(it, GALLERY)),
    ("leave_mark", "a comment", lambda it: it.ada.act(f"posters/{poster(it)}/marks", kind="comment", text="How?")),
    ("leave_mark", "a dot", lambda it: it.ada.act(f"posters/{poster(it)}/marks", kind="dot")),
    ("take_back_mark", "the last", lambda it: it.ada.act(f"marks/{last('/marks/([0-9a-f]{32})/', it.ada)}/withdrawal")),
    ("word_poster", "while it is looked at", lambda it: it.desk.act("poster", text="All we made", edition=1)),
    ("make_theme", "on every poster", lambda it: [each.act("themes", name="<Hung>") for each in desks(it)]),
    ("word_lesson", "on every poster", lambda it: [it.word_lesson(each, "Hang it up") for each in desks(it)]),
    ("walk_on", "to the next", lambda it: it.tower.act("walk", step=2)),
    ("open_stage_for_all", "back at the own poster", lambda it: all_to(it, DEBRIEF)),
)


def own(visitor: Visitor) -> str:
    """The question this person asked."""
    return last(r'data-own="(?:[0-9a-f]{32} )*([0-9a-f]{32})"', visitor)
