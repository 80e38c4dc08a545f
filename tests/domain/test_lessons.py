from typing import Any

import pytest

from app.domain.contributions import withdraw
from app.domain.errors import (
    AgreedByNobody,
    ChangedMeanwhile,
    EvidenceBroken,
    LabClosed,
    NoEvidenceChosen,
    NotFound,
    SaidOtherwise,
)
from app.domain.events import EvidenceChanged, LessonRemoved, LessonReworded, LessonSettled, LessonWorded
from app.domain.evidence import add_evidence, drop_evidence
from app.domain.labs import close
from app.domain.lessons import assign_lesson, remove_lesson, reword_lesson, settle_lesson, word_lesson
from app.domain.people import remove_person
from app.domain.themes import make_theme, remove_theme
from app.live.drawing import picture
from app.live.pages import enter
from app.models import Evidence, Lesson
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

KEY, OTHER_KEY = "e" * 32, "f" * 32
TITLE, TEXT = "Pay people for their time", "Whoever is asked to co-create is paid like a consultant."


@pytest.fixture
async def idea(open_lab: LabAtWork, ana: Participant) -> Any:
    return await open_lab.say(ana, "Nobody paid my evenings")


@pytest.fixture
async def lesson(open_lab: LabAtWork, idea: Any) -> Any:
    """Group 1's, resting on what Ana said."""
    return await open_lab.do(open_lab.desk(), word_lesson, TITLE, TEXT, [("contribution", idea.id)], KEY)


async def evidence(lab: LabAtWork) -> list[tuple[str, str]]:
    return [(each.kind, each.source_id) for each in await lab.rows(Evidence)]


async def test_a_lesson_rests_on_contributions_and_themes(open_lab: LabAtWork, idea: Any) -> None:
    theme = await open_lab.do(open_lab.desk(), make_theme, "Time", KEY)
    chosen = [("contribution", idea.id), ("theme", theme.id), ("contribution", idea.id)]
    told = await open_lab.told(open_lab.desk(), word_lesson, TITLE, TEXT, chosen, KEY)
    kept = await open_lab.row(Lesson)
    assert (kept.title, kept.text, kept.verdict, kept.edition) == (TITLE, TEXT, "open", 1)
    assert await evidence(open_lab) == chosen[:2]
    assert told == [LessonWorded(open_lab.groups[1], kept.id)]


async def test_the_same_lesson_sent_twice_is_one(open_lab: LabAtWork, lesson: Any, idea: Any) -> None:
    chosen = [("contribution", idea.id)]
    assert await open_lab.told(open_lab.desk(), word_lesson, TITLE, TEXT, chosen, KEY) == []
    with pytest.raises(SaidOtherwise):
        await open_lab.do(open_lab.desk(), word_lesson, TITLE, "Other words.", chosen, KEY)
    assert len(await open_lab.rows(Lesson)) == 1


async def test_evidence_must_be_of_the_same_group_and_of_a_known_kind(
    open_lab: LabAtWork, zsofia: Participant, idea: Any
) -> None:
    theirs = await open_lab.say(zsofia, "Said in group 2")
    for wrong in (("contribution", theirs.id), ("theme", idea.id), ("person", idea.id), ("contribution", "0" * 32)):
        with pytest.raises(NotFound):
            await open_lab.do(open_lab.desk(), word_lesson, TITLE, TEXT, [wrong], KEY)
    assert await open_lab.rows(Lesson) == []


async def test_nothing_hidden_withdrawn_or_removed_can_be_evidence(
    open_lab: LabAtWork, ana: Participant, idea: Any
) -> None:
    theme = await open_lab.do(open_lab.desk(), make_theme, "Time", KEY)
    await open_lab.do(open_lab.desk(), remove_theme, theme.id)
    await open_lab.do(ana.key, withdraw, idea.id)
    await open_lab.open("silent_writing")
    hidden = await open_lab.say(ana, "Written in private")
    for wrong in (("theme", theme.id), ("contribution", idea.id), ("contribution", hidden.id)):
        with pytest.raises(EvidenceBroken):
            await open_lab.do(open_lab.desk(), word_lesson, TITLE, TEXT, [wrong], KEY)


async def test_rewording_asks_the_group_again(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "")
    told = await open_lab.told(open_lab.desk(), reword_lesson, lesson.id, "title", "Pay everyone", 1)
    kept = await open_lab.row(Lesson)
    assert (kept.title, kept.first_title, kept.edition, kept.verdict, kept.settled_at) == (
        "Pay everyone",
        TITLE,
        2,
        "open",
        None,
    )
    assert told == [LessonReworded(open_lab.groups[1], lesson.id, "title", TITLE, True)]


async def test_nobody_overwrites_what_they_have_not_read(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "title", "Pay everyone", 1)
    with pytest.raises(ChangedMeanwhile):
        await open_lab.do(open_lab.desk(), reword_lesson, lesson.id, "title", "Pay nobody", 1)
    assert (await open_lab.row(Lesson)).title == "Pay everyone"


async def test_the_wording_that_already_stands_is_no_news(open_lab: LabAtWork, lesson: Any) -> None:
    for edition in (1, 7):
        assert await open_lab.told(open_lab.desk(), reword_lesson, lesson.id, "title", TITLE, edition) == []


async def test_evidence_is_added_once_and_dropped_once(open_lab: LabAtWork, ola: Participant, lesson: Any) -> None:
    more = await open_lab.say(ola, "Mine neither")
    chosen = ("contribution", more.id)
    news = [EvidenceChanged(open_lab.groups[1], lesson.id)]
    assert await open_lab.told(open_lab.desk(), add_evidence, lesson.id, [chosen, chosen]) == news
    assert await open_lab.told(open_lab.desk(), add_evidence, lesson.id, [chosen]) == []
    assert chosen in await evidence(open_lab)
    assert await open_lab.told(open_lab.desk(), drop_evidence, lesson.id, *chosen) == news
    assert await open_lab.told(open_lab.desk(), drop_evidence, lesson.id, *chosen) == []
    assert len(await evidence(open_lab)) == 1


async def test_adding_needs_something_ticked(open_lab: LabAtWork, lesson: Any) -> None:
    with pytest.raises(NoEvidenceChosen):
        await open_lab.do(open_lab.desk(), add_evidence, lesson.id, [])


@pytest.mark.parametrize("verdict", ["agreed", "not_agreed"])
async def test_the_verdict_and_the_dissent_stand_side_by_side(open_lab: LabAtWork, lesson: Any, verdict: str) -> None:
    told = await open_lab.told(open_lab.desk(), settle_lesson, lesson.id, verdict, "One said: not by the hour.")
    kept = await open_lab.row(Lesson)
    assert (kept.verdict, kept.dissent, kept.settled_at is None) == (verdict, "One said: not by the hour.", False)
    assert told == [LessonSettled(open_lab.groups[1], lesson.id, verdict, "One said: not by the hour.")]


async def test_the_same_verdict_again_is_no_news(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "")
    settled = (await open_lab.row(Lesson)).settled_at
    assert await open_lab.told(open_lab.desk(), settle_lesson, lesson.id, "agreed", "") == []
    assert (await open_lab.row(Lesson)).settled_at == settled


async def test_a_verdict_can_be_opened_again(open_lab: LabAtWork, lesson: Any) -> None:
    for verdict in ("agreed", "open"):
        await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, verdict, "")
    kept = await open_lab.row(Lesson)
    assert (kept.verdict, kept.settled_at) == ("open", None)


async def test_a_lesson_is_not_agreed_by_nobody(open_lab: LabAtWork, ana: Participant, lesson: Any) -> None:
    await open_lab.do(open_lab.organiser, remove_person, ana.id)
    with pytest.raises(AgreedByNobody):
        await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "")
    assert (await open_lab.row(Lesson)).verdict == "open"


async def test_a_lesson_is_not_agreed_on_words_that_were_taken_back(
    open_lab: LabAtWork, ana: Participant, lesson: Any, idea: Any
) -> None:
    await open_lab.do(ana.key, withdraw, idea.id)
    with pytest.raises(EvidenceBroken):
        await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "")
    await open_lab.do(open_lab.desk(), drop_evidence, lesson.id, "contribution", idea.id)
    await open_lab.do(open_lab.desk(), settle_lesson, lesson.id, "agreed", "")


async def test_words_that_were_taken_back_leave_every_screen(
    open_lab: LabAtWork, ana: Participant, ola: Participant, lesson: Any, idea: Any
) -> None:
    await open_lab.do(ana.key, withdraw, idea.id)
    for key, kind, group in (
        (ola.key, "phone", None),
        (open_lab.desk(), "desk", 1),
        (open_lab.stage, "stage", None),
        (open_lab.organiser, "tower", None),
    ):
        actor = await open_lab.store.read(enter, key, kind, group)
        shown = await open_lab.store.read(picture, key, actor, "en")
        assert "Nobody paid my evenings" not in "".join(shown.live.values()), kind


async def test_a_removed_lesson_is_on_record_and_done_with(open_lab: LabAtWork, lesson: Any) -> None:
    assert await open_lab.told(open_lab.desk(), remove_lesson, lesson.id) == [
        LessonRemoved(open_lab.groups[1], lesson.id)
    ]
    assert await open_lab.told(open_lab.desk(), remove_lesson, lesson.id) == []
    kept = await open_lab.row(Lesson)
    assert (kept.is_removed, kept.title) == (True, TITLE)
    for verb, args in ((reword_lesson, ("title", "New", 1)), (settle_lesson, ("agreed", ""))):
        with pytest.raises(NotFound):
            await open_lab.do(open_lab.desk(), verb, lesson.id, *args)


async def test_another_desk_does_not_find_it(open_lab: LabAtWork, lesson: Any) -> None:
    for verb, args in (
        (reword_lesson, ("title", "New", 1)),
        (assign_lesson, ("Bo", "", None, "identified", 1)),
        (settle_lesson, ("agreed", "")),
        (add_evidence, ([],)),
        (drop_evidence, ("contribution", "0" * 32)),
        (remove_lesson, ()),
    ):
        with pytest.raises(NotFound):
            await open_lab.do(open_lab.desk(2), verb, lesson.id, *args)


async def test_the_close_ends_wording(open_lab: LabAtWork, lesson: Any) -> None:
    await open_lab.do(open_lab.organiser, close)
    for verb, args in (
        (word_lesson, (TITLE, TEXT, [], OTHER_KEY)),
        (reword_lesson, (lesson.id, "title", "New", 1)),
        (assign_lesson, (lesson.id, "Bo", "", None, "identified", 1)),
        (settle_lesson, (lesson.id, "agreed", "")),
        (add_evidence, (lesson.id, [])),
        (drop_evidence, (lesson.id, "contribution", "0" * 32)),
        (remove_lesson, (lesson.id,)),
    ):
        with pytest.raises(LabClosed):
            await open_lab.do(open_lab.desk(), verb, *args)
