"""Nobody can work out from all public files together how few there were, or what a few of them said.

Two labs are played, alike but for what must stay hidden: how many sat in two groups, and how those voted. If a file of
one differs from the same file of the other, it tells."""

import asyncio
import json
import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4
from zipfile import ZipFile

import pytest

from app.clock import now
from app.domain.ballots import cast
from app.domain.contributions import support
from app.domain.labs import close
from app.domain.lessons import word_lesson
from app.domain.sign_off import ask_sign_off, sign_off
from app.domain.themes import Seen, make_theme, place_in_theme
from app.domain.votes import close_plenary_vote, close_vote, open_ballot, open_plenary_vote, open_vote
from app.following.pages import actions
from app.methods.suppression import LEAST
from app.settings import Settings
from app.store import Store
from app.summary.figures import svg
from app.summary.profiles import PROFILES, room
from app.summary.report import Report, report
from app.summary.walks import drawings
from app.summary.writers import formats
from tests.cast import LabAtWork, Participant
from tests.summary.archiving import brought, told_in
from tests.summary.opening import made, words_in

ID, TIME = re.compile(r"[0-9a-f]{32}"), re.compile(r"\d{4}-\d\d-\d\d[T ][\d:.]+(\+00:00)?|\d{1,2}:\d\d\s[AP]M")
ONE, OTHER = {1: 8, 2: 6, 3: 4, 4: 9}, {1: 8, 2: 7, 3: 3, 4: 9}
"""How many sit in each group: of the last two small ones, 6 and 4 against 7 and 3."""


IDEAS = {1: 8, 2: 6, 3: 3, 4: 9}


class Few(NamedTuple):
    """What groups 2 and 3 of a lab do: levels on their lessons, dots on their first theme."""

    seats: dict[int, int]
    levels: str
    dots: int


LABS = {"one": Few(ONE, "1127", 4), "other": Few(OTHER, "117", 2)}


async def play(settings: Settings, it: Few) -> None:
    store = Store(settings.database, lambda lab, seq: None)
    lab = await LabAtWork.of(store, settings)
    everybody: dict[int, list[Participant]] = {}
    lessons = []
    for group, seats in it.seats.items():
        people = everybody[group] = [await lab.join(None, group) for _ in range(seats)]
        lessons.append(await one_group(lab, group, people, it))
    poll = await lab.do(lab.organiser, open_plenary_vote, uuid4().hex)
    for people in everybody.values():
        for person in people:
            await lab.do(person.key, cast, poll.id, dict.fromkeys(lessons, "agree"), "", False, uuid4().hex)
    await lab.do(lab.organiser, close_plenary_vote, poll.id)
    store.close()


async def one_group(lab: LabAtWork, group: int, people: list[Participant], it: Few) -> str:
    desk = lab.desk(group)
    await lab.open("themes", group=group)
    ideas = [await lab.say(person, f"Idea {n} of {group}") for n, person in enumerate(people[: IDEAS[group]])]
    themes = [(await lab.do(desk, make_theme, f"Theme {n} of {group}", uuid4().hex)).id for n in range(2)]
    for n, idea in enumerate(ideas):
        await lab.do(desk, place_in_theme, [Seen(idea.id)], themes[n % 2])
    for person in people[1 : it.dots if group == 3 else 3]:
        await lab.do(person.key, support, ideas[0].id, True)
    poll = await lab.do(desk, open_vote, "dots", "themes", uuid4().hex)
    for n, person in enumerate(people):
        chosen = themes[0] if n < (it.dots if group == 3 else 4) else themes[1]
        await lab.do(person.key, cast, poll.id, {chosen: "1"}, "", False, uuid4().hex)
    await lab.do(desk, close_vote, poll.id)
    return await learn(lab, group, people, it, ideas[0].id)


async def learn(lab: LabAtWork, group: int, people: list[Participant], it: Few, idea: str) -> str:
    desk = lab.desk(group)
    lesson = await lab.do(desk, word_lesson, f"Lesson of {group}", "Words.", [("contribution", idea)], uuid4().hex)
    poll = await lab.do(desk, open_ballot, lesson.id, "agreement", False, uuid4().hex)
    levels = it.levels if group == 3 else "1" * len(people)
    for level, person in zip(levels, people, strict=True):
        await lab.do(person.key, cast, poll.id, {lesson.id: level}, "", False, uuid4().hex)
    await lab.do(desk, close_vote, poll.id)
    await lab.do(desk, ask_sign_off)
    for person in people:
        await lab.do(person.key, sign_off, lesson.id, True, "", False)
    return str(lesson.id)


@pytest.fixture(scope="module")
def played(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Settings]:
    """Both within one minute: drawings tell minutes, and nothing else may differ."""
    while True:
        began = now().minute
        found = both(founded_once, tmp_path_factory)
        if now().minute == began:
            return found


def both(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Settings]:
    found = {}
    for name, it in LABS.items():
        data = shutil.copytree(founded_once, tmp_path_factory.mktemp(name) / "data")
        found[name] = Settings(data=data)
        asyncio.run(play(found[name], it))
    return found


def told(settings: Settings, profile: str) -> Report:
    store = Store(settings.database, lambda lab, seq: None)
    try:
        return asyncio.run(store.read(report, 1, "en", profile))
    finally:
        store.close()


@pytest.fixture(scope="module")
def public(played: dict[str, Settings]) -> dict[str, Report]:
    return {name: told(settings, "public") for name, settings in played.items()}


def alike(words: str) -> str:
    """Without what differs between any two labs: random ids, by their first mention, and moments."""
    known: dict[str, str] = {}
    named = ID.sub(lambda found: known.setdefault(found[0], f"id{len(known)}"), words)
    return TIME.sub("now", named)


@pytest.mark.parametrize("profile", ["public", "chatham"])
@pytest.mark.parametrize("format", formats())
def test_no_file_tells_one_lab_from_the_other(played: dict[str, Settings], profile: str, format: str) -> None:
    one, other = (alike(words_in(format, made(told(each, profile), format))) for each in played.values())
    assert one.splitlines() == other.splitlines()
    assert len(one) > 3000


def test_no_drawing_tells_either(public: dict[str, Report]) -> None:
    one, other = ([alike(svg(each)) for each in drawings(told.sections)] for told in public.values())
    assert one == other
    assert len(one) > 5


@pytest.mark.parametrize("profile", ["public", "chatham"])
def test_no_alternative_text_and_no_number_behind_a_drawing_does(played: dict[str, Settings], profile: str) -> None:
    one, other = (
        [alike(f"{each.alt} {each.drawing} {each.table}") for each in drawings(told(settings, profile).sections)]
        for settings in played.values()
    )
    assert one == other
    assert len(one) > 5


SERIAL = re.compile(r"<v>[0-9]{5}\.[0-9]+</v>")
"""A moment, as a workbook counts it: days since 1900."""
INSIDE = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/sharedStrings.xml"}


@pytest.mark.parametrize("profile", ["public", "chatham"])
@pytest.mark.parametrize("format", INSIDE)
def test_nothing_inside_an_office_file_does(played: dict[str, Settings], profile: str, format: str) -> None:
    """What is written where no reader looks: descriptions, properties, widths, hidden cells."""
    one, other = (parts_of(made(told(each, profile), format)) for each in played.values())
    assert one == other


def parts_of(body: bytes) -> dict[str, str]:
    """Its XML as it stands, but for what differs between any two labs; pictures by their size and colours."""
    with ZipFile(BytesIO(body)) as archive:
        names = [each for each in archive.namelist() if each.endswith((".xml", ".png"))]
        whole = {each: archive.read(each) for each in names if not each.endswith(("core.xml", "meta.xml"))}
    known = {name: SERIAL.sub("<v>now</v>", body.decode()) for name, body in whole.items() if name.endswith(".xml")}
    return {name: alike(known[name]) if name.endswith(".xml") else body.hex() for name, body in whole.items()}


@pytest.mark.parametrize("profile", ["public", "chatham"])
def test_no_archive_that_was_made_of_it_does(
    played: dict[str, Settings], profile: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever profile it is then asked for."""
    told_again = []
    for settings in played.values():
        exported = made(told(settings, profile), "json").decode()
        kept = brought(tmp_path_factory.mktemp("archive") / "data", exported)
        told_again.append([alike(made(told_in(kept, profile=each), "md").decode()) for each in PROFILES])
    assert told_again[0] == told_again[1]


def test_what_is_done_about_lessons_tells_nothing_of_votes(played: dict[str, Settings]) -> None:
    one, other = (alike(asyncio.run(open_page(settings))) for settings in played.values())
    assert one == other


async def open_page(settings: Settings) -> str:
    store = Store(settings.database, lambda lab, seq: None)
    try:
        lab = await LabAtWork.of(store, settings)
        await lab.do(lab.organiser, close)
        return str(await store.read(actions, lab.id, "en"))
    finally:
        store.close()


def test_those_who_ran_it_are_told_all(played: dict[str, Settings]) -> None:
    one, other = (told(each, "internal").findings for each in played.values())
    assert [[each["seated"] for each in found.groups] for found in (one, other)] == [[8, 6, 4, 9, 0], [8, 7, 3, 9, 0]]
    assert one.numbers["participants"] == other.numbers["participants"] == 27


def test_what_rests_on_enough_people_is_told(public: dict[str, Report]) -> None:
    found = public["one"].findings
    assert [each["seated"] for each in found.groups] == [8, None, None, 9, 0]
    assert found.numbers["participants"] == 27
    ballots = {each["group"]: each["ballot"]["result"] for each in found.lessons}
    assert (ballots[1]["cast"], ballots[1]["options"][0]["counts"]["1"]) == (8, 8)
    assert {group: result["cast"] for group, result in ballots.items()} == {1: 8, 2: None, 3: None, 4: 9}


def test_what_is_hidden_keeps_its_outcome_in_words(public: dict[str, Report]) -> None:
    ballots = {each["group"]: each["ballot"]["result"]["outcome"] for each in public["one"].findings.lessons}
    assert ballots == {1: "strong_agreement", 2: "strong_agreement", 3: "divided", 4: "strong_agreement"}


def test_a_reader_is_told_that_numbers_are_missing(public: dict[str, Report]) -> None:
    shown = words_in("md", made(public["one"], "md"))
    assert "Numbers that rest on fewer than 5 people are not told" in shown
    assert "| 3 | not told | 3 | 1 |" in shown
    assert "too few voted to tell numbers" in shown


def test_the_room_reads_how_many_sat_where_and_not_how_a_few_voted(played: dict[str, Settings]) -> None:
    """Other groups never saw it."""
    found = told(played["one"], "internal").findings
    shown = room(found)
    few = {n for n, each in enumerate(found.votes) if each["result"]["cast"] < LEAST}
    assert few
    assert {n for n, each in enumerate(shown.votes) if each["result"]["cast"] is None} == few
    assert [each["seated"] for each in shown.groups] == [each["seated"] for each in found.groups]
    assert ({each["contributed"] for each in shown.groups}, shown.numbers) == ({None}, found.numbers)


def test_groups_are_compared_only_where_enough_voted(public: dict[str, Report]) -> None:
    (plenary,) = [each for each in public["one"].findings.votes if each["group"] is None]
    common: list[dict[str, Any]] = [each["common"] for each in plenary["result"]["options"]]
    assert [each["judged"] for each in common] == [[1, 4]] * 4
    assert {each["verdict"] for each in common} == {"common_ground"}


def test_the_json_says_how_many_a_number_rests_on(public: dict[str, Report]) -> None:
    assert json.loads(made(public["one"], "json"))["least"] == 5
