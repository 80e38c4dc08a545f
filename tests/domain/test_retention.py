import asyncio
from datetime import timedelta
from typing import cast

import pytest

from app.clock import now
from app.domain import retention
from app.domain.contributions import contribute_on_paper
from app.domain.errors import NotAdmitted
from app.domain.events import PeopleForgotten
from app.domain.labs import close
from app.domain.retention import forget_people, labs_to_forget
from app.domain.work import SERVER, Key
from app.main import keep_promises
from app.models import Contribution, Person
from app.rehearsing import Rehearsals
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio


def days_later(days: float, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = now() + timedelta(days=days)
    monkeypatch.setattr(retention, "now", lambda: moment)


async def forget(lab: LabAtWork) -> None:
    await lab.do(Key(lab.id, actor=SERVER), forget_people)


async def test_an_open_lab_keeps_its_people(
    open_lab: LabAtWork, ana: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    days_later(400, monkeypatch)
    assert await open_lab.store.read(labs_to_forget) == []


async def test_a_closed_lab_keeps_its_people_as_long_as_was_promised(
    open_lab: LabAtWork, ana: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await open_lab.do(open_lab.organiser, close)
    days_later(29.9, monkeypatch)
    assert await open_lab.store.read(labs_to_forget) == []
    days_later(30.1, monkeypatch)
    assert await open_lab.store.read(labs_to_forget) == [open_lab.id]


async def test_names_go_and_words_stay(open_lab: LabAtWork, ana: Participant) -> None:
    await open_lab.say(ana, "Ask first")
    await forget(open_lab)
    forgotten = await open_lab.row(Person, ana.id)
    assert (forgotten.name, forgotten.language, forgotten.is_here) == (None, None, False)
    assert [idea.text for idea in await open_lab.rows(Contribution)] == ["Ask first"]


async def test_whom_a_proxy_entry_speaks_for_is_forgotten_too(open_lab: LabAtWork) -> None:
    await open_lab.do(open_lab.desk(), contribute_on_paper, open_lab.prompts["main"], "Ring me", "Solveig", "key")
    await forget(open_lab)
    assert [(idea.text, idea.said_by) for idea in await open_lab.rows(Contribution)] == [("Ring me", None)]


async def test_their_passes_open_nothing_any_more(open_lab: LabAtWork, ana: Participant) -> None:
    await forget(open_lab)
    with pytest.raises(NotAdmitted):
        await open_lab.say(ana, "I am still here")


async def test_moderators_stay_known_for_the_plan_names_them(open_lab: LabAtWork, ana: Participant) -> None:
    await forget(open_lab)
    named = [person.name for person in await open_lab.rows(Person, role="moderator")]
    assert len([name for name in named if name]) == 5


async def test_what_was_forgotten_is_forgotten_once(open_lab: LabAtWork, ana: Participant) -> None:
    key = Key(open_lab.id, actor=SERVER)
    first, second = await open_lab.told(key, forget_people), await open_lab.told(key, forget_people)
    assert ([each for each in first if isinstance(each, PeopleForgotten)], second) == (
        [PeopleForgotten([open_lab.groups[1]])],
        [],
    )


async def test_a_promise_that_fails_keeps_no_other_from_being_kept(
    open_lab: LabAtWork, ana: Participant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        async def sweep(self) -> None:
            raise OSError("disk full")

    await open_lab.do(open_lab.organiser, close)
    days_later(31, monkeypatch)
    keeping = asyncio.create_task(keep_promises(open_lab.store, cast(Rehearsals, Broken())))
    for _ in range(500):
        if (await open_lab.row(Person, ana.id)).name is None:
            break
        await asyncio.sleep(0.01)
    keeping.cancel()
    assert (await open_lab.row(Person, ana.id)).name is None
    assert [each.getMessage() for each in caplog.records] == ["a promise was not kept"]
