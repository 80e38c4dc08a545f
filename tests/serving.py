"""A real Samskap in a process of its own, and people who visit it over HTTP."""

import os
import random
import re
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from uuid import uuid4

import httpx

from app.founding import FOUNDING_LAB, Addresses, prepare
from app.settings import Settings
from tests.cradle import served

ROOT = Path(__file__).parents[1]
CODE = "7PL1383V"
MAKES = {"contributions", "proxies", "themes", "notes", "lessons", "co-moderators", "moderators", "hand", "reasons"}
MAKES |= {"votes", "plenary-votes", "rounds", "ballots", "ballot", "ballot-removal"}
MAKES |= {"questions", "marks", "rehearsals", "letters", "messages", "calls", "viewers", "desk"}
"""Nouns whose form carries an id of its sender's making."""
PLAIN = SSLContext(PROTOCOL_TLS_CLIENT)  # all is plain here; to load authorities costs 80 ms a visitor


def free_port() -> int:
    """Below those that the system lends to connections, and by chance: other tests look for one at the same time."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", random.SystemRandom().randint(15_000, 32_000)))
            return int(probe.getsockname()[1])


def until(is_so: Callable[[], object], seconds: float = 10) -> bool:
    """Waits for something that comes by itself. Says whether it came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.02)
    return bool(is_so())


class Server:
    """The founding lab, or that of another ready-made plan, served. `kill` is kill -9; `start` begins again on the same
    data."""

    def __init__(self, settings: Settings, plan: str = FOUNDING_LAB, **environment: str):
        self.settings, self.environment = settings, environment
        self.address = f"http://127.0.0.1:{settings.port}"
        settings = settings.model_copy(update={"public_url": self.address})
        with ThreadPoolExecutor(1) as aside:  # Playwright keeps a loop running in this thread
            self.links: Addresses = aside.submit(prepare, settings, plan).result()[0]
        self.log = settings.data / "server.log"
        self.visitors: list[Visitor] = []
        self.start()

    def start(self) -> None:
        settings = self.settings
        knobs = {
            "SAMSKAP_ASSETS": settings.assets,
            "SAMSKAP_GRACE": str(settings.grace),
            "SAMSKAP_SHELF_LIFE": "0",
            **self.environment,
        }
        command = ["serve", "--data", str(settings.data), "--host", settings.host, "--port", str(settings.port)]
        self.process = served(command, os.environ | knobs, self.log)
        if not until(self.answers, 60):
            self.kill()
            raise RuntimeError(self.log.read_text())

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/readyz", timeout=1, verify=PLAIN).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.process.join()

    def stop(self) -> None:
        for visitor in self.visitors:
            visitor.http.close()
        self.process.terminate()
        self.process.join(10)
        if self.process.is_alive():
            self.kill()

    def visitor(self, language: str = "en") -> "Visitor":
        """Somebody who comes in, and is seen out when the server stops."""
        self.visitors.append(Visitor(self.address, language))
        return self.visitors[-1]

    def phone(self, name: str = "", group: int | str = "", language: str = "en") -> "Visitor":
        """Somebody who has joined: by name, or without one as an anonymous guest."""
        visitor = self.visitor(language)
        form = {"name": name, "anonymous": "" if name else "1", "language": language, "consent": "1", "group": group}
        answer = visitor.http.post(f"/j/{self.links.code}/people", data=form)
        assert answer.status_code == 303, answer.text
        visitor.base = answer.headers["location"]
        return visitor

    def screen(self, link: str, language: str = "en") -> "Visitor":
        """Somebody with a personal link: a moderator, the stage, the organiser."""
        visitor = self.visitor(language)
        answer = visitor.http.post("/enter", data={"key": link.partition("#")[2]})
        assert answer.status_code == 303, answer.text
        visitor.base = answer.headers["location"]
        return visitor

    def desk(self, number: int = 1, language: str = "en") -> "Visitor":
        return self.screen(self.links.desks[number - 1][1], language)

    def stage(self) -> "Visitor":
        return self.screen(self.links.stage)

    def tower(self) -> "Visitor":
        return self.screen(self.links.tower)


class Visitor:
    """One browser without a screen: its cookies, its language, the screen it is at."""

    def __init__(self, address: str, language: str = "en"):
        self.address, self.base = address, ""
        headers = {"Accept-Language": language, "Origin": address, "HX-Request": "true"}
        self.http = httpx.Client(base_url=address, headers=headers, timeout=20, verify=PLAIN)

    def page(self) -> str:
        return self.http.get(self.base).raise_for_status().text

    def act(self, noun: str, **form: object) -> httpx.Response:
        """Posts to a noun of this screen: `desk.act("timer", minutes=5)`. A missing `id` is made up."""
        if noun.rpartition("/")[2] in MAKES:
            form.setdefault("id", uuid4().hex)
        return self.http.post(f"{self.base}/{noun}", data=form)

    def edition(self, noun: str) -> int:
        """Of what the form that posts to this noun was drawn with."""
        drawn = rf'action="[^"]*/{noun}"[^>]*>\s*<input type="hidden" name="edition" value="(\d+)"'
        found = re.search(drawn, self.page())
        assert found, f"no form on {self.base} posts an edition to {noun}"
        return int(found[1])

    def contribute(self, text: str, id: str | None = None) -> httpx.Response:
        return self.act("contributions", prompt=self.prompt, text=text, id=id or uuid4().hex)

    @property
    def prompt(self) -> str:
        """The prompt that is open on this screen."""
        found = re.search(r'name="prompt" value="(\d+)"', self.page())
        return found[1] if found else "1"

    @property
    def cookies(self) -> str:
        return "; ".join(f"{each.name}={each.value}" for each in self.http.cookies.jar)

    def choices(self, name: str) -> dict[str, str]:
        """What this screen offers under a form name: {words: value}, in order."""
        page = self.page()
        options = re.findall(rf'name="{name}" value="(\d+)"', page)
        return {value: value for value in options}
