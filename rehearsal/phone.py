"""One phone: it joins, shows its page, keeps its socket open and takes in what comes."""

import asyncio
import contextlib
import random
import re
import time
from urllib.parse import urlsplit

import httpx
from websockets.exceptions import InvalidStatus, WebSocketException

from rehearsal.ledger import Ledger
from rehearsal.pace import pause
from rehearsal.pages import NotAPhone, PhonePage, Task, bag_seq, mine_in, phone_page, sentence_in, shown_in, task_in
from rehearsal.wire import Answer, Astray, Wire, persist

PAGE_PATIENCE = 30.0


class Phone:
    def __init__(self, number: int, wire: Wire, ledger: Ledger, rng: random.Random) -> None:
        self.number, self.wire, self.ledger, self.rng = number, wire, ledger, rng
        self.base = self.say = self.socket = ""
        self.seq = 0
        self.group: int | None = None
        self.task = Task()
        self.writing = asyncio.Event()
        self.heard: dict[str, float] = {}  # contribution → when a frame first brought it
        self.shown: set[str] = set()  # contributions that this phone's screen has shown, however they came
        self.own: set[str] = set()  # cards that this phone's answers called its own
        self.final: PhonePage | None = None
        self.asking: asyncio.Task[None] | None = None
        self.is_connected = self.was_connected = self.is_gone = False

    def take_page(self, answer: Answer) -> PhonePage:
        """Raises NotAPhone."""
        if not answer.is_ok:
            raise NotAPhone(f"{answer.status} {sentence_in(answer.text)}".strip())
        page = phone_page(answer.text)
        self.base = urlsplit(answer.path).path
        self.socket, self.say, self.seq = page.socket, page.say, page.seq
        self.group = page.group or self.group
        self.take_task(page.task)
        self.show(list(page.shown))
        return page

    def take_bag(self, markup: str) -> list[str]:
        """What a frame or an answer brings; the contributions that the screen shows for the first time."""
        task = task_in(markup)
        if task is not None:
            self.take_task(task)
        return self.show(shown_in(markup))

    def take_answer(self, markup: str) -> list[str]:
        """The cards of one's own that the answer names, and that no answer named before."""
        self.take_bag(markup)
        new = [card.id for card in mine_in(markup) if card.id not in self.own]
        self.own.update(new)
        return new

    def take_task(self, task: Task) -> None:
        self.task = task
        if task.writes and task.prompt:
            self.writing.set()
            self.ledger.open()
        else:
            self.writing.clear()

    def show(self, ids: list[str]) -> list[str]:
        new = [id_ for id_ in dict.fromkeys(ids) if id_ not in self.shown]
        self.shown.update(new)
        self.ledger.witnesses.update(new)
        return new

    async def listen(self) -> None:
        """Keep the socket open, as hx-ws does, until the pass is gone."""
        tries = 0
        while not self.is_gone:
            opened_at = time.monotonic()
            must_reload = await self.hear()
            if must_reload:
                await self.reload()
            tries = 0 if time.monotonic() - opened_at > 5 else tries + 1
            await asyncio.sleep(pause(self.rng, tries))

    async def hear(self) -> bool:
        """One socket from opening to close; whether the server wants the page read again."""
        try:
            async with self.wire.socket(self.socket_path()) as socket:
                self.opened()
                with contextlib.suppress(WebSocketException):
                    async for frame in socket:
                        self.hear_frame(frame if isinstance(frame, str) else frame.decode())
            return 4000 <= (socket.close_code or 0) < 5000
        except InvalidStatus as refusal:
            return refusal.response.status_code in {401, 403, 404}
        except (OSError, WebSocketException, EOFError):
            return False
        finally:
            self.is_connected = False

    def socket_path(self) -> str:
        """A socket that opens again asks only for what came after."""
        path = self.wire.within(self.base, self.socket)
        return re.sub(r"\bseq=\d+", f"seq={self.seq}", path)

    def opened(self) -> None:
        if self.was_connected:
            self.ledger.count("reconnects")
        self.is_connected = self.was_connected = True

    def hear_frame(self, frame: str) -> None:
        now, before = time.monotonic(), self.task
        self.seq = max(self.seq, bag_seq(frame) or 0)  # an answer's seq would skip what others did meanwhile
        for id_ in self.take_bag(frame):
            self.heard[id_] = now
        if (before.edits, before.supports) != (self.task.edits, self.task.supports):
            self.asking = asyncio.create_task(self.ask_for_yours())

    async def ask_for_yours(self) -> None:
        """As the page's own script does when what may be done changed: within a second, not all at once."""
        await asyncio.sleep(self.rng.random())
        with contextlib.suppress(httpx.RequestError, Astray):
            await self.wire.get(f"{self.base}/yours", is_live=True)

    async def reload(self) -> None:
        try:
            answer = await self.read(time.monotonic() + PAGE_PATIENCE)
            if answer is not None:
                self.take_page(answer)
        except NotAPhone as why:
            self.is_gone = True
            self.writing.clear()
            self.ledger.reasons[f"left out: {why}"] += 1

    async def read_at_the_end(self, until: float) -> None:
        try:
            answer = await self.read(until)
            self.final = self.take_page(answer) if answer is not None else None
        except NotAPhone as why:
            self.ledger.reasons[f"last page: {why}"] += 1

    async def hang_up(self) -> None:
        if self.asking is not None:
            self.asking.cancel()
        await self.wire.close()

    async def read(self, until: float) -> Answer | None:
        answer = await persist(lambda: self.wire.get(self.base), until, self.rng)
        return None if answer is not None and answer.is_passing else answer
