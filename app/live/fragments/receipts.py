"""What only its own voter sees: the ballots they cast in votes that are open, and answers to their objections."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from app.domain.work import Actor
from app.live.fragments.base import row
from app.models import Ballot, Poll

poll, ballot = Poll.__table__, Ballot.__table__  # type: ignore[attr-defined]

TO_VOTE_IN = or_(poll.c.group_id == bindparam("group"), poll.c.group_id.is_(None))
OPEN = select(poll.c.id).where(poll.c.lab_id == bindparam("lab"), TO_VOTE_IN, poll.c.closed_at.is_(None))
OWN = (
    select(
        poll.c.id,
        poll.c.method,
        poll.c.about,
        poll.c.options,
        poll.c.closed_at,
        ballot.c.choice,
        ballot.c.dissent,
        ballot.c.may_quote,
        ballot.c.answer,
    )
    .join(poll, poll.c.id == ballot.c.poll_id)
    .where(ballot.c.person_id == bindparam("person"), ~ballot.c.is_taken_back, TO_VOTE_IN)
    .order_by(poll.c.given)
)


def receipts(read: Connection, actor: Actor, lab_id: int) -> SimpleNamespace:
    asked = {"person": actor.id, "group": actor.group_id, "lab": lab_id}
    own = [as_receipt(each) for each in read.execute(OWN, asked)]
    return SimpleNamespace(
        lab_id=lab_id,
        open_polls=[each.id for each in read.execute(OPEN, asked)],
        ballots=[each for each in own if each.is_open or each.answer or each.waits],
    )


def as_receipt(one: Any) -> SimpleNamespace:
    """`waits`: an objection that may still be answered."""
    return row(one, is_open=one.closed_at is None, waits="objection" in one.choice.values() and not one.answer)
