from typing import Any

import pytest

from app.domain.errors import ChangedMeanwhile, LabClosed, NotFound, SaidOtherwise
from app.domain.events import ContributionGiven, NoteBroughtBack, NoteRemoved, NoteReworded, NoteTaken
from app.domain.labs import close
from app.domain.moderators import invite_co_moderator
from app.domain.notes import bring_back, remove_note, reword_note, take_note
from app.domain.work import Key
from app.live.fragments.notes import history
from app.models import Contribution, Note, Theme
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
    told = await lab.told(lab.desk(), reword_note, parked.id, "Who pays interpreters?", 1)
    assert told == [NoteReworded(lab.groups[1], parked.id, "Who pays the interpreter?")]
    assert (await lab.row(Note)).text == "Who pays interpreters?"


async def test_a_removed_note_stays_on_record(lab: LabAtWork, parked: Any) -> None:
    assert await lab.told(lab.desk(), remove_note, parked.id) == [NoteRemoved(lab.groups[1], parked.id)]
    assert await lab.told(lab.desk(), remove_note, parked.id) == []
    kept = await lab.row(Note)
    assert (kept.is_removed, kept.text) == (True, "Who pays the interpreter?")


async def test_another_desk_does_not_find_it(lab: LabAtWork, parked: Any) -> None:
    with pytest.raises(NotFound):
        await lab.do(lab.desk(2), reword_note, parked.id, "Ours", 1)
    with pytest.raises(NotFound):
        await lab.do(lab.desk(2), remove_note, parked.id)


async def test_the_close_ends_note_taking(lab: LabAtWork, parked: Any) -> None:
    await lab.do(lab.organiser, close)
    for verb, args in (
        (take_note, ("Late", "note", "d" * 32)),
        (reword_note, (parked.id, "Late", 1)),
        (bring_back, (parked.id, "theme")),
        (remove_note, (parked.id,)),
    ):
        with pytest.raises(LabClosed):
            await lab.do(lab.desk(), verb, *args)


# Kept while it is typed


async def test_a_note_goes_on_under_the_key_it_began_with(lab: LabAtWork, parked: Any) -> None:
    again = await lab.do(lab.desk(), take_note, "Who pays the interpreter, and when?", "parked", KEY, 1)
    assert (again.id, again.text, again.edition) == (parked.id, "Who pays the interpreter, and when?", 2)
    assert len(await lab.rows(Note)) == 1


async def test_a_note_may_still_be_parked_when_it_is_done(lab: LabAtWork) -> None:
    await lab.do(lab.desk(), take_note, "Who pays?", "note", KEY)
    await lab.do(lab.desk(), take_note, "Who pays?", "parked", KEY, 1)
    kept = await lab.row(Note)
    assert (kept.kind, kept.text, kept.edition) == ("parked", "Who pays?", 2)


async def test_a_repeated_pause_changes_nothing(lab: LabAtWork, parked: Any) -> None:
    await lab.do(lab.desk(), take_note, "Who pays?", "parked", KEY, 1)
    assert await lab.told(lab.desk(), take_note, "Who pays?", "parked", KEY, 1) == []


async def test_nobody_overwrites_words_they_have_not_read(lab: LabAtWork, parked: Any) -> None:
    await lab.do(lab.desk(), reword_note, parked.id, "Astrid's words", 1)
    for verb, args in ((reword_note, (parked.id, "Mine", 1)), (take_note, ("Mine", "parked", KEY, 1))):
        with pytest.raises(ChangedMeanwhile):
            await lab.do(lab.desk(), verb, *args)
    assert (await lab.row(Note)).text == "Astrid's words"


async def test_whoever_has_read_them_may(lab: LabAtWork, parked: Any) -> None:
    await lab.do(lab.desk(), reword_note, parked.id, "Astrid's words", 1)
    mine = await lab.do(lab.desk(), reword_note, parked.id, "Mine", 2)
    assert (mine.text, mine.edition) == ("Mine", 3)


async def test_a_removed_note_takes_no_more_words(lab: LabAtWork, parked: Any) -> None:
    await lab.do(lab.desk(), remove_note, parked.id)
    with pytest.raises(NotFound):
        await lab.do(lab.desk(), reword_note, parked.id, "Still here", 1)
    with pytest.raises(ChangedMeanwhile):
        await lab.do(lab.desk(), take_note, "Still here", "parked", KEY, 1)


# How it came to say what it says


async def test_every_wording_is_in_its_history(lab: LabAtWork, parked: Any) -> None:
    await lab.do(lab.desk(), take_note, "Another note", "note", "e" * 32)
    for edition, words in enumerate(("Who pays?", "Who pays whom?"), 1):
        await lab.do(lab.desk(), reword_note, parked.id, words, edition)
    told = await lab.store.read(history, parked.id)
    assert [one.text for one in told.wordings] == ["Who pays whom?", "Who pays?", "Who pays the interpreter?"]
    assert {one.by for one in told.wordings} == {"Ingun Solberg"} or len({one.by for one in told.wordings}) == 1


async def test_what_was_kept_in_the_middle_of_a_sentence_is_no_wording_of_its_own(lab: LabAtWork) -> None:
    begun = "Half", "Half a tho", "Half a thought", "Another thought"
    for edition, words in enumerate(begun):
        note = await lab.do(lab.desk(), take_note, words, "note", KEY, edition)
    told = await lab.store.read(history, note.id)
    assert [one.text for one in told.wordings] == ["Another thought", "Half a thought"]


async def test_what_another_moderator_adds_is_a_wording_of_its_own(lab: LabAtWork, parked: Any) -> None:
    astrid = lab.locksmith.hash(lab.locksmith.link_to_share(lab.code, KEY))
    await lab.do(lab.desk(), invite_co_moderator, "Astrid", KEY, astrid)
    await lab.do(Key(lab.id, astrid), reword_note, parked.id, f"{parked.text} And when?", 1)
    told = await lab.store.read(history, parked.id)
    assert [one.text for one in told.wordings] == [f"{parked.text} And when?", parked.text]
    assert told.wordings[0].by == "Astrid"


async def test_an_earlier_wording_comes_back_as_one_more(lab: LabAtWork, parked: Any) -> None:
    await lab.do(lab.desk(), reword_note, parked.id, "Who pays?", 1)
    await lab.do(lab.desk(), reword_note, parked.id, "Who pays the interpreter?", 2)
    told = await lab.store.read(history, parked.id)
    assert [one.text for one in told.wordings] == [
        "Who pays the interpreter?",
        "Who pays?",
        "Who pays the interpreter?",
    ]


# Back to the board


async def test_a_parked_point_becomes_an_idea_on_paper(open_lab: LabAtWork, parked: Any) -> None:
    told = await open_lab.told(open_lab.desk(), bring_back, parked.id, "contribution")
    idea, note = await open_lab.row(Contribution), await open_lab.row(Note)
    assert (idea.text, idea.on_paper, idea.is_revealed) == ("Who pays the interpreter?", True, True)
    assert (note.is_removed, note.became) == (True, f"contribution:{idea.id}")
    group = open_lab.groups[1]
    assert told == [
        ContributionGiven(group, idea.id, True),
        NoteBroughtBack(group, note.id, f"contribution:{idea.id}"),
    ]


async def test_a_parked_point_becomes_a_theme(lab: LabAtWork, parked: Any) -> None:
    await lab.do(lab.desk(), bring_back, parked.id, "theme")
    theme = await lab.row(Theme)
    assert (theme.name, (await lab.row(Note)).became) == ("Who pays the interpreter?", f"theme:{theme.id}")


async def test_a_long_point_makes_a_name_that_fits(lab: LabAtWork) -> None:
    long = await lab.do(lab.desk(), take_note, "Who\npays " * 40, "parked", KEY)
    await lab.do(lab.desk(), bring_back, long.id, "theme")
    name = (await lab.row(Theme)).name
    assert (len(name) <= 120, name[:13], name[-1]) == (True, "Who pays Who ", "…")


async def test_two_clicks_bring_one_back(open_lab: LabAtWork, parked: Any) -> None:
    await open_lab.do(open_lab.desk(), bring_back, parked.id, "contribution")
    assert await open_lab.told(open_lab.desk(), bring_back, parked.id, "contribution") == []
    assert len(await open_lab.rows(Contribution)) == 1


async def test_only_parked_points_go_back(lab: LabAtWork) -> None:
    note = await lab.do(lab.desk(), take_note, "They laughed", "note", KEY)
    with pytest.raises(NotFound):
        await lab.do(lab.desk(), bring_back, note.id, "theme")
