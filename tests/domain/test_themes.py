from typing import Any

import pytest

from app.domain.errors import LabClosed, NotFound, SaidOtherwise
from app.domain.events import ContributionPlaced, ThemeMade, ThemeNamed, ThemeRemoved
from app.domain.labs import close
from app.domain.themes import make_theme, name_theme, place_in_theme, remove_theme
from app.models import Contribution, Theme
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

KEY, OTHER_KEY = "a" * 32, "b" * 32


@pytest.fixture
async def time(open_lab: LabAtWork) -> Any:
    """A theme of group 1."""
    return await open_lab.do(open_lab.desk(), make_theme, "Time", KEY)


async def test_a_theme_belongs_to_the_group_of_its_desk(open_lab: LabAtWork) -> None:
    told = await open_lab.told(open_lab.desk(2), make_theme, "Time", KEY)
    kept = await open_lab.row(Theme)
    assert (kept.name, kept.group_id, kept.given) == ("Time", open_lab.groups[2], await open_lab.seq())
    assert told == [ThemeMade(open_lab.groups[2], kept.id)]


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
    assert told == [ThemeNamed(open_lab.groups[1], time.id, "Time")]


async def test_the_same_name_is_no_news(open_lab: LabAtWork, time: Any) -> None:
    assert await open_lab.told(open_lab.desk(), name_theme, time.id, "Time") == []


async def test_a_contribution_is_placed_moved_and_taken_out(open_lab: LabAtWork, ana: Participant, time: Any) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    money = await open_lab.do(open_lab.desk(), make_theme, "Money", OTHER_KEY)
    for theme in (time.id, money.id, None):
        told = await open_lab.told(open_lab.desk(), place_in_theme, said.id, theme)
        assert (await open_lab.row(Contribution)).theme_id == theme
        assert told == [ContributionPlaced(open_lab.groups[1], said.id)]


async def test_where_it_already_lies_it_is_not_placed_again(open_lab: LabAtWork, ana: Participant, time: Any) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    await open_lab.do(open_lab.desk(), place_in_theme, said.id, time.id)
    assert await open_lab.told(open_lab.desk(), place_in_theme, said.id, time.id) == []


async def test_removing_a_theme_leaves_its_contributions_loose(
    open_lab: LabAtWork, ana: Participant, ola: Participant, time: Any
) -> None:
    for who in (ana, ola):
        said = await open_lab.say(who, "Meet in the evening")
        await open_lab.do(open_lab.desk(), place_in_theme, said.id, time.id)
    assert await open_lab.told(open_lab.desk(), remove_theme, time.id) == [ThemeRemoved(open_lab.groups[1], time.id)]
    assert [each.theme_id for each in await open_lab.rows(Contribution)] == [None, None]


async def test_removing_twice_is_once(open_lab: LabAtWork, time: Any) -> None:
    await open_lab.do(open_lab.desk(), remove_theme, time.id)
    assert await open_lab.told(open_lab.desk(), remove_theme, time.id) == []


async def test_a_removed_theme_takes_neither_a_name_nor_a_contribution(
    open_lab: LabAtWork, ana: Participant, time: Any
) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    await open_lab.do(open_lab.desk(), remove_theme, time.id)
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(), name_theme, time.id, "Money")
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(), place_in_theme, said.id, time.id)


async def test_another_group_s_theme_is_not_there(open_lab: LabAtWork, zsofia: Participant, time: Any) -> None:
    said = await open_lab.say(zsofia, "Meet in the evening")
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(2), place_in_theme, said.id, time.id)
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(2), name_theme, time.id, "Ours")
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(2), remove_theme, time.id)


async def test_another_group_s_contribution_is_not_there(open_lab: LabAtWork, zsofia: Participant, time: Any) -> None:
    said = await open_lab.say(zsofia, "Meet in the evening")
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(1), place_in_theme, said.id, time.id)


async def test_the_close_ends_clustering(open_lab: LabAtWork, ana: Participant, time: Any) -> None:
    said = await open_lab.say(ana, "Meet in the evening")
    await open_lab.do(open_lab.organiser, close)
    for verb, args in (
        (make_theme, ("Money", OTHER_KEY)),
        (name_theme, (time.id, "Money")),
        (remove_theme, (time.id,)),
        (place_in_theme, (said.id, time.id)),
    ):
        with pytest.raises(LabClosed):
            await open_lab.do(open_lab.desk(), verb, *args)
