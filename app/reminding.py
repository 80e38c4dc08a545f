"""Reminds owners by e-mail of what they took on, where a mail server is set up. Each letter once: it is noted before it
is sent, and a note is taken back only where it is certain that nothing was sent."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from app.clock import now
from app.domain.follow_up import forget_address, note_reminder, take_back_reminder
from app.domain.passes import Locksmith
from app.domain.post_errors import NoAddress, PostSilent, Undelivered
from app.domain.work import SERVER, Key
from app.following.reminders import Owed, kept_too_long, owed
from app.post import Letter, send
from app.settings import Settings
from app.store import Store

HOUR = 3600  # seconds
FROM, TO = 7, 21  # o'clock on the server's wall: nobody is woken
log = logging.getLogger(__name__)


class NotSent(Exception):
    """Certainly: nobody got anything, so it may be tried again."""


Send = Callable[[Owed], Awaitable[None]]
"""Raises NotSent; any other failure leaves it open whether somebody got the letter."""


async def keep_reminding(store: Store, settings: Settings, locksmith: Locksmith) -> None:
    """Looks once an hour by day."""
    while True:
        await forget_addresses(store)
        local = now().astimezone()
        if settings.has_post and FROM <= local.hour < TO:
            await remind(store, settings.address(), locksmith, by_post(settings), local)
        await asyncio.sleep(HOUR)


def by_post(settings: Settings) -> Send:
    """A silent mail server may have taken the letter before it fell silent; any other refusal is a clear one."""

    async def sending(each: Owed) -> None:
        try:
            await send(settings, Letter(each.email, each.text.subject, each.text.body))
        except PostSilent:
            raise
        except (Undelivered, NoAddress) as refusal:
            raise NotSent from refusal

    return sending


async def remind(store: Store, server: str, locksmith: Locksmith, carry: Send, local: datetime) -> int:
    """Sends all letters that are due, one after the other. How many went out."""
    sent = 0
    for each in await store.read(owed, local.date(), server, locksmith):
        sent += await reminded(store, each, carry)
    return sent


async def reminded(store: Store, each: Owed, carry: Send) -> bool:
    """Noted first: whatever ends this server meanwhile, the next one does not send it again."""
    by, step = Key(each.lab_id, actor=SERVER), (each.lesson_id, each.due, each.step)
    if not (await store.write(by, note_reminder, *step)).value:
        return False
    try:
        await carry(each)
    except NotSent:
        await store.write(by, take_back_reminder, *step)
        return False
    except Exception:
        log.warning("a reminder may not have arrived: lesson %s, %s", each.lesson_id, each.step)
        return False
    return True


async def forget_addresses(store: Store) -> None:
    for lab_id, pass_id in await store.read(kept_too_long):
        await store.write(Key(lab_id, actor=SERVER), forget_address, pass_id)
