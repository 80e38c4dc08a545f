"""One line, one transaction, one answer each."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import closing
from threading import Event as Signal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from app.domain import rules
from app.domain.contributions import contribute, reword, withdraw
from app.domain.errors import (
    CodeTaken,
    LabClosed,
    NotAdmitted,
    NotFound,
    NotYours,
    PromptNotOpen,
    Refusal,
    SaidOtherwise,
)
from app.domain.events import ContributionGiven, LabFounded, TimerSet, revived
from app.domain.groups import open_prompt
from app.domain.labs import close, tell_everyone
from app.domain.work import SERVER, Key, Work
from app.models import Contribution, Event, Lab
from app.settings import Settings
from app.store import MOST_AT_ONCE, Done, Store
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

KEY = "0123456789abcdef" * 2


def hold_up(work: Work, began: Signal, go: Signal) -> None:
    """Keeps the writer busy, so that a line forms behind it."""
    began.set()
    assert go.wait(10)


def spoil(work: Work, how: Exception) -> None:
    """Writes, then fails."""
    work.announce(TimerSet(999))
    raise how


def scribble(work: Work, id: str) -> None:
    """Changes a row, then refuses."""
    work.get(Contribution, id).text = "scribbled"
    raise LabClosed


@pytest.fixture(autouse=True)
def rules_for_the_tests_own_verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    for verb in (hold_up, spoil, scribble):
        monkeypatch.setitem(rules.MAY, verb.__name__, frozenset({rules.SERVER}))


class Ground:
    """A lab with four people who may write, and what its writer did: how often it committed, which bells it rang."""

    def __init__(self, lab: LabAtWork, people: list[Participant], rung: list[tuple[int, int]]) -> None:
        self.lab, self.people, self.rung, self.commits = lab, people, rung, 0
        self.server = Key(lab.id, actor=SERVER)
        rung.clear()
        event.listen(lab.store.writing, "commit", self.count)

    def count(self, connection: object) -> None:
        self.commits += 1

    def say(self, who: int, text: str, key: str | None = None) -> Coroutine[Any, Any, Done]:
        return self.lab.act(self.people[who].key, contribute, self.lab.prompts["main"], text, key or uuid4().hex)

    async def together(self, *acts: Coroutine[Any, Any, Done]) -> list[Any]:
        """What these come to when they waited in line together. Their commits alone are counted."""
        began, go = Signal(), Signal()
        first = asyncio.create_task(self.lab.act(self.server, hold_up, began, go))
        await asyncio.to_thread(began.wait, 10)
        waiting = [asyncio.ensure_future(act) for act in acts]
        await asyncio.sleep(0)
        go.set()
        await first
        self.commits = 0
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    async def texts(self) -> list[str]:
        return sorted(each.text for each in await self.lab.rows(Contribution))

    async def seqs(self) -> list[int]:
        return [each.seq for each in await self.lab.rows(Event)]


@pytest.fixture
async def ground(founded: Settings) -> AsyncIterator[Ground]:
    rung: list[tuple[int, int]] = []
    store = Store(founded.database, lambda lab, seq: rung.append((lab, seq)))
    lab = await LabAtWork.of(store, founded)
    for number in (1, 2):
        await lab.do(lab.desk(number), open_prompt, lab.prompts["main"])
    yield Ground(lab, [await lab.join(f"Guest {n}", 1 + n % 2) for n in range(4)], rung)
    store.close()


def kinds(answers: list[Any]) -> list[type]:
    return [type(each) for each in answers]


# --- Group commit


async def test_many_are_committed_together(ground: Ground) -> None:
    answers = await ground.together(*(ground.say(n % 4, f"idea {n}") for n in range(MOST_AT_ONCE + 10)))
    assert kinds(answers) == [Done] * (MOST_AT_ONCE + 10)
    assert ground.commits <= 3  # the first of them may have been committed with the act that held the line


async def test_events_are_numbered_without_gaps_in_the_order_of_the_line(ground: Ground) -> None:
    since = await ground.lab.seq()
    answers = await ground.together(*(ground.say(n % 4, f"idea {n}") for n in range(100)))
    assert [done.value.given for done in answers] == list(range(since + 1, since + 101))
    assert await ground.seqs() == list(range(1, since + 101))


async def test_what_was_announced_is_what_the_table_holds(ground: Ground) -> None:
    done = await ground.say(0, "Ask first")
    kept = (await ground.lab.rows(Event))[-1]
    assert (revived(kept.kind, kept.what),) == done.happened == (ContributionGiven(1, done.value.id),)
    assert (kept.seq, kept.who) == (done.seq, ground.people[0].id)


async def test_the_bell_rings_once_for_a_batch_and_says_how_far_it_is(ground: Ground) -> None:
    await ground.together(*(ground.say(n % 4, f"idea {n}") for n in range(50)))
    assert ground.rung == [(ground.lab.id, await ground.lab.seq())]


async def test_the_bell_is_silent_when_nothing_happened(ground: Ground) -> None:
    await ground.say(0, "Ask first", KEY)
    ground.rung.clear()
    await ground.together(ground.say(0, "Ask first", KEY), ground.say(0, "Other words", KEY))
    assert ground.rung == []


async def test_what_was_answered_is_on_the_disk(ground: Ground, founded: Settings) -> None:
    await ground.say(0, "Ask first")
    with closing(sqlite3.connect(founded.database)) as another:
        assert another.execute("SELECT text FROM contribution").fetchall() == [("Ask first",)]


async def test_a_caller_who_went_away_disturbs_nobody(ground: Ground) -> None:
    gone = asyncio.ensure_future(ground.say(0, "sent, then gone"))
    await asyncio.sleep(0)
    gone.cancel()
    assert kinds(await ground.together(ground.say(1, "here"))) == [Done]
    assert await ground.texts() == ["here", "sent, then gone"]


async def test_whatever_waits_when_the_store_closes_is_still_done(ground: Ground, founded: Settings) -> None:
    waiting = [asyncio.ensure_future(ground.say(n % 4, f"idea {n}")) for n in range(20)]
    await asyncio.sleep(0)
    ground.lab.store.close()
    assert kinds(await asyncio.gather(*waiting)) == [Done] * 20


# --- Refusals and failures


async def test_a_refusal_is_private(ground: Ground) -> None:
    await ground.say(0, "first", KEY)
    wrong = Key(ground.lab.id, "wrong")
    answers = await ground.together(
        ground.say(0, "a"),
        ground.say(0, "other words", KEY),
        ground.say(1, "b"),
        ground.lab.act(wrong, contribute, 1, "c", KEY),
        ground.lab.act(ground.people[0].key, close),
        ground.lab.act(Key(999, "wrong"), contribute, 1, "d", KEY),
        ground.say(2, "e"),
    )
    assert kinds(answers) == [Done, SaidOtherwise, Done, NotAdmitted, NotYours, NotFound, Done]
    assert ground.commits <= 2  # refusals must not split the batch
    assert await ground.texts() == ["a", "b", "e", "first"]


@pytest.mark.parametrize("how", [ValueError("a bug"), LabClosed()], ids=["bug", "late refusal"])
async def test_what_fails_after_it_wrote_spoils_only_itself(ground: Ground, how: Exception) -> None:
    since = await ground.lab.seq()
    answers = await ground.together(
        ground.say(0, "a"), ground.lab.act(ground.server, spoil, how), ground.say(1, "b"), ground.say(2, "c")
    )
    assert kinds(answers) == [Done, type(how), Done, Done]
    assert await ground.texts() == ["a", "b", "c"]
    assert await ground.seqs() == list(range(1, since + 4))
    assert TimerSet(999) not in await ground.lab.events()


async def test_what_was_scribbled_before_a_refusal_is_undone(ground: Ground) -> None:
    said = (await ground.say(0, "clean")).value
    answers = await ground.together(
        ground.say(0, "a"), ground.lab.act(ground.server, scribble, said.id), ground.say(1, "b")
    )
    assert kinds(answers) == [Done, LabClosed, Done]
    assert (await ground.lab.row(Contribution, said.id)).text == "clean"
    assert (await ground.lab.act(ground.people[0].key, reword, said.id, "clean")).happened == ()


async def test_the_close_is_for_everyone_at_once(ground: Ground) -> None:
    answers = await ground.together(
        *(ground.say(n % 4, f"{n}") for n in range(5)),
        ground.lab.act(ground.lab.organiser, close),
        *(ground.say(n % 4, f"late {n}") for n in range(5)),
    )
    assert kinds(answers) == [Done] * 6 + [LabClosed] * 5
    assert await ground.texts() == ["0", "1", "2", "3", "4"]


# --- Said once


async def test_the_same_id_twenty_times_at_once_is_one_row_and_one_answer(ground: Ground) -> None:
    answers = await ground.together(*(ground.say(0, "x", KEY) for _ in range(20)))
    assert {(done.value.id, done.value.text, done.value.given, done.seq) for done in answers} == {
        (answers[0].value.id, "x", answers[0].value.given, answers[0].seq)
    }
    assert sum(len(done.happened) for done in answers) == 1
    assert await ground.texts() == ["x"]


async def test_the_same_id_with_other_words_at_once_keeps_the_first(ground: Ground) -> None:
    assert kinds(await ground.together(ground.say(0, "x", KEY), ground.say(0, "y", KEY))) == [Done, SaidOtherwise]
    assert await ground.texts() == ["x"]


async def test_the_same_id_of_two_people_is_two_rows(ground: Ground) -> None:
    assert kinds(await ground.together(ground.say(0, "x", KEY), ground.say(2, "y", KEY))) == [Done, Done]
    assert await ground.texts() == ["x", "y"]


async def test_what_was_withdrawn_stays_withdrawn_when_it_is_sent_again(ground: Ground) -> None:
    said = (await ground.say(0, "x", KEY)).value
    await ground.lab.do(ground.people[0].key, withdraw, said.id)
    again = await ground.say(0, "x", KEY)
    assert (again.value.id, again.value.is_withdrawn, again.happened) == (said.id, True, ())
    assert [each.is_withdrawn for each in await ground.lab.rows(Contribution)] == [True]


# --- Two labs in one database


async def test_two_labs_count_for_themselves(ground: Ground, founded: Settings) -> None:
    other = await LabAtWork.found(ground.lab.store, founded, "OTHER1")
    since = await ground.lab.seq()
    acts = [ground.lab.act(lab.organiser, tell_everyone, f"{n}") for n in range(10) for lab in (ground.lab, other)]
    assert kinds(await ground.together(*acts)) == [Done] * 20
    assert (await ground.lab.seq(), await other.seq()) == (since + 10, 1 + 10)
    assert [each.seq for each in await other.rows(Event)] == list(range(1, 12))


async def test_two_labs_founded_at_once_are_two(ground: Ground, founded: Settings) -> None:
    store = ground.lab.store
    codes = ("TWIN01", "TWIN02")
    first, second = await asyncio.gather(*(LabAtWork.found(store, founded, code) for code in codes))
    assert [await each.events() for each in (first, second)] == [[LabFounded()], [LabFounded()]]
    assert [(await each.row(Lab)).code for each in (first, second)] == list(codes)
    assert set(first.groups.values()) & set(second.groups.values()) == set()


async def test_two_labs_of_one_code_are_not_founded(ground: Ground, founded: Settings) -> None:
    with pytest.raises(CodeTaken):
        await LabAtWork.found(ground.lab.store, founded, ground.lab.code)
    assert (await ground.say(0, "Ask first")).seq == await ground.lab.seq()


async def test_what_is_another_lab_s_is_not_there(ground: Ground, founded: Settings) -> None:
    other = await LabAtWork.found(ground.lab.store, founded, "OTHER1")
    theirs = await other.join("Zsófia")
    said = (await ground.say(0, "Ask first")).value
    refusals: list[tuple[Coroutine[Any, Any, Any], type[Refusal]]] = [
        (other.do(other.desk(), withdraw, said.id), NotFound),
        (other.do(theirs.key, withdraw, said.id), NotFound),
        (other.do(other.desk(), open_prompt, ground.lab.prompts["main"]), NotFound),
        (other.do(theirs.key, contribute, ground.lab.prompts["main"], "Hello", KEY), PromptNotOpen),
        (ground.lab.do(theirs.key._replace(lab_id=ground.lab.id), withdraw, said.id), NotAdmitted),
    ]
    for act, refusal in refusals:
        with pytest.raises(refusal):
            await act
    assert await other.seq() == 2
