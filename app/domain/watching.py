"""Those who watch the stage from far away: by an address of their own, with the webstream beside it."""

from typing import Any

from sqlmodel import col, select

from app.clock import now
from app.domain.labs import open_lab
from app.domain.passes import issue, revoke
from app.domain.rules import STAGE
from app.domain.steering_events import StreamAnnounced, ViewersInvited
from app.domain.work import Work
from app.models import Lab, Pass, Watching

STREAM = "stream"


def invite_viewers(work: Work, key: str, token_hash: str) -> Watching:
    """Opens an address for all of them. While one is open there is no second."""
    open_lab(work)
    if already := open_watching(work):
        return already
    held = issue(work, STAGE, token_hash)
    made = work.add(Watching(lab_id=work.lab_id, pass_id=held.id, key=key, opened_at=now()))
    work.announce(ViewersInvited())
    return made


def dismiss_viewers(work: Work) -> None:
    """The address shows nothing any more; the next one is another."""
    if watching := open_watching(work):
        work.change(watching, closed_at=now())
        revoke(work, work.get(Pass, watching.pass_id))


def open_watching(work: Work) -> Watching | None:
    asked = select(Watching).where(Watching.lab_id == work.lab_id, col(Watching.closed_at).is_(None))
    return work.session.exec(asked).first()


def announce_stream(work: Work, address: str) -> Lab:
    """Where the webstream is; with none, that its address comes later. A lab that planned no stream has one now."""
    lab = work.lab()
    links = with_stream(lab.links, address)
    if work.change(lab, links=links):
        work.announce(StreamAnnounced(address))
    return lab


def with_stream(links: list[dict[str, Any]], address: str) -> list[dict[str, Any]]:
    found = next((link for link in links if is_stream(link)), None)
    streams = (found or {"kind": {"en": "Webstream"}, "title": {"en": "Webstream"}}) | {"url": address or None}
    return [streams if link is found else link for link in links] if found else [*links, streams]


def is_stream(link: dict[str, Any]) -> bool:
    """By what its plan calls it, in whatever language."""
    return any(STREAM in words.casefold() for words in link["kind"].values())
