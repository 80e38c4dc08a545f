"""For whose eyes: what each reader is told, and whom it names."""

import json
from datetime import UTC, datetime

import pytest

from app.domain.lessons import assign_lesson
from app.methods.suppression import LEAST
from app.summary.editing import without_left_out
from app.summary.findings import Findings, findings
from app.summary.parts.disputes import disputed
from app.summary.profiles import chatham, public, room
from app.summary.writers.html import page
from tests.cast import LabAtWork
from tests.summary.conftest import Harvest
from tests.summary.editing import Desk
from tests.summary.opening import made

pytestmark = pytest.mark.anyio
SAID_BY, OWNER = "Grandma", "Bærum kommune"


@pytest.fixture
async def desk(harvest: Harvest) -> Desk:
    """At a lab that is over: a lesson has an owner, another and an idea are left out."""
    opened, lab = Desk(harvest), harvest.lab
    await lab.do(lab.organiser, assign_lesson, opened.ids["Pay people"], OWNER, "Ask", None, "acting", 1)
    await opened.omit(f"lesson:{opened.ids['Be brief']}", "Its group asked for it.")
    await opened.omit(opened.idea, "It names somebody.")
    await opened.translate_all()
    await opened.close()
    return opened


async def found_in(lab: LabAtWork, **differs: str) -> Findings:
    found: Findings = await lab.store.read(findings, lab.id)
    return found._replace(lab=found.lab | differs)


# --- Chatham House


async def test_under_the_chatham_house_rule_agenda_and_translations_name_nobody(desk: Desk) -> None:
    told = await desk.report("chatham")
    assert {each["by"] for each in told.findings.agenda} == {None}
    names = ["Marguerite", *(each["by"]["en"] for each in (await desk.report()).findings.agenda if each["by"])]
    assert len(names) > 1
    assert [each for each in names if each in json.dumps(json.loads(made(told, "json")), ensure_ascii=False)] == []


async def test_what_was_written_for_everybody_may_be_told_under_it_later(desk: Desk) -> None:
    assert chatham((await desk.report("public")).findings) == (await desk.report("chatham")).findings


# --- The room


async def test_the_room_reads_nothing_that_was_left_out(desk: Desk) -> None:
    told = await desk.lab.store.read(page, desk.lab.id, "en", LEAST)
    assert ["Say less." in told, "Meet at noon" in told] == [False, False]
    assert ["Its group asked for it." in told, "It names somebody." in told] == [True, True]


@pytest.mark.parametrize("anonymity", ["role", "confidential", "anonymous"])
async def test_the_room_names_nobody_where_people_do_not_go_by_their_names(
    lab: LabAtWork, desk: Desk, anonymity: str
) -> None:
    told = room(await found_in(lab, anonymity=anonymity))
    assert {each["owner"] for each in told.lessons} | {each["said_by"] for each in told.contributions} == {"", None}


async def test_the_room_names_those_who_go_by_their_names(lab: LabAtWork, desk: Desk) -> None:
    told = room(await found_in(lab, anonymity="named"))
    assert OWNER in {each["owner"] for each in told.lessons}
    assert SAID_BY in {each["said_by"] for each in told.contributions}


async def test_whoever_said_what_is_left_out_is_not_named_either(lab: LabAtWork, harvest: Harvest) -> None:
    desk = Desk(harvest)
    await desk.omit(f"contribution:{desk.ids['Said aloud']}", "It names somebody.")
    assert {each["said_by"] for each in without_left_out((await desk.report("internal")).findings).contributions} == {
        None
    }


# --- Everybody


async def test_where_few_answered_whoever_is_quoted_is_counted_as_one_against_it(desk: Desk) -> None:
    """How many objected is not told: they are as many as are quoted, never fewer than none."""
    found = (await desk.report("internal")).findings
    (one,) = [each for each in found.lessons if each["title"] == "Pay people"]
    answers = one["sign_off"] | {"objected": 1, "objections": ["Not by the hour!"]}
    told = public(found._replace(lessons=[one | {"sign_off": answers}]))
    assert told.lessons[0]["sign_off"]["objected"] is None
    ((*_, against),) = disputed(told)
    assert str(against).split("\n") == ["One said: not by the hour.", "Not by the hour!"]


async def test_everybody_is_told_minutes_that_are_in_no_log(desk: Desk) -> None:
    """Of what people did themselves."""
    at = datetime(2026, 11, 26, 9, 41, 17, 123456, tzinfo=UTC)
    found = (await desk.report("internal")).findings
    asked = {"group": 1, "id": "q", "label": "Q1.1", "text": "Who pays?", "given_at": at, "votes": 0}
    told = public(
        found._replace(questions=[asked], contributions=[each | {"given_at": at} for each in found.contributions])
    )
    assert {each["given_at"] for each in (*told.contributions, *told.questions)} == {
        at.replace(second=0, microsecond=0)
    }
