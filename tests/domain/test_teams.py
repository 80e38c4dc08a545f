from collections import Counter
from uuid import uuid4

import pytest

from app.domain import teams
from app.domain.contributions import contribute
from app.domain.errors import ChangedMeanwhile, NotFound, NotInThisStage, PromptNotOpen, SaidOtherwise
from app.domain.events import ContributionRevealedLater
from app.domain.formed import PaperGiven, PaperWritten, TeammatesChanged, TeamsDrawn
from app.domain.groups import open_prompt
from app.domain.people import move_person, remove_person
from app.domain.teams import give_together, move_teammate, redraw_teams, swap_teammates, take_pen, write_together
from app.domain.together import PaperBegun, PenElsewhere
from app.models import Contribution, Team, Teammate
from app.settings import Settings
from app.store import Store
from tests.cast import Participant
from tests.domain.forming import Forming, stage

pytestmark = pytest.mark.anyio

LOT = 4821


@pytest.fixture
async def lab(store: Store, founded: Settings, monkeypatch: pytest.MonkeyPatch) -> Forming:
    """Alone, in pairs, in fours, all together."""
    monkeypatch.setattr(teams, "randbelow", lambda most: LOT)
    kinds = (stage("silent_writing", prompt="main"), stage("pairs"), stage("fours"), stage("themes"))
    return await Forming.with_stages(store, founded, *kinds)


async def seated(lab: Forming, group: int = 1) -> dict[int, set[int]]:
    """The people of each team of the stage that this group is in."""
    now_in = (await lab.group(group)).stage_id
    standing = [each.id for each in await lab.rows(Team, is_gone=False, group_id=lab.groups[group], stage_id=now_in)]
    members = await lab.rows(Teammate, is_gone=False)
    return {team: {one.person_id for one in members if one.team_id == team} for team in standing}


async def partners(lab: Forming, of: Participant) -> set[int]:
    return next(members for members in (await seated(lab)).values() if of.id in members) - {of.id}


async def pair(lab: Forming) -> tuple[Participant, Participant]:
    """Two people in their pair, with a prompt to write to."""
    one, other = await lab.people(2)
    await lab.opened(1)
    await lab.opened(2)
    return one, other


async def test_people_are_paired_when_the_stage_opens(lab: Forming) -> None:
    people = await lab.people(7)
    await lab.opened(2)
    members = await seated(lab)
    assert sorted(len(each) for each in members.values()) == [2, 2, 3]
    assert Counter(one for each in members.values() for one in each) == Counter(one.id for one in people)


async def test_the_lot_is_kept_with_what_it_drew(lab: Forming) -> None:
    await lab.people(4)
    await lab.opened(2)
    assert {each.lot for each in await lab.rows(Team)} == {LOT}
    assert TeamsDrawn(lab.groups[1], LOT) in await lab.events()


async def test_opened_again_the_pairs_are_the_same(lab: Forming) -> None:
    await lab.people(4)
    await lab.opened(2)
    before = await seated(lab)
    await lab.opened(1)
    await lab.opened(2)
    assert await seated(lab) == before


async def test_fours_are_of_the_pairs_there_were(lab: Forming) -> None:
    await lab.people(8)
    await lab.opened(2)
    pairs = (await seated(lab)).values()
    await lab.opened(3)
    fours = (await seated(lab)).values()
    assert [len(four) for four in fours] == [4, 4]
    assert all(any(pair <= four for four in fours) for pair in pairs)


async def test_fours_without_pairs_before_them_are_drawn(lab: Forming) -> None:
    await lab.people(8)
    await lab.opened(3)
    assert [len(four) for four in (await seated(lab)).values()] == [4, 4]


async def test_a_late_joiner_joins_the_smallest(lab: Forming) -> None:
    await lab.people(5)
    await lab.opened(2)
    late = await lab.join("Late", 1)
    assert len(await partners(lab, late)) == 2
    assert sorted(map(len, (await seated(lab)).values())) == [3, 3]
    assert TeammatesChanged(lab.groups[1]) in await lab.events()


async def test_the_first_to_come_to_an_empty_group_is_put_together_with_the_next(lab: Forming) -> None:
    await lab.opened(2)
    first, second = await lab.people(2)
    assert await partners(lab, second) == {first.id}


@pytest.mark.parametrize("gone_by", [remove_person, move_person])
async def test_who_is_left_alone_joins_another_pair_with_the_words_on_the_paper(lab: Forming, gone_by: object) -> None:
    one, *others = await lab.people(4)
    await lab.opened(1)
    await lab.opened(2)
    (partner,) = await partners(lab, one)
    left = next(each for each in others if each.id == partner)
    await lab.do(left.key, write_together, "Ours")
    assert callable(gone_by)
    await lab.do(lab.organiser, gone_by, one.id, *([2] if gone_by is move_person else []))
    assert [len(each) for each in (await seated(lab)).values()] == [3]
    assert [each.words for each in await lab.rows(Team, is_gone=False, group_id=lab.groups[1])] == ["Ours"]


async def test_nobody_writes_over_the_words_that_came_to_their_paper(lab: Forming) -> None:
    leaves, *others = await lab.people(4)
    await lab.opened(1)
    await lab.opened(2)
    (joins,) = [one for one in others if one.id in await partners(lab, leaves)]
    writes = next(one for one in others if one is not joins)
    await lab.do(joins.key, write_together, "Ours")
    await lab.do(writes.key, write_together, "Mine")
    await lab.do(lab.organiser, remove_person, leaves.id)
    for one, seen in ((writes, "Mine"), (joins, "Ours")):
        with pytest.raises(ChangedMeanwhile):
            await lab.do(one.key, write_together, f"{seen} and more", "", seen)
        with pytest.raises(ChangedMeanwhile):
            await lab.do(one.key, give_together, f"{seen} and more", uuid4().hex, seen)
    assert {each.words for each in await lab.rows(Team, is_gone=False)} == {"Mine\nOurs"}
    await lab.do(joins.key, write_together, "Mine and ours", "", "Mine\nOurs")


async def test_who_is_moved_finds_partners_where_they_come(lab: Forming) -> None:
    one, *_ = await lab.people(4)
    there = await lab.people(2, group=2)
    await lab.opened(2)
    await lab.do(lab.organiser, move_person, one.id, 2)
    assert list((await seated(lab, 2)).values()) == [{one.id, *(each.id for each in there)}]


async def test_two_people_change_places(lab: Forming) -> None:
    one, *others = await lab.people(4)
    await lab.opened(2)
    was = await partners(lab, one)
    other = next(each for each in others if each.id not in was)
    theirs = await partners(lab, other)
    told = await lab.told(lab.desk(), swap_teammates, one.id, other.id)
    assert (await partners(lab, one), await partners(lab, other)) == (theirs, was)
    assert told == [TeammatesChanged(lab.groups[1])]


async def test_partners_have_nothing_to_swap(lab: Forming) -> None:
    one, other = await pair(lab)
    assert await lab.told(lab.desk(), swap_teammates, one.id, other.id) == []


async def test_a_pair_that_nobody_is_left_in_is_gone(lab: Forming) -> None:
    one, *_ = await lab.people(4)
    await lab.opened(2)
    (partner,) = await partners(lab, one)
    goal = next(team for team, members in (await seated(lab)).items() if one.id not in members)
    for person in (one.id, partner):
        await lab.do(lab.desk(), move_teammate, person, goal)
    assert [len(each) for each in (await seated(lab)).values()] == [4]


async def test_nobody_is_moved_to_another_groups_pair(lab: Forming) -> None:
    one, *_ = await lab.people(2)
    await lab.people(2, group=2)
    await lab.opened(2)
    (theirs,) = await seated(lab, 2)
    with pytest.raises(NotFound):
        await lab.do(lab.desk(), move_teammate, one.id, theirs)


async def test_another_lot_is_drawn_while_all_papers_are_empty(lab: Forming, monkeypatch: pytest.MonkeyPatch) -> None:
    await lab.people(8)
    await lab.opened(2)
    before = list((await seated(lab)).values())
    monkeypatch.setattr(teams, "randbelow", lambda most: 1)
    await lab.do(lab.desk(), redraw_teams)
    assert sorted(map(sorted, (await seated(lab)).values())) != sorted(map(sorted, before))


async def test_with_words_on_a_paper_nobody_is_drawn_anew(lab: Forming) -> None:
    one, _ = await pair(lab)
    await lab.do(one.key, write_together, "Half a sentence")
    with pytest.raises(PaperBegun):
        await lab.do(lab.desk(), redraw_teams)


async def test_the_first_to_write_takes_the_pen(lab: Forming) -> None:
    one, other = await pair(lab)
    told = await lab.told(one.key, write_together, "We would")
    paper = await lab.row(Team)
    assert (paper.words, paper.pen_id, told) == ("We would", one.id, [PaperWritten(lab.groups[1], paper.id)])
    with pytest.raises(PenElsewhere):
        await lab.do(other.key, write_together, "I would")
    assert (await lab.row(Team)).words == "We would"


async def test_the_same_words_again_are_no_news(lab: Forming) -> None:
    one, _ = await pair(lab)
    await lab.do(one.key, write_together, "We would")
    assert await lab.told(one.key, write_together, "We would") == []


async def test_a_partner_may_take_the_pen_and_go_on(lab: Forming) -> None:
    one, other = await pair(lab)
    await lab.do(one.key, write_together, "We would")
    await lab.do(other.key, take_pen)
    await lab.do(other.key, write_together, "We would pay them")
    with pytest.raises(PenElsewhere):
        await lab.do(one.key, write_together, "We would not")
    assert (await lab.row(Team)).words == "We would pay them"


async def test_what_was_written_before_and_comes_again_after_the_pen_was_taken_is_no_quarrel(lab: Forming) -> None:
    one, other = await pair(lab)
    await lab.do(one.key, write_together, "We would")
    await lab.do(other.key, take_pen)
    assert await lab.told(one.key, write_together, "We would") == []


async def test_words_that_come_after_their_paper_was_given_change_nothing(lab: Forming) -> None:
    one, _ = await pair(lab)
    key = uuid4().hex
    await lab.do(one.key, give_together, "Pay people", key)
    assert await lab.told(one.key, write_together, "Pay peo", key) == []
    assert (await lab.row(Team)).words == ""


async def test_what_a_pair_gives_counts_as_from_the_pair_and_stays_hidden_until_all_come_together(
    lab: Forming,
) -> None:
    one, _ = await pair(lab)
    team, key = await lab.row(Team), uuid4().hex
    told = await lab.told(one.key, give_together, "Pay people", key)
    (idea,) = await lab.rows(Contribution)
    assert (idea.team_id, idea.text, idea.is_revealed, idea.stage_kind) == (team.id, "Pay people", False, "pairs")
    assert told == [ContributionRevealedLater(lab.groups[1], idea.id, True), PaperGiven(lab.groups[1], team.id)]
    await lab.opened(3)
    assert not (await lab.row(Contribution)).is_revealed
    await lab.opened(4)
    assert (await lab.row(Contribution)).is_revealed


async def test_the_paper_is_empty_again_and_the_pen_lies_on_the_table(lab: Forming) -> None:
    one, other = await pair(lab)
    await lab.do(one.key, write_together, "Pay people")
    await lab.do(one.key, give_together, "Pay people", uuid4().hex)
    assert await lab.told(other.key, write_together, "And ask them") != []
    assert (await lab.row(Team)).pen_id == other.id


async def test_sent_twice_it_is_given_once(lab: Forming) -> None:
    one, _ = await pair(lab)
    key = uuid4().hex
    for _ in range(2):
        await lab.do(one.key, give_together, "Pay people", key)
    with pytest.raises(SaidOtherwise):
        await lab.do(one.key, give_together, "Pay nobody", key)
    assert len(await lab.rows(Contribution)) == 1


async def test_who_has_not_the_pen_gives_nothing(lab: Forming) -> None:
    one, other = await pair(lab)
    await lab.do(one.key, write_together, "Ours")
    with pytest.raises(PenElsewhere):
        await lab.do(other.key, give_together, "Mine", uuid4().hex)


async def test_in_pairs_nobody_gives_alone(lab: Forming) -> None:
    one, _ = await pair(lab)
    with pytest.raises(NotInThisStage):
        await lab.do(one.key, contribute, lab.prompts["main"], "Alone", uuid4().hex)


async def test_without_a_prompt_there_is_nothing_to_give_to(lab: Forming) -> None:
    one, _ = await pair(lab)
    await lab.do(lab.desk(), open_prompt, None)
    with pytest.raises(PromptNotOpen):
        await lab.do(one.key, give_together, "Pay people", uuid4().hex)


async def test_outside_pairs_and_fours_there_is_no_paper(lab: Forming) -> None:
    one, _ = await pair(lab)
    await lab.opened(4)
    with pytest.raises(NotInThisStage):
        await lab.do(one.key, write_together, "Too late")
