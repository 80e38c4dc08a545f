"""A copy to rehearse in: it is like the lab, touches nothing of it, and goes with all that was done in it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from app.clock import now
from app.domain.doorkeeping import rotate_code
from app.domain.doors import every_door, lab_by_code
from app.domain.errors import LabClosed, NoSuchLab, NotFound
from app.domain.events import PassRevoked
from app.domain.labs import close
from app.domain.lessons import word_lesson
from app.domain.notes import take_note
from app.domain.plans import plan_of
from app.domain.plans.schema import Plan
from app.domain.rehearsals import (
    end_rehearsal,
    erase_rehearsal,
    found_rehearsal,
    rehearsals_of,
    rehearsals_that_are_over,
    rehearse,
    remove_rehearsal,
    stop_rehearsal,
)
from app.domain.venue_errors import EnoughRehearsals
from app.domain.work import SERVER, Key
from app.founding import hashes
from app.models import Lab
from app.rehearsing import as_rehearsal
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork, every

pytestmark = pytest.mark.anyio
COPY = "C0PY2345"


@pytest.fixture
async def copy(lab: LabAtWork, store: Store, founded: Settings) -> LabAtWork:
    plan: Plan = as_rehearsal(await lab.do(lab.organiser, rehearse)).model_copy(update={"code": COPY})
    await store.write(Key(0, actor=SERVER), found_rehearsal, plan, hashes(lab.locksmith, plan), lab.id)
    return await LabAtWork.of(store, founded, COPY)


async def everything(lab: LabAtWork) -> dict[str, list[Any]]:
    """All rows of the true lab, of every table."""
    return {
        name: await lab.rows(kind)
        for name, kind in ((kind.__name__, kind) for kind in SQLModel.__subclasses__())
        if hasattr(kind, "__table__") and ("lab_id" in kind.__table__.c or kind is Lab)
    }


def rows_of(read: Any, lab_id: int) -> dict[str, int]:
    """How many rows each table has of a lab."""
    tables = [table for table in SQLModel.metadata.sorted_tables if "lab_id" in table.c]
    found = {table.name: len(list(read.execute(select(table).where(table.c.lab_id == lab_id)))) for table in tables}
    return {name: n for name, n in found.items() if n}


async def live_in(copy: LabAtWork) -> None:
    """People come and leave a row in many tables."""
    await copy.open("themes")
    ana = await copy.join("Ana")
    idea = await copy.say(ana, "Ask first")
    await copy.do(copy.desk(), take_note, "A point", "parked", uuid4().hex)
    await copy.do(copy.desk(), word_lesson, "Ask", "Ask first", [("contribution", idea.id)], uuid4().hex)


async def test_it_is_the_lab_but_for_its_code_and_its_name(lab: LabAtWork, copy: LabAtWork) -> None:
    true, copied = [await one.store.read(plan_of, one.id) for one in (lab, copy)]
    assert copied.title == {
        "fr": "Répétition\u00a0: Améliorer la co-création dans les services publics",
        "en": "Rehearsal: Improving co-creation in public services",
    }
    assert copied.model_copy(update={"code": true.code, "title": true.title}) == true
    assert (await copy.row(Lab)).rehearsal_of == lab.id


async def test_the_true_lab_is_untouched_by_all_of_it(lab: LabAtWork, store: Store, founded: Settings) -> None:
    ana = await lab.join("Ana")
    await lab.open("themes")
    await lab.say(ana, "For real")
    before = await everything(lab)
    plan: Plan = as_rehearsal(await lab.do(lab.organiser, rehearse)).model_copy(update={"code": COPY})
    await store.write(Key(0, actor=SERVER), found_rehearsal, plan, hashes(lab.locksmith, plan), lab.id)
    copy = await LabAtWork.of(store, founded, COPY)
    await live_in(copy)
    await lab.do(lab.organiser, stop_rehearsal, copy.id)
    await lab.do(lab.organiser, remove_rehearsal, copy.id)
    await copy.do(Key(copy.id, actor=SERVER), end_rehearsal)
    await copy.do(Key(copy.id, actor=SERVER), erase_rehearsal)
    assert await everything(lab) == before


async def test_nothing_of_it_stays_but_its_number(copy: LabAtWork) -> None:
    await live_in(copy)
    assert len(await copy.store.read(rows_of, copy.id)) > 8
    await copy.do(Key(copy.id, actor=SERVER), erase_rehearsal)
    assert await copy.store.read(rows_of, copy.id) == {}
    stays = await copy.row(Lab)
    assert (stays.code, stays.title, stays.question, stays.background) == (f"-{copy.id}", {}, {}, {})
    assert (stays.goals, stays.facts, stays.links, stays.item_id) == ([], [], [], None)


async def test_no_door_leads_to_what_is_gone(copy: LabAtWork) -> None:
    await copy.do(copy.organiser, rotate_code, COPY)
    wall = (await copy.row(Lab)).door_code
    await copy.do(Key(copy.id, actor=SERVER), erase_rehearsal)
    for code in (COPY, wall):
        with pytest.raises(NoSuchLab):
            await copy.store.read(lab_by_code, code)


async def test_its_number_becomes_nobody_else_s(copy: LabAtWork, founded: Settings) -> None:
    """Else what a browser still holds of it could open another lab."""
    await copy.do(Key(copy.id, actor=SERVER), erase_rehearsal)
    next_one = await LabAtWork.found(copy.store, founded, "NEXT2345")
    assert next_one.id > copy.id
    ana = await next_one.join("Ana")
    await next_one.open("themes")
    assert (await next_one.say(ana, "Here")).lab_id == next_one.id


async def test_labs_that_come_after_it_work_where_its_rows_were(lab: LabAtWork, copy: LabAtWork) -> None:
    """Numbers of rows are given again; what the writer remembers of the old ones must not be."""
    await live_in(copy)
    await copy.do(Key(copy.id, actor=SERVER), erase_rehearsal)
    await lab.open("themes")
    ola = await lab.join("Ola")
    idea = await lab.say(ola, "Still here")
    assert (idea.lab_id, idea.group_id) == (lab.id, lab.groups[1])


async def test_its_end_closes_every_screen(copy: LabAtWork) -> None:
    told = await copy.told(Key(copy.id, actor=SERVER), end_rehearsal)
    assert {type(each) for each in told} == {PassRevoked}
    assert len(told) == 7  # five desks, a stage, a tower


@pytest.mark.parametrize("verb", [end_rehearsal, erase_rehearsal])
async def test_a_true_lab_is_never_deleted_as_a_rehearsal(lab: LabAtWork, verb: Any) -> None:
    before = await everything(lab)
    with pytest.raises(NotFound):
        await lab.do(Key(lab.id, actor=SERVER), verb)
    assert await everything(lab) == before


async def test_it_counts_among_nobody_s_labs(lab: LabAtWork, copy: LabAtWork) -> None:
    assert [each.code for each in await lab.store.read(every_door)] == ["7PL1383V"]


async def test_another_lab_s_rehearsal_is_not_found(copy: LabAtWork, founded: Settings) -> None:
    other = await LabAtWork.found(copy.store, founded, "OTHER234")
    for verb in (stop_rehearsal, remove_rehearsal):
        with pytest.raises(NotFound):
            await other.do(other.organiser, verb, copy.id)
        with pytest.raises(NotFound):
            await other.do(other.organiser, verb, other.id)


async def test_a_rehearsal_is_not_rehearsed(copy: LabAtWork) -> None:
    with pytest.raises(NotFound):
        await copy.do(copy.organiser, rehearse)


async def test_there_are_only_a_few(lab: LabAtWork, copy: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.domain.rehearsals.MOST", 1)
    with pytest.raises(EnoughRehearsals):
        await lab.do(lab.organiser, rehearse)
    await copy.do(Key(copy.id, actor=SERVER), end_rehearsal)
    assert (await lab.do(lab.organiser, rehearse)).code == lab.code


async def test_a_closed_lab_is_not_rehearsed(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, close)
    with pytest.raises(LabClosed):
        await lab.do(lab.organiser, rehearse)


async def test_it_is_over_after_a_day_or_when_it_was_ended(
    lab: LabAtWork, copy: LabAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Key(copy.id, actor=SERVER)
    assert await lab.store.read(rehearsals_that_are_over) == []
    later = now() + timedelta(days=1)
    with monkeypatch.context() as time:
        time.setattr("app.domain.rehearsals.now", lambda: later)
        assert await lab.store.read(rehearsals_that_are_over) == [copy.id]
    await copy.do(server, end_rehearsal)
    assert await lab.store.read(rehearsals_that_are_over) == [copy.id]
    assert await lab.store.read(rehearsals_of, lab.id) == []
    await copy.do(server, erase_rehearsal)
    assert await lab.store.read(rehearsals_that_are_over) == []
    assert [each.code for each in await lab.store.read(every, Lab)] == ["7PL1383V", f"-{copy.id}"]
