"""The founding lab, ready for verbs; some of its participants, seated."""

from typing import Any
from uuid import uuid4

import pytest

from app.domain.groups import open_prompt
from app.domain.lessons import word_lesson
from app.domain.themes import make_theme
from app.domain.votes import open_vote
from app.settings import Settings
from app.store import Store
from tests.cast import LabAtWork, Participant
from tests.domain.balloting import TEXT, TITLE


@pytest.fixture
async def lab(store: Store, founded: Settings) -> LabAtWork:
    return await LabAtWork.of(store, founded)


@pytest.fixture
async def open_lab(lab: LabAtWork) -> LabAtWork:
    """Groups 1 and 2 have a prompt open and no stage: everything may be done."""
    for number in (1, 2):
        await lab.do(lab.desk(number), open_prompt, lab.prompts["main"])
    return lab


@pytest.fixture
async def ana(lab: LabAtWork) -> Participant:
    """Of group 1."""
    return await lab.join("Ana", 1)


@pytest.fixture
async def ola(lab: LabAtWork) -> Participant:
    """Of group 1 too."""
    return await lab.join("Ola", 1)


@pytest.fixture
async def zsofia(lab: LabAtWork) -> Participant:
    """Of group 2."""
    return await lab.join("Zsófia", 2)


@pytest.fixture
async def people(open_lab: LabAtWork) -> list[Participant]:
    """Six in group 1."""
    return [await open_lab.join(f"Number {n}", 1) for n in range(6)]


@pytest.fixture
async def lesson(open_lab: LabAtWork, people: list[Participant]) -> Any:
    idea = await open_lab.say(people[0], "Nobody paid my evenings")
    return await open_lab.do(open_lab.desk(), word_lesson, TITLE, TEXT, [("contribution", idea.id)], uuid4().hex)


@pytest.fixture
async def themes(open_lab: LabAtWork) -> list[str]:
    """Six, so that each has three dots, at most two of them on one."""
    names = ("Time", "Money", "Trust", "Rules", "Words", "Places")
    return [(await open_lab.do(open_lab.desk(), make_theme, name, uuid4().hex)).id for name in names]


@pytest.fixture
async def poll(open_lab: LabAtWork, themes: list[str], ana: Participant, ola: Participant) -> Any:
    """A dot vote on them."""
    return await open_lab.do(open_lab.desk(), open_vote, "dots", "themes", uuid4().hex)
