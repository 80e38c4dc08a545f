"""A lab that is over, with a lesson that somebody took on."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from app.domain.follow_up import invite_owner
from app.domain.groups import open_prompt
from app.domain.labs import close
from app.domain.lessons import assign_lesson, word_lesson
from app.domain.work import Key
from app.following.pages import owner_token
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork

OWNER, STEP, DUE = "Bærum kommune", "Try it in spring", date(2027, 3, 1)


@pytest.fixture
async def lab(store: Store, founded: Settings) -> LabAtWork:
    opened = await LabAtWork.of(store, founded)
    await opened.do(opened.desk(), open_prompt, opened.prompts["main"])
    return opened


@pytest.fixture
async def lesson(lab: LabAtWork) -> str:
    """Somebody's, with a next step and a day; the lab is closed."""
    desk = lab.desk()
    worded = await lab.do(desk, word_lesson, "Pay people", "Whoever is asked is paid.", [], uuid4().hex)
    await lab.do(desk, assign_lesson, worded.id, OWNER, STEP, DUE, "identified", 1)
    await lab.do(lab.organiser, close)
    return str(worded.id)


async def owner_of(lab: LabAtWork, lesson: str, key: str = "") -> Key:
    """What the holder of the lesson's link holds."""
    key = key or uuid4().hex
    token = owner_token(lab.locksmith, lab.id, key)
    await lab.do(lab.organiser, invite_owner, lesson, key, lab.locksmith.hash(token))
    return Key(lab.id, lab.locksmith.hash(token))


@pytest.fixture
async def owner(lab: LabAtWork, lesson: str) -> Any:
    return await owner_of(lab, lesson)
