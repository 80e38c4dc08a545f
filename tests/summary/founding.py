"""The founding lab played to its end in one process, and its files: `python -m tests.summary.founding DIR`.

Made up, as a rehearsal is: thirty people in five groups, their ideas, dots, lessons, ballots, and who does what."""

import asyncio
import json
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import typst
from sqlalchemy import Connection, update

from app.clock import now
from app.domain.agenda import move_agenda
from app.domain.ballots import cast
from app.domain.contributions import contribute_on_paper
from app.domain.labs import close
from app.domain.lessons import assign_lesson, reword_lesson, word_lesson
from app.domain.notes import take_note
from app.domain.themes import Seen, make_theme, place_in_theme
from app.domain.votes import close_plenary_vote, close_vote, open_ballot, open_plenary_vote, open_vote
from app.founding import prepare
from app.i18n import reading
from app.models import AgendaItem, Contribution
from app.settings import Settings
from app.store import Store, engine_for
from app.summary.lettering import FONTS
from app.summary.report import Report, report
from app.summary.setter import fonts
from app.summary.typesetting import TEMPLATE
from app.summary.writers import formats
from app.summary.writers.pdf import told as data_of
from tests.cast import LabAtWork, Participant
from tests.journeys.lively import ON_PAPER, SAID
from tests.summary.opening import made


class Learned(NamedTuple):
    """What a group worded, how its ballots fell (levels 1 to 8), and what one of them had against it."""

    title: str
    text: str
    parts: dict[str, str]
    owner: str
    next_step: str
    days: int
    ballots: tuple[int, ...]
    dissent: str = ""


THEMES: dict[int, dict[str, list[int]]] = {
    1: {"Time is not free": [1, 3, 4], "Decided before we came": [2, 5], "One person's day": [0]},
    2: {"Who can say yes": [1], "Two forms for one person": [0, 2]},
    3: {"Make it, then talk": [0, 1], "Come back with an answer": [2]},
    4: {"Always the same five": [0], "Where people already are": []},
    5: {"Who loses": [0], "What will be published": [1]},
}
"""Each theme with its cards, by the order in which they were said."""

LEARNED: dict[int, Learned] = {
    1: Learned(
        "Pay residents for their time as you pay consultants",
        "Where evenings, childcare and the bus were paid, people came who had never come before, and came again.",
        {
            "recommendation": "Put residents' hours into every project budget, at a consultant's lowest rate.",
            "observed": "Childcare and a bus ticket brought more new faces than any poster did.",
            "expected": "A good invitation would be enough.",
            "why": "Those who are asked last are those whose hours are counted by somebody else.",
            "applies_to": "Workshops and interviews that take more than an hour.",
            "not_applies_to": "Elections and hearings that the law already orders.",
        },
        "Bærum kommune",
        "Try it in the spring round of the service lab, and publish what it cost",
        120,
        (1, 1, 1, 2, 2, 7),
        "Paying turns neighbours into contractors. I would rather see fewer, shorter meetings.",
    ),
    2: Learned(
        "Bring somebody who can say yes",
        "Ideas waited months for a person who had not heard them.",
        {"recommendation": "No workshop without one person in the room who may decide about its subject."},
        "",
        "",
        0,
        (1, 1, 2, 5, 5, 3),
    ),
    3: Learned(
        "Build a cardboard version before the first long meeting",
        "People who could not speak of a service could at once change one that stood on the table.",
        {"observed": "A prototype of cardboard settled in an hour what had been argued about since spring."},
        "City of Madrid, libraries",
        "A box of cardboard and a guide for each branch library",
        60,
        (1, 1, 1, 1, 2, 2),
    ),
    4: Learned(
        "Ask new people each time, and ask them where they already are",
        "The five who always come were tired by the third workshop; at the school gate, twenty answered in an hour.",
        {"recommendation": "Half of those invited should be people who never took part before."},
        "Oslo Region European Office",
        "Name three places to go to, with their opening hours",
        30,
        (1, 1, 2, 2, 3, 6),
    ),
    5: Learned(
        "Tell people before they speak what will be published, and let them take it back",
        "Consent was one tick box. Nobody knew that quotes would stand in a report with a photograph beside them.",
        {"not_applies_to": "What was said in public, with the press in the room."},
        "",
        "",
        0,
        (2, 3, 7, 8, 7, 4),
        "It slows everything down, and nobody reads it.",
    ),
}
PARKED = {1: "Ask Bærum for their contract with residents", 4: "Who pays for interpreters?"}
SIDES: dict[int, tuple[str, ...]] = {1: ("agree",) * 6, 2: ("agree",) * 4 + ("pass", "disagree")}
EACH_GROUP = 6
MINUTES = (5, 11, 18, 47, 15)
"""How long each item of the agenda really took."""


class Founding:
    def __init__(self, lab: LabAtWork) -> None:
        self.lab = lab
        self.people: dict[int, list[Participant]] = {}
        self.lessons: dict[int, str] = {}

    async def play(self) -> None:
        for group in LEARNED:
            self.people[group] = [await self.lab.join(f"Guest {group}.{n}", group) for n in range(EACH_GROUP)]
            await self.talk(group)
            await self.learn(group)
        await self.together()
        for item in self.lab.items:
            await self.lab.do(self.lab.organiser, move_agenda, item)
        await self.lab.do(self.lab.organiser, close)

    async def talk(self, group: int) -> None:
        lab, desk, cards = self.lab, self.lab.desk(group), list[str]()
        await lab.open("themes", group=group)
        for n, words in enumerate(words for some in SAID[group].values() for words in some):
            cards.append((await lab.say(self.people[group][n % EACH_GROUP], words)).id)
        if group == 1:
            said, name = ON_PAPER[1], ON_PAPER[0]
            await lab.do(desk, contribute_on_paper, lab.prompts["main"], said, name, uuid4().hex)
        themes = []
        for name, members in THEMES[group].items():
            themes.append((await lab.do(desk, make_theme, name, uuid4().hex)).id)
            for card in members:
                await lab.do(desk, place_in_theme, [Seen(cards[card])], themes[-1])
        poll = await lab.do(desk, open_vote, "dots", "themes", uuid4().hex)
        for n, person in enumerate(self.people[group]):
            await self.vote(person, poll, {themes[(n // 4) % len(themes)]: "1"})
        await lab.do(desk, close_vote, poll.id)
        self.evidence = [("contribution", each) for each in cards[:2]] + [("theme", themes[0])]

    async def learn(self, group: int) -> None:
        lab, desk, it = self.lab, self.lab.desk(group), LEARNED[group]
        if group in PARKED:
            await lab.do(desk, take_note, PARKED[group], "parked", uuid4().hex)
        lesson = await lab.do(desk, word_lesson, it.title, it.text, self.evidence, uuid4().hex)
        self.lessons[group] = lesson.id
        for part, words in it.parts.items():
            await lab.do(desk, reword_lesson, lesson.id, part, words, 1)
        await lab.do(desk, reword_lesson, lesson.id, "language", "en", 1)
        poll = await lab.do(desk, open_ballot, lesson.id, "agreement", False, uuid4().hex)
        for level, person in zip(it.ballots, self.people[group], strict=True):
            words = it.dissent if level == max(it.ballots) else ""
            await self.vote(person, poll, {lesson.id: str(level)}, words)
        await lab.do(desk, close_vote, poll.id)
        if it.owner:
            due = date(2027, 1, 15) + timedelta(days=it.days)
            await lab.do(desk, assign_lesson, lesson.id, it.owner, it.next_step, due, "accepted", 1)

    async def together(self) -> None:
        """Every group votes on every lesson; group 2 is not of one mind on the last."""
        poll = await self.lab.do(self.lab.organiser, open_plenary_vote, uuid4().hex)
        for group, some in self.people.items():
            sides = SIDES.get(group, ("agree",) * 5 + ("pass",))
            for person, side in zip(some, sides, strict=True):
                told = {lesson: side for own, lesson in self.lessons.items() if own < 5}
                await self.vote(person, poll, told | {self.lessons[5]: "disagree" if group in (2, 4) else side})
        await self.lab.do(self.lab.organiser, close_plenary_vote, poll.id)

    async def vote(self, who: Participant, poll: Any, said: dict[str, str], words: str = "") -> None:
        await self.lab.do(who.key, cast, poll.id, said, words, bool(words), uuid4().hex)


def spread(write: Connection) -> None:
    """As if it had taken the time it takes: everything of a rehearsal happens in one second."""
    item, idea = AgendaItem.__table__, Contribution.__table__  # type: ignore[attr-defined]
    at = now() - timedelta(minutes=sum(MINUTES))
    for position, minutes in enumerate(MINUTES, 1):
        ended = at + timedelta(minutes=minutes)
        write.execute(update(item).where(item.c.position == position).values(started_at=at, ended_at=ended))
        at = ended
    began = at - timedelta(minutes=MINUTES[-1] + MINUTES[-2])
    for n, id in enumerate(write.execute(idea.select().with_only_columns(idea.c.id).order_by(idea.c.given)).scalars()):
        given = began + timedelta(seconds=40 * (n * n % 19))
        write.execute(update(idea).where(idea.c.id == id).values(given_at=given))


async def played(settings: Settings) -> None:
    """The founding lab of this data folder, closed."""
    store = Store(settings.database, lambda lab, seq: None)
    try:
        await Founding(await LabAtWork.of(store, settings)).play()
    finally:
        store.close()


def rehearsed(settings: Settings) -> None:
    """Founded and played, in a folder of its own."""
    prepare(settings)
    asyncio.run(played(settings))
    engine = engine_for(settings.database, "BEGIN")
    with engine.begin() as write:
        spread(write)
    engine.dispose()


def told(settings: Settings, language: str = "en", profile: str = "public") -> Report:
    engine = engine_for(settings.database, "BEGIN", "query_only=ON")
    with engine.connect() as read:
        found = report(read, 1, language, profile)
    engine.dispose()
    return found


def write_all(folder: Path) -> None:
    """Every format in English and French, and the first page as a picture."""
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data=Path(data))
        rehearsed(settings)
        for language in ("en", "fr"):
            it = told(settings, language)
            for name, format in formats().items():
                (folder / f"founding-{language}.{format.file_ending}").write_bytes(made(it, name))
        (folder / "summary.png").write_bytes(first_page(told(settings)))


def first_page(it: Report) -> bytes:
    with reading(it.language):
        data = json.dumps(data_of(it), ensure_ascii=False)
    pages: Any = typst.compile(
        TEMPLATE, root=TEMPLATE.parent, font_paths=fonts(str(FONTS)), sys_inputs={"report": data}, format="png", ppi=110
    )
    return bytes(pages[0])


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
