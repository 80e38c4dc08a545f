"""Phones that keep what they want to say until it is promised to be kept, as outbox.js does."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Event, Thread
from uuid import uuid4

import httpx

from tests.serving import Server, Visitor

PAUSE = 0.05  # seconds between two tries
LONGEST = 120.0  # seconds until a phone gives up, and with it the test


class Outbox(Thread):
    """Somebody who always has one more thing to say. `promised` holds what the server said it keeps, in order."""

    def __init__(self, phone: Visitor, who: int, is_over: Event):
        super().__init__(daemon=True)
        self.phone, self.who, self.is_over = phone, who, is_over
        self.promised: list[str] = []
        self.start()

    def run(self) -> None:
        for n in count():
            if self.is_over.is_set():
                return
            self.send(uuid4().hex, f"{self.who}: {n}")

    def send(self, id: str, words: str) -> None:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            try:
                if self.phone.act("contributions", id=id, prompt=1, text=words).status_code == 201:
                    self.promised.append(words)
                    return
            except httpx.TransportError:
                pass
            time.sleep(PAUSE)


class Talk:
    def __init__(self, lab: Server, people: int, groups: int = 3):
        self.is_over = Event()
        self.phones = [lab.phone("", n % groups + 1) for n in range(people)]
        self.outboxes = [Outbox(phone, n, self.is_over) for n, phone in enumerate(self.phones)]

    @property
    def promised(self) -> list[str]:
        return [words for outbox in self.outboxes for words in outbox.promised]

    def end(self) -> list[str]:
        """Everyone sends what they still have. Returns all that was promised."""
        self.is_over.set()
        for outbox in self.outboxes:
            outbox.join()
        return self.promised


@contextmanager
def talking(lab: Server, people: int) -> Iterator[Talk]:
    talk = Talk(lab, people)
    try:
        yield talk
    finally:
        talk.end()
