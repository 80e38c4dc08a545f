"""How the paper of a lab is made, in the same process. Apart, because it loads what no summary needs."""

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from app.printing import File, looked_at
from app.venue.pack import MANY, pack


class PackOrder(NamedTuple):
    """The paper of a lab, for an address that people use; no language: in the lab's first two."""

    lab_id: int
    seq: int
    server: str
    language: str = ""
    paper: str = "a4"
    ballots: int = MANY


def packed(read: Connection, order: PackOrder) -> File:
    name, body = pack(read, order.lab_id, order.server, order.language, order.paper, order.ballots)
    return File(name, "application/pdf", body)


def packed_beside(database: Path, order: PackOrder) -> File:
    return looked_at(database, packed, order)  # type: ignore[no-any-return]
