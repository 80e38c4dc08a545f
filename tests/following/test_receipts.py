"""A participant's own: what became of each contribution, everything they gave, and nothing of anybody else."""

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from sqlalchemy import update

from app.domain.anonymity import UNTIED
from app.domain.ballots import cast
from app.domain.contributions import contribute_on_paper, support, withdraw
from app.domain.editing import leave_out
from app.domain.errors import NotYours
from app.domain.groups import open_stage
from app.domain.labs import close
from app.domain.lessons import assign_lesson, word_lesson
from app.domain.sign_off import ask_sign_off, sign_off, take_on
from app.domain.themes import Seen, make_theme, merge_themes, place_in_theme
from app.domain.votes import close_vote, open_ballot, open_vote
from app.following.own import read_receipt
from app.following.receipts import as_html, as_json, page
from app.models import Ballot, Contribution, Event, Lab, Person, SignOff, Support
from app.settings import Settings
from app.store import Store, engine_for
from app.summary.report import report
from tests.cast import LabAtWork, Participant
from tests.summary.reading import Html

pytestmark = pytest.mark.anyio

MINE = ("Nobody paid my evenings", "Childcare comes first", "I would never pay")
THEIRS = ("Meet at noon, says Ola", "A question of Ola's own", "Ola's hidden objection", "Grandma said this")
NAMES = ("Ola Nordmann", "Grandma Solveig")


class Gathered(NamedTuple):
    lab: LabAtWork
    ana: Participant
    ola: Participant
    lesson: str


@pytest.fixture
async def lab(store: Store, founded: Settings) -> LabAtWork:
    return await LabAtWork.of(store, founded)


async def gathered(lab: LabAtWork) -> Gathered:
    """Ana and Ola speak, vote and answer; a lesson rests on a theme that hers lies in."""
    ana, ola = await lab.join("Ana Berg", 1), await lab.join(NAMES[0], 1)
    for _ in range(4):
        await lab.join(None, 1)
    await lab.open("themes")
    first, _ = await lab.say(ana, MINE[0]), await lab.say(ana, MINE[1])
    other = await lab.say(ola, THEIRS[0])
    await lab.do(lab.desk(), contribute_on_paper, lab.prompts["main"], THEIRS[3], NAMES[1], uuid4().hex)
    await lab.do(ana.key, support, other.id, True)
    time = await lab.do(lab.desk(), make_theme, "Time", uuid4().hex)
    money = await lab.do(lab.desk(), make_theme, "Money", uuid4().hex)
    for idea, into in ((first, time), (other, money)):
        await lab.do(lab.desk(), place_in_theme, [Seen(idea.id)], into.id)
    rests = [("theme", time.id)]
    lesson = await lab.do(lab.desk(), word_lesson, "Pay people", "Whoever is asked is paid.", rests, uuid4().hex)
    await lab.do(lab.desk(), merge_themes, time.id, money.id)
    await voted(lab, ana, ola, lesson.id)
    await lab.do(lab.desk(), assign_lesson, lesson.id, NAMES[0], "Ask the council", date(2027, 3, 1), "accepted", 1)
    return Gathered(lab, ana, ola, str(lesson.id))


async def voted(lab: LabAtWork, ana: Participant, ola: Participant, lesson: str) -> None:
    poll = await lab.do(lab.desk(), open_ballot, lesson, "consent", False, uuid4().hex)
    await lab.do(ana.key, cast, poll.id, {lesson: "concern"}, MINE[2], True, uuid4().hex)
    await lab.do(ola.key, cast, poll.id, {lesson: "objection"}, THEIRS[2], False, uuid4().hex)
    await lab.do(lab.desk(), close_vote, poll.id)
    dots = await lab.do(lab.desk(), open_vote, "dots", "contributions", uuid4().hex)
    other = next(each["id"] for each in dots.options if each["text"] == THEIRS[0])
    await lab.do(ana.key, cast, dots.id, {other: "2"}, "", False, uuid4().hex)
    await lab.do(lab.desk(), close_vote, dots.id)
    await lab.do(lab.desk(), ask_sign_off)
    await lab.do(ana.key, sign_off, lesson, True, "", False)
    await lab.do(ola.key, sign_off, lesson, False, THEIRS[1], False)
    await lab.do(ana.key, take_on, lesson, True, False)


@pytest.fixture
async def here(lab: LabAtWork) -> Gathered:
    return await gathered(lab)


async def told(here: Gathered, who: Participant) -> Any:
    return await here.lab.store.read(read_receipt, who.key)


async def files(here: Gathered, who: Participant, language: str = "en") -> str:
    """Everything a person can get of their own: the page and both files."""
    made = [await here.lab.store.read(page, who.key, language)]
    made += [(await here.lab.store.read(write, who.key, language))[1] for write in (as_html, as_json)]
    return "\n".join(made)


# --- What became of it


async def test_a_contribution_leads_to_its_theme_and_lesson_and_to_what_is_done(here: Gathered) -> None:
    first, second = (await told(here, here.ana))["contributions"]
    (lesson,) = first["lessons"]
    assert (first["text"], first["label"], first["theme"]) == (MINE[0], "1.1", "Money")
    assert (lesson["label"], lesson["title"], lesson["rests_on"]) == ("L1.1", "Pay people", "theme")
    assert (lesson["status"], lesson["next_step"], lesson["due"]) == ("accepted", "Ask the council", "2027-03-01")
    assert (lesson["ballot"]["method"], lesson["ballot"]["result"]["outcome"]) == ("consent", "objected")
    assert (second["label"], second["theme"], second["lessons"]) == ("1.2", None, [])


async def test_a_lesson_that_rests_on_the_contribution_itself_says_so(here: Gathered) -> None:
    rests = [("contribution", (await told(here, here.ana))["contributions"][0]["id"])]
    await here.lab.do(here.lab.desk(), word_lesson, "Pay more", "Twice as much.", rests, uuid4().hex)
    first, _ = (await told(here, here.ana))["contributions"]
    assert [(each["label"], each["rests_on"]) for each in first["lessons"]] == [
        ("L1.1", "theme"),
        ("L1.2", "contribution"),
    ]


async def test_labels_are_those_of_the_summary(here: Gathered) -> None:
    found = (await here.lab.store.read(report, here.lab.id, "en")).findings.contributions
    known = {each["text"]: each["label"] for each in found}
    own = (await told(here, here.ana))["contributions"] + (await told(here, here.ola))["contributions"]
    assert {each["text"]: each["label"] for each in own} == {words: known[words] for words in (*MINE[:2], THEIRS[0])}


async def test_what_was_withdrawn_is_told_to_its_author_alone(here: Gathered) -> None:
    second = (await told(here, here.ana))["contributions"][1]
    await here.lab.do(here.lab.desk(), open_stage, None)
    await here.lab.do(here.ana.key, withdraw, second["id"])
    again = (await told(here, here.ana))["contributions"][1]
    assert (again["label"], again["is_withdrawn"]) == (None, True)
    assert "It was withdrawn, and stands in no summary." in await files(here, here.ana)


async def test_what_the_organiser_left_out_is_not_said_to_stand_in_the_summary(here: Gathered) -> None:
    first, second = (await told(here, here.ana))["contributions"]
    (lesson,) = first["lessons"]
    for about, reason in ((f"contribution:{second['id']}", "It names somebody."), (f"lesson:{lesson['id']}", "No.")):
        await here.lab.do(here.lab.organiser, leave_out, about, reason, 0)
    first, second = (await told(here, here.ana))["contributions"]
    assert (first["left_out"], first["lessons"][0]["left_out"], second["left_out"]) == (
        None,
        "No.",
        "It names somebody.",
    )
    shown = await files(here, here.ana)
    assert "The organiser left it out of the summary: It names somebody." in shown
    assert "The organiser left it out of the summary: No." in shown
    assert "It stands in the summary with all the others." not in shown


async def test_what_is_private_leads_to_no_lesson_yet(lab: LabAtWork) -> None:
    ana = await lab.join("Ana", 2)
    await lab.open("silent_writing", group=2)
    await lab.say(ana, "Not yet shown")
    shown = await lab.store.read(page, ana.key, "en")
    assert "Only you see it yet." in shown


async def test_it_is_there_during_the_lab_and_after_it(here: Gathered) -> None:
    during = await here.lab.store.read(page, here.ana.key, "en")
    await here.lab.do(here.lab.organiser, close)
    after = await here.lab.store.read(page, here.ana.key, "fr")
    assert "What became of your contributions" in during
    assert ("/labs/1/summary" in during, "/labs/1/summary" in after) == (False, True)
    assert "Ce que" in after


async def test_who_gave_nothing_is_told_so(lab: LabAtWork) -> None:
    nora = await lab.join("Nora", 3)
    assert "You gave none yet." in await lab.store.read(page, nora.key, "en")


# --- Everything they gave, and nothing else


async def test_the_receipt_holds_everything_they_gave(here: Gathered) -> None:
    found = await told(here, here.ana)
    assert (found["you"]["name"], found["you"]["group"]) == ("Ana Berg", 1)
    assert [each["text"] for each in found["contributions"]] == list(MINE[:2])
    assert [each["label"] for each in found["supported"]] == ["1.3"]
    assert [(each["method"], each["choices"], each["dissent"]) for each in found["ballots"]] == [
        ("consent", [{"what": "Pay people", "chosen": "concern"}], MINE[2]),
        ("dots", [{"what": "1.3", "chosen": 2}], ""),
    ]
    assert [(each["lesson"], each["approves"]) for each in found["signed"]] == [("L1.1 Pay people", True)]
    assert [(each["lesson"], each["by_name"]) for each in found["offered"]] == [("L1.1 Pay people", False)]


@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_nobody_else_is_in_it(here: Gathered, is_closed: bool, language: str) -> None:
    if is_closed:
        await here.lab.do(here.lab.organiser, close)
    made = await files(here, here.ana, language)
    assert [words for words in (*THEIRS, *NAMES) if words in made or json.dumps(words)[1:-1] in made] == []
    assert [words for words in MINE if words not in made] == []
    others = {each.id for each in await here.lab.rows(Contribution) if each.author_id != here.ana.id}
    assert [id for id in others if id in made] == []


async def test_only_participants_have_one(here: Gathered) -> None:
    for key in (here.lab.desk(), here.lab.organiser, here.lab.stage):
        with pytest.raises(NotYours):
            await here.lab.store.read(read_receipt, key)


async def test_the_file_is_whole_in_itself(here: Gathered) -> None:
    name, body = await here.lab.store.read(as_html, here.ana.key, "en")
    read = Html(body)
    assert name == "samskap-7PL1383V-own.html"
    assert [each for each in read.targets if not each.startswith("#")] == []
    assert len(read.ids) == len(set(read.ids))


# --- When the link is cut


async def confide(lab: LabAtWork, level: str) -> None:
    engine = engine_for(Path(str(lab.store.writing.url.database)), "BEGIN IMMEDIATE")
    with engine.begin() as write:
        write.execute(update(Lab.__table__).values(anonymity=level))  # type: ignore[attr-defined]
    engine.dispose()


@pytest.mark.parametrize("level", ["confidential", "anonymous"])
async def test_at_the_close_of_a_confidential_lab_nobody_can_tell_who_gave_what(lab: LabAtWork, level: str) -> None:
    await confide(lab, level)
    here = await gathered(lab)
    assert "only until the lab closes" in await files(here, here.ana)
    await lab.do(lab.organiser, close)
    people = {each.id for each in await lab.rows(Person) if each.role != UNTIED}
    participants = {here.ana.id, here.ola.id}
    assert {each.author_id for each in await lab.rows(Contribution) if not each.on_paper} & participants == set()
    assert {each.person_id for each in await lab.rows(Ballot)} == {None}
    assert {each.person_id for each in await lab.rows(SignOff)} & people == set()
    assert {each.person_id for each in await lab.rows(Support)} & people == set()
    assert {each.who for each in await lab.rows(Event)} & participants == set()


async def test_and_the_page_says_so(lab: LabAtWork) -> None:
    await confide(lab, "confidential")
    here = await gathered(lab)
    await lab.do(lab.organiser, close)
    made = await files(here, here.ana)
    assert "Nobody knows any more which words were yours" in made
    assert [words for words in (*MINE, *THEIRS) if words in made] == []


async def test_the_summary_counts_as_before(lab: LabAtWork) -> None:
    await confide(lab, "confidential")
    here = await gathered(lab)
    before = (await lab.store.read(report, lab.id, "en")).findings
    await lab.do(lab.organiser, close)
    after = (await lab.store.read(report, lab.id, "en")).findings
    assert after.numbers == before.numbers
    assert after.groups == before.groups
    assert [each["sign_off"] for each in after.lessons] == [each["sign_off"] for each in before.lessons]
    assert [each["supports"] for each in after.contributions] == [each["supports"] for each in before.contributions]
    assert here.lesson


async def test_a_lab_of_names_keeps_the_link(here: Gathered) -> None:
    await here.lab.do(here.lab.organiser, close)
    assert [each["text"] for each in (await told(here, here.ana))["contributions"]] == list(MINE[:2])
