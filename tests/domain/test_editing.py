"""What the organiser lays over the summary, and takes back again; two of them at once."""

from datetime import timedelta
from typing import Any

import pytest

from app.clock import now
from app.domain.editing import (
    annotate,
    introduce,
    introduce_in,
    leave_out,
    put_in_order,
    quotation,
    translate_words,
    undo_edit,
)
from app.domain.edition_events import SummaryEdited
from app.domain.errors import ChangedMeanwhile, NotFound, NotYours
from app.domain.labs import close
from app.domain.lessons import settle_lesson, word_lesson
from app.domain.notes import take_note
from app.domain.publishing_errors import NothingToUndo, OwnLanguage
from app.domain.sign_off import ask_sign_off, sign_off
from app.domain.themes import make_theme
from app.domain.votes import close_vote, open_ballot
from app.models import Contribution, Edit, Lesson
from app.summary.report import found_for
from tests.cast import LabAtWork, Participant
from tests.domain.balloting import TEXT, TITLE, vote

pytestmark = pytest.mark.anyio


async def standing(lab: LabAtWork) -> list[tuple[str, str, str]]:
    return [(each.place, each.about, each.text) for each in await lab.rows(Edit) if not each.is_undone]


async def test_an_introduction_is_kept_with_its_moment_and_told(lab: LabAtWork) -> None:
    told = await lab.told(lab.organiser, introduce, "We met in May", 0)
    kept = await lab.row(Edit)
    assert told == [SummaryEdited("introduction", "", "")]
    assert (kept.place, kept.text, kept.edition, kept.is_undone) == ("introduction", "We met in May", 1, False)
    assert now() - kept.at < timedelta(minutes=1)


async def test_what_is_typed_on_is_one_step(lab: LabAtWork) -> None:
    for edition, text in enumerate(("We", "We met", "We met in May")):
        await lab.do(lab.organiser, introduce, text, edition)
    assert [(each.text, each.edition) for each in await lab.rows(Edit)] == [("We met in May", 3)]


async def test_what_is_typed_on_after_a_while_is_another_step(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    await lab.do(lab.organiser, introduce, "We met", 0)
    later = now() + timedelta(minutes=2)
    monkeypatch.setattr("app.domain.editing.now", lambda: later)
    await lab.do(lab.organiser, introduce, "We met in May", 1)
    assert [each.text for each in await lab.rows(Edit)] == ["We met", "We met in May"]


@pytest.mark.parametrize(("first", "second"), [("Theirs", "Mine"), ("All of it", ""), ("One two", "Three four five")])
async def test_other_words_are_another_step_at_once(lab: LabAtWork, first: str, second: str) -> None:
    await lab.do(lab.organiser, introduce, first, 0)
    await lab.do(lab.organiser, introduce, second, 1)
    assert [each.text for each in await lab.rows(Edit)] == [first, second]


async def test_the_same_words_again_change_nothing(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, introduce, "We met", 0)
    assert await lab.told(lab.organiser, introduce, "We met", 0) == []


async def test_two_at_once_never_overwrite_what_they_have_not_read(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, introduce, "Mine", 0)
    with pytest.raises(ChangedMeanwhile):
        await lab.do(lab.organiser, introduce, "Theirs", 0)
    assert await standing(lab) == [("introduction", "", "Mine")]


async def test_two_at_once_edit_two_places(lab: LabAtWork, lesson: Any) -> None:
    await lab.do(lab.organiser, introduce, "Mine", 0)
    await lab.do(lab.organiser, annotate, f"lesson:{lesson.id}", "Theirs", 0)
    assert await standing(lab) == [("introduction", "", "Mine"), ("note", f"lesson:{lesson.id}", "Theirs")]


async def test_an_undo_brings_back_what_stood_before(lab: LabAtWork, lesson: Any) -> None:
    await lab.do(lab.organiser, annotate, f"lesson:{lesson.id}", "First", 0)
    await lab.do(lab.organiser, introduce, "In between", 0)
    step = (await lab.do(lab.organiser, annotate, f"lesson:{lesson.id}", "Second", 1)).id
    await lab.do(lab.organiser, undo_edit, step)
    assert await standing(lab) == [("note", f"lesson:{lesson.id}", "First"), ("introduction", "", "In between")]


async def test_whoever_saw_the_wording_that_was_undone_is_told_so(lab: LabAtWork) -> None:
    step = (await lab.do(lab.organiser, introduce, "Gone", 0)).id
    await lab.do(lab.organiser, undo_edit, step)
    with pytest.raises(ChangedMeanwhile):
        await lab.do(lab.organiser, introduce, "Gone on", 1)
    assert (await lab.do(lab.organiser, introduce, "Anew", 2)).text == "Anew"


async def test_two_clicks_on_undo_are_one(lab: LabAtWork, lesson: Any) -> None:
    await lab.do(lab.organiser, introduce, "Stays", 0)
    step = (await lab.do(lab.organiser, annotate, f"lesson:{lesson.id}", "Goes", 0)).id
    await lab.do(lab.organiser, undo_edit, step)
    with pytest.raises(NothingToUndo):
        await lab.do(lab.organiser, undo_edit, step)
    assert await standing(lab) == [("introduction", "", "Stays")]


async def test_a_lesson_is_left_out_with_a_reason_and_put_back_without(lab: LabAtWork, lesson: Any) -> None:
    about = f"lesson:{lesson.id}"
    await lab.do(lab.organiser, leave_out, about, "It names somebody", 0)
    await lab.do(lab.organiser, leave_out, about, "", 1)
    assert [each.text for each in await lab.rows(Edit)] == ["It names somebody", ""]


async def test_nothing_that_people_said_is_changed_by_any_of_it(
    open_lab: LabAtWork, lesson: Any, ana: Participant
) -> None:
    idea = await open_lab.say(ana, "Ask the ferryman")
    before = [await open_lab.rows(kind) for kind in (Contribution, Lesson)]
    do = open_lab.organiser
    await open_lab.do(do, annotate, f"lesson:{lesson.id}", "A note", 0)
    await open_lab.do(do, leave_out, f"contribution:{idea.id}", "Names", 0)
    await open_lab.do(do, put_in_order, lesson.id, 1)
    await open_lab.do(do, translate_words, f"lesson:{lesson.id}:title", "fr", "Payer", 0)
    assert [await open_lab.rows(kind) for kind in (Contribution, Lesson)] == before


async def test_lessons_are_moved_among_all_of_them(open_lab: LabAtWork, lesson: Any) -> None:
    others = [(await open_lab.do(open_lab.desk(n), word_lesson, TITLE, TEXT, [], f"{n}" * 32)).id for n in (1, 2)]
    await open_lab.do(open_lab.organiser, put_in_order, others[1], 1)
    await open_lab.do(open_lab.organiser, put_in_order, lesson.id, 3)
    assert (await standing(open_lab))[-1] == ("order", "", " ".join([others[1], others[0], lesson.id]))


async def test_each_move_is_a_step_of_its_own(open_lab: LabAtWork, lesson: Any) -> None:
    other = await open_lab.do(open_lab.desk(2), word_lesson, TITLE, TEXT, [], "2" * 32)
    await open_lab.do(open_lab.organiser, put_in_order, other.id, 1)
    step = (await open_lab.do(open_lab.organiser, put_in_order, other.id, 2)).id
    await open_lab.do(open_lab.organiser, undo_edit, step)
    assert await standing(open_lab) == [("order", "", f"{other.id} {lesson.id}")]


@pytest.mark.parametrize(
    "about",
    [
        "lesson:x",
        "theme:x",
        "contribution:x",
        "note:x",
        "question:x",
        "mark:x",
        "poster:x",
        "poster:99999",
        f"poster:{'9' * 30}",
        "dissent:x",
        "person:1",
        "x",
        "introduction",
    ],
)
async def test_what_is_not_there_cannot_be_left_out(lab: LabAtWork, about: str) -> None:
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, leave_out, about, "Because", 0)


@pytest.mark.parametrize("part", ["owner", "dissent", "nothing", "title:x"])
async def test_only_what_a_lesson_claims_is_translated(lab: LabAtWork, lesson: Any, part: str) -> None:
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, translate_words, f"lesson:{lesson.id}:{part}", "fr", "Payer", 0)


async def test_whatever_a_group_said_or_named_can_be_left_out(open_lab: LabAtWork, lesson: Any) -> None:
    lab, desk = open_lab, open_lab.desk()
    theme = (await lab.do(desk, make_theme, "Grandma", "7" * 32)).id
    note = (await lab.do(desk, take_note, "She laughed", "note", "8" * 32)).id
    await lab.do(desk, settle_lesson, lesson.id, "agreed", "One said no")
    for about in (f"theme:{theme}", f"note:{note}", f"dissent:{lesson.id}"):
        await lab.do(lab.organiser, leave_out, about, "It names her", 0)
    assert [about.partition(":")[0] for _, about, _ in await standing(lab)] == ["theme", "note", "dissent"]


async def test_a_dissent_nobody_noted_cannot_be_left_out(lab: LabAtWork, lesson: Any) -> None:
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, leave_out, f"dissent:{lesson.id}", "Because", 0)


async def test_what_may_be_quoted_is_left_out_by_its_words_and_nobody_s_name(
    open_lab: LabAtWork, lesson: Any, people: list[Participant]
) -> None:
    lab = open_lab
    await lab.do(lab.desk(), ask_sign_off)
    await lab.do(people[0].key, sign_off, lesson.id, False, "Never my word", True, 1)
    poll = await lab.do(lab.desk(), open_ballot, lesson.id, "agreement", False, "7" * 32)
    await vote(lab, people[1], poll, "8", "Not with her", quote=True)
    await vote(lab, people[2], poll, "8", "Between us", quote=False)
    for words in ("Never my word", "Not with her"):
        await lab.do(lab.organiser, leave_out, quotation(lesson.id, words), "It names her", 0)
    with pytest.raises(NotFound):
        await lab.do(lab.organiser, leave_out, quotation(lesson.id, "Between us"), "It names her", 0)
    await lab.do(lab.desk(), close_vote, poll.id)
    (told,) = (await lab.store.read(found_for, lab.id)).lessons
    (silent,) = (await lab.store.read(found_for, lab.id, "public")).lessons
    assert [each["of"] for each in told["unquoted"]] == ["objection", "ballot"]
    assert (silent["sign_off"]["objections"], silent["ballot"]["quotes"]) == ([], [])


async def test_a_note_stands_beside_lessons_and_contributions_alone(open_lab: LabAtWork, ana: Participant) -> None:
    idea = await open_lab.say(ana, "Ask the ferryman")
    theme = (await open_lab.do(open_lab.desk(), make_theme, "Ferries", "7" * 32)).id
    await open_lab.do(open_lab.organiser, annotate, f"contribution:{idea.id}", "As we heard it", 0)
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.organiser, annotate, f"theme:{theme}", "Mine", 0)
    assert await standing(open_lab) == [("note", f"contribution:{idea.id}", "As we heard it")]


# --- Languages: the founding lab's is French


async def test_an_introduction_is_in_the_language_of_the_screen_it_is_typed_on(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, introduce, "We met", 0, "en")
    await lab.do(lab.organiser, introduce, "We met in May", 1, "fr")
    assert await standing(lab) == [("language", "introduction", "en"), ("introduction", "", "We met in May")]


async def test_typing_on_elsewhere_changes_neither_its_language_nor_its_translations(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, introduce, "Réunis en mai", 0, "fr")
    await lab.do(lab.organiser, translate_words, "introduction", "en", "Met in May", 0)
    await lab.do(lab.organiser, introduce, "Réunis en mai.", 1, "en")
    told = (await lab.store.read(found_for, lab.id)).introduction
    assert (told["language"], told["translations"]["en"]["text"]) == ("fr", "Met in May")


async def test_an_introduction_and_the_language_it_came_with_are_taken_back_as_one_step(lab: LabAtWork) -> None:
    for edition in (0, 2):
        step = (await lab.do(lab.organiser, introduce, "We met", edition, "en")).id
        assert await standing(lab) == [("language", "introduction", "en"), ("introduction", "", "We met")]
        await lab.do(lab.organiser, undo_edit, step)
        assert await standing(lab) == []


async def test_a_language_that_somebody_chose_stays_when_words_are_taken_back(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, introduce_in, "en", 0)
    step = (await lab.do(lab.organiser, introduce, "We met", 0, "fr")).id
    await lab.do(lab.organiser, undo_edit, step)
    assert await standing(lab) == [("language", "introduction", "en")]


async def test_whoever_typed_meanwhile_keeps_their_language(lab: LabAtWork) -> None:
    step = (await lab.do(lab.organiser, introduce, "Réunis", 0, "fr")).id
    await lab.do(lab.organiser, undo_edit, step)
    with pytest.raises(ChangedMeanwhile):
        await lab.do(lab.organiser, introduce, "We met", 0, "en")
    assert await standing(lab) == []


async def test_that_of_the_lab_need_not_be_said(lab: LabAtWork) -> None:
    await lab.do(lab.organiser, introduce, "Réunis", 0, "fr")
    assert await standing(lab) == [("introduction", "", "Réunis")]


async def test_nothing_is_translated_into_its_own_language(lab: LabAtWork, lesson: Any) -> None:
    await lab.do(lab.organiser, introduce, "Réunis en mai", 0, "fr")
    with pytest.raises(OwnLanguage):
        await lab.do(lab.organiser, translate_words, "introduction", "fr", "Réunis", 0)
    await lab.do(lab.organiser, introduce_in, "en", 0)
    with pytest.raises(OwnLanguage):
        await lab.do(lab.organiser, translate_words, "introduction", "en", "Met", 0)
    assert (await lab.do(lab.organiser, translate_words, "introduction", "fr", "Réunis", 0)).text == "Réunis"


async def test_another_lab_s_lesson_is_not_there(lab: LabAtWork, lesson: Any, settings: Any) -> None:
    other = await LabAtWork.found(lab.store, settings, "K7QM3X")
    with pytest.raises(NotFound):
        await lab.do(other.organiser, annotate, f"lesson:{lesson.id}", "Not mine", 0)


async def test_a_desk_edits_nothing(lab: LabAtWork, lesson: Any) -> None:
    with pytest.raises(NotYours):
        await lab.do(lab.desk(), annotate, f"lesson:{lesson.id}", "Mine", 0)


async def test_it_can_be_edited_when_the_lab_is_over(lab: LabAtWork, lesson: Any) -> None:
    await lab.do(lab.organiser, close)
    await lab.do(lab.organiser, annotate, f"lesson:{lesson.id}", "A note", 0)
    assert await standing(lab) == [("note", f"lesson:{lesson.id}", "A note")]
