"""One group at play: what its people answer to what their phones offer, and what its moderator does in each stage."""

from typing import Any

from tests.plays.offers import done, fields, form_to, send
from tests.routers.house import Guest, House
from tests.routers.reading import Element

FEW = 3  # cards that go into a theme
ALL_DO, FIRST_DOES, OTHERS_DO = ("team/contributions", "marks"), ("questions", "circle/asking"), ("upvote",)
"""Where what a phone offers goes to: the first at each table asks, the others say that they want to hear it."""


class Table:
    def __init__(self, house: House, lab: int, number: int, desk: Guest, phones: list[Guest]):
        self.house, self.lab, self.number = house, lab, number
        self.desk, self.phones = desk, phones
        (self.id,) = house.rows("SELECT id FROM breakout_group WHERE lab_id = ? AND number = ?", lab, number)

    def rows(self, kind: str, wanted: str = "id", also: str = "") -> list[Any]:
        """Of this group, in the order in which they were given."""
        sql = f"SELECT {wanted} FROM {kind} WHERE group_id = ? {also} ORDER BY given"  # noqa: S608 names of ours
        return self.house.rows(sql, self.id)

    # --- Phones

    def answer(self, stage: str) -> None:
        """Everybody does what their phone offers, and nothing else."""
        for n, phone in enumerate(self.phones, 1):
            page = phone.page()
            if page.find("task").attributes["data-writes"] == "yes":
                words = f"{stage}: idea {n} of table {self.number}"
                done(phone.contribute(words, prompt=page.find("task").field("prompt")))
            self.take_part(n, phone, stage)

    def take_part(self, n: int, phone: Guest, stage: str) -> None:
        page = phone.page()
        for noun in ALL_DO + (FIRST_DOES if n == 1 else OTHERS_DO):
            if form := form_to(page, noun):
                send(phone, form, f"{stage}: from person {n} of table {self.number}")

    def vote_all(self) -> None:
        for n, phone in enumerate(self.phones, 1):
            self.vote(n, phone, phone.page())

    def sign_off(self) -> None:
        for n, phone in enumerate(self.phones, 1):
            self.sign(n, phone, phone.page())

    def vote(self, n: int, phone: Guest, page: Element) -> None:
        for form in offered(page, "ballot-"):
            poll = form.attributes["data-poll"]
            done(phone.act(f"votes/{poll}/ballot", **filled(form, n, len(self.phones))))

    def sign(self, n: int, phone: Guest, page: Element) -> None:
        """All approve of what was worded, but the last at the first table."""
        for form in offered(page, "approval-"):
            lesson, said = form.id.removeprefix("approval-"), fields(form, "")
            if self.number == 1 and n == len(self.phones):
                said |= {"approves": "0", "words": "It was said more carefully", "may_quote": "1"}
            done(phone.act(f"lessons/{lesson}/sign-off", **said))

    # --- The desk

    def go_round(self) -> None:
        """One card in each turn, as long as the desk offers another turn."""
        while form := form_to(self.desk.page(), "turn"):
            send(self.desk, form)

    def cluster(self) -> None:
        """Two themes, and cards in the first."""
        for name in ("Time", "Money"):
            done(self.desk.act("themes", name=name))
        theme = self.rows("theme")[0]
        for card in self.rows("contribution", also="AND is_revealed AND NOT is_withdrawn")[:FEW]:
            done(self.desk.act(f"contributions/{card}/theme", theme=theme))

    def deliberate(self) -> None:
        """The first theme with a reason for and one against; somebody asks for the floor and gets it."""
        for theme in self.rows("theme")[:1]:
            done(self.desk.act("table", theme=theme))
            for side in ("for", "against"):
                done(self.desk.act("notes", kind=side, theme=theme, text=f"A reason {side}"))
        done(self.phones[0].act("hand"))
        person = self.house.rows("SELECT person_id FROM hand WHERE group_id = ?", self.id)[0]
        done(self.desk.act("floor", person=person))
        done(self.desk.act("floor/end"))

    def let_in(self) -> None:
        """Whoever asked first to come into the circle. Its last seat stays free."""
        page = self.desk.page()
        form = form_to(page, "circle/seats")
        if form and "name" in form.all("button")[0].attributes and page.find("formation").seen.count("free seat") > 1:
            send(self.desk, form)

    def word(self) -> None:
        """A lesson on what was shown first, and on the first theme where there is one."""
        card = self.rows("contribution", also="AND is_revealed")[0]
        rests = [f"contribution:{card}", *(f"theme:{each}" for each in self.rows("theme")[:1])]
        words = {"title": f"Do what table {self.number} found", "text": "It is worth the time"}
        done(self.desk.act("lessons", **words, evidence=rests))

    def ask(self, rule: str) -> None:
        """A ballot on the lesson, unless the stage has opened it."""
        if not self.rows("poll", also="AND closed_at IS NULL"):
            done(self.desk.act(f"lessons/{self.rows('lesson')[-1]}/ballots", method=rule))


def offered(page: Element, mark: str) -> list[Element]:
    return [each for each in page if each.name == "form" and each.id.startswith(mark)]


def choices_in(form: Element) -> dict[str, list[str]]:
    """What may be chosen, in the order of the page, and what may be said of each."""
    found: dict[str, list[str]] = {}
    for each in form:
        if (name := each.attributes.get("name", "")).startswith("choice-"):
            found.setdefault(name, []).append(each.attributes.get("value", ""))
    return found


def filled(form: Element, n: int, people: int) -> dict[str, str]:
    """What the n-th of so many people votes: by a rule, so that every play ends alike."""
    choices = choices_in(form)
    if "data-dots" in form.attributes:
        return dots([*choices], n, int(form.attributes["data-dots"]))
    return ranks([*choices], n) if "data-ranks" in form.attributes else levels(choices, is_last=n == people)


def dots(options: list[str], n: int, budget: int) -> dict[str, str]:
    """One on the first, and if there is a second dot, one on another."""
    return dict.fromkeys([options[0], options[1 + n % (len(options) - 1)]][:budget], "1")


def ranks(options: list[str], n: int) -> dict[str, str]:
    """The first is everybody's first, but one person's second."""
    best = [options[0], options[1 + n % (len(options) - 1)]]
    return {option: str(place) for place, option in enumerate(best if n > 1 else best[::-1], 1)}


def levels(choices: dict[str, list[str]], *, is_last: bool) -> dict[str, str]:
    """All say yes; the last one something milder, and why."""
    said = {option: MILD[yes] if is_last else yes for option, known in choices.items() for yes in [yes_of(known)]}
    return said | ({"dissent": "Not in winter", "may_quote": "1"} if is_last else {})


def yes_of(known: list[str]) -> str:
    """Of the eight levels the first, of six fingers five."""
    return "5" if known[0] == "0" else known[0]


MILD = {"1": "3", "5": "3", "consent": "concern", "agree": "pass"}
"""What somebody says who does not quite say yes, on each scale the templates use."""
