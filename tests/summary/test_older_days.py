"""What an older Samskap froze or wrote down is told as it was, and what a newer one looks for besides is no change."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from app.domain.editions import withdraw_edition
from app.domain.frozen import packed, unpacked
from app.domain.lessons import assign_lesson
from app.i18n import reading
from app.models import Edition
from app.routers.publishing import last_profile
from app.store import engine_for
from app.summary.changes import changes, of_entries
from app.summary.findings import Findings, findings
from app.summary.parts.groups import groups
from app.summary.profiles import PUBLIC, chatham, public, room
from app.summary.report import Report
from app.summary.sheets import sheets
from app.summary.tree import Entry, Link, Section, Table
from tests.summary.conftest import Harvest
from tests.summary.editing import Desk

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(harvest: Harvest) -> Desk:
    opened = Desk(harvest)
    await opened.close()
    return opened


@pytest.fixture
async def found(desk: Desk) -> Findings:
    return await desk.lab.store.read(findings, desk.lab.id)  # type: ignore[no-any-return]


async def test_an_edition_that_tells_of_some_groups_how_many_contributed_is_told(found: Findings) -> None:
    """Until today it was hidden group by group."""
    some = [each | {"contributed": None if n else 6} for n, each in enumerate(found.groups)]
    (table, *_) = [each for each in groups(found._replace(groups=some)).nodes if isinstance(each, Table)]
    assert table.columns[2] == "Contributed"
    assert [row[2] for row in table.rows] == ["6", *["not told"] * (len(some) - 1)]


@pytest.mark.parametrize("profile", [public, chatham])
async def test_the_room_reads_an_archive_for_others_as_it_was_written(found: Findings, profile: Any) -> None:
    told = profile(found)
    assert room(told) == told


async def test_an_edition_frozen_without_its_profile_has_that_of_its_row(desk: Desk) -> None:
    await desk.publish()
    (edition,) = await desk.lab.rows(Edition)
    kept = unpacked(edition.body)
    del kept["profile"]
    engine = engine_for(Path(str(desk.lab.store.writing.url.database)), "BEGIN IMMEDIATE")
    with engine.begin() as write:
        write.execute(update(Edition.__table__).values(body=packed(kept)))  # type: ignore[attr-defined]
    engine.dispose()
    assert (await desk.edition()).findings.profile == PUBLIC
    assert (await desk.prepared()).is_same


async def test_what_a_newer_one_looks_for_besides_is_no_change(found: Findings) -> None:
    older = found._replace(lessons=[{**each} for each in found.lessons])
    for each in older.lessons:
        del each["is_taken"]
    newer, before = (Report("T", "en", "t", each, []) for each in (found, older))
    assert changes(before, newer) == []


def test_to_get_another_number_is_no_change_and_what_is_gone_is_only_counted() -> None:
    old = {f"contribution-{n}": Entry(f"contribution-{n}", f"1.{n}", f"Idea {n}") for n in (1, 2, 3)}
    new = {f"contribution-{n}": Entry(f"contribution-{n}", f"1.{n - 1}", f"Idea {n}") for n in (2, 3)}
    assert of_entries(old, new) == [{"what": "contributions", "how": "gone", "n": 1, "labels": []}]


async def test_after_a_withdrawal_the_next_is_first_looked_at_under_the_same_profile(desk: Desk) -> None:
    await desk.publish("chatham")
    await desk.lab.do(desk.lab.organiser, withdraw_edition, 1, "A mistake")
    assert await desk.lab.store.read(last_profile, desk.lab.id) == "chatham"


async def test_what_is_left_out_is_in_no_register(desk: Desk) -> None:
    lesson, due = desk.ids["Pay people"], date(2027, 3, 1)
    await desk.lab.do(desk.lab.organiser, assign_lesson, lesson, "Bo", "Ask the board", due, "acting", 1)
    before = await desk.report()
    await desk.omit(desk.lesson, "Its group asked for it.")
    assert [len(in_registers(each)) for each in (before, await desk.report())] == [2, 0]


def in_registers(told: Report) -> list[list[Any]]:
    rows = [row for each in told.sections if each.anchor == "actions" for row in tables(each)]
    with reading(told.language):
        sheet = next(each for each in sheets(told.findings) if each.name == "actions")
    return [row for row in [*rows, *sheet.rows] if "L1.1" in map(str, row)]


def tables(section: Section) -> list[list[str]]:
    found = [each for each in section.nodes if isinstance(each, Table)]
    return [
        [cell.words if isinstance(cell, Link) else str(cell) for cell in row] for each in found for row in each.rows
    ]
