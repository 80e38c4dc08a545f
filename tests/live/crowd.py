"""People who do anything at any moment, by a seed: what is refused is refused, as in a real room."""

from collections.abc import Callable
from random import Random

import httpx

from tests.live.place import Page
from tests.serving import Server, Visitor

PHONES, GROUPS, STAGES = 4, 2, 6


class Crowd:
    def __init__(self, lab: Server, seed: int):
        self.chance = Random(seed)
        self.phones = [lab.phone(f"Person {n}", n % GROUPS + 1) for n in range(PHONES)]
        self.desks = [lab.desk(group + 1) for group in range(GROUPS)]
        self.tower = lab.tower()
        self.count = 0
        self.open_stage_or_none()
        self.tower.act("prompt-for-all", prompt=1)

    @property
    def deeds(self) -> list[Callable[[], httpx.Response]]:
        often = [self.say, self.say, self.say, self.place, self.place, self.word_lesson, self.change_lesson]
        now_and_then = [self.reword, self.withdraw, self.support, self.make_theme, self.change_theme, self.take_note]
        seldom = [self.open_stage, self.set_timer, self.tell, self.move, self.change_note, self.speak_for]
        return [*often, *now_and_then, *seldom, self.open_prompt]

    def act(self) -> httpx.Response:
        self.count += 1
        return self.chance.choice(self.deeds)()

    @property
    def phone(self) -> Visitor:
        return self.chance.choice(self.phones)

    @property
    def desk(self) -> Visitor:
        return self.chance.choice(self.desks)

    def words(self) -> str:
        return f"{self.count} " + self.chance.choice(("trees & taps", "<b>benches</b>", "أفكار", "naïve “words”"))

    def one_of(self, visitor: Visitor, kind: str) -> str:
        """The id of something on this screen; one that does not exist where there is nothing."""
        return self.chance.choice(Page(visitor.page()).ids(kind) or ["0" * 32])

    def say(self) -> httpx.Response:
        return self.phone.act("contributions", prompt=self.chance.choice((1, 1, 1, 2)), text=self.words())

    def speak_for(self) -> httpx.Response:
        return self.desk.act("proxies", prompt=1, text=self.words(), said_by=self.chance.choice(("", "Di")))

    def reword(self) -> httpx.Response:
        phone = self.phone
        return phone.act(f"contributions/{self.one_of(phone, 'own')}/wording", text=self.words())

    def withdraw(self) -> httpx.Response:
        who, kind = self.chance.choice(((self.phone, "own"), (self.desk, "contribution")))
        return who.act(f"contributions/{self.one_of(who, kind)}/withdrawal")

    def support(self) -> httpx.Response:
        phone = self.phone
        card = self.one_of(phone, "contribution")
        return phone.act(f"contributions/{card}/support", on=self.chance.choice("110"))

    def place(self) -> httpx.Response:
        desk = self.desk
        theme = self.chance.choice([*Page(desk.page()).ids("theme"), ""])
        return desk.act(f"contributions/{self.one_of(desk, 'contribution')}/theme", theme=theme)

    def make_theme(self) -> httpx.Response:
        return self.desk.act("themes", name=self.words())

    def change_theme(self) -> httpx.Response:
        desk = self.desk
        noun = f"themes/{self.one_of(desk, 'theme')}"
        return self.chance.choice(
            (lambda: desk.act(f"{noun}/name", name=self.words()), lambda: desk.act(f"{noun}/removal"))
        )()

    def take_note(self) -> httpx.Response:
        return self.desk.act("notes", text=self.words(), kind=self.chance.choice(("note", "parked")))

    def change_note(self) -> httpx.Response:
        desk = self.desk
        noun = f"notes/{self.one_of(desk, 'note')}"
        return self.chance.choice(
            (lambda: desk.act(f"{noun}/wording", text=self.words()), lambda: desk.act(f"{noun}/removal"))
        )()

    def word_lesson(self) -> httpx.Response:
        desk = self.desk
        kind = self.chance.choice(("contribution", "theme"))
        return desk.act(
            "lessons", title=self.words(), text=self.words(), evidence=[f"{kind}:{self.one_of(desk, kind)}"]
        )

    def change_lesson(self) -> httpx.Response:
        desk = self.desk
        noun = f"lessons/{self.one_of(desk, 'lesson')}"
        card = f"contribution:{self.one_of(desk, 'contribution')}"
        part = self.chance.choice(("title", "text", "why", "recommendation"))
        verdict = self.chance.choice(("agreed", "not_agreed", "open"))
        return self.chance.choice(
            (
                lambda: desk.act(
                    f"{noun}/agreement", verdict=verdict, dissent=self.words(), edition=self.chance.randint(1, 4)
                ),
                lambda: desk.act(f"{noun}/wording/{part}", text=self.words(), edition=1),
                lambda: desk.act(f"{noun}/deed", owner=self.words()[:9], edition=1),
                lambda: desk.act(f"{noun}/evidence", evidence=[card]),
                lambda: desk.act(f"{noun}/evidence-removal", evidence=card),
                lambda: desk.act(f"{noun}/removal"),
            )
        )()

    def open_stage(self) -> httpx.Response:
        return self.desk.act("stage", stage=self.chance.choice(["", *range(1, STAGES + 1)]))

    def open_stage_or_none(self) -> httpx.Response:
        return self.tower.act("stage-for-all", stage="")

    def open_prompt(self) -> httpx.Response:
        return self.desk.act("prompt", prompt=self.chance.choice((1, 1, 2)))

    def set_timer(self) -> httpx.Response:
        return self.chance.choice(
            (
                lambda: self.desk.act("timer", minutes=5),
                lambda: self.desk.act("timer/extension", minutes=1),
                lambda: self.desk.act("timer/end"),
            )
        )()

    def tell(self) -> httpx.Response:
        return self.tower.act("notice", words=self.chance.choice(("", self.words())))

    def move(self) -> httpx.Response:
        seats = [each["id"] for each in Page(self.tower.page()).root.walk() if each["class"] == "seat"]
        person = self.chance.choice(seats).removeprefix("seat-")
        return self.tower.act(f"people/{person}/seat", group=self.chance.randint(1, GROUPS))


def out_of_order(frames: list[str], answers: list[str], chance: Random) -> list[str]:
    """Frames that change places with the next, answers among them at any time, and some of it twice."""
    for n in range(len(frames) - 1):
        if chance.random() < 0.3:
            frames[n : n + 2] = frames[n + 1], frames[n]
    for answer in answers:
        frames.insert(chance.randint(0, len(frames)), answer)
    return frames + chance.choices(frames, k=min(5, len(frames)))
