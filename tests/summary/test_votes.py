"""Votes in the report: what they came to, who turned out, who dissented; never a voter, never words taken back."""

from typing import Any
from uuid import uuid4

import pytest

from app.domain.ballots import cast, cast_on_paper
from app.domain.contributions import withdraw
from app.domain.lessons import remove_lesson, reword_lesson, word_lesson
from app.domain.themes import Seen, make_theme, place_in_theme, remove_theme
from app.domain.votes import close_plenary_vote, close_vote, open_ballot, open_plenary_vote, open_vote
from app.summary.figures import svg
from app.summary.parts.votes import runs_of
from app.summary.report import Report
from app.summary.sheets import sheets
from app.summary.trace import breaks
from app.summary.tree import Card, Cards, Facts, Figure, Grid, Link, Paragraph, Section
from app.summary.walks import drawings, walked
from app.summary.writers import formats
from tests.cast import LabAtWork, Participant
from tests.summary.conftest import Reporting
from tests.summary.opening import made, words_in

pytestmark = pytest.mark.anyio

LEVELS = ["1", "1", "1", "2", "3", "7"]


class Voted:
    """Group 1 gave dots to its themes and ideas, and voted on its lesson; then all groups voted on both lessons."""

    def __init__(self, lab: LabAtWork) -> None:
        self.lab, self.people = lab, list[Participant]()
        self.ids = dict[str, str]()

    async def vote(self) -> None:
        lab = self.lab
        for n in range(6):
            self.people.append(await lab.join(f"Guest {n}", 1))
        await lab.open("themes")
        for n, name in enumerate(("Pay", "Noon", "Silence")):
            idea = await lab.say(self.people[n], f"Idea on {name}")
            theme = await lab.do(lab.desk(), make_theme, name, uuid4().hex)
            await lab.do(lab.desk(), place_in_theme, [Seen(idea.id)], theme.id)
            self.ids |= {name: theme.id, f"Idea on {name}": idea.id}
        await self.dot()
        await self.ballot()

    async def dot(self) -> None:
        lab = self.lab
        poll = await lab.do(lab.desk(), open_vote, "dots", "themes", uuid4().hex)
        for n, person in enumerate(self.people):
            await self.say(person, poll, {self.ids["Pay" if n < 4 else "Noon"]: "1"})
        await lab.do(lab.desk(), close_vote, poll.id)
        self.ids["dots"] = poll.id

    async def ballot(self) -> None:
        lab = self.lab
        rests = [("contribution", self.ids["Idea on Pay"])]
        lesson = await lab.do(lab.desk(), word_lesson, "Pay people", "Whoever is asked is paid.", rests, uuid4().hex)
        poll = await lab.do(lab.desk(), open_ballot, lesson.id, "agreement", False, uuid4().hex)
        for level, person in zip(LEVELS, self.people, strict=True):
            words = "It will be cut first." if level == "7" else ""
            await self.say(person, poll, {lesson.id: level}, words, quote=True)
        silent = await lab.join("Silent", 1)
        await self.say(silent, poll, {lesson.id: "8"}, "Do not quote me.", quote=False)
        for paper in (1, 2):
            await lab.do(lab.desk(), cast_on_paper, poll.id, paper, {lesson.id: "2"}, "", False)
        await lab.do(lab.desk(), close_vote, poll.id)
        self.ids |= {"lesson": lesson.id, "ballot": poll.id}

    async def plenary(self) -> None:
        """Held in group 1, not in group 2, and too few in group 3."""
        lab = self.lab
        others = [await lab.join(None, group) for group in (2, 2, 2, 3)]
        poll = await lab.do(lab.organiser, open_plenary_vote, uuid4().hex)
        for person in self.people:
            await self.say(person, poll, {self.ids["lesson"]: "agree"})
        for person in others:
            await self.say(person, poll, {self.ids["lesson"]: "disagree"})
        await lab.do(lab.organiser, close_plenary_vote, poll.id)
        self.ids["plenary"] = poll.id

    async def say(
        self, who: Participant, poll: Any, said: dict[str, str], words: str = "", quote: bool = False
    ) -> None:
        await self.lab.do(who.key, cast, poll.id, said, words, quote, uuid4().hex)


@pytest.fixture
async def voted(lab: LabAtWork) -> Voted:
    it = Voted(lab)
    await it.vote()
    return it


def section(told: Report, anchor: str) -> Section:
    (found,) = [each for each in walked(told.sections) if each.anchor == anchor]
    return found


def figure(told: Report, anchor: str) -> Figure:
    (found,) = [each for each in drawings(told.sections) if each.anchor == anchor]
    return found


def words(figure: Figure) -> list[list[str]]:
    return [[each.words if isinstance(each, Link) else each for each in row] for row in figure.table.rows]


# --- Dots


async def test_dots_are_told_with_those_that_nobody_chose(voted: Voted, reported: Reporting) -> None:
    told = figure(await reported(), f"vote-{voted.ids['dots']}")
    assert words(told) == [
        ["1", "T1.1 Pay", "4", "4"],
        ["2", "T1.2 Noon", "2", "2"],
        ["–", "T1.3 Silence", "0", "0"],
    ]
    assert told.alt == "Dot vote: 6 of 6 voted. First: T1.1 Pay, 4."


async def test_each_thing_voted_on_leads_to_itself(voted: Voted, reported: Reporting) -> None:
    told = await reported()
    cells = [row[1] for row in figure(told, f"vote-{voted.ids['dots']}").table.rows]
    assert [each.target for each in cells if isinstance(each, Link)] == [
        f"#theme-{voted.ids[name]}" for name in ("Pay", "Noon", "Silence")
    ]
    assert breaks(told) == []


async def test_a_theme_that_is_no_more_keeps_its_dots_and_leads_nowhere(voted: Voted, reported: Reporting) -> None:
    lab = voted.lab
    await lab.do(lab.desk(), remove_theme, voted.ids["Noon"])
    told = await reported()
    assert words(figure(told, f"vote-{voted.ids['dots']}"))[1] == ["2", "Noon", "2", "2"]
    assert breaks(told) == []


async def test_words_withdrawn_since_are_in_no_file_of_the_vote_on_them(voted: Voted, reported: Reporting) -> None:
    lab = voted.lab
    poll = await lab.do(lab.desk(), open_vote, "rank", "contributions", uuid4().hex)
    await voted.say(voted.people[0], poll, {voted.ids["Idea on Noon"]: "1"})
    await lab.do(lab.desk(), close_vote, poll.id)
    await lab.do(lab.desk(), withdraw, voted.ids["Idea on Noon"])
    told = await reported()
    assert words(figure(told, f"vote-{poll.id}"))[0] == ["1", "taken back since", "5", "1"]
    assert [name for name in formats() if "Idea on Noon" in words_in(name, made(told, name))] == []


async def test_an_open_vote_is_told_nowhere(voted: Voted, reported: Reporting) -> None:
    lab = voted.lab
    poll = await lab.do(lab.desk(), open_vote, "dots", "themes", uuid4().hex)
    await voted.say(voted.people[0], poll, {voted.ids["Silence"]: "2"})
    told = await reported()
    assert [each["id"] for each in told.findings.votes] == [voted.ids["dots"], voted.ids["ballot"]]
    assert [name for name in formats() if poll.id in made(told, name).decode(errors="ignore")] == []


# --- Ballots on lessons


async def test_a_ballot_stands_beside_its_lesson(voted: Voted, reported: Reporting) -> None:
    told = await reported()
    lesson = section(told, f"lesson-{voted.ids['lesson']}")
    pairs = dict(next(node for node in lesson.nodes if isinstance(node, Facts)).pairs)
    assert pairs["Agreement"] == ["agreed by the group"]
    assert pairs["Ballot"] == [
        "Agreement with reservations (with a veto) · Agreement scale · 9 of 9 voted · 2 on paper"
    ]
    assert words(figure(told, f"vote-{voted.ids['ballot']}")) == [
        ["I endorse it", "3"],
        ["I agree, with a minor point", "3"],
        ["I support it, with reservations", "1"],
        ["I dislike it, but will support it", "0"],
        ["I abstain", "0"],
        ["More discussion is needed", "0"],
        ["I seriously disagree", "1"],
        ["I veto it", "1"],
    ]


async def test_dissent_is_quoted_where_its_author_allowed_it(voted: Voted, reported: Reporting) -> None:
    told = await reported()
    nodes = section(told, f"lesson-{voted.ids['lesson']}").nodes
    assert [node.words for node in nodes if isinstance(node, Paragraph) and node.is_quoted][1:] == [
        "It will be cut first."
    ]
    for name in formats():
        shown = words_in(name, made(told, name))
        assert ("It will be cut first." in shown, "Do not quote me." in shown) == (True, False)


async def test_what_is_not_quoted_is_counted(voted: Voted, reported: Reporting) -> None:
    table = section(await reported(), "disputes").nodes[0]
    assert table.rows[0][3] == "It will be cut first.\n1 objection is not quoted"  # type: ignore[union-attr]


async def test_the_first_page_says_how_far_and_how_many(voted: Voted, reported: Reporting) -> None:
    cards = next(node for node in section(await reported(), "top").nodes if isinstance(node, Cards)).cards
    assert [each.agreement for each in cards] == [
        "Agreement with reservations (with a veto) · 7 of 9 support it · 9 of 9 voted · 2 on paper"
    ]
    assert all(isinstance(each, Card) for each in cards)


async def test_a_ballot_on_an_earlier_wording_is_no_longer_beside_it(voted: Voted, reported: Reporting) -> None:
    lab = voted.lab
    await lab.do(lab.desk(), reword_lesson, voted.ids["lesson"], "title", "Pay everybody", 1)
    told = await reported()
    assert [each["ballot"] for each in told.findings.lessons] == [None]
    assert [each["about"] for each in told.findings.votes] == ["themes", "lesson"]


async def test_a_vote_on_a_lesson_that_was_removed_goes_with_it(voted: Voted, reported: Reporting) -> None:
    lab = voted.lab
    await voted.plenary()
    await lab.do(lab.desk(), remove_lesson, voted.ids["lesson"])
    told = await reported()
    assert [each["about"] for each in told.findings.votes] == ["themes", "lessons"]
    assert [name for name in formats() if "Pay people" in words_in(name, made(told, name))] == []


# --- All groups


async def test_where_a_lesson_holds_is_told_and_drawn(voted: Voted, reported: Reporting) -> None:
    await voted.plenary()
    told = figure(await reported(), f"vote-{voted.ids['plenary']}")
    assert words(told) == [["L1.1 Pay people", "6", "4", "0", "splits groups 2 and 1", "1", "2", "3–5"]]
    assert told.table.columns[-3:] == ["Holds in groups", "Does not hold in groups", "Too few votes in groups"]
    assert isinstance(told.drawing, Grid)
    assert told.drawing.rows == [("L1.1 Pay people", ["holds", "fails", "few", "few", "few"])]
    assert [svg(told).count(f'<use href="#{mark}-') for mark in ("holds", "fails", "few")] == [1, 1, 3]


async def test_every_sign_of_the_drawing_stands_in_words_in_its_table(voted: Voted, reported: Reporting) -> None:
    await voted.plenary()
    told = figure(await reported(), f"vote-{voted.ids['plenary']}")
    assert isinstance(told.drawing, Grid)
    signs = dict(zip(told.drawing.groups, told.drawing.rows[0][1], strict=True))
    of = {sign: [group for group, its in signs.items() if its == sign] for sign in ("holds", "fails", "few")}
    assert words(told)[0][-3:] == [runs_of(of[sign]) for sign in ("holds", "fails", "few")]


def test_neighbouring_groups_are_told_from_the_first_to_the_last() -> None:
    assert [runs_of(each) for each in ([], [4], [1, 2], [1, 2, 3, 7, 9, 10, 11, 12])] == [
        "",
        "4",
        "1, 2",
        "1–3, 7, 9–12",
    ]


async def test_what_each_group_makes_of_each_lesson_is_a_row_for_those_who_count(
    voted: Voted, reported: Reporting
) -> None:
    assert [each.name for each in sheets((await reported()).findings) if each.name == "across"] == []
    await voted.plenary()
    (sheet,) = [each for each in sheets((await reported()).findings) if each.name == "across"]
    assert sheet.columns == ["#", "Its number", "What was voted on", "Group", "Across groups"]
    assert [row[3:] for row in sheet.rows] == [
        [1, "holds"],
        [2, "does not hold"],
        [3, "too few votes"],
        [4, "too few votes"],
        [5, "too few votes"],
    ]
    assert sheet.rows[0][:3] == ["V3", "L1.1", "Pay people"]


async def test_every_vote_is_a_row_for_those_who_count(voted: Voted, reported: Reporting) -> None:
    await voted.plenary()
    (sheet,) = [each for each in sheets((await reported()).findings) if each.name == "votes"]
    told = [tuple(row[n] for n in (0, 1, 9, 11, 12, 13)) for row in sheet.rows]
    assert told[:4] == [
        ("V1", 1, "T1.1", "", None, 4),
        ("V1", 1, "T1.2", "", None, 2),
        ("V1", 1, "T1.3", "", None, 0),
        ("V2", 1, "L1.1", "I endorse it", 3, None),
    ]
    assert told[-3:] == [
        ("V3", None, "L1.1", "Agree", 6, None),
        ("V3", None, "L1.1", "Disagree", 4, None),
        ("V3", None, "L1.1", "Pass", 0, None),
    ]


async def test_votes_are_told_in_french(voted: Voted, reported: Reporting) -> None:
    await voted.plenary()
    english, french = await reported(), await reported("fr")
    told = [figure(each, f"vote-{voted.ids['ballot']}").table for each in (english, french)]
    assert (told[0].columns, told[1].columns) == (["What they said", "Ballots"], ["Réponse", "Bulletins"])
    assert {row[0] for row in told[0].rows} & {row[0] for row in told[1].rows} == set()
