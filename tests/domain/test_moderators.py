from typing import Any

import pytest

from app.domain.doors import desk_holders, screen_of
from app.domain.errors import DeskFull, LabClosed, NoSuchGroup, NotAdmitted, NotFound
from app.domain.events import ModeratorInvited, PassRevoked, PersonRemoved, WritingShown
from app.domain.labs import close
from app.domain.moderators import MOST_AT_A_DESK, invite_co_moderator, invite_moderator, show_writing
from app.domain.notes import take_note
from app.domain.people import note_presence, remove_person
from app.domain.work import SERVER, Key
from app.models import Note, Person
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio

FORM, NOTE = "a" * 32, f"note:{'b' * 32}"


def shared(lab: LabAtWork, form: str = FORM) -> str:
    return lab.locksmith.hash(lab.locksmith.link_to_share(lab.code, form))


@pytest.fixture
async def astrid(lab: LabAtWork) -> Any:
    return await lab.do(lab.desk(), invite_co_moderator, "Astrid", FORM, shared(lab))


async def test_a_co_moderator_sits_at_the_desk_of_who_invited_them(lab: LabAtWork) -> None:
    told = await lab.told(lab.desk(2), invite_co_moderator, "Astrid", FORM, shared(lab))
    (invited,) = await lab.rows(Person, name="Astrid")
    assert (invited.role, invited.group_id) == ("moderator", lab.groups[2])
    assert told == [ModeratorInvited(lab.groups[2], invited.id)]


async def test_their_link_opens_that_desk(lab: LabAtWork, astrid: Any) -> None:
    assert await lab.store.read(screen_of, shared(lab)) == (lab.id, "desk-1")


async def test_they_may_do_what_a_moderator_may(lab: LabAtWork, astrid: Any) -> None:
    await lab.do(Key(lab.id, shared(lab)), take_note, "They laughed", "note", "c" * 32)
    kept = await lab.row(Note)
    assert (kept.author_id, kept.group_id) == (astrid.id, lab.groups[1])


async def test_the_organiser_invites_to_any_desk(lab: LabAtWork) -> None:
    invited = await lab.do(lab.organiser, invite_moderator, 3, "", FORM, shared(lab))
    assert (invited.group_id, invited.name) == (lab.groups[3], None)
    with pytest.raises(NoSuchGroup):
        await lab.do(lab.organiser, invite_moderator, 99, "", "d" * 32, shared(lab, "d" * 32))


async def test_one_form_sent_twice_invites_one(lab: LabAtWork, astrid: Any) -> None:
    assert await lab.told(lab.desk(), invite_co_moderator, "Astrid", FORM, shared(lab)) == []
    assert [one.name for one in await lab.store.read(desk_holders, lab.id) if one.join_key] == ["Astrid"]


async def test_a_desk_holds_only_so_many(lab: LabAtWork) -> None:
    for n in range(MOST_AT_A_DESK - 1):
        await lab.do(lab.desk(), invite_co_moderator, "", str(n) * 32, shared(lab, str(n) * 32))
    with pytest.raises(DeskFull):
        await lab.do(lab.desk(), invite_co_moderator, "", FORM, shared(lab))


async def test_the_organiser_takes_the_link_back(lab: LabAtWork, astrid: Any) -> None:
    told = await lab.told(lab.organiser, remove_person, astrid.id)
    assert [type(each) for each in told] == [PassRevoked, PersonRemoved]
    with pytest.raises(NotAdmitted):
        await lab.do(Key(lab.id, shared(lab)), take_note, "Late", "note", "c" * 32)


async def test_who_came_with_the_plan_stays(lab: LabAtWork) -> None:
    planned = (await lab.rows(Person, role="moderator"))[0]
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, remove_person, planned.id)


async def test_nobody_is_invited_to_a_closed_lab(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, close)
    for by, verb, where in ((lab.desk(), invite_co_moderator, ()), (lab.organiser, invite_moderator, (1,))):
        with pytest.raises(LabClosed):
            await lab.do(by, verb, *where, "Astrid", FORM, shared(lab))


async def test_a_pen_is_shown_and_laid_down(lab: LabAtWork, astrid: Any) -> None:
    by = Key(lab.id, shared(lab))
    assert await lab.told(by, show_writing, NOTE) == [WritingShown(lab.groups[1])]
    assert await lab.told(by, show_writing, NOTE) == []
    assert (await lab.row(Person, astrid.id)).writing == NOTE
    await lab.do(by, show_writing, "")
    assert (await lab.row(Person, astrid.id)).writing is None


async def test_who_is_gone_writes_nothing(lab: LabAtWork, astrid: Any) -> None:
    server = Key(lab.id, actor=SERVER)
    await lab.do(server, note_presence, {astrid.id}, set())
    await lab.do(Key(lab.id, shared(lab)), show_writing, NOTE)
    await lab.do(server, note_presence, set(), {astrid.id})
    gone = await lab.row(Person, astrid.id)
    assert (gone.is_here, gone.writing) == (False, None)
