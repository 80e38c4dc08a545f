"""Ballots on a lesson: opening one, voting in it, and what it came to."""

from typing import Any
from uuid import uuid4

from app.domain.ballots import cast
from app.domain.votes import close_vote, open_ballot
from app.models import Lesson, Poll
from tests.cast import LabAtWork, Participant

TITLE, TEXT = "Pay people for their time", "Whoever is asked to co-create is paid like a consultant."


async def opened(lab: LabAtWork, lesson: Any, method: str, veto_blocks: bool = False) -> Any:
    return await lab.do(lab.desk(), open_ballot, lesson.id, method, veto_blocks, uuid4().hex)


async def vote(lab: LabAtWork, who: Participant, poll: Any, level: str, dissent: str = "", quote: bool = False) -> Any:
    return await lab.do(who.key, cast, poll.id, {poll.lesson_id: level}, dissent, quote, uuid4().hex)


async def decided(lab: LabAtWork, poll: Any) -> tuple[str, str, str]:
    """Closed: the outcome, and what it made of the lesson by whose word."""
    await lab.do(lab.desk(), close_vote, poll.id)
    kept = await lab.row(Lesson)
    return (await lab.row(Poll, poll.id)).result["outcome"], kept.verdict, kept.decided_by


async def spread(lab: LabAtWork, who: Participant, poll: Any, said: dict[str, object], key: str = "") -> Any:
    words = {option: str(answer) for option, answer in said.items()}
    return await lab.do(who.key, cast, poll.id, words, "", False, key or uuid4().hex)


async def came_to(lab: LabAtWork, poll: Any, group: int = 1) -> dict[str, Any]:
    await lab.do(lab.desk(group), close_vote, poll.id)
    found: dict[str, Any] = (await lab.row(Poll, poll.id)).result
    return found
