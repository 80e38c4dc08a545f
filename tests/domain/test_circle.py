from uuid import uuid4

import pytest

from app.domain.circle import ask_in, take_back_asking, tap_in, tap_out
from app.domain.errors import LabClosed, NotFound, NotInThisStage, NotYours, SaidOtherwise
from app.domain.formed import CircleChanged, QuestionAsked, QuestionCalled, QuestionSettled, QuestionUpvoted
from app.domain.labs import close
from app.domain.people import remove_person
from app.domain.questions import ask_question, call_question, mark_answered, upvote, withdraw_question
from app.domain.together import CircleFull
from app.models import Person, Question, Sitting, Upvote
from app.settings import Settings
from app.store import Store
from tests.cast import Participant
from tests.domain.forming import Forming, stage

pytestmark = pytest.mark.anyio


@pytest.fixture
async def lab(store: Store, founded: Settings) -> Forming:
    """A circle of four seats that talks, hears questions, answers; then a debrief. It talks now."""
    parts = [stage("inner_circle", settings={"seats": 4, "part": part}) for part in ("talk", "questions", "answers")]
    lab = await Forming.with_stages(store, founded, *parts, stage("deliberation"))
    await lab.opened(1)
    return lab


async def states(lab: Forming) -> dict[int, str]:
    return {one.person_id: one.state for one in await lab.rows(Sitting)}


async def asked(lab: Forming, who: Participant, text: str = "Who paid for it?") -> str:
    return str((await lab.do(who.key, ask_question, text, uuid4().hex)).id)


async def test_somebody_asks_to_come_in_and_is_tapped_in(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    groups = list(lab.groups.values())
    assert await lab.told(ana.key, ask_in) == [CircleChanged(ana.id, "asked", groups)]
    assert await lab.told(lab.desk(3), tap_in, ana.id) == [CircleChanged(ana.id, "in", groups)]
    assert await states(lab) == {ana.id: "in"}


async def test_asking_twice_is_asking_once(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    await lab.do(ana.key, ask_in)
    assert await lab.told(ana.key, ask_in) == []


async def test_who_would_rather_listen_takes_it_back(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    await lab.do(ana.key, ask_in)
    await lab.do(ana.key, take_back_asking)
    assert await states(lab) == {ana.id: "out"}
    assert await lab.told(ana.key, take_back_asking) == []


async def test_who_sits_in_it_is_not_taken_out_by_taking_back(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    await lab.do(lab.organiser, tap_in, ana.id)
    assert await lab.told(ana.key, take_back_asking) == []
    assert await states(lab) == {ana.id: "in"}


async def test_one_seat_stays_empty(lab: Forming) -> None:
    people = await lab.people(4)
    for one in people[:3]:
        await lab.do(lab.desk(), tap_in, one.id)
    with pytest.raises(CircleFull):
        await lab.do(lab.desk(), tap_in, people[3].id)
    await lab.do(lab.desk(), tap_out, people[0].id)
    await lab.do(lab.desk(), tap_in, people[3].id)
    assert list((await states(lab)).values()) == ["out", "in", "in", "in"]


async def test_speakers_and_moderators_may_sit_in_it_but_not_the_organiser(lab: Forming) -> None:
    for role in ("speaker", "moderator"):
        await lab.do(lab.desk(), tap_in, (await lab.rows(Person, role=role))[0].id)
    organiser = await lab.row(Person, (await lab.rows(Person, role="organiser"))[0].id)
    with pytest.raises(NotFound):
        await lab.do(lab.desk(), tap_in, organiser.id)


async def test_who_was_out_may_come_again_and_each_time_is_kept(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    for _ in range(2):
        await lab.do(lab.desk(), tap_in, ana.id)
        await lab.do(lab.desk(), tap_out, ana.id)
    assert [(one.state, one.sat_at < one.left_at) for one in await lab.rows(Sitting)] == [("out", True)] * 2


async def test_who_is_removed_from_the_lab_leaves_an_empty_seat(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    await lab.do(lab.desk(), tap_in, ana.id)
    await lab.do(lab.organiser, remove_person, ana.id)
    assert await states(lab) == {ana.id: "out"}


async def test_outside_its_stage_there_is_no_circle(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    await lab.opened(4)
    said = ("Who paid?", uuid4().hex)
    for key, verb, args in (
        (ana.key, ask_in, ()),
        (lab.desk(), tap_in, (ana.id,)),
        (lab.organiser, tap_in, (ana.id,)),
        (ana.key, ask_question, said),
        (lab.desk(), ask_question, said),
    ):
        with pytest.raises(NotInThisStage):
            await lab.do(key, verb, *args)
    await lab.do(lab.organiser, close)
    with pytest.raises(LabClosed):
        await lab.do(ana.key, ask_in)


async def test_a_table_asks_from_a_phone_or_on_paper(lab: Forming) -> None:
    ana = await lab.join("Ana", 2)
    await lab.do(ana.key, ask_question, "Who paid?", uuid4().hex)
    await lab.do(lab.desk(3), ask_question, "Who decided?", uuid4().hex)
    questions = sorted(await lab.rows(Question), key=lambda one: one.given)
    assert [(each.group_id, each.text, each.on_paper) for each in questions] == [
        (lab.groups[2], "Who paid?", False),
        (lab.groups[3], "Who decided?", True),
    ]


async def test_sent_twice_it_is_asked_once(lab: Forming) -> None:
    ana, key = await lab.join("Ana", 1), uuid4().hex
    told = await lab.told(ana.key, ask_question, "Who paid?", key)
    assert await lab.told(ana.key, ask_question, "Who paid?", key) == []
    with pytest.raises(SaidOtherwise):
        await lab.do(ana.key, ask_question, "Who else?", key)
    assert told == [QuestionAsked((await lab.row(Question)).id)]


async def test_while_answers_are_given_phones_ask_no_more_but_desks_may(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    await lab.opened(3)
    with pytest.raises(NotInThisStage):
        await lab.do(ana.key, ask_question, "Too late?", uuid4().hex)
    await lab.do(lab.desk(), ask_question, "One more", uuid4().hex)


async def test_everybody_may_upvote_once_from_any_table_and_take_it_back(lab: Forming) -> None:
    ana, bo = await lab.join("Ana", 1), await lab.join("Bo", 2)
    id = await asked(lab, ana)
    assert await lab.told(bo.key, upvote, id, True) == [QuestionUpvoted(id)]
    assert await lab.told(bo.key, upvote, id, True) == []
    assert [one.person_id for one in await lab.rows(Upvote)] == [bo.id]
    assert await lab.told(bo.key, upvote, id, False) == [QuestionUpvoted(id)]
    assert await lab.rows(Upvote) == []


async def test_nobody_upvotes_their_own(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    with pytest.raises(NotYours):
        await lab.do(ana.key, upvote, await asked(lab, ana), True)


async def test_one_question_is_answered_at_a_time(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    first, second = await asked(lab, ana, "First"), await asked(lab, ana, "Second")
    assert await lab.told(lab.desk(4), call_question, first) == [QuestionCalled(first)]
    told = await lab.told(lab.organiser, call_question, second)
    assert told == [QuestionSettled(first, "open"), QuestionCalled(second)]
    assert await lab.told(lab.organiser, call_question, second) == []


async def test_what_was_answered_stays_answered_when_the_next_is_called(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    first, second = await asked(lab, ana, "First"), await asked(lab, ana, "Second")
    await lab.do(lab.desk(), call_question, first)
    assert await lab.told(lab.desk(), mark_answered, first) == [QuestionSettled(first, "answered")]
    await lab.do(lab.desk(), call_question, second)
    assert {each.text: each.state for each in await lab.rows(Question)} == {"First": "answered", "Second": "now"}


async def test_answered_questions_take_no_more_votes(lab: Forming) -> None:
    ana, bo = await lab.join("Ana", 1), await lab.join("Bo", 2)
    id = await asked(lab, ana)
    await lab.do(lab.desk(), mark_answered, id)
    with pytest.raises(NotInThisStage):
        await lab.do(bo.key, upvote, id, True)


async def test_its_author_or_its_tables_moderator_withdraws_a_question(lab: Forming) -> None:
    ana, bo = await lab.join("Ana", 1), await lab.join("Bo", 1)
    first, second = await asked(lab, ana, "First"), await asked(lab, ana, "Second")
    for key, refusal in ((bo.key, NotYours), (lab.desk(2), NotFound)):
        with pytest.raises(refusal):
            await lab.do(key, withdraw_question, first)
    await lab.do(ana.key, withdraw_question, first)
    await lab.do(lab.desk(1), withdraw_question, second)
    assert [each.is_withdrawn for each in await lab.rows(Question)] == [True, True]


async def test_nobody_takes_away_what_was_answered_or_is_gone(lab: Forming) -> None:
    ana = await lab.join("Ana", 1)
    first, second = await asked(lab, ana, "First"), await asked(lab, ana, "Second")
    await lab.do(lab.desk(), mark_answered, first)
    with pytest.raises(NotInThisStage):
        await lab.do(ana.key, withdraw_question, first)
    await lab.do(ana.key, withdraw_question, second)
    with pytest.raises(NotFound):
        await lab.do(lab.desk(), call_question, second)
