"""A lively founding lab: fourteen people in five groups answer its question, cluster, and word what they learned."""

import re
from dataclasses import dataclass, field
from threading import Thread
from uuid import uuid4

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.serving import Server, Visitor

Said = dict[str, list[str]]

PEOPLE: dict[int, list[tuple[str, str]]] = {
    1: [("Ana", "en"), ("Jürgen", "en"), ("Léa", "fr"), ("Siobhán", "en")],
    2: [("Tomáš", "en"), ("Noémie", "fr"), ("", "en")],
    3: [("Inês", "en"), ("Ørjan", "en"), ("Karim", "fr")],
    4: [("Eleni", "en"), ("", "fr")],
    5: [("Zsófia", "en"), ("Lucía", "en")],
}
"""Each group's people with the language of their phone; without a name: a guest."""

SAID: dict[int, Said] = {
    1: {
        "Ana": ["Start from a day in one person's life, not from our organisation chart."],
        "Jürgen": [
            "Our volunteers did the recruiting in their own time. That must be in the budget.",
            "The procurement rules arrived last and won over everything people had said.",
        ],
        "Léa": ["Rémunérer les habitants : nous, nous sommes payés pour être ici."],
        "Siobhán": [
            "Childcare and a bus ticket brought more new faces than any poster did.",
            "Say at the first meeting what is already fixed, and why.",
        ],
    },
    2: {
        "Tomáš": ["Two departments wanted two different forms. The user got both."],
        "Noémie": ["Personne dans la salle n'avait le mandat pour dire oui."],
        "": ["Nobody asks the people at the counter, and they know what fails."],
    },
    3: {
        "Inês": ["Our library will host the next round, on a Saturday, with lunch."],
        "Ørjan": [
            "A prototype of cardboard settled in an hour what we had argued about since spring.",
            "Leave the difficult users in: they showed us where the service really fails.",
        ],
        "Karim": ["Montrer sous un mois ce qui a changé grâce aux participants."],
    },
    4: {"Eleni": ["The same five people came to every workshop and were tired by the third."]},
    5: {
        "Zsófia": ["Ask who loses if this succeeds, and write the answer down."],
        "Lucía": ["Consent was one tick box; people did not know their quotes would be published."],
    },
}
ON_PAPER = ("Solveig, 79", "I would come if someone rang me the day before.")
THEMES: dict[int, dict[str, list[int]]] = {
    1: {"Time is not free": [1, 3, 4, 6], "Decided before we came": [2, 5]},
    3: {"Make it, then talk": [1, 2], "Come back with an answer": [3]},
}
"""Each theme with its cards, by their order on the board, from 0."""

REASONS = (
    ("for", "a" * 32, "People came", "Where evenings were paid, people came who had never come before"),
    ("for", "b" * 32, "It says that their time is worth something"),
    ("against", "c" * 32, "Who decides the rate? Small municipalities cannot pay it"),
)
"""Side, key, and how it was worded."""
STAGES = {1: 6, 2: 3, 3: 6, 4: 2, 5: 3}
LESSONS: dict[int, tuple[str, str, str, str]] = {
    1: (
        "Pay residents for their time as you pay consultants",
        "Where evenings, childcare and the bus were paid, people came who had never come before, and came again.",
        "agreed",
        "Paying turns neighbours into contractors. I would rather see fewer, shorter meetings.",
    ),
    3: (
        "Build a cardboard version before the first long meeting",
        "People who could not speak of a service could at once change one that stood on the table.",
        "agreed",
        "",
    ),
    2: ("Bring somebody who can say yes", "Ideas waited months for a person who had not heard them.", "open", ""),
    4: (
        "Ask new people each time, and ask them where they already are",
        "The five who always come were tired by the third workshop; at the school gate, twenty answered in an hour.",
        "agreed",
        "",
    ),
    5: (
        "Tell people before they speak what will be published, and let them take it back",
        "Consent was one tick box. Nobody knew that quotes would stand in a report with a photograph beside them.",
        "not_agreed",
        "It slows everything down, and nobody reads it.",
    ),
}


@dataclass
class LivelyLab:
    server: Server
    people: dict[int, dict[str, Visitor]] = field(default_factory=dict)
    desks: dict[int, Visitor] = field(default_factory=dict)

    def gather(self) -> None:
        """Everybody joins, moderators open their desks, and all of them stay."""
        for number, some in PEOPLE.items():
            self.people[number] = {name: self.server.phone(name, number, language) for name, language in some}
            self.desks[number] = self.server.desk(number)
        for visitor in [one for some in self.people.values() for one in some.values()] + [*self.desks.values()]:
            Thread(target=stay, args=(visitor,), daemon=True).start()

    def start(self, tower: Visitor) -> None:
        tower.act("agenda", item=options(tower, "item")[3])

    def open_stage(self, group: int, number: int) -> None:
        self.desks[group].act("stage", stage=options(self.desks[group], "stage")[number - 1])

    def write(self, group: int) -> None:
        """In silence: stage 2."""
        self.open_stage(group, 2)
        for name, several in SAID[group].items():
            for words in several:
                self.people[group][name].contribute(words)

    def discuss(self, group: int) -> None:
        desk = self.desks[group]
        self.open_stage(group, 3)
        if group == 1:
            desk.act("proxies", prompt=desk.prompt, text=ON_PAPER[1], said_by=ON_PAPER[0])
        self.cluster(group)
        self.open_stage(group, 4)
        for nth, visitor in enumerate([*self.people[group].values()][:-1]):
            self.did(vote(visitor, ["1" if n == nth % 2 else "0" for n in range(6)]))  # one dot is never too many

    def cluster(self, group: int) -> None:
        desk = self.desks[group]
        cards = options(desk, "evidence", "contribution:")
        for name, members in THEMES.get(group, {}).items():
            before = set(options(desk, "evidence", "theme:"))
            desk.act("themes", name=name)
            (theme,) = set(options(desk, "evidence", "theme:")) - before
            for nth in members:
                desk.act(f"contributions/{cards[nth]}/theme", theme=theme)

    def word(self, group: int) -> None:
        desk = self.desks[group]
        title, text, verdict, dissent = LESSONS[group]
        evidence = [f"contribution:{card}" for card in options(desk, "evidence", "contribution:")[1:4]]
        evidence += [f"theme:{theme}" for theme in options(desk, "evidence", "theme:")[:1]]
        self.did(desk.act("lessons", title=title, text=text, evidence=evidence))
        (lesson,) = re.findall(r'id="lesson-([0-9a-f]{32})"', desk.page())
        if verdict != "open":
            self.did(desk.act(f"lessons/{lesson}/agreement", verdict=verdict, dissent=dissent, edition=1))

    def deliberate(self, group: int) -> None:
        """A theme on the table with reasons, one reworded; Ana has had the floor, somebody has it now, Léa asks."""
        desk = self.desks[group]
        self.open_stage(group, 5)
        theme = re.findall(r'form="reason-for" name="theme" value="([0-9a-f]{32})"', desk.page())[0]
        for side, key, *wordings in REASONS:
            for edition, text in enumerate(wordings):
                form = {"id": key, "kind": side, "theme": theme, "text": text, "edition": edition}
                self.did(desk.act("notes", **form))
        ana, other = re.findall(r'name="person" value="(\d+)"', desk.page())[:2]
        self.did(self.people[group]["Léa"].act("hand"))
        for person in (ana, other):
            self.did(desk.act("floor", person=person))

    @staticmethod
    def did(answer: httpx.Response) -> None:
        assert answer.is_success, answer.text

    def play(self) -> None:
        """What comes after group 1 wrote, each group as far as it gets."""
        for group in (2, 3, 4, 5):
            self.write(group)
        for group in (1, 2, 3, 5):
            self.discuss(group)
        for group in LESSONS:
            self.word(group)
        for group, stage in STAGES.items():
            self.open_stage(group, stage)
        self.desks[1].act("notes", text="For: those who are paid come back. Against: who decides the rate?")
        self.desks[1].act("notes", text="Ask Bærum for their contract with residents", kind="parked")


def vote(visitor: Visitor, said: list[str], **more: str) -> httpx.Response:
    """Casts this phone's ballot in the vote that is open: what is said of each option, in order."""
    page = visitor.page()
    (poll,) = re.findall(r'<form id="ballot-([0-9a-f]{32})"', page)
    options = list(dict.fromkeys(re.findall(r'name="(choice-[0-9a-f]{32})"', page)))
    return visitor.act(f"votes/{poll}/ballot", id=uuid4().hex, **dict(zip(options, said, strict=False)), **more)


def options(visitor: Visitor, name: str, kind: str = "") -> list[str]:
    """The values that a screen offers under a form name, of one kind."""
    return re.findall(rf'name="{name}" value="{kind}([0-9a-f]+)"', visitor.page())


def stay(visitor: Visitor) -> None:
    """Keeps a socket open, as a screen that is looked at."""
    address = visitor.address.replace("http", "ws", 1) + visitor.base + "/live?seq=0"
    cookies = {"Cookie": visitor.cookies}
    try:
        with connect(address, origin=Origin(visitor.address), additional_headers=cookies, proxy=None) as socket:
            for _ in socket:
                pass
    except (ConnectionClosed, OSError):
        pass
