from typing import Any

import pytest

from app.domain.errors import LabClosed, NotFound, SaidOtherwise
from app.domain.events import NoteRemoved, NoteReworded, NoteTaken
from app.domain.labs import close
from app.domain.notes import remove_note, reword_note, take_note
from app.models import Note
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio

KEY = "c" * 32


@pytest.fixture
async def parked(lab: LabAtWork) -> Any:
    return await lab.do(lab.desk(), take_note, "Who pays the interpreter?", "parked", KEY)


async def test_a_note_is_kept_for_its_group(lab: LabAtWork) -> None:
    told = await lab.told(lab.desk(2), take_note, "They agree on evenings", "note", KEY)
    kept = await lab.row(Note)
    assert (kept.text, kept.kind, kept.group_id) == ("They agree on evenings", "note", lab.groups[2])
    assert told == [NoteTaken(lab.groups[2], kept.id)]


async def test_the_same_note_sent_twice_is_one(lab: LabAtWork, parked: Any) -> None:
    assert await lab.told(lab.desk(), take_note, "Who pays the interpreter?", "parked", KEY) == []
    with pytest.raises(SaidOtherwise):
        await lab.do(lab.desk(), take_note, "Who pays?", "parked", KEY)
    assert len(await lab.rows(Note)) == 1


async def test_a_reworded_note_tells_what_it_said(lab: LabAtWork, parked: Any) -> None:
    told = await lab.told(lab.desk(), reword_note, parked.id, "Who pays interpreters?")
    assert told == [NoteReworded(lab.groups[1], parked.id, "Who pays the interpreter?")]
    assert (await lab.row(Note)).text == "Who pays interpreters?"


async def test_a_removed_note_stays_on_record(lab: LabAtWork, parked: Any) -> None:
    assert await lab.told(lab.desk(), remove_note, parked.id) == [NoteRemoved(lab.groups[1], parked.id)]
    assert await lab.told(lab.desk(), remove_note, parked.id) == []
    kept = await lab.row(Note)
    assert (kept.is_removed, kept.text) == (True, "Who pays the interpreter?")


async def test_another_desk_does_not_find_it(lab: LabAtWork, parked: Any) -> None:
    with pytest.raises(NotFound):
        await lab.do(lab.desk(2), reword_note, parked.id, "Ours")
    with pytest.raises(NotFound):
        await lab.do(lab.desk(2), remove_note, parked.id)


async def test_the_close_ends_note_taking(lab: LabAtWork, parked: Any) -> None:
    await lab.do(lab.organiser, close)
    for verb, args in (
        (take_note, ("Late", "note", "d" * 32)),
        (reword_note, (parked.id, "Late")),
        (remove_note, (parked.id,)),
    ):
        with pytest.raises(LabClosed):
            await lab.do(lab.desk(), verb, *args)
