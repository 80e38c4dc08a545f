"""A draft on disk: every edition stays, whoever comes later at the same place hears of it, back and forth."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from app.domain.drafts.document import Document, document_of
from app.domain.drafts.edits import Edit, Step
from app.domain.drafts.keeping import (
    Kept,
    begin_draft,
    discard_draft,
    edit_draft,
    return_to_edition,
    step_back,
    step_forth,
)
from app.domain.drafts.looking import document_in, every_draft, past_in, standing
from app.domain.drafts.refusals import (
    DraftMovedOn,
    NoSuchDraft,
    NothingToBringBack,
    NothingToTakeBack,
    TooLargeForADraft,
)
from app.domain.errors import NotYours
from app.domain.plans import read_plan
from app.domain.work import SERVER, STRANGER, Key
from app.models import DraftEdition
from app.store import Store
from tests.cast import every

pytestmark = pytest.mark.anyio


class Desk:
    """A draft, and who works at it."""

    def __init__(self, store: Store, id: str) -> None:
        self.store, self.id = store, id

    async def do(self, verb: Callable[..., Any], *args: Any) -> Any:
        return (await self.store.write(Key(0, actor=SERVER), verb, self.id, *args)).value

    async def type(self, seen: int, **words: str) -> Kept:
        found: Kept = await self.do(
            edit_draft, seen, Edit({name.replace("__", "."): raw for name, raw in words.items()})
        )
        return found

    async def title(self) -> str:
        return str((await self.stands()).document["title"]["en"])

    async def stands(self) -> Any:
        return await self.store.read(standing, self.id)


@pytest.fixture
async def draft(store: Store) -> Desk:
    desk = Desk(store, uuid4().hex)
    await desk.do(begin_draft, document_of(read_plan("co-val-2020")))
    return desk


async def test_a_form_that_comes_twice_begins_one(draft: Desk) -> None:
    await draft.do(begin_draft, {"title": {"en": "Another"}})
    assert len(await draft.store.read(every_draft, None)) == 1
    assert await draft.title() == "Improving co-creation in public services"


async def test_every_save_is_an_edition_and_the_one_before_stays(draft: Desk) -> None:
    await draft.type(1, title__en="Streets")
    await draft.type(2, title__en="Safer streets")
    titles = [(await draft.store.read(document_in, draft.id, n))["title"]["en"] for n in (1, 2, 3)]
    assert titles == ["Improving co-creation in public services", "Streets", "Safer streets"]


async def test_what_changes_nothing_makes_no_edition(draft: Desk) -> None:
    await draft.type(1, title__en="Improving co-creation in public services")
    assert (await draft.stands()).edition == 1


async def test_of_two_at_the_same_place_the_later_hears_of_it_and_both_are_kept(draft: Desk) -> None:
    await draft.type(1, title__en="Theirs")
    kept = await draft.type(1, title__en="Mine")
    assert (kept.clashes, kept.aside, await draft.title()) == (("title.en",), 3, "Theirs")
    assert (await draft.store.read(document_in, draft.id, 3))["title"]["en"] == "Mine"
    past = await draft.store.read(past_in, draft.id)
    assert [(each.number, each.before, each.is_aside) for each in past.values()] == [
        (1, None, False),
        (2, 1, False),
        (3, 1, True),
    ]


async def test_whoever_saw_the_newest_may_say_it_again(draft: Desk) -> None:
    await draft.type(1, title__en="Theirs")
    await draft.type(1, title__en="Mine")
    assert (await draft.type(2, title__en="Mine")).clashes == ()
    assert await draft.title() == "Mine"


async def test_what_was_kept_aside_can_be_the_draft_again(draft: Desk) -> None:
    await draft.type(1, title__en="Theirs")
    await draft.type(1, title__en="Mine")
    await draft.do(return_to_edition, 2, 3)
    assert await draft.title() == "Mine"
    await draft.do(step_back, 4)
    assert await draft.title() == "Theirs"


async def test_all_the_way_back_and_all_the_way_forth(draft: Desk) -> None:
    await draft.type(1, title__en="One")
    await draft.type(2, question__en="Two?")
    await draft.do(edit_draft, 3, Edit({}, Step("remove", ("languages", "fr"))))
    for seen in (4, 3, 2):
        await draft.do(step_back, seen)
    assert (await draft.stands()).document == document_of(read_plan("co-val-2020"))
    with pytest.raises(NothingToTakeBack):
        await draft.do(step_back, 1)
    for seen in (1, 2, 3):
        await draft.do(step_forth, seen)
    assert (await draft.stands()).document["languages"] == ["en"]
    with pytest.raises(NothingToBringBack):
        await draft.do(step_forth, 4)


async def test_what_it_would_take_back_is_said(draft: Desk) -> None:
    await draft.type(1, title__en="One")
    await draft.type(2, question__en="Two?")
    await draft.do(step_back, 3)
    now = await draft.stands()
    assert (now.undoes, now.redoes) == ("title.en", "question.en")


async def test_nobody_takes_back_what_their_page_does_not_show(draft: Desk) -> None:
    await draft.type(1, title__en="Theirs")
    for verb, *more in ((step_back,), (step_forth,), (return_to_edition, 1)):
        with pytest.raises(DraftMovedOn):
            await draft.do(verb, 1, *more)
    assert await draft.title() == "Theirs"


async def test_an_edition_that_there_is_not_was_never_seen(draft: Desk) -> None:
    with pytest.raises(NoSuchDraft):
        await draft.type(9, title__en="Mine")


async def test_a_draft_is_as_long_as_a_plan_may_be(draft: Desk) -> None:
    document: Document = document_of(read_plan("co-val-2020"))
    document["goals"] = [{"#": str(n), "en": "a" * 2000} for n in range(300)]
    with pytest.raises(TooLargeForADraft):
        await Desk(draft.store, uuid4().hex).do(begin_draft, document)
    assert len(await draft.store.read(every_draft, None)) == 1


async def test_what_is_thrown_away_is_gone_with_all_its_editions(draft: Desk) -> None:
    await draft.type(1, title__en="One")
    await draft.do(discard_draft)
    with pytest.raises(NoSuchDraft):
        await draft.stands()
    assert await draft.store.read(every, DraftEdition) == []
    with pytest.raises(NoSuchDraft):
        await draft.type(1, title__en="Two")


async def test_no_draft_is_in_the_way_of_another(draft: Desk) -> None:
    other = Desk(draft.store, uuid4().hex)
    await other.do(begin_draft, document_of(read_plan("world-cafe")))
    await draft.type(1, title__en="Mine")
    assert (await other.stands()).document == document_of(read_plan("world-cafe"))


async def test_a_stranger_changes_no_draft(draft: Desk) -> None:
    with pytest.raises(NotYours):
        await draft.store.write(Key(0, actor=STRANGER), edit_draft, draft.id, 1, Edit({"title.en": "Theirs"}))
