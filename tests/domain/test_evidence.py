"""What a lesson rests on, and what becomes of an agreement when that gives way."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from app.domain.contributions import reword, withdraw
from app.domain.errors import EvidenceBroken, NotFound
from app.domain.events import EvidenceChanged, EvidenceReworded, Happened, LessonShaken
from app.domain.evidence import add_evidence, drop_evidence
from app.domain.lessons import settle_lesson, word_lesson
from app.domain.notes import remove_note, reword_note, take_note
from app.domain.themes import Seen, make_theme, name_theme, place_in_theme, remove_theme
from app.live.drawing import picture
from app.live.fragments.sources import read_sources
from app.live.pages import enter
from app.models import Evidence, Lesson, Note
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

KEY = "e" * 32
CHANGED = "its evidence has changed since"
Taken = Callable[[], Awaitable[list[Happened]]]


class Rests:
    """A lesson of group 1, agreed, that rests on one thing; and how that thing is taken back."""

    def __init__(self, lesson: str, kind: str, id: str, taken: Taken):
        self.lesson, self.kind, self.id, self.taken = lesson, kind, id, taken


@pytest.fixture(params=["contribution", "theme", "note"])
async def rests(request: pytest.FixtureRequest, open_lab: LabAtWork, ana: Participant) -> Rests:
    desk, kind = open_lab.desk(), request.param
    if kind == "contribution":
        id, verb = (await open_lab.say(ana, "Nobody paid my evenings")).id, withdraw
    elif kind == "theme":
        id, verb = (await open_lab.do(desk, make_theme, "Time", KEY)).id, remove_theme
    else:
        id, verb = (await open_lab.do(desk, take_note, "For: they came back", "note", KEY)).id, remove_note
    lesson = (await open_lab.do(desk, word_lesson, "Pay", "Pay people.", [(kind, id)], KEY)).id
    await open_lab.do(desk, settle_lesson, lesson, "agreed", "")
    return Rests(lesson, kind, id, lambda: open_lab.told(desk, verb, id))


async def reword_it(lab: LabAtWork, rests: Rests, ana: Participant, words: str) -> None:
    if rests.kind == "contribution":
        await lab.do(ana.key, reword, rests.id, words)
    elif rests.kind == "theme":
        await lab.do(lab.desk(), name_theme, rests.id, words)
    else:
        await lab.do(lab.desk(), reword_note, rests.id, words, (await lab.row(Note)).edition)


async def shown(lab: LabAtWork, region: str, screen: str = "desk") -> str:
    key = {"desk": lab.desk(), "stage": lab.stage, "tower": lab.organiser}[screen]
    actor = await lab.store.read(enter, key, screen, 1 if screen == "desk" else None)
    return str((await lab.store.read(picture, key, actor, "en")).live[region])


async def test_an_agreement_falls_with_what_it_rests_on(open_lab: LabAtWork, rests: Rests) -> None:
    told = await rests.taken()
    kept = await open_lab.row(Lesson)
    assert (kept.verdict, kept.settled_at) == ("shaken", None)
    assert told[-1:] == [LessonShaken(open_lab.groups[1], rests.lesson)]


async def test_every_screen_says_so(open_lab: LabAtWork, rests: Rests) -> None:
    await rests.taken()
    words = "evidence changed since: ask again"
    assert words in await shown(open_lab, "lessons")
    assert words in await shown(open_lab, "wall", "stage")
    assert words in await shown(open_lab, "wall", "tower")
    assert "Something it rests on has been taken back." in await shown(open_lab, "lessons")


async def test_it_is_agreed_again_only_when_the_broken_piece_is_gone(open_lab: LabAtWork, rests: Rests) -> None:
    await rests.taken()
    with pytest.raises(EvidenceBroken):
        await open_lab.do(open_lab.desk(), settle_lesson, rests.lesson, "agreed", "")
    await open_lab.do(open_lab.desk(), drop_evidence, rests.lesson, rests.kind, rests.id)
    assert (await open_lab.row(Lesson)).verdict == "shaken"
    await open_lab.do(open_lab.desk(), settle_lesson, rests.lesson, "agreed", "")
    assert (await open_lab.row(Lesson)).verdict == "agreed"


async def test_a_piece_dropped_by_hand_asks_again_too(open_lab: LabAtWork, rests: Rests) -> None:
    group = open_lab.groups[1]
    told = await open_lab.told(open_lab.desk(), drop_evidence, rests.lesson, rests.kind, rests.id)
    assert told == [EvidenceChanged(group, rests.lesson), LessonShaken(group, rests.lesson)]


async def test_a_lesson_that_rests_on_something_else_stays_agreed(open_lab: LabAtWork, rests: Rests) -> None:
    other = await open_lab.do(open_lab.desk(), word_lesson, "Ask", "Ask first.", [], "f" * 32)
    await open_lab.do(open_lab.desk(), settle_lesson, other.id, "agreed", "")
    await rests.taken()
    assert (await open_lab.row(Lesson, other.id)).verdict == "agreed"


@pytest.mark.parametrize("verdict", ["open", "not_agreed"])
async def test_what_was_not_agreed_does_not_fall(open_lab: LabAtWork, rests: Rests, verdict: str) -> None:
    await open_lab.do(open_lab.desk(), settle_lesson, rests.lesson, verdict, "")
    await rests.taken()
    assert (await open_lab.row(Lesson)).verdict == verdict


async def test_a_case_that_was_presented_is_evidence_for_every_group(open_lab: LabAtWork) -> None:
    case = ("item", str(open_lab.items[2]))
    await open_lab.do(open_lab.desk(2), word_lesson, "Ask", "Ask first.", [case], KEY)
    assert [(each.kind, each.source_id) for each in await open_lab.rows(Evidence)] == [case]
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(2), word_lesson, "Ask", "Ask first.", [("item", "4711")], "f" * 32)


async def test_another_labs_case_is_no_evidence(open_lab: LabAtWork, rests: Rests, founded: Any) -> None:
    other = await LabAtWork.found(open_lab.store, founded, "K7QM3X")
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(), add_evidence, rests.lesson, [("item", str(other.items[0]))])


# Searching for it


async def found(lab: LabAtWork, words: str, number: int = 1) -> list[tuple[str, Any]]:
    sources = await lab.store.read(read_sources, lab.desk(number), words)
    return [(each.kind, each.text) for each in sources.found]


async def test_a_search_finds_ideas_themes_notes_and_cases(open_lab: LabAtWork, ana: Participant) -> None:
    await open_lab.say(ana, "Bærum pays by the hour")
    await open_lab.do(open_lab.desk(), make_theme, "bærum and money", KEY)
    await open_lab.do(open_lab.desk(), take_note, "As in BÆRUM: fewer meetings", "note", KEY)
    case = "Brief presentation of the findings of two cases: Bærum and Madrid"
    assert await found(open_lab, "bærum") == [
        ("theme", "bærum and money"),
        ("note", "As in BÆRUM: fewer meetings"),
        ("contribution", "Bærum pays by the hour"),
        ("item", case),
    ]
    assert await found(open_lab, " hour  bærum ") == [("contribution", "Bærum pays by the hour")]


@pytest.mark.parametrize("words", ["*", "%", "_", '" OR 1=1 --', "Bærum*", "a' AND text:b"])
async def test_a_search_is_for_words_and_nothing_else(open_lab: LabAtWork, ana: Participant, words: str) -> None:
    await open_lab.say(ana, "Pay by the hour")
    assert await found(open_lab, words) == []


async def test_nothing_hidden_withdrawn_or_of_another_group_is_found(
    open_lab: LabAtWork, ana: Participant, zsofia: Participant
) -> None:
    await open_lab.do(ana.key, withdraw, (await open_lab.say(ana, "Pay, withdrawn")).id)
    await open_lab.say(zsofia, "Pay, elsewhere")
    await open_lab.open("silent_writing")
    await open_lab.say(ana, "Pay, in private")
    assert await found(open_lab, "pay") == []
    assert await found(open_lab, "pay", 2) == [("contribution", "Pay, elsewhere")]


# --- Reworded, not taken back


async def test_an_agreement_stands_and_says_that_its_evidence_was_reworded(
    open_lab: LabAtWork, rests: Rests, ana: Participant
) -> None:
    before = await shown(open_lab, "lessons")
    await reword_it(open_lab, rests, ana, "Said otherwise")
    kept = await open_lab.row(Lesson)
    assert (kept.verdict, kept.evidence_reworded_at is None) == ("agreed", False)
    for region, screen in (("lessons", "desk"), ("wall", "stage"), ("wall", "tower")):
        assert (await shown(open_lab, region, screen)).count(CHANGED) == 1
    assert before.count(CHANGED) == 0


async def test_cards_that_come_to_a_cited_theme_or_leave_it_change_what_it_says(
    open_lab: LabAtWork, ana: Participant
) -> None:
    desk, card = open_lab.desk(), (await open_lab.say(ana, "Nobody paid my evenings")).id
    theme = (await open_lab.do(desk, make_theme, "Time", KEY, [Seen(card)])).id
    lesson = (await open_lab.do(desk, word_lesson, "Pay", "Pay people.", [("theme", theme)], KEY)).id
    told = EvidenceReworded(open_lab.groups[1], lesson)
    for goes_to in (None, theme):
        await open_lab.do(desk, settle_lesson, lesson, "agreed", "")
        assert (await open_lab.told(desk, place_in_theme, [Seen(card)], goes_to))[1:] == [told]
        assert (await shown(open_lab, "lessons")).count(CHANGED) == 1
    await open_lab.do(desk, settle_lesson, lesson, "agreed", "")
    assert told in await open_lab.told(desk, make_theme, "Money", "f" * 32, [Seen(card)])


async def test_it_is_told_once_however_often_it_is_reworded(
    open_lab: LabAtWork, rests: Rests, ana: Participant
) -> None:
    since = await open_lab.seq()
    for words in ("Once", "Twice"):
        await reword_it(open_lab, rests, ana, words)
    told = [each for each in await open_lab.events(since) if isinstance(each, EvidenceReworded)]
    assert told == [EvidenceReworded(open_lab.groups[1], rests.lesson)]


async def test_once_the_group_has_agreed_again_nothing_is_said_of_it(
    open_lab: LabAtWork, rests: Rests, ana: Participant
) -> None:
    await reword_it(open_lab, rests, ana, "Said otherwise")
    await open_lab.do(open_lab.desk(), settle_lesson, rests.lesson, "agreed", "")
    assert (await open_lab.row(Lesson)).evidence_reworded_at is None


async def test_evidence_that_is_added_to_what_is_agreed_is_told_too(open_lab: LabAtWork, rests: Rests) -> None:
    told = await open_lab.told(open_lab.desk(), add_evidence, rests.lesson, [("item", str(open_lab.items[1]))])
    group = open_lab.groups[1]
    assert told == [EvidenceChanged(group, rests.lesson), EvidenceReworded(group, rests.lesson)]
    assert (await open_lab.row(Lesson)).verdict == "agreed"
