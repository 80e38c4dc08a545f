"""Steering a whole lab: its agenda, a word to everyone, its close."""

from sqlalchemy import Connection
from sqlmodel import col, select

from app.clock import now
from app.domain.errors import LabClosed
from app.domain.events import AgendaMoved, EveryoneTold, ItemExtended
from app.domain.events import LabClosed as LabWasClosed
from app.domain.groups import open_groups, put_prompt, put_stage, told
from app.domain.sign_off import ask_about_lessons
from app.domain.votes import end_vote_of
from app.domain.work import Work
from app.models import AgendaItem, Lab

TOGETHER = ("plenary", "harvest")
"""Items for which the groups come together: each is asked once more whether its lessons are what it said."""


def every_lab(read: Connection) -> list[int]:
    return list(read.scalars(select(col(Lab.id))))


def move_agenda(work: Work, item_id: int) -> Lab:
    """Goes to this item, forwards or back. Moving to where we are changes nothing: two clicks are one."""
    lab = open_lab(work)
    item = work.get(AgendaItem, item_id)
    if lab.item_id == item_id:
        return lab
    if lab.item_id:
        work.change(work.get(AgendaItem, lab.item_id), ended_at=now())
    work.change(item, started_at=now(), ended_at=None, extra_minutes=0)
    work.change(lab, item_id=item_id)
    work.announce(AgendaMoved(item_id))
    if item.kind in TOGETHER:
        for group in open_groups(work):
            ask_about_lessons(work, group)
    return lab


def extend_item(work: Work, minutes: int) -> Lab:
    lab = open_lab(work)
    if lab.item_id:
        item = work.get(AgendaItem, lab.item_id)
        work.change(item, extra_minutes=item.extra_minutes + minutes)
        work.announce(ItemExtended(lab.item_id, minutes))
    return lab


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
        work.change(group, ends_at=None, timer_minutes=None)
        told(work, group)  # even where nothing ran: a screen shows that its lab is closed
    if lab.item_id:
        work.change(work.get(AgendaItem, lab.item_id), ended_at=now())
    work.change(lab, closed_at=now())
    work.announce(LabWasClosed())
    return lab


def open_lab(work: Work) -> Lab:
    lab = work.lab()
    if lab.is_closed:
        raise LabClosed
    return lab
