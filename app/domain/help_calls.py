"""A desk calls the organiser, who says that they are coming; either ends it."""

from typing import Any

from sqlmodel import col, select

from app.clock import now
from app.domain.contributions import open_group
from app.domain.errors import LabClosed
from app.domain.rules import MODERATOR
from app.domain.steering_errors import CallEnded
from app.domain.steering_events import HelpAnswered, HelpCalled, HelpEnded
from app.domain.work import Work
from app.models import HelpCall


def call_organiser(work: Work, words: str, key: str) -> HelpCall:
    """A desk waits with one call at a time: who calls meanwhile adds their words to it."""
    group = open_group(work)
    id, called = work.once(HelpCall, key)
    if called:
        return called
    if waiting := next(iter(waiting_calls(work, HelpCall.group_id == group.id)), None):
        return say_more(work, waiting, words)
    given = work.announce(HelpCalled(group.id, id))
    call = HelpCall(id=id, lab_id=work.lab_id, group_id=group.id, author_id=work.actor_id, words=words, given=given)
    call.called_at = now()
    return work.add(call)


def say_more(work: Work, call: HelpCall, words: str) -> HelpCall:
    if words and words not in call.words.split("\n"):
        work.change(call, words=f"{call.words}\n{words}".strip())
        work.announce(HelpCalled(call.group_id, call.id))
    return call


def answer_call(work: Work, id: str, reply: str) -> HelpCall:
    """The desk's receipt, with words or without. Raises CallEnded."""
    call = standing(work, id)
    if call.ended_at:
        raise CallEnded
    is_news = work.change(call, seen_at=call.seen_at or now())
    if (reply and work.change(call, reply=reply)) or is_news:
        work.announce(HelpAnswered(call.group_id, id))
    return call


def end_call(work: Work, id: str) -> HelpCall:
    """By its own desk, or by the organiser. Two presses are one."""
    call = standing(work, id)
    if call.ended_at is None:
        end(work, call)
    return call


def standing(work: Work, id: str) -> HelpCall:
    call = work.of_my_group(HelpCall, id) if work.actor.role == MODERATOR else work.get(HelpCall, id)
    if work.lab().is_closed:
        raise LabClosed
    return call


def end_every_call(work: Work) -> None:
    for call in waiting_calls(work, HelpCall.lab_id == work.lab_id):
        end(work, call)


def end(work: Work, call: HelpCall) -> None:
    work.change(call, ended_at=now())
    work.announce(HelpEnded(call.group_id, call.id))


def waiting_calls(work: Work, where: Any) -> list[HelpCall]:
    return work.all(select(HelpCall).where(where, col(HelpCall.ended_at).is_(None)))
