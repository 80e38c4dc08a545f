from uuid import uuid4

import pytest

from app.domain import gallery
from app.domain.errors import ChangedMeanwhile, NothingSaid, NotInThisStage, NotYours
from app.domain.formed import MarkGiven, MarkTakenBack, PosterWorded, WalkMoved
from app.domain.gallery import before, fitting, last_step, leave_mark, take_back_mark, walk_on, word_poster
from app.domain.groups import open_stage
from app.domain.together import MarksSpent, NotBeforeThisPoster, WalkElsewhere
from app.models import Mark, Poster, Walk
from app.settings import Settings
from app.store import Store
from tests.domain.forming import Forming, stage

pytestmark = pytest.mark.anyio


@pytest.fixture
async def lab(store: Store, founded: Settings) -> Forming:
    """A poster, a walk with two marks at each poster, a debrief. Somebody sits in each of the first four groups."""
    stages = (stage("lesson"), stage("gallery", settings={"marks": 2}), stage("deliberation"))
    lab = await Forming.with_stages(store, founded, *stages)
    for number in (1, 2, 3, 4):
        await lab.people(2, number)
    await lab.opened(1)
    return lab


async def stands_before(lab: Forming, number: int = 1) -> int:
    found = before(await lab.row(Walk), lab.groups[number])
    assert found
    return found


async def test_a_desk_words_its_poster(lab: Forming) -> None:
    assert await lab.told(lab.desk(), word_poster, "What we made", 0) == [PosterWorded(lab.groups[1], "")]
    assert await lab.told(lab.desk(), word_poster, "What we made", 0) == []
    assert await lab.told(lab.desk(), word_poster, "All we made", 1) == [PosterWorded(lab.groups[1], "What we made")]
    assert [(each.group_id, each.text, each.edition) for each in await lab.rows(Poster)] == [
        (lab.groups[1], "All we made", 2)
    ]


async def test_two_desks_do_not_write_over_each_other(lab: Forming) -> None:
    await lab.do(lab.desk(), word_poster, "From one laptop", 0)
    with pytest.raises(ChangedMeanwhile) as refused:
        await lab.do(lab.desk(), word_poster, "From the other", 0)
    assert refused.value.meanwhile == (PosterWorded(lab.groups[1], "From one laptop"),)


async def test_the_groups_that_have_people_walk(lab: Forming) -> None:
    told = await lab.told(lab.desk(), open_stage, lab.ids[1])
    walk = await lab.row(Walk)
    groups = [lab.groups[number] for number in (1, 2, 3, 4)]
    assert (walk.groups, walk.step) == (groups, 1)
    assert WalkMoved(1, groups) in told


async def test_on_every_stop_all_stand_before_another_poster_and_see_each_once(lab: Forming) -> None:
    await lab.opened(2)
    walk = await lab.row(Walk)
    stops = [{group: before(walk, group, later) for group in walk.groups} for later in range(last_step(walk))]
    assert [sorted(filter(None, stop.values())) for stop in stops] == [walk.groups] * 3
    assert {group: {stop[group] for stop in stops} for group in walk.groups} == {
        group: set(walk.groups) - {group} for group in walk.groups
    }


async def test_the_walk_goes_on_and_ends_at_the_own_poster(lab: Forming) -> None:
    await lab.opened(2)
    groups = (await lab.row(Walk)).groups
    for step in (2, 3, 4):
        assert await lab.told(lab.organiser, walk_on, step) == [WalkMoved(step, groups)]
    assert before(await lab.row(Walk), lab.groups[1]) is None


async def test_two_clicks_are_one_step_and_nobody_runs_ahead(lab: Forming) -> None:
    await lab.opened(2)
    await lab.do(lab.organiser, walk_on, 2)
    assert await lab.told(lab.organiser, walk_on, 2) == []
    for step in (1, 4):
        with pytest.raises(WalkElsewhere):
            await lab.do(lab.organiser, walk_on, step)


async def test_opened_again_the_walk_is_where_it_was(lab: Forming) -> None:
    await lab.opened(2)
    await lab.do(lab.organiser, walk_on, 2)
    await lab.opened(1)
    await lab.opened(2)
    assert [each.step for each in await lab.rows(Walk)] == [2]


async def test_people_leave_dots_and_comments_where_they_stand(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    await lab.opened(2)
    poster = await stands_before(lab)
    told = await lab.told(ana.key, leave_mark, poster, "comment", "How did you pay?", uuid4().hex)
    await lab.do(ana.key, leave_mark, poster, "dot", "never kept", uuid4().hex)
    marks = sorted(await lab.rows(Mark), key=lambda one: one.given)
    assert [(one.group_id, one.from_group_id, one.kind, one.text) for one in marks] == [
        (poster, lab.groups[1], "comment", "How did you pay?"),
        (poster, lab.groups[1], "dot", ""),
    ]
    assert told == [MarkGiven(poster, marks[0].id, lab.groups[1])]


async def test_a_mark_sent_twice_is_one(lab: Forming) -> None:
    ana, key = await lab.join("Ana", 1), uuid4().hex
    await lab.opened(2)
    poster = await stands_before(lab)
    for _ in range(2):
        await lab.do(ana.key, leave_mark, poster, "dot", "", key)
    assert len(await lab.rows(Mark)) == 1


async def test_marks_are_few_and_one_that_is_taken_back_may_be_left_again(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    await lab.opened(2)
    poster = await stands_before(lab)
    first, _ = [await lab.do(ana.key, leave_mark, poster, "dot", "", uuid4().hex) for _ in range(2)]
    with pytest.raises(MarksSpent):
        await lab.do(ana.key, leave_mark, poster, "dot", "", uuid4().hex)
    assert await lab.told(ana.key, take_back_mark, first.id) == [MarkTakenBack(poster, first.id, lab.groups[1])]
    await lab.do(ana.key, leave_mark, poster, "dot", "", uuid4().hex)


async def test_nobody_leaves_a_mark_where_they_do_not_stand(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    await lab.opened(2)
    here = await stands_before(lab)
    elsewhere = next(id for id in lab.groups.values() if id != here)
    with pytest.raises(NotBeforeThisPoster):
        await lab.do(ana.key, leave_mark, elsewhere, "dot", "", uuid4().hex)
    await lab.do(lab.organiser, walk_on, 2)
    with pytest.raises(NotBeforeThisPoster):
        await lab.do(ana.key, leave_mark, lab.groups[1], "dot", "", uuid4().hex)


async def test_a_comment_has_words(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    await lab.opened(2)
    with pytest.raises(NothingSaid):
        await lab.do(ana.key, leave_mark, await stands_before(lab), "comment", "", uuid4().hex)


async def test_nobody_takes_back_another_ones_mark(lab: Forming) -> None:
    ana, bo = await lab.join("Ana", 1), await lab.join("Bo", 1)
    await lab.opened(2)
    mark = await lab.do(ana.key, leave_mark, await stands_before(lab), "dot", "", uuid4().hex)
    with pytest.raises(NotYours):
        await lab.do(bo.key, take_back_mark, mark.id)


async def test_outside_the_walk_there_are_no_marks(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    await lab.opened(2)
    poster = await stands_before(lab)
    await lab.opened(3)
    for by, verb, args in ((ana.key, leave_mark, (poster, "dot", "", "e" * 32)), (lab.organiser, walk_on, (2,))):
        with pytest.raises(NotInThisStage):
            await lab.do(by, verb, *args)


async def test_what_a_group_gave_to_its_question_is_its_poster_where_none_was_worded(
    store: Store, founded: Settings
) -> None:
    poster, walk = stage("silent_writing", prompt="main"), stage("gallery")
    lab = await Forming.with_stages(store, founded, poster, walk)
    await lab.opened(1)
    one, other = await lab.people(1, 1), await lab.people(1, 2)
    for words in ("A street without cars", "The children came"):
        await lab.say(one[0], words)
    await lab.say(other[0], "Not on the poster")
    await lab.do(lab.desk(2), word_poster, "Ours", 0)
    await lab.opened(2)
    assert {each.group_id: each.text for each in await lab.rows(Poster)} == {
        lab.groups[1]: "A street without cars\nThe children came",
        lab.groups[2]: "Ours",
    }


def test_a_poster_holds_whole_lines_only() -> None:
    assert fitting(["a" * 1000, "b" * 998, "c", "d"]) == "a" * 1000 + "\n" + "b" * 998
    assert fitting(["a" * 2000, "b"]) == "a" * 2000


async def test_marks_are_left_on_the_walk_that_ones_group_is_on(
    store: Store, founded: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = await Forming.with_stages(store, founded, stage("gallery"), stage("gallery"))
    lots = iter((0, 2))
    monkeypatch.setattr(gallery, "randbelow", lambda most: next(lots))
    people = {number: (await lab.people(1, number))[0] for number in (1, 2, 3)}
    await lab.opened(1, group=1)
    await lab.opened(2, group=2)
    first, second = await lab.rows(Walk)
    poster = before(second, lab.groups[2])
    assert poster != before(first, lab.groups[2])
    assert (await lab.do(people[2].key, leave_mark, poster, "dot", "", uuid4().hex)).group_id == poster
