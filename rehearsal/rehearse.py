"""One rehearsal from the first arrival to the last page."""

import asyncio
import contextlib
import random
import ssl
import time
from collections.abc import Coroutine, Iterator
from itertools import islice

from rehearsal import figures
from rehearsal.figures import Figures
from rehearsal.ledger import Ledger
from rehearsal.moderator import Moderator
from rehearsal.pace import clumps, comes
from rehearsal.pages import sentence_in
from rehearsal.participant import GRACE, Participant
from rehearsal.phone import Phone
from rehearsal.plan import Impossible, Plan
from rehearsal.script import Persona, script
from rehearsal.wire import Wire, persist
from rehearsal.words import Words, names

ARRIVALS = 20.0  # people a second
LAST_FRAMES = 3.0
LAST_PAGES = 120.0
READERS = 16
DOOR = 3.0


class Rehearsal:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.ledger = plan, Ledger()
        self.rng = random.Random(plan.seed)
        self.trust = ssl.create_default_context()
        words = Words(self.rng, plan.words)
        self.people = [self.person(number, who, words) for number, who in enumerate(list(self.personas()))]
        self.moderators = [Moderator(key, self.wire("en"), self.ledger, random.Random(plan.seed)) for key in plan.keys]
        self.directing: list[Moderator] = []  # the moderators who came in
        self.step = ""
        self.seen_before = 0
        self.listening: list[asyncio.Task[None]] = []
        self.acting: list[asyncio.Task[None]] = []

    def personas(self) -> Iterator[Persona]:
        rng, plan = self.rng, self.plan
        late = min(20.0, plan.participants / ARRIVALS)
        for number, name in enumerate(islice(names(rng), plan.participants)):
            group = str(number % plan.groups + 1) if plan.groups else ""
            yield Persona(name, rng.choice(("en", "fr")), rng.random() < 0.2, group, rng.uniform(0, late))

    def person(self, number: int, persona: Persona, words: Words) -> Participant:
        plan, around = self.plan, self.clumps_of(persona.wanted_group)
        lines = script(self.rng, words, persona.language, plan.seconds, plan.each, around)
        phone = Phone(number, self.wire(persona.language), self.ledger, random.Random(f"{plan.seed} {number}"))
        return Participant(persona, lines, phone, self.ledger)

    def clumps_of(self, group: str) -> list[float]:
        return clumps(random.Random(f"{self.plan.seed} {group}"), self.plan.seconds)

    def wire(self, language: str) -> Wire:
        return Wire(self.plan.url, language, self.trust)

    @property
    def phones(self) -> list[Phone]:
        return [person.phone for person in self.people]

    async def run(self) -> Figures:
        try:
            await self.find_the_door()
            await self.arrive()
            await self.wait_for_the_opening()
            await self.act()
            await self.look_back()
        finally:
            await self.leave()
        return figures.reckon(self.plan, self.ledger, self.phones, self.seen_before)

    async def find_the_door(self) -> None:
        """One look, so that a wrong address or code is not tried by everybody. Raises Impossible."""
        self.step = "looking for the lab"
        wire = self.people[0].phone.wire
        door = await persist(lambda: wire.get(f"/j/{self.plan.code}"), time.monotonic() + DOOR, self.rng)
        if door is None:
            raise Impossible(f"no server answers at {self.plan.url}")
        if not door.is_ok:
            raise Impossible(f"{self.plan.url}/j/{self.plan.code} says {door.status} {sentence_in(door.text)}".strip())

    async def arrive(self) -> None:
        """Everybody comes in; who is in starts to listen at once."""
        self.step = "arriving"
        await asyncio.gather(*(self.admit(person) for person in self.people))
        await asyncio.gather(*(self.direct(moderator) for moderator in self.moderators))

    async def admit(self, person: Participant) -> None:
        if await person.join(self.plan.code):
            self.listening.append(asyncio.create_task(self.guarded(person.phone.listen())))
            self.acting.append(asyncio.create_task(self.guarded(person.take_part(self.plan.seconds))))

    async def guarded(self, act: Coroutine[None, None, None]) -> None:
        """One phone that breaks is counted; the others go on."""
        try:
            await act
        except Exception as trouble:
            self.ledger.reasons[f"a phone broke: {type(trouble).__name__} {trouble}"[:160]] += 1

    async def direct(self, moderator: Moderator) -> None:
        if await moderator.enter():
            self.directing.append(moderator)
            await moderator.open_writing()

    async def wait_for_the_opening(self) -> None:
        if not self.ledger.tally["joined"]:
            return
        self.step = "waiting for a prompt to be opened"
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.ledger.opened.wait(), self.plan.patience)
        if self.ledger.opened_at is None:
            self.ledger.reasons[f"nobody opened a prompt within {self.plan.patience:g} seconds"] += 1

    async def act(self) -> None:
        if self.ledger.opened_at is None:
            return
        self.step = "rehearsing"
        end = self.ledger.opened_at + self.plan.seconds
        await asyncio.sleep(max(0.0, end - time.monotonic()))
        self.step = "letting the last words arrive"
        await asyncio.wait(self.acting, timeout=GRACE + 1)
        await asyncio.gather(*(moderator.reveal() for moderator in self.directing))
        await comes(lambda: self.is_all_seen, LAST_FRAMES)

    @property
    def is_all_seen(self) -> bool:
        return self.seen_so_far >= len(self.ledger.acked) - figures.hidden(self.ledger.acked, self.phones)

    @property
    def seen_so_far(self) -> int:
        """As `figures.seen_by_all`, quick enough to be shown while it runs."""
        sizes = {group: len(table) for group, table in figures.at_tables(self.phones).items()}
        return sum(self.ledger.witnesses[post.card] >= sizes.get(post.group, 1) for post in self.ledger.acked)

    async def look_back(self) -> None:
        """What each phone would show to somebody who looks at it now."""
        self.step = "reading every phone's page"
        self.seen_before = figures.seen_by_all(self.ledger.acked, self.phones)
        turn, until = asyncio.Semaphore(READERS), time.monotonic() + LAST_PAGES
        await asyncio.gather(*(self.read(phone, turn, until) for phone in self.phones if phone.base))

    async def read(self, phone: Phone, turn: asyncio.Semaphore, until: float) -> None:
        async with turn:
            await phone.read_at_the_end(until)

    async def leave(self) -> None:
        everything = self.listening + self.acting
        for task in everything:
            task.cancel()
        await asyncio.gather(*everything, return_exceptions=True)
        await asyncio.gather(*(phone.hang_up() for phone in self.phones), return_exceptions=True)
        await asyncio.gather(*(moderator.wire.close() for moderator in self.moderators), return_exceptions=True)
