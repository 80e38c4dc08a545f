from typing import Any

import pytest

from app.domain.contributions import withdraw
from app.domain.errors import LabClosed, NotFound, SaidOtherwise
from app.domain.labs import close
from app.domain.sorting_errors import (
    CardGone,
    CardMovedMeanwhile,
    CardTakenOutMeanwhile,
    NoCardChosen,
    OneThemeOnly,
    ThemeGone,
    ThemeMergedMeanwhile,
    ThemeNamedMeanwhile,
)
from app.domain.sorting_events import CardsMoved, ThemeMade, ThemeNamed, ThemeRemoved, ThemesMerged
from app.domain.themes import Seen, make_theme, merge_themes, name_theme, place_in_theme, remove_theme
from app.models import Contribution, Theme
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

KEY, OTHER_KEY = "a" * 32, "b" * 32
GONE, THERE = {"is_removed": True}, {"is_removed": False}


@pytest.fixture
async def time(open_lab: LabAtWork) -> Any:
    """A theme of group 1."""
    return await open_lab.do(open_lab.desk(), make_theme, "Time", KEY)


async def test_a_theme_belongs_to_the_group_of_its_desk(open_lab: LabAtWork) -> None:
    told = await open_lab.told(open_lab.desk(2), make_theme, "Time", KEY)
    kept = await open_lab.row(Theme)
    assert (kept.name, kept.group_id, kept.given) == ("Time", open_lab.groups[2], await open_lab.seq())
    assert told == [ThemeMade(open_lab.groups[2], kept.id, {}, {kept.id: [GONE, THERE]})]


async def test_the_same_theme_sent_twice_is_one(open_lab: LabAtWork, time: Any) -> None:
    assert await open_lab.told(open_lab.desk(), make_theme, "Time", KEY) == []
    assert len(await open_lab.rows(Theme)) == 1


async def test_the_same_key_with_another_name_is_refused(open_lab: LabAtWork, time: Any) -> None:
    with pytest.raises(SaidOtherwise):
        await open_lab.do(open_lab.desk(), make_theme, "Money", KEY)


async def test_two_desks_may_make_the_same_key(open_lab: LabAtWork, time: Any) -> None:
    await open_lab.do(open_lab.desk(2), make_theme, "Money", KEY)
    assert sorted(each.name for each in await open_lab.rows(Theme)) == ["Money", "Time"]


async def test_a_new_name_tells_the_old_one(open_lab: LabAtWork, time: Any) -> None:
    told = await open_lab.told(open_lab.desk(), name_theme, time.id, "Time and money")
    kept = await open_lab.row(Theme)
    assert (kept.name, kept.first_name) == ("Time and money", "Time")
    assert told == [
        ThemeNamed(open_lab.groups[1], time.id, {}, {time.id: [{"name": "Time"}, {"name": "Time and money"}]})
    ]


async def test_the_same_name_is_no_news(open_lab: LabAtWork, time: Any) -> None:
    assert await open_lab.told(open_lab.desk(), name_theme, time.id, "Time") == []


async def test_a_contribution_is_placed_moved_and_taken_out(open_lab: LabAtWork, ana: Participant, time: Any) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    money = await open_lab.do(open_lab.desk(), make_theme, "Money", OTHER_KEY)
    was = None
    for theme in (time.id, money.id, None):
        told = await open_lab.told(open_lab.desk(), place_in_theme, [Seen(said.id)], theme)
        assert (await open_lab.row(Contribution)).theme_id == theme
        assert told == [CardsMoved(open_lab.groups[1], theme, {said.id: [was, theme]})]
        was = theme


async def test_where_it_already_lies_it_is_not_placed_again(open_lab: LabAtWork, ana: Participant, time: Any) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    await open_lab.do(open_lab.desk(), place_in_theme, [Seen(said.id)], time.id)
    assert await open_lab.told(open_lab.desk(), place_in_theme, [Seen(said.id)], time.id) == []


async def test_removing_a_theme_leaves_its_contributions_loose(
    open_lab: LabAtWork, ana: Participant, ola: Participant, time: Any
) -> None:
    for who in (ana, ola):
        said = await open_lab.say(who, "Meet in the evening")
        await open_lab.do(open_lab.desk(), place_in_theme, [Seen(said.id)], time.id)
    (told,) = await open_lab.told(open_lab.desk(), remove_theme, time.id)
    assert isinstance(told, ThemeRemoved)
    assert (list(told.cards.values()), told.themes) == ([[time.id, None]] * 2, {time.id: [THERE, GONE]})
    assert [each.theme_id for each in await open_lab.rows(Contribution)] == [None, None]


async def test_removing_twice_is_once(open_lab: LabAtWork, time: Any) -> None:
    await open_lab.do(open_lab.desk(), remove_theme, time.id)
    assert await open_lab.told(open_lab.desk(), remove_theme, time.id) == []


async def test_a_removed_theme_takes_neither_a_name_nor_a_contribution(
    open_lab: LabAtWork, ana: Participant, time: Any
) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    await open_lab.do(open_lab.desk(), remove_theme, time.id)
    with pytest.raises(ThemeGone):
        await open_lab.do(open_lab.desk(), name_theme, time.id, "Money")
    with pytest.raises(ThemeGone):
        await open_lab.do(open_lab.desk(), place_in_theme, [Seen(said.id)], time.id)


async def test_another_group_s_theme_is_not_there(open_lab: LabAtWork, zsofia: Participant, time: Any) -> None:
    said = await open_lab.say(zsofia, "Meet in the evening")
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(2), place_in_theme, [Seen(said.id)], time.id)
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(2), name_theme, time.id, "Ours")
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(2), remove_theme, time.id)


async def test_another_group_s_contribution_is_not_there(open_lab: LabAtWork, zsofia: Participant, time: Any) -> None:
    said = await open_lab.say(zsofia, "Meet in the evening")
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(1), place_in_theme, [Seen(said.id)], time.id)


async def test_the_close_ends_clustering(open_lab: LabAtWork, ana: Participant, time: Any) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    await open_lab.do(open_lab.organiser, close)
    for verb, args in (
        (make_theme, ("Money", OTHER_KEY)),
        (name_theme, (time.id, "Money")),
        (remove_theme, (time.id,)),
        (place_in_theme, ([Seen(said.id)], time.id)),
        (merge_themes, (time.id, OTHER_KEY)),
    ):
        with pytest.raises(LabClosed):
            await open_lab.do(open_lab.desk(), verb, *args)


async def two_cards(lab: LabAtWork, ana: Participant, ola: Participant) -> list[Any]:
    return [await lab.say(ana, "Meet in the evening"), await lab.say(ola, "Meet at noon")]


async def lie_in(lab: LabAtWork) -> list[str | None]:
    return [each.theme_id for each in sorted(await lab.rows(Contribution), key=lambda one: one.given)]


async def test_a_theme_is_made_around_chosen_cards_in_one_step(
    open_lab: LabAtWork, ana: Participant, ola: Participant, time: Any
) -> None:
    first, second = await two_cards(open_lab, ana, ola)
    await open_lab.do(open_lab.desk(), place_in_theme, [Seen(first.id)], time.id)
    made = await open_lab.act(
        open_lab.desk(), make_theme, "Hours", OTHER_KEY, [Seen(first.id, time.id), Seen(second.id, "")]
    )
    (told,) = made.happened
    assert isinstance(told, ThemeMade)
    assert told.cards == {first.id: [time.id, made.value.id], second.id: [None, made.value.id]}
    assert await lie_in(open_lab) == [made.value.id] * 2


async def test_several_cards_move_in_one_step(
    open_lab: LabAtWork, ana: Participant, ola: Participant, time: Any
) -> None:
    first, second = await two_cards(open_lab, ana, ola)
    told = await open_lab.told(open_lab.desk(), place_in_theme, [Seen(first.id, ""), Seen(second.id, "")], time.id)
    assert told == [CardsMoved(open_lab.groups[1], time.id, {each.id: [None, time.id] for each in (first, second)})]


async def test_to_move_nothing_is_refused(open_lab: LabAtWork, time: Any) -> None:
    with pytest.raises(NoCardChosen):
        await open_lab.do(open_lab.desk(), place_in_theme, [], time.id)


async def test_who_saw_a_card_where_it_is_no_more_is_told_who_moved_it(
    open_lab: LabAtWork, ana: Participant, ola: Participant, time: Any
) -> None:
    first, second = await two_cards(open_lab, ana, ola)
    money = await open_lab.do(open_lab.desk(), make_theme, "Money", OTHER_KEY)
    moved = await open_lab.told(open_lab.desk(), place_in_theme, [Seen(first.id, "")], money.id)
    with pytest.raises(CardMovedMeanwhile) as refused:
        await open_lab.do(open_lab.desk(), place_in_theme, [Seen(second.id, ""), Seen(first.id, "")], time.id)
    desk = refused.value.facts["who"]
    assert refused.value.facts == {"who": desk, "card": "Meet in the evening", "theme": "Money"}
    assert (list(refused.value.meanwhile), await lie_in(open_lab)) == (moved, [money.id, None])


async def test_who_saw_a_card_in_a_theme_it_was_taken_out_of_is_told(
    open_lab: LabAtWork, ana: Participant, time: Any
) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    money = await open_lab.do(open_lab.desk(), make_theme, "Money", OTHER_KEY)
    for theme in (time.id, None):
        await open_lab.do(open_lab.desk(), place_in_theme, [Seen(said.id)], theme)
    with pytest.raises(CardTakenOutMeanwhile):
        await open_lab.do(open_lab.desk(), place_in_theme, [Seen(said.id, time.id)], money.id)


async def test_two_who_want_the_same_agree(open_lab: LabAtWork, ana: Participant, time: Any) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    await open_lab.do(open_lab.desk(), place_in_theme, [Seen(said.id, "")], time.id)
    assert await open_lab.told(open_lab.desk(), place_in_theme, [Seen(said.id, "")], time.id) == []


async def test_a_card_that_was_withdrawn_is_not_moved(open_lab: LabAtWork, ana: Participant, time: Any) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    await open_lab.do(ana.key, withdraw, said.id)
    with pytest.raises(CardGone):
        await open_lab.do(open_lab.desk(), place_in_theme, [Seen(said.id, "")], time.id)


async def test_a_card_that_is_still_private_is_not_there(lab: LabAtWork, ana: Participant) -> None:
    await lab.open("silent_writing")
    said = await lab.say(ana, "Meet in the evening")
    theme = await lab.do(lab.desk(), make_theme, "Time", KEY)
    with pytest.raises(NotFound):
        await lab.do(lab.desk(), place_in_theme, [Seen(said.id)], theme.id)


async def test_a_name_over_a_name_that_was_not_seen_is_refused(open_lab: LabAtWork, time: Any) -> None:
    await open_lab.do(open_lab.desk(), name_theme, time.id, "Hours", "Time")
    with pytest.raises(ThemeNamedMeanwhile):
        await open_lab.do(open_lab.desk(), name_theme, time.id, "Money", "Time")
    assert (await open_lab.row(Theme)).name == "Hours"


async def test_themes_put_together_keep_both_names(
    open_lab: LabAtWork, ana: Participant, ola: Participant, time: Any
) -> None:
    first, second = await two_cards(open_lab, ana, ola)
    hours = await open_lab.do(open_lab.desk(), make_theme, "Hours", OTHER_KEY, [Seen(second.id)])
    await open_lab.do(open_lab.desk(), place_in_theme, [Seen(first.id)], time.id)
    (told,) = await open_lab.told(open_lab.desk(), merge_themes, hours.id, time.id)
    assert isinstance(told, ThemesMerged)
    assert (told.theme, told.cards) == (time.id, {second.id: [hours.id, time.id]})
    gone = await open_lab.row(Theme, hours.id)
    assert (gone.name, gone.is_removed, gone.merged_into) == ("Hours", True, time.id)
    assert await lie_in(open_lab) == [time.id, time.id]


async def test_what_was_put_together_before_goes_along(open_lab: LabAtWork, time: Any) -> None:
    hours = await open_lab.do(open_lab.desk(), make_theme, "Hours", OTHER_KEY)
    money = await open_lab.do(open_lab.desk(), make_theme, "Money", "c" * 32)
    await open_lab.do(open_lab.desk(), merge_themes, hours.id, time.id)
    await open_lab.do(open_lab.desk(), merge_themes, time.id, money.id)
    assert {each.name: each.merged_into for each in await open_lab.rows(Theme)} == {
        "Hours": money.id,
        "Time": money.id,
        "Money": None,
    }


async def test_to_put_together_twice_is_once(open_lab: LabAtWork, time: Any) -> None:
    hours = await open_lab.do(open_lab.desk(), make_theme, "Hours", OTHER_KEY)
    await open_lab.do(open_lab.desk(), merge_themes, hours.id, time.id)
    assert await open_lab.told(open_lab.desk(), merge_themes, hours.id, time.id) == []


async def test_a_theme_is_not_put_together_with_itself(open_lab: LabAtWork, time: Any) -> None:
    with pytest.raises(OneThemeOnly):
        await open_lab.do(open_lab.desk(), merge_themes, time.id, time.id)


async def test_who_comes_too_late_is_told_what_a_theme_went_into(
    open_lab: LabAtWork, ana: Participant, time: Any
) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    hours = await open_lab.do(open_lab.desk(), make_theme, "Hours", OTHER_KEY)
    await open_lab.do(open_lab.desk(), merge_themes, hours.id, time.id)
    with pytest.raises(ThemeMergedMeanwhile) as refused:
        await open_lab.do(open_lab.desk(), place_in_theme, [Seen(said.id, "")], hours.id)
    assert (refused.value.facts["theme"], refused.value.facts["into"]) == ("Hours", "Time")
