"""Words that would be more than words: on every screen they are shown as they were written, and do nothing.

Two labs are filled by the same acts, one with harmless words and one with hostile ones. Their pages must be built of the
same elements, whether the words came over the wire or with the page.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from app.settings import Settings
from tests.bad_inputs import texts as bad_texts
from tests.journeys.people import Screen, soon
from tests.journeys.room import LAPTOP, Room
from tests.serving import Server, Visitor, free_port

pytestmark = pytest.mark.browser

HOSTILE = [case.text for case in bad_texts("html_js", "template")]
HARMLESS = [f"harmless words {n}" for n in range(len(HOSTILE))]
SHORT = [n for n, words in enumerate(HOSTILE) if len(words) <= 40]
NOTICE = slice(0, 20)
LAST = "the last of them"
TAGS = "[...document.querySelectorAll('body *:not(script)')].map(it => it.tagName)"
WORDS_IN = "(all, what) => all.map(it => it[what])"


@dataclass
class Filled:
    """A lab in which these words stand in every field that takes words."""

    server: Server
    words: list[str]
    room: Room
    watched: dict[str, Screen] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return [self.words[n] for n in SHORT]

    def watch(self) -> None:
        """Opens the four screens before anything is said."""
        self.watched = {
            "phone": self.room.phone("Ana", 1),
            "desk": self.room.desk(1),
            "stage": self.room.stage(),
            "tower": self.room.tower(),
        }

    def fill(self) -> None:
        tower, desk = self.server.tower(), self.server.desk(1)
        stages = list(desk.choices("stage"))
        for stage in stages[1:3]:
            desk.act("stage", stage=stage)
        teller = self.server.phone("Teller", 1)
        self.tell(teller)
        self.write(desk)
        self.word(desk)
        accept(tower.act("notice", words="\n".join(self.words[NOTICE])))
        accept(teller.act("contributions", prompt=teller.prompt, text=LAST))

    def tell(self, teller: Visitor) -> None:
        prompt = teller.prompt
        for words in self.words:
            accept(teller.act("contributions", prompt=prompt, text=words))
        for name in self.names:
            self.server.phone(name, 1)

    def write(self, desk: Visitor) -> None:
        prompt = desk.prompt
        for words in self.words:
            accept(desk.act("themes", name=words))
            accept(desk.act("notes", text=words, kind="note"))
            accept(desk.act("notes", text=words, kind="parked"))
        for name in self.names:
            accept(desk.act("proxies", prompt=prompt, text="said aloud", said_by=name))

    def word(self, desk: Visitor) -> None:
        evidence = desk.values("evidence")
        rests = evidence[: len(self.words)]
        for words in self.words:
            accept(desk.act("lessons", title=words, text=words, evidence=rests))
        for url in desk.acts("agreement"):
            accept(desk.act(url, verdict="agreed", dissent=self.words[0]))


def accept(answer: object) -> None:
    assert answer.is_success, answer.text  # type: ignore[attr-defined]
