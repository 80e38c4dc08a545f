import pytest

from app.domain.contributions import contribute, contribute_on_paper, reword, withdraw
from app.domain.errors import LabClosed, NotFound, NotInThisStage, NotYours, PromptNotOpen, SaidOtherwise
from app.domain.events import ContributionGiven, ContributionRevealedLater, ContributionReworded, ContributionWithdrawn
from app.domain.groups import open_stage
from app.domain.labs import close
from app.domain.people import move_person
from app.models import Contribution
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio

KEY = "0123456789abcdef" * 2


async def test_a_contribution_is_kept_with_its_words_its_author_and_its_place(
    open_lab: LabAtWork, ana: Participant
) -> None:
    await open_lab.say(ana, "Ask the people who use it")
    kept = await open_lab.row(Contribution)
    assert (kept.text, kept.author_id, kept.group_id, kept.prompt_id, kept.given) == (
        "Ask the people who use it",
        ana.id,
        open_lab.groups[1],
        open_lab.prompts["main"],
        await open_lab.seq(),
    )


async def test_what_it_announces_names_no_author(open_lab: LabAtWork, ana: Participant) -> None:
    told = await open_lab.told(ana.key, contribute, open_lab.prompts["main"], "Ask first", KEY)
    assert told == [ContributionGiven(open_lab.groups[1], (await open_lab.row(Contribution)).id)]


async def test_its_id_is_not_the_key_that_the_phone_made(open_lab: LabAtWork, ana: Participant) -> None:
    assert (await open_lab.say(ana, "Ask first", KEY)).id != KEY


async def test_the_same_again_answers_the_same_and_announces_nothing(open_lab: LabAtWork, ana: Participant) -> None:
    first = await open_lab.say(ana, "Ask first", KEY)
    again = await open_lab.act(ana.key, contribute, open_lab.prompts["main"], "Ask first", KEY)
    assert (again.value.id, again.happened, len(await open_lab.rows(Contribution))) == (first.id, (), 1)


async def test_the_same_key_with_other_words_is_refused(open_lab: LabAtWork, ana: Participant) -> None:
    await open_lab.say(ana, "Ask first", KEY)
    with pytest.raises(SaidOtherwise):
        await open_lab.say(ana, "Pay them", KEY)
    assert (await open_lab.row(Contribution)).text == "Ask first"


async def test_what_was_reworded_may_still_be_sent_again_as_it_was(open_lab: LabAtWork, ana: Participant) -> None:
    said = await open_lab.say(ana, "Ask first", KEY)
    await open_lab.do(ana.key, reword, said.id, "Ask them first")
    await open_lab.say(ana, "Ask first", KEY)
    assert [each.text for each in await open_lab.rows(Contribution)] == ["Ask them first"]


async def test_what_was_acknowledged_may_be_sent_again_after_the_close(open_lab: LabAtWork, ana: Participant) -> None:
    said = await open_lab.say(ana, "Ask first", KEY)
    await open_lab.do(open_lab.organiser, close)
    assert (await open_lab.say(ana, "Ask first", KEY)).id == said.id


async def test_a_prompt_that_is_not_open_takes_nothing(open_lab: LabAtWork, ana: Participant) -> None:
    with pytest.raises(PromptNotOpen):
        await open_lab.say(ana, "Ask first", prompt="ethics")
    assert await open_lab.rows(Contribution) == []


@pytest.mark.parametrize("stage", ["introductions", "dot_vote", "lesson"])
async def test_a_stage_in_which_nobody_writes_takes_nothing(open_lab: LabAtWork, ana: Participant, stage: str) -> None:
    await open_lab.open(stage)
    with pytest.raises(NotInThisStage):
        await open_lab.say(ana, "Ask first")


async def test_a_closed_lab_takes_nothing(open_lab: LabAtWork, ana: Participant) -> None:
    await open_lab.do(open_lab.organiser, close)
    with pytest.raises(LabClosed):
        await open_lab.say(ana, "Too late")


async def test_silent_writing_hides_what_is_written(lab: LabAtWork, ana: Participant) -> None:
    await lab.open("silent_writing")
    told = await lab.told(ana.key, contribute, lab.prompts["main"], "Ask first", KEY)
    kept = await lab.row(Contribution)
    assert (kept.is_revealed, told) == (False, [ContributionRevealedLater(lab.groups[1], kept.id)])


@pytest.mark.parametrize("stage", ["themes", "introductions"])
async def test_the_next_stage_reveals_it(lab: LabAtWork, ana: Participant, stage: str) -> None:
    await lab.open("silent_writing")
    await lab.say(ana, "Ask first")
    await lab.open(stage)
    assert (await lab.row(Contribution)).is_revealed


async def test_ending_the_stage_reveals_it(lab: LabAtWork, ana: Participant) -> None:
    await lab.open("silent_writing")
    await lab.say(ana, "Ask first")
    await lab.do(lab.desk(), open_stage, None)
    assert (await lab.row(Contribution)).is_revealed


async def test_another_group_s_next_stage_reveals_nothing(lab: LabAtWork, ana: Participant) -> None:
    await lab.open("silent_writing")
    await lab.say(ana, "Ask first")
    await lab.open("themes", group=2)
    assert not (await lab.row(Contribution)).is_revealed


async def test_an_author_rewords_and_the_first_words_are_kept(open_lab: LabAtWork, ana: Participant) -> None:
    said = await open_lab.say(ana, "Ask first")
    told = await open_lab.told(ana.key, reword, said.id, "Ask them first")
    kept = await open_lab.row(Contribution)
    assert (kept.text, kept.first_text) == ("Ask them first", "Ask first")
    assert told == [ContributionReworded(open_lab.groups[1], said.id, "Ask first", True)]


async def test_the_same_wording_again_is_no_news(open_lab: LabAtWork, ana: Participant) -> None:
    said = await open_lab.say(ana, "Ask first")
    assert await open_lab.told(ana.key, reword, said.id, "Ask first") == []


@pytest.mark.parametrize("verb", [(reword, "Mine now"), (withdraw,)], ids=["reword", "withdraw"])
async def test_nobody_changes_what_another_said(
    open_lab: LabAtWork, ana: Participant, ola: Participant, verb: tuple[object, ...]
) -> None:
    said = await open_lab.say(ana, "Ask first")
    act, *more = verb
    assert callable(act)
    with pytest.raises(NotYours):
        await open_lab.do(ola.key, act, said.id, *more)


@pytest.mark.parametrize("verb", [(reword, "Late"), (withdraw,)], ids=["reword", "withdraw"])
@pytest.mark.parametrize("stage", ["themes", "dot_vote", "deliberation", "lesson"])
async def test_from_the_themes_on_authors_change_nothing(
    open_lab: LabAtWork, ana: Participant, stage: str, verb: tuple[object, ...]
) -> None:
    said = await open_lab.say(ana, "Ask first")
    await open_lab.open(stage)
    act, *more = verb
    assert callable(act)
    with pytest.raises(NotInThisStage):
        await open_lab.do(ana.key, act, said.id, *more)


async def test_whoever_was_moved_is_held_to_the_stage_that_their_words_are_in(
    open_lab: LabAtWork, ana: Participant
) -> None:
    said = await open_lab.say(ana, "Ask first")
    await open_lab.open("themes", group=1)
    await open_lab.do(open_lab.organiser, move_person, ana.id, 2)
    with pytest.raises(NotInThisStage):
        await open_lab.do(ana.key, withdraw, said.id)


async def test_withdrawn_keeps_the_words_on_record(open_lab: LabAtWork, ana: Participant) -> None:
    said = await open_lab.say(ana, "Ask first")
    told = await open_lab.told(ana.key, withdraw, said.id)
    kept = await open_lab.row(Contribution)
    assert (kept.is_withdrawn, kept.text) == (True, "Ask first")
    assert told == [ContributionWithdrawn(open_lab.groups[1], said.id)]


async def test_withdrawing_twice_is_once(open_lab: LabAtWork, ana: Participant) -> None:
    said = await open_lab.say(ana, "Ask first")
    await open_lab.do(ana.key, withdraw, said.id)
    assert await open_lab.told(ana.key, withdraw, said.id) == []


async def test_what_was_withdrawn_is_not_reworded(open_lab: LabAtWork, ana: Participant) -> None:
    said = await open_lab.say(ana, "Ask first")
    await open_lab.do(ana.key, withdraw, said.id)
    with pytest.raises(NotFound):
        await open_lab.do(ana.key, reword, said.id, "Other words")
    assert (await open_lab.row(Contribution)).text == "Ask first"


async def test_a_moderator_withdraws_in_any_stage(open_lab: LabAtWork, ana: Participant) -> None:
    said = await open_lab.say(ana, "Somebody's telephone number")
    await open_lab.open("lesson")
    await open_lab.do(open_lab.desk(1), withdraw, said.id)
    assert (await open_lab.row(Contribution)).is_withdrawn


async def test_another_group_s_moderator_does_not_find_it(open_lab: LabAtWork, ana: Participant) -> None:
    said = await open_lab.say(ana, "Ask first")
    with pytest.raises(NotFound):
        await open_lab.do(open_lab.desk(2), withdraw, said.id)


async def test_the_close_ends_withdrawing(open_lab: LabAtWork, ana: Participant) -> None:
    said = await open_lab.say(ana, "Ask first")
    await open_lab.do(open_lab.organiser, close)
    for key in (ana.key, open_lab.desk()):
        with pytest.raises(LabClosed):
            await open_lab.do(key, withdraw, said.id)


async def test_what_was_said_on_paper_is_labelled_for_ever(open_lab: LabAtWork) -> None:
    await open_lab.do(
        open_lab.desk(), contribute_on_paper, open_lab.prompts["ethics"], "Ask my neighbour", "Grandma", KEY
    )
    kept = await open_lab.row(Contribution)
    assert (kept.text, kept.on_paper, kept.said_by, kept.prompt_id) == (
        "Ask my neighbour",
        True,
        "Grandma",
        open_lab.prompts["ethics"],
    )


@pytest.mark.parametrize("stage", ["introductions", "dot_vote", "lesson"])
async def test_paper_is_taken_in_any_stage(open_lab: LabAtWork, stage: str) -> None:
    await open_lab.open(stage)
    await open_lab.do(open_lab.desk(), contribute_on_paper, open_lab.prompts["main"], "Said aloud", "", KEY)
    kept = await open_lab.row(Contribution)
    assert (kept.stage_kind, kept.said_by) == (stage, None)


async def test_paper_is_as_private_as_everything_else(lab: LabAtWork) -> None:
    await lab.open("silent_writing")
    await lab.do(lab.desk(), contribute_on_paper, lab.prompts["main"], "Said aloud", "", KEY)
    assert not (await lab.row(Contribution)).is_revealed


async def test_paper_typed_in_twice_is_one(open_lab: LabAtWork) -> None:
    for _ in range(2):
        await open_lab.do(open_lab.desk(), contribute_on_paper, open_lab.prompts["main"], "Said aloud", "", KEY)
    assert len(await open_lab.rows(Contribution)) == 1
