"""The report tells what tables asked and what hung on posters and was left there: nothing is lost, nobody is named."""

import json
from uuid import uuid4

import pytest

from app.domain.gallery import before, leave_mark, word_poster
from app.domain.questions import ask_question, mark_answered, upvote, withdraw_question
from app.models import Walk
from app.settings import Settings
from app.store import Store
from app.summary.profiles import INTERNAL
from app.summary.report import Report, report
from app.summary.sheets import sheets
from app.summary.trace import breaks
from app.summary.writers import formats
from tests.domain.forming import Forming, stage
from tests.summary.opening import made, words_in
from tests.summary.test_report import section, words_under

pytestmark = pytest.mark.anyio

ASKED, ANSWERED, ON_PAPER = "Who paid for it?", "Who decided?", "Who was not there?"
POSTER, COMMENT = "A week without cars", "And the shops?"


@pytest.fixture
async def lab(store: Store, founded: Settings) -> Forming:
    """A question that two want to hear, one that was answered, one on paper, one that was withdrawn; then a poster,
    with two dots and a comment that the other group left there."""
    lab = await Forming.with_stages(store, founded, stage("inner_circle"), stage("gallery"))
    ana, bo, cy = await lab.join("Ana", 1), await lab.join("Bo", 2), await lab.join("Cy", 2)
    await lab.opened(1)
    asked = [await lab.do(ana.key, ask_question, words, uuid4().hex) for words in (ASKED, ANSWERED, "Never mind")]
    await lab.do(lab.desk(2), ask_question, ON_PAPER, uuid4().hex)
    for one in (bo, cy):
        await lab.do(one.key, upvote, asked[0].id, True)
    await lab.do(lab.desk(), mark_answered, asked[1].id)
    await lab.do(ana.key, withdraw_question, asked[2].id)
    await lab.do(lab.desk(), word_poster, POSTER, 0)
    await lab.opened(2)
    own = lab.groups[1]
    assert before(await lab.row(Walk), lab.groups[2]) == own
    for one in (bo, cy):
        await lab.do(one.key, leave_mark, own, "dot", "", uuid4().hex)
    await lab.do(bo.key, leave_mark, own, "comment", COMMENT, uuid4().hex)
    return lab


async def told(lab: Forming, profile: str = INTERNAL) -> Report:
    return await lab.store.read(report, lab.id, "en", profile)  # type: ignore[no-any-return]


async def test_every_question_stands_in_the_annex_but_what_was_withdrawn(lab: Forming) -> None:
    assert words_under(await told(lab), "questions") == [ASKED, ANSWERED, ON_PAPER]


async def test_what_was_not_answered_is_an_open_question(lab: Forming) -> None:
    (table,) = section(await told(lab), "disputes").nodes
    assert [row[1:] for row in table.rows] == [["1", ASKED], ["2", ON_PAPER]]  # type: ignore[union-attr]


async def test_a_poster_is_told_with_what_was_left_there(lab: Forming) -> None:
    (node,) = section(await told(lab), "posters-1").nodes
    assert [(each.label, each.words, each.remarks) for each in node.entries] == [  # type: ignore[union-attr]
        ("P1", POSTER, ["dots: 2"]),
        ("P1.1", COMMENT, ["from group 2"]),
    ]


async def test_a_lab_without_circle_and_gallery_says_nothing_of_them(store: Store, founded: Settings) -> None:
    lab = await Forming.with_stages(store, founded, stage("themes"))
    names = {each.anchor for each in section(await told(lab), "annex").sections}
    assert names == {"contributions", "privacy"}


@pytest.mark.parametrize("name", sorted(formats()))
async def test_every_format_holds_them_all_and_names_nobody(lab: Forming, name: str) -> None:
    words = " ".join(words_in(name, made(await told(lab), name)).split())
    assert [each for each in (ASKED, ANSWERED, ON_PAPER, POSTER, COMMENT) if each not in words] == []
    assert [each for each in ("mind", "Ana", "Bo", "Cy") if each in words.split()] == []


async def test_few_votes_and_few_dots_are_not_told_to_everybody(lab: Forming) -> None:
    found = (await told(lab, "public")).findings
    assert [each["votes"] for each in found.questions] == [None, 0, 0]
    assert [each["dots"] for each in found.posters] == [None]
    kept = json.loads(str(formats()["json"].write(await told(lab))))
    assert ([each["votes"] for each in kept["questions"]], [each["dots"] for each in kept["posters"]]) == (
        [2, 0, 0],
        [2],
    )


async def test_those_who_count_have_a_row_for_each(lab: Forming) -> None:
    rows = {each.name: each.rows for each in sheets((await told(lab)).findings)}
    assert [row[:5] for row in rows["questions"]] == [
        ["Q1.1", 1, ASKED, 2, 0],
        ["Q1.2", 1, ANSWERED, 0, 1],
        ["Q2.1", 2, ON_PAPER, 0, 0],
    ]
    assert rows["posters"] == [["P1", 1, POSTER, None, 2], ["P1.1", 1, COMMENT, 2, None]]


async def test_all_that_is_linked_is_there(lab: Forming) -> None:
    assert breaks(await told(lab)) == []
