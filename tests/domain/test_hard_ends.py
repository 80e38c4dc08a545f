"""A hard end: twenty seconds of grace, then nothing more comes in; a soft one only counts over."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain import contributions, groups
from app.domain.ballots import cast, cast_on_paper
from app.domain.contributions import contribute_on_paper, reword
from app.domain.errors import TimeIsUp, VoteClosed
from app.domain.groups import extend_timer, open_prompt, open_stage, pause_timer
from app.domain.plans import ItemPlan, StagePlan
from app.domain.votes import close_vote
from app.models import Poll
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork

pytestmark = pytest.mark.anyio

NOON = datetime(2020, 10, 8, 12, tzinfo=UTC)
DOTS = {"kind": "dot_vote", "minutes": 5, "end": "hard", "settings": {"about": "contributions"}}
SOFT, HARD = StagePlan(kind="round_robin", minutes=5), StagePlan(kind="themes", minutes=5, end="hard")


def at(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """So long after the end of the stage."""
    for room in (groups, contributions):
        monkeypatch.setattr(room, "now", lambda: NOON + timedelta(minutes=5, seconds=seconds))


@pytest.fixture
async def lab(store: Store, founded: Settings, monkeypatch: pytest.MonkeyPatch) -> LabAtWork:
    """With a soft stage and a hard one; the hard one is open since noon."""
    item = ItemPlan(kind="breakout", title={"en": "Groups"}, stages=[SOFT, HARD])
    made = await LabAtWork.found(store, founded, "HARD23", agenda=[item])
    at(-300, monkeypatch)
    await made.do(made.desk(), open_prompt, made.prompts["main"])
    await made.do(made.desk(), open_stage, made.stages["themes"])
    return made


@pytest.mark.parametrize("seconds", [-1, 0, 20])
async def test_until_the_last_second_of_grace_words_come_in(
    lab: LabAtWork, seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await lab.join("Ana")
    at(seconds, monkeypatch)
    assert (await lab.say(ana, "Just in time")).text == "Just in time"


async def test_after_it_they_do_not_and_may_be_sent_again(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = await lab.join("Ana")
    at(20.5, monkeypatch)
    with pytest.raises(TimeIsUp):
        await lab.say(ana, "Too late", "a" * 32)
    await lab.do(lab.desk(), extend_timer, 1)
    assert (await lab.say(ana, "Too late", "a" * 32)).text == "Too late"


async def test_what_was_taken_before_is_answered_the_same_after_it(
    lab: LabAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phone whose answer was lost sends again: that is no new word."""
    ana = await lab.join("Ana")
    given = await lab.say(ana, "In time", "a" * 32)
    at(60, monkeypatch)
    assert (await lab.say(ana, "In time", "a" * 32)).id == given.id


async def test_a_clock_that_stands_still_closes_nothing(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = await lab.join("Ana")
    await lab.do(lab.desk(), pause_timer)
    at(600, monkeypatch)
    assert (await lab.say(ana, "Still here")).text == "Still here"


async def test_a_soft_end_counts_over(lab: LabAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = await lab.join("Ana")
    await lab.do(lab.desk(), open_stage, lab.stages["round_robin"])
    at(600, monkeypatch)
    assert (await lab.say(ana, "One more")).text == "One more"


async def test_the_moderator_enters_and_authors_mend_what_is_there_after_it(
    lab: LabAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`edits` decides that, not the clock; words on paper were written in time."""
    ana = await lab.join("Ana")
    given = await lab.say(ana, "Wirds")
    at(60, monkeypatch)
    paper = await lab.do(lab.desk(), contribute_on_paper, lab.prompts["main"], "On paper", "", "b" * 32)
    assert paper.on_paper
    await lab.do(lab.desk(), open_stage, lab.stages["round_robin"])
    at(700, monkeypatch)
    assert (await lab.do(ana.key, reword, given.id, "Words")).text == "Words"


async def test_ballots_come_in_until_then_and_paper_is_typed_in_after_it(
    store: Store, founded: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = ItemPlan(kind="breakout", title={"en": "Groups"}, stages=[SOFT, StagePlan.model_validate(DOTS)])
    lab = await LabAtWork.found(store, founded, "DOTS23", agenda=[item])
    ana, ola = await lab.join("Ana"), await lab.join("Ola")
    at(-300, monkeypatch)
    await lab.open("round_robin")
    ideas = [(await lab.say(ana, words)).id for words in ("One", "Another")]
    await lab.do(lab.desk(), open_stage, lab.stages["dot_vote"])
    poll = await lab.row(Poll)
    at(20, monkeypatch)
    await lab.do(ana.key, cast, poll.id, {ideas[0]: "1"}, "", False, "a" * 32)
    at(20.5, monkeypatch)
    with pytest.raises(VoteClosed):
        await lab.do(ola.key, cast, poll.id, {ideas[1]: "1"}, "", False, "b" * 32)
    await lab.do(lab.desk(), cast_on_paper, poll.id, 1, {ideas[1]: "1"}, "", False)
    await lab.do(lab.desk(), extend_timer, 1)
    await lab.do(ola.key, cast, poll.id, {ideas[1]: "1"}, "", False, "b" * 32)
    await lab.do(lab.desk(), close_vote, poll.id)
    result = (await lab.row(Poll)).result
    assert {each["text"]: each["dots"] for each in result["options"]} == {"Another": 2, "One": 1}
