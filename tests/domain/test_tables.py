from typing import Any

import pytest

from app.domain.contributions import support, withdraw
from app.domain.errors import LabClosed, NotFound, NotInThisStage, NotYours, SaidOtherwise
from app.domain.events import ReasonGiven, ReasonRemoved, ReasonReworded, ThemeTabled
from app.domain.floor import raise_hand
from app.domain.groups import open_stage
from app.domain.labs import close
from app.domain.notes import remove_note, reword_note, take_note
from app.domain.sorting_errors import ThemeGone
from app.domain.steps import undo
from app.domain.tables import give_reason, put_on_table
from app.domain.themes import Seen, make_theme, merge_themes, place_in_theme, remove_theme
from app.live.fragments.tables import desk_tables, tables
from app.models import Note
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

KEY = "c" * 32


@pytest.fixture
async def themes(open_lab: LabAtWork) -> list[Any]:
    names = ("Time", "Money", "Trust")
    return [await open_lab.do(open_lab.desk(), make_theme, name, str(n) * 32) for n, name in enumerate(names)]


async def table(lab: LabAtWork) -> Any:
    return (await lab.store.read(tables, {lab.groups[1]}))[lab.groups[1]]


async def lay(lab: LabAtWork, theme: Any) -> Any:
    return await lab.do(lab.desk(), put_on_table, theme.id if theme else None)


async def test_a_theme_lies_on_the_table_with_its_ideas(
    open_lab: LabAtWork, themes: list[Any], ana: Participant
) -> None:
    idea = await open_lab.say(ana, "Pay for evenings")
    await open_lab.do(open_lab.desk(), place_in_theme, [Seen(idea.id)], themes[1].id)
    told = await open_lab.told(open_lab.desk(), put_on_table, themes[1].id)
    lies = await table(open_lab)
    assert told == [ThemeTabled(open_lab.groups[1], themes[1].id)]
    assert (lies.theme.name, lies.ideas) == ("Money", ["Pay for evenings"])


async def test_what_was_withdrawn_does_not_lie_there(open_lab: LabAtWork, themes: list[Any], ana: Participant) -> None:
    idea = await open_lab.say(ana, "Pay for evenings")
    await open_lab.do(open_lab.desk(), place_in_theme, [Seen(idea.id)], themes[0].id)
    await lay(open_lab, themes[0])
    await open_lab.do(ana.key, withdraw, idea.id)
    assert (await table(open_lab)).ideas == []


async def test_the_table_is_cleared(open_lab: LabAtWork, themes: list[Any]) -> None:
    await lay(open_lab, themes[0])
    assert await open_lab.told(open_lab.desk(), put_on_table, None) == [ThemeTabled(open_lab.groups[1], None)]
    assert await open_lab.told(open_lab.desk(), put_on_table, None) == []
    assert (await table(open_lab)).theme is None


async def test_a_theme_that_was_taken_away_lies_there_no_more(open_lab: LabAtWork, themes: list[Any]) -> None:
    await lay(open_lab, themes[0])
    await open_lab.do(open_lab.desk(), remove_theme, themes[0].id)
    assert (await table(open_lab)).theme is None
    with pytest.raises(ThemeGone):
        await lay(open_lab, themes[0])


async def test_a_theme_that_was_put_into_another_lies_there_as_that_with_all_reasons(
    open_lab: LabAtWork, themes: list[Any], ana: Participant
) -> None:
    time, money, _ = themes
    await lay(open_lab, time)
    await open_lab.do(open_lab.desk(), take_note, "It costs us", "against", KEY, 0, money.id)
    await open_lab.do(ana.key, give_reason, time.id, "for", "It is fair", KEY)
    merged = (await open_lab.act(open_lab.desk(), merge_themes, time.id, money.id)).seq
    await open_lab.do(ana.key, give_reason, time.id, "for", "Sent to what lay there before", "d" * 32)
    lies = await table(open_lab)
    assert lies.theme.name == "Money"
    assert {side: [each.text for each in said] for side, said in lies.sides.items()} == {
        "for": ["It is fair", "Sent to what lay there before"],
        "against": ["It costs us"],
    }
    await open_lab.do(open_lab.desk(), undo, merged)
    lies = await table(open_lab)
    assert (lies.theme.name, [each.text for each in lies.sides["for"]]) == ("Time", ["It is fair"])


async def test_the_stage_lays_another_when_what_lay_there_is_gone(open_lab: LabAtWork, themes: list[Any]) -> None:
    await lay(open_lab, themes[0])
    await open_lab.do(open_lab.desk(), remove_theme, themes[0].id)
    await open_lab.do(open_lab.desk(), open_stage, open_lab.stages["deliberation"])
    assert (await table(open_lab)).theme.name == "Money"


async def test_another_desk_cannot_lay_it(open_lab: LabAtWork, themes: list[Any]) -> None:
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(2), put_on_table, themes[0].id)


async def test_the_stage_lays_the_theme_with_most_support(
    open_lab: LabAtWork, themes: list[Any], ana: Participant, ola: Participant
) -> None:
    loved, other = await open_lab.say(ana, "Ask first"), await open_lab.say(ana, "Pay")
    await open_lab.do(open_lab.desk(), place_in_theme, [Seen(other.id)], themes[1].id)
    await open_lab.do(open_lab.desk(), place_in_theme, [Seen(loved.id)], themes[2].id)
    await open_lab.do(ola.key, support, loved.id, True)
    await open_lab.open("deliberation")
    told = (await open_lab.store.read(desk_tables, {open_lab.groups[1]}))[open_lab.groups[1]]
    assert told.theme.name == "Trust"
    assert ([one.name for one in told.top], [one.name for one in told.rest]) == (["Trust", "Money"], ["Time"])


async def test_the_next_stage_clears_the_table(open_lab: LabAtWork, themes: list[Any]) -> None:
    await open_lab.open("deliberation")
    assert (await open_lab.group()).on_table == themes[0].id
    await open_lab.open("lesson")
    assert (await open_lab.group()).on_table is None


async def test_with_a_theme_on_the_table_hands_may_go_up(
    open_lab: LabAtWork, themes: list[Any], ana: Participant
) -> None:
    with pytest.raises(NotInThisStage):
        await open_lab.do(ana.key, raise_hand, KEY)
    await lay(open_lab, themes[0])
    assert (await open_lab.do(ana.key, raise_hand, KEY)).person_id == ana.id


# Reasons


async def test_reasons_stand_in_two_columns(open_lab: LabAtWork, themes: list[Any]) -> None:
    await lay(open_lab, themes[0])
    for n, (side, words) in enumerate((("for", "It is fair"), ("against", "It costs"), ("for", "It works"))):
        told = await open_lab.told(open_lab.desk(), take_note, words, side, str(n) * 32, 0, themes[0].id)
        assert [type(each) for each in told] == [ReasonGiven]
    sides = (await table(open_lab)).sides
    assert [one.text for one in sides["for"]] == ["It is fair", "It works"]
    assert [one.text for one in sides["against"]] == ["It costs"]


async def test_a_reason_has_a_theme_and_a_note_has_none(open_lab: LabAtWork, themes: list[Any]) -> None:
    for kind, theme in (("for", None), ("note", themes[0].id)):
        with pytest.raises(NotFound):
            await open_lab.do(open_lab.desk(), take_note, "Words", kind, KEY, 0, theme)
    assert await open_lab.rows(Note) == []


async def test_reasons_are_reworded_and_removed_for_the_group_to_see(open_lab: LabAtWork, themes: list[Any]) -> None:
    reason = await open_lab.do(open_lab.desk(), take_note, "It costs", "against", KEY, 0, themes[0].id)
    group = open_lab.groups[1]
    reworded = await open_lab.told(open_lab.desk(), reword_note, reason.id, "It costs money", 1)
    removed = await open_lab.told(open_lab.desk(), remove_note, reason.id)
    assert reworded + removed == [ReasonReworded(group, reason.id, "It costs"), ReasonRemoved(group, reason.id)]


@pytest.fixture
async def reason(open_lab: LabAtWork, themes: list[Any], ana: Participant) -> Any:
    """From Ana's phone."""
    await lay(open_lab, themes[0])
    return await open_lab.do(ana.key, give_reason, themes[0].id, "for", "It is fair", KEY)


async def test_a_phone_gives_a_reason_that_names_nobody(open_lab: LabAtWork, reason: Any) -> None:
    shown = (await table(open_lab)).sides["for"]
    assert [(one.text, one.by) for one in shown] == [("It is fair", "")]


async def test_a_reason_sent_twice_is_one(
    open_lab: LabAtWork, themes: list[Any], ana: Participant, reason: Any
) -> None:
    again = await open_lab.told(ana.key, give_reason, themes[0].id, "for", "It is fair", KEY)
    assert (again, len(await open_lab.rows(Note))) == ([], 1)
    with pytest.raises(SaidOtherwise):
        await open_lab.do(ana.key, give_reason, themes[0].id, "for", "It is not", KEY)


async def test_what_came_from_a_phone_stays_as_it_was_said(open_lab: LabAtWork, reason: Any) -> None:
    with pytest.raises(NotYours):
        await open_lab.do(open_lab.desk(), reword_note, reason.id, "It is not fair", 1)
    assert await open_lab.told(open_lab.desk(), remove_note, reason.id) == [
        ReasonRemoved(open_lab.groups[1], reason.id)
    ]


async def test_phones_give_reasons_for_the_theme_on_the_table_only(
    open_lab: LabAtWork, themes: list[Any], ana: Participant
) -> None:
    await lay(open_lab, themes[0])
    with pytest.raises(NotInThisStage):
        await open_lab.do(ana.key, give_reason, themes[1].id, "for", "It is fair", KEY)


async def test_a_stage_asks_phones_for_reasons_or_does_not(
    open_lab: LabAtWork, themes: list[Any], ana: Participant
) -> None:
    await open_lab.do(open_lab.desk(), open_stage, open_lab.stages["deliberation"])
    assert (await table(open_lab)).asks is False
    with pytest.raises(NotInThisStage):
        await open_lab.do(ana.key, give_reason, themes[0].id, "for", "It is fair", KEY)


async def test_the_close_ends_it(open_lab: LabAtWork, themes: list[Any], ana: Participant) -> None:
    await lay(open_lab, themes[0])
    await open_lab.do(open_lab.organiser, close)
    with pytest.raises(LabClosed):
        await lay(open_lab, None)
    with pytest.raises(LabClosed):
        await open_lab.do(ana.key, give_reason, themes[0].id, "for", "It is fair", KEY)
    assert (await table(open_lab)).theme is None
