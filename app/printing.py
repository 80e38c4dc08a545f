"""How a file is made, in the process beside the server that makes files. It loads no more than a file takes."""

import gc
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from ctypes import CDLL
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import Connection

from app.i18n import reading
from app.methods.suppression import LEAST
from app.store import engine_for
from app.summary.publishing import Prepared, prepared
from app.summary.report import Report, published_report, report
from app.summary.writers import format_called
from app.summary.writers.html import piece_of_edition

GIVES_WAY = 10  # of 20 steps of Unix' niceness
ONE_ARENA = (-8, 1)  # glibc's M_ARENA_MAX: more of them only scatter what a file took


class Order(NamedTuple):
    """What is asked for: `seq` says how new the lab it is made from must be."""

    lab_id: int
    seq: int
    format: str
    language: str
    profile: str = "internal"
    least: int = LEAST
    edition: int = 0
    """A published one; 0 is the report so far. Then `seq` counts what was taken out of it since."""


class File(NamedTuple):
    name: str
    media_type: str
    body: bytes


def settle_in() -> None:
    """Leaves Ctrl-C to the server, goes when the server goes, and lets it pass first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(GIVES_WAY)
    with suppress(OSError, AttributeError):
        CDLL(None).mallopt(*ONE_ARENA)
    gc.freeze()
    gc.disable()  # a report is a tree that lasts: to look through it for rings is a third of its time
    Thread(target=leave_with_parent, daemon=True).start()


def leave_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(0)


def printed(database: Path, order: Order) -> File:
    return looked_at(database, written, order)  # type: ignore[no-any-return]


def drawn(read: Connection, order: Order) -> Markup:
    return piece_of_edition(read, order.lab_id, order.edition, order.language)


def drawn_beside(database: Path, order: Order) -> Markup:
    return looked_at(database, drawn, order)  # type: ignore[no-any-return]


def prepared_beside(database: Path, lab_id: int, profile: str, least: int) -> Prepared:
    return looked_at(database, prepared, lab_id, profile, least)  # type: ignore[no-any-return]


def looked_at(database: Path, query: Callable[..., Any], *given: Any) -> Any:
    engine = engine_for(database, "BEGIN", "query_only=ON")
    try:
        with engine.connect() as read:
            return query(read, *given)
    finally:
        engine.dispose()
        gc.collect()


def ordered(read: Connection, order: Order) -> Report:
    if order.edition:
        return published_report(read, order.lab_id, order.edition, order.language)
    return report(read, order.lab_id, order.language, order.profile, order.least)


def written(read: Connection, order: Order) -> File:
    format = format_called(order.format)
    told = ordered(read, order)
    with reading(order.language):
        body = format.write(told)
    name = f"{told.file_name}.{format.file_ending}"
    return File(name, format.media_type, body if isinstance(body, bytes) else body.encode())
