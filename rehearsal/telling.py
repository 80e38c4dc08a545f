"""How a rehearsal is told: a line while it runs, a table in words when it is over."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Table

from rehearsal.figures import Figures, Percentiles
from rehearsal.rehearse import Rehearsal

EVERY, A_SECOND = 0.25, 1.0


@contextlib.asynccontextmanager
async def told(rehearsal: Rehearsal, console: Console) -> AsyncIterator[None]:
    """While inside, the console says how it goes."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(12), TextColumn("{task.fields[says]}"))
    with Progress(*columns, console=console) as progress:
        line = progress.add_task("", total=1.0, says="")
        telling = asyncio.create_task(tell(rehearsal, progress, line))
        try:
            yield
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
            update(rehearsal, progress, line)


async def tell(rehearsal: Rehearsal, progress: Progress, line: TaskID) -> None:
    said = ""
    while True:
        update(rehearsal, progress, line)
        if rehearsal.step != said and not progress.console.is_terminal:
            progress.console.print(rehearsal.step)  # a log shows no moving line
        said = rehearsal.step
        await asyncio.sleep(EVERY)


@contextlib.asynccontextmanager
async def told_in_lines(rehearsal: Rehearsal) -> AsyncIterator[None]:
    """The same for a program that reads along: a line of JSON each second."""
    telling = asyncio.create_task(tell_lines(rehearsal))
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
        print(line(rehearsal), flush=True)


async def tell_lines(rehearsal: Rehearsal) -> None:
    while True:
        print(line(rehearsal), flush=True)
        await asyncio.sleep(A_SECOND)


def line(rehearsal: Rehearsal) -> str:
    ledger = rehearsal.ledger
    return json.dumps(
        {
            "step": rehearsal.step,
            "share": round(share_of_time(rehearsal), 3),
            "connected": sum(phone.is_connected for phone in rehearsal.phones),
            "sent": len(ledger.posts),
            "acknowledged": len(ledger.acked),
        }
    )


def update(rehearsal: Rehearsal, progress: Progress, line: TaskID) -> None:
    ledger = rehearsal.ledger
    connected = sum(phone.is_connected for phone in rehearsal.phones)
    says = (
        f"connected {connected}/{rehearsal.plan.participants} · sent {len(ledger.posts)}"
        f" · acknowledged {len(ledger.acked)} · seen {rehearsal.seen_so_far}"
    )
    progress.update(line, description=rehearsal.step, completed=share_of_time(rehearsal), says=says)


def share_of_time(rehearsal: Rehearsal) -> float:
    opened_at = rehearsal.ledger.opened_at
    if opened_at is None:
        return 0.0
    return min(1.0, (time.monotonic() - opened_at) / rehearsal.plan.seconds)


def table(figures: Figures) -> Table:
    told = Table(show_header=False, box=None, pad_edge=False)
    told.add_column(justify="right", style="bold")
    told.add_column()
    for number, words in sentences(figures):
        told.add_row(number, words)
    for reason, times in figures.reasons.items():
        told.add_row(str(times), escape(reason))
    return told


def sentences(it: Figures) -> list[tuple[str, str]]:
    facts = [
        (it.joined, f"of {it.participants} people joined; {it.connected} phones connected, in {it.groups} groups"),
        (it.sent, "contributions sent"),
        (it.acknowledged, "acknowledged"),
        (it.seen_live, "seen live by every phone of the group"),
        (it.seen_by_all, "seen by every phone of the group, live or on its page at the end"),
        (it.hidden, "still hidden from the others at the end, because the writing was private"),
        (it.repeats, "sent again after an acknowledgement, to prove that nothing is written twice"),
        (it.supports, "times somebody supported another's contribution"),
        (it.refused, "refused"),
        (it.unsettled, "neither acknowledged nor refused in time"),
        (it.unsaid, "not said, because writing was closed"),
        (it.told_to_wait, "times told to wait (429)"),
        (it.reconnects, "reconnections"),
        (it.unread_pages, "pages that could not be read at the end"),
        (it.duplicates, "duplicates"),
        (it.lost, "acknowledged and lost"),
    ]
    shown = [(str(number), words) for number, words in facts if number or words in ALWAYS]
    return [*shown, (f"{it.seconds:g} s", f"in all, with seed {it.seed}"), *speeds(it)]


ALWAYS = {"contributions sent", "acknowledged", "duplicates", "acknowledged and lost"}


def speeds(it: Figures) -> list[tuple[str, str]]:
    return [
        ("ms", f"{what}: half within {of.p50:g}, 95 % within {of.p95:g}, 99 % within {of.p99:g}")
        for what, of in (
            ("from sending to the acknowledgement", it.latencies.get("post_ms", Percentiles())),
            ("from sending to another phone's screen", it.latencies.get("seen_ms", Percentiles())),
        )
        if of.p50 is not None
    ]


def verdict(it: Figures) -> str:
    if it.is_broken:
        return "[bold red]Broken: something acknowledged was lost or written twice.[/]"
    if not it.was_rehearsed:
        return "[bold yellow]Nothing was rehearsed.[/]"
    if it.unread_pages or it.unsettled:
        return "[bold yellow]Nothing was lost, as far as could be read; not everything could be.[/]"
    return "[bold green]Nothing was lost and nothing was written twice.[/]"
