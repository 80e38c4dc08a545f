"""What a desk put right in a vote after it had typed it in: when, and what stood there before."""

from collections import defaultdict
from types import SimpleNamespace

from sqlalchemy import Connection, select

from app.domain.vote_events import HandsCounted, PaperCounted
from app.live.fragments.base import KEYS, fetch
from app.models import Event

event = Event.__table__  # type: ignore[attr-defined]

TYPED_IN = (
    select(event.c.at, event.c.what)
    .where(event.c.lab_id.in_(KEYS), event.c.kind.in_((PaperCounted.__name__, HandsCounted.__name__)))
    .order_by(event.c.lab_id, event.c.seq)
)
Corrections = dict[tuple[str, int], list[SimpleNamespace]]
"""Of each vote, by the group whose desk it was."""


def corrections(read: Connection, labs: set[int]) -> Corrections:
    found: Corrections = defaultdict(list)
    for each in fetch(read, TYPED_IN, labs):
        if was := each.what["was"]:
            told = SimpleNamespace(at=each.at, paper=each.what.get("paper"), **was)
            found[each.what["poll"], each.what["groups"][0]].append(told)
    return found
