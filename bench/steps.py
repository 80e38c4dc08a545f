"""Where the time of one contribution goes: microseconds of processor time for each step, alone and many at once.

In one process and one thread, so that no step waits for another: what the steps cost, not what a phone waits for.
Run in a process of its own, `python -m bench.steps DATA SPEC.json`, as it must know `app`."""

import asyncio
import json
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from fastapi import FastAPI

from app.domain.contributions import contribute
from app.domain.work import Journal, Key, admit
from app.live.channels import DESK, PHONE, STAGE_SCREEN, Channel
from app.live.drawing import news
from app.live.frames import Frame
from app.live.own import given_card
from app.main import create_app
from app.settings import Settings
from app.store import Done, Job, Store
from app.text import words
from bench.room import WORDS


class Stopwatch:
    """Adds up processor time by step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def on(self, step: str) -> Iterator[None]:
        began = time.thread_time()
        yield
        self.spent[step] = self.spent.get(step, 0.0) + time.thread_time() - began


async def steps(settings: Settings, spec: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each step: µs a contribution when one comes alone, and when `many` come together."""
    app = create_app(settings)
    store = app.state.store = Store(settings.database, lambda lab, seq: None)
    alone = await Contributions(app, store, spec).measured(1)
    many = await Contributions(app, store, spec).measured(spec["many"])
    store.close()
    return [{"step": step, "alone_us": alone[step], "together_us": many[step]} for step in alone]


class Contributions:
    """Contributions of one phone of each group, `many` at a time, taken through the house step by step."""

    def __init__(self, app: FastAPI, store: Store, spec: dict[str, Any]):
        self.app, self.store, self.spec = app, store, spec
        self.watch = Stopwatch()
        self.locksmith = app.state.locksmith
        self.lab = spec["lab"]

    async def measured(self, many: int) -> dict[str, float]:
        rounds = max(self.spec["rounds"] // many, 4)
        for n in range(rounds + 3):
            if n == 3:
                self.watch.spent.clear()  # the first ones read templates and build statements
            await self.one_round(many)
        return {step: round(spent / rounds / many * 1e6) for step, spent in self.watch.spent.items()}

    async def one_round(self, many: int) -> None:
        tokens = [self.spec["tokens"][n % len(self.spec["tokens"])] for n in range(many)]
        ids = [uuid4().hex for _ in tokens]
        given = self.written(tokens, ids)
        for token, id, done in zip(tokens, ids, given, strict=True):
            await self.asked(token, id, done)
        self.shown(given)

    def written(self, tokens: list[str], ids: list[str]) -> list[Done]:
        """The writer's part, done here by its own session."""
        writer = self.store.writer
        with self.watch.on("writer: take the lab"):
            journal = Journal(writer.session, self.lab)
        given: list[Done] = []
        for token, id in zip(tokens, ids, strict=True):
            key = Key(self.lab, self.locksmith.hash(token))
            with self.watch.on("writer: admit"):
                admit(writer.session.connection(), key)
            job = Job(key, contribute, (1, WORDS.format(len(given)), id), {}, None)  # type: ignore[arg-type]
            with self.watch.on("writer: admit and verb"):
                outcome = job.run(writer.session, journal)
            assert outcome.done, outcome.error
            given.append(outcome.done)
        with self.watch.on("writer: note events"):
            journal.close()
        with self.watch.on("writer: commit"):
            writer.session.commit()
        return given

    async def asked(self, token: str, id: str, done: Done) -> None:
        """The request, with a writer that answers at once: door, form, words, answer."""
        self.store.write = at_once(done)  # type: ignore[method-assign, assignment]
        body = urlencode({"id": id, "prompt": "1", "text": WORDS.format(1)}).encode()
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = self.scope(token, len(body))
        with self.watch.on("request: door, form, answer"):
            await self.app(scope, receive, send)
        assert sent[0]["status"] == 201, sent
        with self.watch.on("request: clean the words"):
            words(WORDS.format(1))
        with self.watch.on("request: draw the answer"):
            given_card(done)
        del self.store.write

    def scope(self, token: str, length: int) -> dict[str, Any]:
        head = {
            "host": "localhost",
            "origin": "http://localhost",
            "cookie": f"samskap-{self.lab}-phone={token}",
            "sec-fetch-site": "same-origin",
            "hx-request": "true",
            "content-type": "application/x-www-form-urlencoded",
            "content-length": str(length),
        }
        path = f"/labs/{self.lab}/phone/contributions"
        return {
            "type": "http",
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in head.items()],
            "client": ("127.0.0.1", 5000),
            "server": ("localhost", 8000),
            "state": {},
        }

    def shown(self, given: list[Done]) -> None:
        """The hub's part: phones, the desks and the stage, each in one language."""
        seqs = [done.seq for done in given]
        groups = {done.value.group_id for done in given}
        near = {Channel(self.lab, screen, group): ["en"] for group in groups for screen in (PHONE, DESK)}
        with self.watch.on("screens: read and draw for phones and desks"):
            told = self.store.look(news, (self.lab, min(seqs) - 1, near, set()))
        with self.watch.on("screens: read and draw for the stage"):
            self.store.look(news, (self.lab, min(seqs) - 1, {Channel(self.lab, STAGE_SCREEN): ["en"]}, set()))
        frames = list(told.frames.values())
        with self.watch.on("screens: frame"):
            wired = [Frame(frame.text).bytes for frame in frames]
        with self.watch.on("screens: write to 20 phones and a desk"):
            self.put(wired)

    def put(self, frames: list[bytes]) -> None:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with ours, theirs:
            for frame in frames:
                for _ in range(20 // 2):
                    ours.send(frame)
                    theirs.recv(1 << 20)


def at_once(done: Done) -> Callable[..., Awaitable[Done]]:
    async def write(*_: Any) -> Done:
        return done

    return write


if __name__ == "__main__":
    rows = asyncio.run(steps(Settings(data=Path(sys.argv[1])), json.loads(sys.argv[2])))
    print(json.dumps(rows))
