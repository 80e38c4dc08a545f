"""Steering a whole lab: a word to everyone, its close."""

from sqlalchemy import Connection
from sqlmodel import col, select

from app.clock import now
from app.domain.anonymity import is_cut, untie
from app.domain.errors import LabClosed
from app.domain.events import EveryoneTold
from app.domain.events import LabClosed as LabWasClosed
from app.domain.groups import open_groups, put_prompt, put_stage, told
from app.domain.help_calls import end_every_call
from app.domain.scenes import FOLLOW
from app.domain.sorting_events import TurnPassed
from app.domain.turns import stop_going_round
from app.domain.votes import end_vote_of
from app.domain.work import Work
from app.models import AgendaItem, Lab


def every_lab(read: Connection) -> list[int]:
    return list(read.scalars(select(col(Lab.id))))


def tell_everyone(work: Work, words: str) -> Lab:
    """A message on all screens; no words take it away."""
    lab = work.lab()
    if work.change(lab, notice=words):
        work.change(lab, notice_at=now() if words else None)
        work.announce(EveryoneTold(words))
    return lab


def close(work: Work) -> Lab:
    """Reveals what was still private, ends what is running, and opens the summary to everybody."""
    lab = work.lab()
    if lab.is_closed:
        return lab
    end_vote_of(work, None)
    for group in open_groups(work):
        asked = group.sign_off_at
        end_vote_of(work, group.id)
        put_stage(work, group, None)
        work.change(group, sign_off_at=asked)  # nobody is asked anything any more
        put_prompt(work, group, None)
        if stop_going_round(work, group):
            work.announce(TurnPassed(group.id))
        work.change(group, ends_at=None, timer_minutes=None, paused_at=None)
        told(work, group)  # even where nothing ran: a screen shows that its lab is closed
    if lab.item_id:
        work.change(work.get(AgendaItem, lab.item_id), ended_at=now())
    end_every_call(work)
    work.change(lab, closed_at=now(), paused_at=None, pause_words="", scene=FOLLOW, scene_of=None)
    work.announce(LabWasClosed())
    if is_cut(lab):
        untie(work)
    return lab


def open_lab(work: Work) -> Lab:
    lab = work.lab()
    if lab.is_closed:
        raise LabClosed
    return lab
