"""The founding lab, played to its end: five lessons, each with evidence, its exact ballot, its label, its dissent."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any, NamedTuple

import pytest

from tests.routers.conftest import settings_at
from tests.routers.house import Guest, House
from tests.routers.reading import Element

STAGES = {"introductions": 1, "silent_writing": 2, "themes": 3, "dot_vote": 4, "deliberation": 5, "lesson": 6}
SAID: dict[int, tuple[str, str]] = {
    1: ("111112", "Strong agreement"),
    2: ("112336", "Agreement with reservations"),
    3: ("111558", "Needs discussion with a veto"),
    4: ("11178", "Divided with a veto"),
    5: ("111118", "Agreement with reservations with a veto"),
}
"""What each group's people say to its lesson, a level of the scale for each, and what follows. Whoever speaks last
dissents and may be quoted, whoever speaks before them dissents and may not."""


class Voted(NamedTuple):
    title: str
    levels: str
    label: str
    dissent: str
    untold: str


def about(group: int) -> Voted:
    levels, label = SAID[group]
    return Voted(f"Lesson of table {group}", levels, label, f"Not like this, says {group}", f"For table {group} only")


class FoundingLab:
    """Everybody at their screens; `play` is the hour in their groups."""

    def __init__(self, house: House):
        self.house = house
        self.tower, self.stage = house.holder("tower"), house.holder("stage")
        self.desks = {group: house.holder(f"desk-{group}") for group in SAID}
        self.phones = {group: [house.phone("", group) for _ in about(group).levels] for group in SAID}

    def did(self, who: Guest, noun: str, **form: object) -> None:
        answer = who.act(noun, **form)
        assert answer.is_success, (noun, answer.text)

    def row(self, sql: str, *values: object) -> Any:
        (only,) = self.house.rows(sql, *values)
        return only

    def play(self, group: int) -> None:
        for kind, stage in STAGES.items():
            self.did(self.desks[group], "stage", stage=stage)
            getattr(self, kind, lambda group: None)(group)

    def silent_writing(self, group: int) -> None:
        for n, phone in enumerate(self.phones[group]):
            self.did(phone, "contributions", prompt=1, text=f"Idea {n} of {group}")

    def themes(self, group: int) -> None:
        ideas = self.house.rows("SELECT id FROM contribution WHERE text LIKE ? ORDER BY given", f"% of {group}")
        for n, name in enumerate(("Time", "Trust")):
            self.did(self.desks[group], "themes", name=f"{name} {group}")
            theme = self.row("SELECT id FROM theme WHERE name = ?", f"{name} {group}")
            for idea in ideas[n::2]:
                self.did(self.desks[group], f"contributions/{idea}/theme", theme=theme)

    def dot_vote(self, group: int) -> None:
        poll = self.row("SELECT poll.id FROM poll JOIN breakout_group g ON g.id = group_id WHERE number = ?", group)
        theme = self.row("SELECT id FROM theme WHERE name = ?", f"Time {group}")
        for phone in self.phones[group]:
            self.did(phone, f"votes/{poll}/ballot", **{f"choice-{theme}": "1"})

    def lesson(self, group: int) -> None:
        told, desk = about(group), self.desks[group]
        idea = self.row("SELECT id FROM contribution WHERE text = ?", f"Idea 0 of {group}")
        theme = self.row("SELECT id FROM theme WHERE name = ?", f"Time {group}")
        rests = [f"contribution:{idea}", f"theme:{theme}"]
        self.did(desk, "lessons", title=told.title, text="Because it helped.", evidence=rests)
        lesson = self.row("SELECT id FROM lesson WHERE title = ?", told.title)
        self.did(desk, f"lessons/{lesson}/ballots", method="agreement")
        poll = self.row("SELECT id FROM poll WHERE lesson_id = ?", lesson)
        more: list[dict[str, object]] = [{} for _ in told.levels]
        more[-1] = {"dissent": told.dissent, "may_quote": "1"}
        more[-2] = {"dissent": told.untold}
        for phone, level, words in zip(self.phones[group], told.levels, more, strict=True):
            self.did(phone, f"votes/{poll}/ballot", **{f"choice-{lesson}": level}, **words)
        self.did(desk, f"votes/{poll}/closing")


@pytest.fixture(scope="module")
def lab(foundation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FoundingLab]:
    data = copytree(foundation, tmp_path_factory.mktemp("five") / "data")
    with House(settings_at(data, acts_per_second=10_000, acts_at_once=10_000)) as house:
        played = FoundingLab(house)
        for group in SAID:
            played.play(group)
        played.did(played.tower, "closing", sure="1")
        yield played


def shown(guest: Guest, title: str) -> Element:
    """The lesson of that title, where this person reads it."""
    held = [each for each in guest.page() if each.id.startswith("lesson-") and each.name in ("li", "article")]
    return next(each for each in held if title in each.seen)


@pytest.mark.parametrize("group", SAID)
def test_each_lesson_keeps_what_it_rests_on_and_the_exact_ballot(lab: FoundingLab, group: int) -> None:
    told = about(group)
    lesson = lab.row("SELECT id FROM lesson WHERE title = ?", told.title)
    rests = lab.house.rows("SELECT kind FROM evidence WHERE lesson_id = ? ORDER BY kind", lesson)
    result = json.loads(lab.row("SELECT result FROM poll WHERE lesson_id = ?", lesson))
    counts = {level: n for level, n in result["options"][0]["counts"].items() if n}
    assert (rests, counts) == (["contribution", "theme"], dict(Counter(told.levels)))
    assert (result["cast"], result["entitled"]) == (len(told.levels), len(told.levels))


@pytest.mark.parametrize("group", SAID)
def test_each_lesson_shows_its_evidence_ballot_label_and_dissent_on_the_phones_of_its_group(
    lab: FoundingLab, group: int
) -> None:
    told, lesson = about(group), shown(lab.phones[group][0], about(group).title)
    n = len(told.levels)
    assert lesson.all("p", **{"class": "of-lesson__label"})[0].seen == told.label
    assert lesson.all("p", **{"class": "result__turnout"})[0].seen == f"{n} of {n} voted"
    assert lesson.all("blockquote")[0].seen == told.dissent
    assert [words in lesson.seen for words in (f"Idea 0 of {group}", f"Time {group}", told.untold)] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("group", SAID)
def test_the_wall_and_the_tower_show_the_same_label(lab: FoundingLab, group: int) -> None:
    told = about(group)
    for guest in (lab.stage, lab.tower):
        labels = shown(guest, told.title).all("p", **{"class": "of-lesson__label"})
        assert [each.seen for each in labels] == [told.label]


def test_the_tower_reads_dissent_that_may_be_quoted_and_no_other(lab: FoundingLab) -> None:
    page = lab.tower.page().everything
    told = [about(group) for group in SAID]
    assert [each.dissent in page for each in told] == [True] * 5
    assert [each.untold in page for each in told] == [False] * 5


def test_the_dots_that_led_there_are_kept(lab: FoundingLab) -> None:
    results = [json.loads(each) for each in lab.house.rows("SELECT result FROM poll WHERE method = 'dots'")]
    assert [[(each["dots"], each["voters"]) for each in one["options"]] for one in results] == [
        [(len(levels), len(levels)), (0, 0)] for levels, _ in SAID.values()
    ]
