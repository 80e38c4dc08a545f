"""A lab played over HTTP from its first item to its close, and what it was like, in lines that can be read aloud."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain import groups
from app.domain.kinds import kinds
from app.domain.plans import Plan
from app.founding import found_lab
from tests.plays.offers import done, form_to, send
from tests.plays.table import Table
from tests.routers.conftest import settings_at
from tests.routers.house import House

PEOPLE = 4  # at each table
ALL_CHANGE = {"rotation"}
"""Kinds of stages that all tables begin together, though they work in groups."""

DOES = {"team/contributions": "write together", "ballot": "vote", "questions": "ask", "marks": "leave marks"}
"""What phones do, by where what they offer goes to."""


def played(plan: Plan, data: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What happened in a lab of that plan, founded and played in this folder."""
    monkeypatch.setattr(groups, "DOUBLE_CLICK", timedelta(0))  # here everybody is faster than a hand
    settings = settings_at(data)
    code = found_lab(settings, plan).code
    with House(settings) as house:
        return "\n".join(Play(house, code).played()) + "\n"


class Play:
    """Everybody at their screens; `told` is what happened so far."""

    def __init__(self, house: House, code: str):
        self.house = house
        self.told: list[str] = []
        (self.lab,) = house.rows("SELECT id FROM lab WHERE code = ?", code)
        self.tower, self.wall = (house.holder(screen, code=code) for screen in ("tower", "stage"))
        numbers = house.rows("SELECT number FROM breakout_group WHERE lab_id = ? ORDER BY number", self.lab)
        self.tables = [self.table(code, number) for number in numbers]

    def table(self, code: str, number: int) -> Table:
        phones = [self.house.guest() for _ in range(PEOPLE)]
        for n, phone in enumerate(phones, 1):
            assert phone.join(code, name=f"Person {n}", group=number).status_code == 303
        return Table(self.house, self.lab, number, self.house.holder(f"desk-{number}", code=code), phones)

    def rows(self, sql: str, *values: object) -> list[Any]:
        return self.house.rows(sql, self.lab, *values)

    def played(self) -> list[str]:
        for item, kind, title in self.rows(
            "SELECT id, kind, title FROM agenda_item WHERE lab_id = ? ORDER BY position"
        ):
            done(self.tower.act("agenda", item=item))
            self.told.append(f"# {english(title)} ({kind})")
            for stage in self.house.rows("SELECT id FROM stage WHERE item_id = ? ORDER BY position", item):
                self.stage(stage, kind)
            if kind in ("harvest", "plenary"):
                self.ask_everybody()
        self.end()
        return self.told

    # --- A stage

    def stage(self, id: int, item_kind: str) -> None:
        kind, title, settings, minutes, end = self.house.rows(
            "SELECT kind, title, settings, minutes, end FROM stage WHERE id = ?", id
        )[0]
        if kind == "ballot":
            self.have_lessons()
        self.open(id, is_each=item_kind == "breakout" and kind not in ALL_CHANGE)
        name = self.tables[0].phones[0].page().find("task").all("p")[0].seen
        assert name == (english(title) or kinds()[kind].title)
        self.told.append(f"## {name} ({kind}, {minutes} min, {end} end)")
        for table in self.tables:
            table.answer(name)
            self.at_desk(table, kind, json.loads(settings))
            table.vote_all()
        self.walk(name)
        self.look()

    def open(self, stage: int, *, is_each: bool) -> None:
        """In groups each desk goes on by itself; else the tower opens it for all."""
        if not is_each:
            done(self.tower.act("stage-for-all", stage=stage))
            return
        for table in self.tables:
            (here,) = self.house.rows("SELECT stage_id FROM breakout_group WHERE id = ?", table.id)
            done(table.desk.act("stage/advance", pressed_in=here or ""))
            assert self.house.rows("SELECT stage_id FROM breakout_group WHERE id = ?", table.id) == [stage]

    def at_desk(self, table: Table, kind: str, settings: dict[str, Any]) -> None:
        match kind:
            case "round_robin":
                table.go_round()
            case "themes":
                table.cluster()
            case "deliberation":
                table.deliberate()
            case "inner_circle":
                table.let_in()
            case "lesson":
                table.word()
                table.ask(settings.get("rule", "agreement"))

    def walk(self, stage: str) -> None:
        """From poster to poster, as long as the tower offers a next one; at each everybody leaves a mark."""
        while form := form_to(self.tower.page(), "walk"):
            send(self.tower, form)
            for table in self.tables:
                for n, phone in enumerate(table.phones, 1):
                    table.take_part(n, phone, stage)

    def have_lessons(self) -> None:
        for table in self.tables:
            if not table.rows("lesson"):
                table.word()

    def look(self) -> None:
        """What there is now, and that every screen shows it."""
        first = self.tables[0]
        page = first.phones[0].page()
        task = page.find("task").attributes
        for screen in (self.tower, self.wall, first.desk):
            assert screen.get(screen.base).status_code == 200
        does = ["write"] * (task["data-writes"] == "yes") + [word for noun, word in DOES.items() if form_to(page, noun)]
        unseen = ", unseen" if does and task["data-private"] == "yes" else ""
        self.told += [f"Phones {' and '.join(does) or 'listen'}{unseen}.", f"There are {self.counted()}."]

    def counted(self) -> str:
        numbers = {name: self.rows(f"SELECT count(*) FROM {sql}")[0] for name, sql in COUNTED.items()}  # noqa: S608
        return ", ".join(f"{n} {name}" for name, n in numbers.items() if n) or "no words yet"

    # --- All together, and the end

    def ask_everybody(self) -> None:
        """Where there are lessons, all say of all of them whether they would sign them."""
        if not self.rows("SELECT id FROM lesson WHERE lab_id = ?"):
            return
        done(self.tower.act("plenary-votes"))
        for table in self.tables:
            table.vote_all()
        (poll,) = self.rows("SELECT id FROM poll WHERE lab_id = ? AND group_id IS NULL AND closed_at IS NULL")
        done(self.tower.act(f"plenary-votes/{poll}/closing"))

    def end(self) -> None:
        for table in self.tables:
            if table.rows("lesson"):
                done(table.desk.act("sign-off"))
            table.sign_off()
        done(self.tower.act("closing", sure="1"))
        self.told += ["# Votes", *self.votes(), "# Lessons", *self.lessons()]
        summary = self.tower.get(f"{self.tower.base}/summary.md").text
        shown = self.rows("SELECT text FROM contribution WHERE lab_id = ? AND is_revealed")
        titles = self.rows("SELECT title FROM lesson WHERE lab_id = ?")
        quoted = self.rows("SELECT dissent FROM ballot WHERE lab_id = ? AND may_quote")
        assert [words for words in shown + titles + quoted if words not in summary] == []

    def votes(self) -> list[str]:
        found = self.rows(
            "SELECT number, method, about, result FROM poll LEFT JOIN breakout_group ON breakout_group.id = group_id "
            "WHERE poll.lab_id = ? ORDER BY given"
        )
        return [
            f"{place(at)}, {method} on {about}: {outcome(json.loads(result))}" for at, method, about, result in found
        ]

    def lessons(self) -> list[str]:
        found = self.rows(
            "SELECT lesson.id, number, title, verdict FROM lesson JOIN breakout_group ON breakout_group.id = group_id "
            "WHERE lesson.lab_id = ? ORDER BY given"
        )
        return [line for each in found for line in self.lesson(*each)]

    def lesson(self, id: str, number: int, title: str, verdict: str) -> list[str]:
        """What stands beside it: what it rests on, the exact ballot and its label, and whoever disagrees."""
        rests = self.house.rows("SELECT kind FROM evidence WHERE lesson_id = ? ORDER BY kind", id)
        ballots = self.house.rows("SELECT method, result FROM poll WHERE lesson_id = ? ORDER BY given", id)
        said = self.house.rows(
            "SELECT dissent FROM ballot JOIN poll ON poll.id = poll_id "
            "WHERE lesson_id = ? AND may_quote ORDER BY given, ballot.id",
            id,
        )
        return [
            f"{place(number)}: {title}, {verdict}; {self.signed(id)}",
            f"- rests on {' and '.join(rests) or 'nothing'}",
            *(f"- {method}: {outcome(json.loads(result))}" for method, result in ballots),
            *(f"- dissent: {words}" for words in said),
        ]

    def signed(self, lesson: str) -> str:
        said = self.house.rows("SELECT approves FROM sign_off WHERE lesson_id = ?", lesson)
        return f"{said.count(1)} say it is what they said, {said.count(0)} object"


COUNTED = {
    "cards shown": "contribution WHERE lab_id = ? AND is_revealed",
    "cards unseen": "contribution WHERE lab_id = ? AND NOT is_revealed",
    "themes": "theme WHERE lab_id = ?",
    "reasons": "note WHERE lab_id = ? AND kind IN ('for', 'against')",
    "turns to speak": "speaking_turn WHERE lab_id = ?",
    "questions": "table_question WHERE lab_id = ?",
    "marks on posters": "poster_mark WHERE lab_id = ?",
    "lessons": "lesson WHERE lab_id = ?",
}


def english(words: str) -> str:
    return str(json.loads(words).get("en", ""))


def place(number: int | None) -> str:
    return f"Table {number}" if number else "Everybody"


def outcome(result: dict[str, Any]) -> str:
    """The best three of what was chosen from, or what was said, and what that comes to."""
    cast = f"{result['cast']} of {result['entitled']} voted"
    if "counts" not in result["options"][0]:
        best = [f"{each['text']} {each.get('dots', each.get('points'))}" for each in result["options"][:3]]
        return f"{cast}, {'; '.join(best)}"
    said = [f"{level} {n}" for each in result["options"] for level, n in each["counts"].items() if n]
    common = [each["common"]["verdict"] for each in result["options"] if "common" in each]
    return f"{cast}, {'; '.join([*said, *common])}" + (f": {result['outcome']}" if result["outcome"] else "")
