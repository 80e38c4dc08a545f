"""Optional moderators: with their links, a rehearsal opens the writing by itself and reveals it at the end."""

import random
import time
from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import urlsplit

from rehearsal.ledger import Ledger
from rehearsal.pace import comes
from rehearsal.pages import choices, sentence_in
from rehearsal.phone import Phone
from rehearsal.wire import Answer, Wire, persist

HEARD = 2.0  # seconds until the phones must have heard of a step


class Moderator:
    def __init__(self, key: str, wire: Wire, ledger: Ledger, rng: random.Random) -> None:
        self.key, self.wire, self.ledger, self.rng = key, wire, ledger, rng
        self.base = ""
        self.stages: list[str] = []
        self.prompts: list[str] = []
        self.at = -1

    @property
    def group(self) -> int | None:
        _, _, number = self.base.rpartition("/desk-")
        return int(number) if number.isdigit() else None

    async def enter(self) -> bool:
        answer = await self.ask(self.come_in)
        if answer is None:
            return False
        self.base = urlsplit(answer.path).path
        self.prompts, self.stages = choices(answer.text, "prompt"), choices(answer.text, "stage")
        return self.group is not None

    async def come_in(self) -> Answer:
        return await self.wire.followed(await self.wire.post("/enter", {"key": self.key}, is_live=False))

    async def open_writing(self, phones: list[Phone]) -> None:
        """The first prompt, then one stage after the other until this group's phones may write."""
        if not phones:
            return
        if self.prompts and not any(phone.task.prompt for phone in phones):
            await self.ask(partial(self.wire.post, f"{self.base}/prompt", {"prompt": self.prompts[0]}))
            await comes(lambda: any(phone.writing.is_set() for phone in phones), HEARD)
        await self.step_until(lambda: any(phone.writing.is_set() for phone in phones))

    async def reveal(self, phones: list[Phone]) -> None:
        """On through the stages until what was written in private is shown."""
        await self.step_until(lambda: not any(phone.task.is_private for phone in phones))

    async def step_until(self, is_so: Callable[[], bool]) -> None:
        while not is_so() and self.at + 1 < len(self.stages):
            self.at += 1
            await self.ask(partial(self.wire.post, f"{self.base}/stage", {"stage": self.stages[self.at]}))
            await comes(is_so, HEARD)

    async def ask(self, question: Callable[[], Awaitable[Answer]]) -> Answer | None:
        answer = await persist(question, time.monotonic() + 30, self.rng)
        if answer is not None and not answer.is_ok:
            self.ledger.refused("moderator", answer.status, sentence_in(answer.text))
            return None
        return answer
