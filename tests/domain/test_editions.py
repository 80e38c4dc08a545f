"""Publishing and withdrawing, and what may not stay in an edition."""

import sqlite3
from contextlib import closing
from functools import partial
from typing import Any

import pytest

from app.domain.edition_events import EditionPublished, EditionWithdrawn
from app.domain.editions import publish, withdraw_edition
from app.domain.errors import NotFound, NotYours
from app.domain.frozen import packed, unpacked
from app.domain.labs import close
from app.domain.lessons import assign_lesson
from app.domain.people import note_presence
from app.domain.publishing_errors import ChangedWhilePublishing, NothingNew, PublishedMeanwhile, StillOpen
from app.domain.reviews import invite_reviewer
from app.domain.work import SERVER, Key
from app.models import Edition, Publication
from app.settings import Settings
from tests.cast import CODE, LabAtWork, Participant

pytestmark = pytest.mark.anyio
BODY = packed({"lessons": []})


NEW = [{"what": "order"}]


def published(lab: LabAtWork, number: int, seq: int, changes: Any = NEW) -> Any:
    return partial(lab.do, lab.organiser, publish, number, seq, "public", changes, BODY)()


@pytest.fixture
async def over(lab: LabAtWork) -> LabAtWork:
    await lab.do(lab.organiser, close)
    return lab


async def test_an_edition_is_kept_and_told(over: LabAtWork) -> None:
    told = await over.told(over.organiser, publish, 1, await over.seq(), "public", [{"what": "order"}], BODY)
    kept = await over.row(Edition)
    assert told == [EditionPublished(1)]
    assert (kept.number, kept.profile, kept.changes, unpacked(kept.body)) == (
        1,
        "public",
        [{"what": "order"}],
        {"lessons": []},
    )


async def test_its_address_is_the_code_that_everybody_knew(over: LabAtWork) -> None:
    await published(over, 1, await over.seq())
    await published(over, 2, await over.seq())
    assert [each.code for each in await over.rows(Publication)] == [CODE]


async def test_a_code_under_which_an_older_lab_is_published_is_not_taken_twice(
    over: LabAtWork, settings: Settings
) -> None:
    await published(over, 1, await over.seq())
    with closing(sqlite3.connect(settings.database)) as database, database:
        database.execute("UPDATE publication SET code = 'K7QM3X'")
    other = await LabAtWork.found(over.store, settings, "K7QM3X")
    await other.do(other.organiser, close)
    await published(other, 1, await other.seq())
    (code,) = [each.code for each in await other.rows(Publication)]
    assert (len(code), code != "K7QM3X") == (8, True)


async def test_an_open_lab_is_not_published(lab: LabAtWork) -> None:
    with pytest.raises(StillOpen):
        await published(lab, 1, await lab.seq())


@pytest.mark.parametrize("number", [1, 3])
async def test_two_organisers_publish_one_edition(over: LabAtWork, number: int) -> None:
    seq = await over.seq()
    await published(over, 1, seq)
    with pytest.raises(PublishedMeanwhile):
        await published(over, number, seq)
    assert len(await over.rows(Edition)) == 1


async def test_what_is_the_same_again_is_no_new_edition(over: LabAtWork) -> None:
    await published(over, 1, await over.seq(), [])
    with pytest.raises(NothingNew) as refused:
        await published(over, 2, await over.seq(), [])
    assert (refused.value.facts, len(await over.rows(Edition))) == ({"number": "1"}, 1)


async def test_what_was_withdrawn_may_be_published_again_as_it_was(over: LabAtWork) -> None:
    await published(over, 1, await over.seq())
    await over.do(over.organiser, withdraw_edition, 1, "A mistake")
    assert (await published(over, 2, await over.seq(), [])).number == 2


async def test_a_comment_on_the_draft_changes_no_summary(over: LabAtWork) -> None:
    seq = await over.seq()
    await over.do(over.organiser, invite_reviewer, None, "Rita", "e" * 32, over.locksmith.hash("x"))
    assert (await published(over, 1, seq)).number == 1


async def test_what_changed_while_it_was_made_is_not_passed_over(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.organiser, close)
    seq = await open_lab.seq()
    await open_lab.do(open_lab.organiser, assign_lesson, lesson.id, "Bo", "Ask", None, "acting", 1)
    with pytest.raises(ChangedWhilePublishing):
        await published(open_lab, 1, seq)


async def test_who_closes_their_phone_meanwhile_changes_no_summary(lab: LabAtWork, ana: Participant) -> None:
    await lab.do(lab.organiser, close)
    seq = await lab.seq()
    await lab.do(Key(lab.id, actor=SERVER), note_presence, {ana.id}, set())
    assert await lab.seq() > seq
    assert (await published(lab, 1, seq)).number == 1


async def test_an_edition_is_withdrawn_with_a_reason_once(over: LabAtWork) -> None:
    await published(over, 1, await over.seq())
    told = [await over.told(over.organiser, withdraw_edition, 1, words) for words in ("It named her", "Another")]
    kept = await over.row(Edition)
    assert told == [[EditionWithdrawn(1)], []]
    assert (kept.withdrawn_at is not None, kept.reason, kept.stamp) == (True, "It named her", 2)


async def test_an_edition_that_is_not_there_cannot_be_withdrawn(over: LabAtWork) -> None:
    with pytest.raises(NotFound):
        await over.do(over.organiser, withdraw_edition, 1, "Why not")


async def test_a_desk_publishes_nothing(over: LabAtWork) -> None:
    with pytest.raises(NotYours):
        await over.do(over.desk(), publish, 1, await over.seq(), "public", [], BODY)
