"""Every step of clustering can be taken back, and done again; what others changed since is not touched."""

from itertools import count
from typing import Any

import pytest

from app.domain.contributions import withdraw
from app.domain.errors import EvidenceBroken, LabClosed, NotFound
from app.domain.labs import close
from app.domain.lessons import settle_lesson, word_lesson
from app.domain.notes import bring_back, take_note
from app.domain.sorting_errors import CardMovedSince, ThemeChangedSince
from app.domain.sorting_events import StepUndone, ThemesMerged
from app.domain.steps import as_steps, standing, to_redo, to_undo, undo
from app.domain.themes import Seen, make_theme, merge_themes, name_theme, place_in_theme, remove_theme
from app.models import Contribution, Event, Evidence, Lesson, Note, Theme
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio


class Sorting:
    """The desk of group 1, two themes and three cards, and what was done to them."""

    def __init__(self, lab: LabAtWork, cards: list[Any]) -> None:
        self.lab, self.cards, self.keys = lab, [each.id for each in cards], count()

    @classmethod
    async def of(cls, lab: LabAtWork, ana: Participant) -> "Sorting":
        sorting = cls(lab, [await lab.say(ana, words) for words in ("At noon", "At night", "A fee")])
        sorting.hours, sorting.money = await sorting.theme("Hours"), await sorting.theme("Money")
        return sorting

    hours: str
    money: str

    async def do(self, verb: Any, *args: Any) -> int:
        """The number of the step that it was."""
        return (await self.lab.act(self.lab.desk(), verb, *args)).seq

    async def theme(self, name: str, *cards: str) -> str:
        key = f"{next(self.keys):032x}"
        return str((await self.lab.do(self.lab.desk(), make_theme, name, key, [Seen(each) for each in cards])).id)

    async def move(self, theme: str | None, *cards: str) -> int:
        return await self.do(place_in_theme, [Seen(each) for each in cards], theme)

    async def state(self) -> Any:
        """Where each card lies, and what each theme is."""
        themes = {one.id: (one.name, one.is_removed, one.merged_into) for one in await self.lab.rows(Theme)}
        return {one.id: one.theme_id for one in await self.lab.rows(Contribution)}, themes

    async def steps(self) -> list[Any]:
        rows = [(one.seq, one.who, one.kind, one.what) for one in await self.lab.rows(Event)]
        return as_steps(sorted(rows))


@pytest.fixture
async def sorting(open_lab: LabAtWork, ana: Participant) -> Sorting:
    return await Sorting.of(open_lab, ana)


async def a_move(it: Sorting) -> int:
    return await it.move(it.hours, *it.cards[:2])


async def a_move_out(it: Sorting) -> int:
    await it.move(it.hours, it.cards[0])
    return await it.move(None, it.cards[0])


async def a_split(it: Sorting) -> int:
    await it.move(it.hours, *it.cards)
    return await it.do(make_theme, "Night", "e" * 32, [Seen(it.cards[1])])


async def a_name(it: Sorting) -> int:
    return await it.do(name_theme, it.hours, "When")


async def a_merger(it: Sorting) -> int:
    await it.move(it.hours, it.cards[0])
    fees = await it.theme("Fees", it.cards[2])
    await it.do(merge_themes, fees, it.hours)
    return await it.do(merge_themes, it.hours, it.money)


async def a_removal(it: Sorting) -> int:
    await it.move(it.hours, *it.cards)
    return await it.do(remove_theme, it.hours)


STEPS = [a_move, a_move_out, a_split, a_name, a_merger, a_removal]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
async def test_a_step_is_taken_back_done_again_and_taken_back(sorting: Sorting, step: Any) -> None:
    """Whatever it was: undo brings the state before, redo the state after."""
    seq = await step(sorting)
    after = await sorting.state()
    await sorting.do(undo, seq)
    before = await sorting.state()
    (last,) = [each for each in [to_redo(await sorting.steps())] if each]
    await sorting.do(undo, last.seq)
    assert (await sorting.state(), before == after) == (after, False)
    await sorting.do(undo, seq)
    assert await sorting.state() == before


async def test_undo_brings_everything_back_step_by_step(sorting: Sorting) -> None:
    cards, themes = await sorting.state()
    made = len(to_undo(await sorting.steps()))
    for step in (a_move, a_name, a_split):
        await step(sorting)
    undone = to_undo(await sorting.steps())[:-made]
    for each in undone:
        await sorting.do(undo, each.seq)
    again = await sorting.state()
    night = [one for id, one in again[1].items() if id not in themes]
    assert (len(undone), again[0], night) == (4, cards, [("Night", True, None)])
    assert {id: again[1][id] for id in themes} == themes


async def test_two_clicks_on_undo_are_one(sorting: Sorting) -> None:
    seq = await a_move(sorting)
    told = await sorting.lab.told(sorting.lab.desk(), undo, seq)
    assert [type(each) for each in told] == [StepUndone]
    assert await sorting.lab.told(sorting.lab.desk(), undo, seq) == []


async def test_an_older_step_can_be_taken_back_when_nothing_touched_it_since(sorting: Sorting) -> None:
    older = await sorting.move(sorting.hours, sorting.cards[0])
    await sorting.move(sorting.money, sorting.cards[2])
    await sorting.do(undo, older)
    cards, _ = await sorting.state()
    assert cards == {sorting.cards[0]: None, sorting.cards[1]: None, sorting.cards[2]: sorting.money}


async def test_a_card_that_was_moved_since_stays_and_its_mover_is_named(sorting: Sorting) -> None:
    older = await sorting.move(sorting.hours, sorting.cards[0])
    await sorting.move(sorting.money, sorting.cards[0])
    before = await sorting.state()
    with pytest.raises(CardMovedSince) as refused:
        await sorting.do(undo, older)
    assert (refused.value.facts["card"], refused.value.facts["who"] is not None) == ("At noon", True)
    assert (len(refused.value.meanwhile), await sorting.state()) == (1, before)


async def test_a_theme_that_was_named_since_keeps_its_name(sorting: Sorting) -> None:
    older = await a_name(sorting)
    await sorting.do(name_theme, sorting.hours, "Opening hours")
    with pytest.raises(ThemeChangedSince) as refused:
        await sorting.do(undo, older)
    assert refused.value.facts["theme"] == "Opening hours"


async def test_a_theme_that_others_put_cards_into_is_not_unmade(sorting: Sorting) -> None:
    night = await sorting.theme("Night", sorting.cards[1])
    made = await sorting.lab.seq()
    await sorting.move(night, sorting.cards[0])
    with pytest.raises(ThemeChangedSince):
        await sorting.do(undo, made)


async def test_a_card_does_not_go_back_into_a_theme_that_is_gone(sorting: Sorting) -> None:
    await sorting.move(sorting.hours, sorting.cards[0])
    older = await sorting.move(sorting.money, sorting.cards[0])
    await sorting.do(remove_theme, sorting.hours)
    with pytest.raises(ThemeChangedSince):
        await sorting.do(undo, older)


async def test_a_card_withdrawn_since_does_not_hinder(sorting: Sorting, ana: Participant) -> None:
    seq = await sorting.move(sorting.hours, *sorting.cards)
    await sorting.lab.do(ana.key, withdraw, sorting.cards[0])
    await sorting.do(undo, seq)
    assert set((await sorting.state())[0].values()) == {None}


async def test_other_groups_and_other_events_are_no_steps(sorting: Sorting) -> None:
    seq = await a_move(sorting)
    for by, number in ((sorting.lab.desk(2), seq), (sorting.lab.desk(), 1), (sorting.lab.desk(), 10**6)):
        with pytest.raises(NotFound):
            await sorting.lab.do(by, undo, number)


async def test_the_close_ends_undoing(sorting: Sorting) -> None:
    seq = await a_move(sorting)
    await sorting.lab.do(sorting.lab.organiser, close)
    with pytest.raises(LabClosed):
        await sorting.do(undo, seq)


async def test_redo_is_offered_until_something_new_is_done(sorting: Sorting) -> None:
    first, second = await sorting.move(sorting.hours, sorting.cards[0]), await a_name(sorting)
    await sorting.do(undo, second)
    await sorting.do(undo, first)
    offered = []
    for _ in range(3):
        again = to_redo(await sorting.steps())
        offered.append(again and again.undone)
        if again:
            await sorting.do(undo, again.seq)
    assert offered == [first, second, None]
    await sorting.do(undo, second)
    await sorting.move(sorting.money, sorting.cards[2])
    assert to_redo(await sorting.steps()) is None


async def test_what_is_taken_back_does_not_stand(sorting: Sorting) -> None:
    seq = await a_move(sorting)
    await sorting.do(undo, seq)
    done = await sorting.steps()
    assert (seq in standing(done), seq in [each.seq for each in to_undo(done)]) == (False, False)


async def lesson_on(it: Sorting, theme: str) -> str:
    lesson = await it.lab.do(it.lab.desk(), word_lesson, "Open late", "It helps", [("theme", theme)], "f" * 32)
    return str(lesson.id)


async def test_a_lesson_whose_theme_is_taken_away_cannot_be_agreed_until_it_is_back(sorting: Sorting) -> None:
    lesson = await lesson_on(sorting, sorting.hours)
    gone = await sorting.do(remove_theme, sorting.hours)
    with pytest.raises(EvidenceBroken):
        await sorting.do(settle_lesson, lesson, "agreed", "")
    await sorting.do(undo, gone)
    await sorting.do(settle_lesson, lesson, "agreed", "")
    assert (await sorting.lab.row(Lesson)).verdict == "agreed"


async def test_a_lesson_rests_on_a_theme_that_was_put_together_with_another(sorting: Sorting) -> None:
    lesson = await lesson_on(sorting, sorting.hours)
    told = await sorting.lab.told(sorting.lab.desk(), merge_themes, sorting.hours, sorting.money)
    assert [type(each) for each in told] == [ThemesMerged]
    await sorting.do(settle_lesson, lesson, "agreed", "")
    await sorting.do(remove_theme, sorting.money)
    await sorting.do(settle_lesson, lesson, "open", "")
    with pytest.raises(EvidenceBroken):
        await sorting.do(settle_lesson, lesson, "agreed", "")


async def test_undoing_a_theme_parks_the_point_again_that_it_was_made_from(sorting: Sorting) -> None:
    lab, desk = sorting.lab, sorting.lab.desk()
    point = await lab.do(desk, take_note, "Who pays?", "parked", "a" * 32)
    lesson = await lab.do(desk, word_lesson, "Ask", "Because.", [("note", point.id)], "b" * 32)
    await lab.do(desk, settle_lesson, lesson.id, "agreed", "")
    await lab.do(desk, bring_back, point.id, "theme")

    async def stands() -> tuple[bool, list[str], str]:
        note, rests = await lab.row(Note), await lab.rows(Evidence)
        return note.is_removed, [each.kind for each in rests], (await lab.row(Lesson)).verdict

    assert await stands() == (True, ["theme"], "agreed")
    await sorting.do(undo, to_undo(await sorting.steps())[0].seq)
    assert await stands() == (False, ["note"], "agreed")
    await sorting.do(undo, to_redo(await sorting.steps()).seq)
    assert await stands() == (True, ["theme"], "agreed")
    await sorting.do(undo, to_undo(await sorting.steps())[0].seq)
    await lab.do(desk, bring_back, point.id, "theme")
    assert [each.is_removed for each in await lab.rows(Theme, name="Who pays?")] == [True, False]
