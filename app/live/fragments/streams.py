"""The webstream beside the stage, for whoever watches from far away."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.domain.watching import is_stream
from app.live.fragments.base import KEYS, Fragment, fetch
from app.models import Lab, Watching

lab, watching = Lab.__table__, Watching.__table__  # type: ignore[attr-defined]

LINKS = select(lab.c.id, lab.c.links).where(lab.c.id.in_(KEYS))
OPEN = select(watching.c.key).where(watching.c.lab_id == bindparam("lab"), watching.c.closed_at.is_(None))


def streams(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """`is_planned`: whether there is to be one; `address` may come later."""
    found = {}
    for one in fetch(read, LINKS, keys):
        stream = next((link for link in one.links if is_stream(link)), None)
        address = (stream or {}).get("url") or ""
        found[one.id] = SimpleNamespace(lab_id=one.id, is_planned=stream is not None, address=address)
    return found


def watching_key(read: Connection, lab_id: int) -> str | None:
    """From which the viewers' link is made, while there is one."""
    return read.scalar(OPEN, {"lab": lab_id})


class Stream(Fragment):
    piece = "stage/_stream.html:stream"
    load = streams


class TowerStream(Fragment):
    piece = "stage/_stream.html:tower_stream"
    load = streams
