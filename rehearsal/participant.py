"""One simulated person: joins with a phone, listens, writes now and then, supports what others wrote."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from functools import partial

from rehearsal.ledger import Ledger, Post
from rehearsal.pages import NotAPhone, sentence_in
from rehearsal.phone import Phone
from rehearsal.script import Line, Persona, Script
from rehearsal.wire import Answer, persist

Act = Callable[[], Awaitable[None]]

GRACE = 15.0  # seconds that a contribution may still need after the last minute


class Participant:
    def __init__(self, persona: Persona, script: Script, phone: Phone, ledger: Ledger) -> None:
        self.persona, self.script, self.phone, self.ledger = persona, script, phone, ledger
        self.rng = phone.rng
        self.until = 0.0
        self.was_refused = False

    async def join(self, code: str) -> bool:
        await asyncio.sleep(self.persona.arrives)
        until = time.monotonic() + 60
        door = await self.ask("join", until, lambda: self.phone.wire.get(f"/j/{code}"))
        if door is None:
            return False
        is_anonymous = self.persona.is_anonymous and 'name="anonymous"' in door.text
        for form in self.forms(is_anonymous):
            answer = await self.ask("join", until, partial(self.enter, code, form))
            if answer is not None:
                return self.is_in(answer)
        return False

    def forms(self, is_anonymous: bool) -> list[dict[str, str]]:
        """First as they would like it; then, like anybody turned away, by name and wherever there is room."""
        plain = {"name": self.persona.name, "language": self.persona.language, "consent": "1", "group": ""}
        wanted = {**plain, "group": self.persona.wanted_group}
        if is_anonymous:
            wanted |= {"name": "", "anonymous": "1"}
        return [wanted] if wanted == plain else [wanted, plain]

    async def enter(self, code: str, form: dict[str, str]) -> Answer:
        wire = self.phone.wire
        answer = await wire.post(f"/j/{code}/people", form, is_live=False)
        return await wire.followed(answer)

    def is_in(self, answer: Answer) -> bool:
        try:
            self.phone.take_page(answer)
        except NotAPhone as why:
            self.ledger.reasons[f"join: {why}"] += 1
            return False
        if self.phone.group is None and self.persona.wanted_group:
            self.phone.group = int(self.persona.wanted_group)
        self.ledger.count("joined")
        return True

    async def take_part(self, seconds: float) -> None:
        """Everything this person does between the opening and the end."""
        await self.ledger.opened.wait()
        opened_at = self.ledger.opened_at or time.monotonic()
        self.until = opened_at + seconds
        for at, act in self.acts():
            await asyncio.sleep(max(0.0, opened_at + at - time.monotonic()))
            await act()

    def acts(self) -> list[tuple[float, Act]]:
        writing: list[tuple[float, Act]] = [(line.at, partial(self.contribute, line)) for line in self.script.lines]
        return sorted(writing + [(at, self.support) for at in self.script.supports], key=lambda act: act[0])

    async def contribute(self, line: Line) -> None:
        if not await self.may_write():
            self.ledger.count("unsaid")
            return
        post = self.ledger.wrote(Post(self.phone.number, self.phone.group, line.text, self.phone.task.is_private))
        form = {"id": post.key, "prompt": self.phone.task.prompt, "text": line.text}
        if not await self.give("contribution", post, form):
            post.is_refused = self.was_refused
            return
        post.acked_at = time.monotonic()
        if line.is_repeated:
            await self.repeat(post, form)

    async def give(self, act: str, post: Post, form: dict[str, str]) -> bool:
        answer = await self.ask(act, self.until + GRACE, lambda: self.say(form))
        for card in self.phone.take_answer(answer.text) if answer is not None else ():
            post.became(card)
        return answer is not None

    async def may_write(self) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.phone.writing.wait(), max(0.0, self.until - time.monotonic()))
        return self.phone.writing.is_set()

    async def say(self, form: dict[str, str]) -> Answer:
        wire = self.phone.wire
        return await wire.post(wire.within(self.phone.base, self.phone.say), form)

    async def repeat(self, post: Post, form: dict[str, str]) -> None:
        """An acknowledgement that a phone did not hear: the same words come again, and must add nothing."""
        await asyncio.sleep(self.rng.uniform(0.05, 1.0))
        self.ledger.count("repeats")
        await self.give("repeat", post, form)

    async def support(self) -> None:
        others = sorted(self.phone.shown - self.phone.own)
        if not others or not self.phone.task.supports:
            return
        path = f"{self.phone.base}/contributions/{self.rng.choice(others)}/support"
        if await self.ask("support", self.until + GRACE, lambda: self.phone.wire.post(path, {"on": "1"})):
            self.ledger.count("supports")

    async def ask(self, act: str, until: float, question: Callable[[], Awaitable[Answer]]) -> Answer | None:
        """A yes, or None; a no is counted with its reason."""
        self.was_refused = False
        answer = await persist(question, until, self.rng, lambda: self.ledger.count("told_to_wait"))
        if answer is not None and answer.is_ok:
            return answer
        if answer is None or answer.is_passing:
            self.ledger.reasons[f"{act}: {answer.status if answer else 'no answer'} to the end"] += 1
            return None
        self.was_refused = True
        self.ledger.refused(act, answer.status, sentence_in(answer.text))
        return None
