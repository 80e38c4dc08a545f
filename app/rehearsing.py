"""Rehearsals from the page: a copy of a lab, and simulated participants who come to it as real ones do, over HTTP.

They play in a process of their own that gives way to the server; it tells how far it is, a line at a time."""

import asyncio
import json
import logging
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import Any

from app.domain.errors import Refusal
from app.domain.passes import Locksmith
from app.domain.plans import Plan, with_code
from app.domain.rehearsals import end_rehearsal, erase_rehearsal, found_rehearsal, rehearsals_that_are_over
from app.domain.work import SERVER, Key
from app.founding import hashes
from app.i18n import reading
from app.i18n import translated as _
from app.settings import Settings
from app.store import Store

ROOT = Path(__file__).resolve().parent.parent
FAREWELL = 1.0  # seconds in which the screens of a copy learn that it is over
LINE = 256 * 1024  # bytes
GIVES_WAY = ("nice", "-n", "10")
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 where the server listens, not we
log = logging.getLogger(__name__)


@dataclass
class Play:
    """How far it is: the last line that the players told, and whether they have gone home."""

    people: int
    told: dict[str, Any] = field(default_factory=dict)
    is_over: bool = False
    was_stopped: bool = False
    process: asyncio.subprocess.Process | None = None


class Rehearsals:
    def __init__(self, settings: Settings, store: Store):
        self.settings, self.store = settings, store
        self.locksmith = Locksmith(settings.secret)
        self.plays: dict[int, Play] = {}
        self.begun: set[str] = set()
        self.tasks: set[asyncio.Task[None]] = set()

    async def begin(self, of: int, plan: Plan, key: str, people: int, minutes: float) -> None:
        """One form makes one copy. Nobody comes to it when `people` is 0: then it is for real ones."""
        if key in self.begun:
            return
        self.begun.add(key)
        copied = with_code(as_rehearsal(plan))
        made = hashes(self.locksmith, copied)
        done = await self.store.write(Key(0, actor=SERVER), found_rehearsal, copied, made, of)
        copy, code = int(done.value.id), str(copied.code)
        if people:
            self.plays[copy] = Play(people)
            self.work(self.play(copy, code, copied.groups, minutes))

    def work(self, task: Any) -> None:
        started = asyncio.create_task(task)
        self.tasks.add(started)
        started.add_done_callback(self.tasks.discard)

    async def play(self, copy: int, code: str, groups: int, minutes: float) -> None:
        play = self.plays[copy]
        try:
            keys = "\n".join(self.locksmith.link(code, f"desk-{number}") for number in range(1, groups + 1))
            play.process = process = await asyncio.create_subprocess_exec(
                *self.command(code, play.people, minutes),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                cwd=ROOT,
                limit=LINE,
            )
            if play.was_stopped:
                process.terminate()
            assert process.stdin
            assert process.stdout
            process.stdin.write(keys.encode())
            process.stdin.close()  # by pipe, not by command line: every user of the machine may read those
            async for line in process.stdout:
                play.told |= json.loads(line)
            await process.wait()
        except (OSError, ValueError):
            log.exception("the players of lab %s", copy)
        finally:
            play.is_over = True

    def command(self, code: str, people: int, minutes: float) -> list[str]:
        host = "127.0.0.1" if self.settings.host in EVERYWHERE else self.settings.host
        url = f"http://{f'[{host}]' if ':' in host else host}:{self.settings.port}"
        gives_way = GIVES_WAY if which(GIVES_WAY[0]) else ()
        asked = ["--url", url, "--participants", str(people), "--minutes", f"{minutes:g}", "--moderate", "-"]
        return [*gives_way, sys.executable, "-m", "rehearsal", code, *asked, "--lines"]

    async def stop(self, copy: int) -> None:
        play = self.plays.get(copy)
        if play is None or play.is_over:
            return
        play.was_stopped = True
        await send_home(play)

    async def erase(self, copy: int) -> None:
        """The players go home, every screen closes, and all rows go."""
        await self.stop(copy)
        await self.store.write(Key(copy, actor=SERVER), end_rehearsal)
        self.plays.pop(copy, None)
        self.work(self.clear(copy))

    async def clear(self, copy: int) -> None:
        await asyncio.sleep(FAREWELL)
        await self.store.write(Key(copy, actor=SERVER), erase_rehearsal)

    async def sweep(self) -> None:
        """Those that are a day old, and those that a server which ended left half gone."""
        for copy in await self.store.read(rehearsals_that_are_over):
            with suppress(Refusal):
                await self.stop(copy)
                await self.store.write(Key(copy, actor=SERVER), end_rehearsal)
                await self.clear(copy)
            self.plays.pop(copy, None)

    async def close(self) -> None:
        for play in self.plays.values():
            await send_home(play)
        for task in list(self.tasks):
            task.cancel()


async def send_home(play: Play) -> None:
    if play.process is None:
        return
    with suppress(ProcessLookupError):
        play.process.terminate()
    try:
        await asyncio.wait_for(play.process.wait(), FAREWELL)
    except TimeoutError:
        with suppress(ProcessLookupError):
            play.process.kill()


def as_rehearsal(plan: Plan) -> Plan:
    """Called so in every language that it has a title in, and so on every screen, sheet and file."""
    titles = {}
    for language, title in plan.title.items():
        with reading(language):
            titles[language] = _("Rehearsal: {title}").format(title=title)
    return plan.model_copy(update={"code": None, "title": titles})
