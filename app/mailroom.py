"""Letters on their way: nobody waits for a mail server. What became of each is written down as it is known."""

import asyncio
import logging
from typing import NamedTuple

from app.domain.postings import note_posting
from app.domain.work import SERVER, Key
from app.post import Letter, send_all
from app.settings import Settings
from app.store import Store

SOON = 4.0  # seconds: whoever sent one letter is told at once what became of it, unless that takes longer
log = logging.getLogger(__name__)


class Envelope(NamedTuple):
    """A letter, and the row that says what becomes of it."""

    posting: str
    letter: Letter


class Mailroom:
    def __init__(self, settings: Settings, store: Store):
        self.settings, self.store = settings, store
        self.tasks: set[asyncio.Task[None]] = set()
        self.taken: set[str] = set()

    async def take(self, lab_id: int, envelopes: list[Envelope]) -> None:
        """Comes back when all are sent, or soon; the others go on. An envelope that comes again is sent once."""
        new = [each for each in envelopes if each.posting not in self.taken]
        self.taken.update(each.posting for each in new)
        carrying = asyncio.create_task(self.carry(lab_id, new))
        self.tasks.add(carrying)
        carrying.add_done_callback(self.tasks.discard)
        await asyncio.wait({carrying}, timeout=SOON)

    async def carry(self, lab_id: int, envelopes: list[Envelope]) -> None:
        waiting = iter(envelopes)
        try:
            async for _, refusal in send_all(self.settings, [each.letter for each in envelopes]):
                trouble = type(refusal).__name__ if refusal else None
                await self.store.write(Key(lab_id, actor=SERVER), note_posting, next(waiting).posting, trouble)
        except Exception:
            log.exception("letters of lab %s", lab_id)

    def close(self) -> None:
        for task in self.tasks:
            task.cancel()
