"""After a hard end and its grace nothing comes in from phones that work together either; more time opens it again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.domain import contributions
from app.domain.errors import TimeIsUp
from app.domain.gallery import before, leave_mark
from app.domain.groups import extend_timer
from app.domain.questions import ask_question
from app.domain.teams import give_together, write_together
from app.models import Contribution, Mark, Question, Walk
from app.settings import Settings
from app.store import Store
from tests.cast import Participant
from tests.domain.forming import Forming, stage

pytestmark = pytest.mark.anyio

HARD = {"minutes": 5, "end": "hard", "prompt": "main"}


async def opened(store: Store, founded: Settings, kind: str) -> tuple[Forming, Participant]:
    lab = await Forming.with_stages(store, founded, stage(kind, **HARD))
    ana = await lab.join("Ana", 1)
    await lab.join("Bo", 2)
    await lab.opened(1)
    return lab, ana


async def is_refused_until_there_is_more_time(
    lab: Forming, who: Participant, monkeypatch: pytest.MonkeyPatch, verb: Any, *args: Any
) -> None:
    real = contributions.now
    monkeypatch.setattr(contributions, "now", lambda: real() + timedelta(minutes=5, seconds=25))
    with pytest.raises(TimeIsUp):
        await lab.do(who.key, verb, *args)
    await lab.do(lab.desk(), extend_timer, 5)
    await lab.do(who.key, verb, *args)


async def test_a_paper_is_kept_but_given_in_time(
    store: Store, founded: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab, ana = await opened(store, founded, "pairs")
    await lab.do(ana.key, write_together, "Pay people")
    await is_refused_until_there_is_more_time(lab, ana, monkeypatch, give_together, "Pay people", uuid4().hex)
    assert [each.text for each in await lab.rows(Contribution)] == ["Pay people"]


async def test_questions_are_asked_in_time(store: Store, founded: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    lab, ana = await opened(store, founded, "inner_circle")
    await is_refused_until_there_is_more_time(lab, ana, monkeypatch, ask_question, "Who paid?", uuid4().hex)
    assert [each.text for each in await lab.rows(Question)] == ["Who paid?"]


async def test_marks_are_left_in_time(store: Store, founded: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    lab, ana = await opened(store, founded, "gallery")
    poster = before(await lab.row(Walk), lab.groups[1])
    await is_refused_until_there_is_more_time(lab, ana, monkeypatch, leave_mark, poster, "dot", "", uuid4().hex)
    assert [each.group_id for each in await lab.rows(Mark)] == [poster]
