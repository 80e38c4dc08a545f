"""Optional moderators: with their links, a rehearsal opens the writing by itself and reveals it at the end."""

import random
import time
from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import urlsplit

from rehearsal.ledger import Ledger
from rehearsal.pages import Task, choices, sentence_in, task_in
from rehearsal.wire import Answer, Wire, persist

PATIENCE = 30.0  # seconds for one act


class Moderator:
    def __init__(self, key: str, wire: Wire, ledger: Ledger, rng: random.Random) -> None:
        self.key, self.wire, self.ledger, self.rng = key, wire, ledger, rng
        self.base = ""
        self.stages: list[str] = []
        self.prompts: list[str] = []
        self.at = -1

    async def enter(self) -> bool:
        answer = await self.ask(self.come_in)
        if answer is None or task_in(answer.text) is None:
            self.ledger.reasons["a moderator's key opened no desk"] += 1
            return False
        self.base = urlsplit(answer.path).path
        self.prompts, self.stages = choices(answer.text, "prompt"), choices(answer.text, "stage")
        return True

    async def come_in(self) -> Answer:
        return await self.wire.followed(await self.wire.post("/enter", {"key": self.key}, is_live=False))

    async def open_writing(self) -> None:
        """As a group goes: the first stage, the prompt, and on through the stages until phones may write."""
        if (await self.task()).writes:
            return
        await self.step()
        if self.prompts:
            await self.ask(partial(self.wire.post, f"{self.base}/prompt", {"prompt": self.prompts[0]}))
        await self.step_until(lambda task: task.writes)

    async def reveal(self) -> None:
        """On through the stages until what was written in private is shown."""
        await self.step_until(lambda task: not task.is_private)

    async def step_until(self, is_so: Callable[[Task], bool]) -> None:
        while not is_so(await self.task()) and await self.step():
            pass

    async def step(self) -> bool:
        """The next stage, if there is one."""
        if self.at + 1 == len(self.stages):
            return False
        self.at += 1
        await self.ask(partial(self.wire.post, f"{self.base}/stage", {"stage": self.stages[self.at]}))
        return True

    async def task(self) -> Task:
        answer = await self.ask(lambda: self.wire.get(self.base))
        return (task_in(answer.text) if answer is not None else None) or Task()

    async def ask(self, question: Callable[[], Awaitable[Answer]]) -> Answer | None:
        answer = await persist(question, time.monotonic() + PATIENCE, self.rng)
        if answer is not None and not answer.is_ok:
            self.ledger.refused("moderator", answer.status, sentence_in(answer.text))
            return None
        return answer
