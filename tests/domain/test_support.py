from uuid import uuid4

import pytest

from app.domain.contributions import support, withdraw
from app.domain.errors import NotFound, NotInThisStage, NotYours
from app.domain.events import SupportGiven, SupportTakenBack
from app.models import Support
from tests.cast import LabAtWork, Participant

pytestmark = pytest.mark.anyio


async def test_supporting_twice_counts_once(open_lab: LabAtWork, ana: Participant, ola: Participant) -> None:
    said = await open_lab.say(ana, "Ask first")
    told = [await open_lab.told(ola.key, support, said.id, True) for _ in range(2)]
    assert told == [[SupportGiven(open_lab.groups[1], said.id)], []]
    assert [each.person_id for each in await open_lab.rows(Support)] == [ola.id]


async def test_support_is_taken_back_and_given_again(open_lab: LabAtWork, ana: Participant, ola: Participant) -> None:
    said = await open_lab.say(ana, "Ask first")
    await open_lab.do(ola.key, support, said.id, True)
    assert await open_lab.told(ola.key, support, said.id, False) == [SupportTakenBack(open_lab.groups[1], said.id)]
    assert await open_lab.rows(Support) == []
    await open_lab.do(ola.key, support, said.id, True)
    assert len(await open_lab.rows(Support)) == 1


async def test_support_never_given_is_not_taken_back(open_lab: LabAtWork, ana: Participant, ola: Participant) -> None:
    said = await open_lab.say(ana, "Ask first")
    assert await open_lab.told(ola.key, support, said.id, False) == []


async def test_nobody_supports_themselves(open_lab: LabAtWork, ana: Participant) -> None:
    said = await open_lab.say(ana, "Ask first")
    with pytest.raises(NotYours):
        await open_lab.do(ana.key, support, said.id, True)


async def test_nobody_supports_what_is_hidden_or_withdrawn(
    open_lab: LabAtWork, ana: Participant, ola: Participant
) -> None:
    withdrawn = await open_lab.say(ana, "Ask first")
    await open_lab.do(ana.key, withdraw, withdrawn.id)
    await open_lab.open("silent_writing")
    hidden = await open_lab.say(ana, "Written in private")
    for said in (withdrawn, hidden):
        with pytest.raises(NotYours):
            await open_lab.do(ola.key, support, said.id, True)


async def test_another_group_s_words_are_not_there_to_support(
    open_lab: LabAtWork, ana: Participant, zsofia: Participant
) -> None:
    said = await open_lab.say(ana, "Ask first")
    for id in (said.id, uuid4().hex):
        with pytest.raises(NotFound):
            await open_lab.do(zsofia.key, support, id, True)


@pytest.mark.parametrize(("stage", "rows"), [("introductions", 0), ("dot_vote", 0), ("lesson", 1)])
async def test_support_is_given_when_the_stage_has_it(
    open_lab: LabAtWork, ana: Participant, ola: Participant, stage: str, rows: int
) -> None:
    said = await open_lab.say(ana, "Ask first")
    await open_lab.open(stage)
    if rows:
        await open_lab.do(ola.key, support, said.id, True)
    else:
        with pytest.raises(NotInThisStage):
            await open_lab.do(ola.key, support, said.id, True)
    assert len(await open_lab.rows(Support)) == rows
