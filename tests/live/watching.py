"""Somebody who looks at a screen: the page they opened, kept up to date by its socket."""

from collections.abc import Callable
from difflib import unified_diff
from time import monotonic

from app.live.farewells import MOVED
from app.live.regions import OF_GROUP, OF_LAB
from tests.live.place import Page, parse
from tests.live.sockets import Socket
from tests.serving import Server, Visitor, until

KINDS = ("phone", "desk", "stage", "tower")
SEATS = "seating"  # the tower's page of seats
PATIENCE = 10.0  # seconds in which a screen must come to show what is so


class Watch:
    def __init__(self, visitor: Visitor, narrow: bool = False):
        self.visitor, self.narrow = visitor, narrow
        self.kind = visitor.base.rpartition("/")[2].partition("-")[0]
        self.open()

    def open(self) -> None:
        """Loads the page, as somebody does who has just come, or who was sent to another group."""
        self.html = self.visitor.page()
        self.page = Page(self.html)
        self.socket = Socket(self.visitor, self.page.seq, narrow=self.narrow)

    def reconnect(self) -> None:
        """The same page goes on from where its socket left off."""
        self.socket.cut()
        self.socket = Socket(self.visitor, self.page.seq, narrow=self.narrow)

    def look(self) -> Page:
        for bag in self.socket.listen():
            self.page.hear(bag)
        return self.page

    def comes_to_show(self, is_so: Callable[[], bool], seconds: float = PATIENCE) -> bool:
        return until(lambda: (self.look(), is_so())[1], seconds)

    def comes_to_hear(self, words: str) -> bool:
        """Whether these words come, in whatever piece."""
        return self.comes_to_show(lambda: any(words in bag for bag in self.socket.heard))

    def settle(self) -> None:
        """Everything that was under way is in, and counts no more as heard."""
        assert self.behind() == []
        self.socket.heard.clear()

    @property
    def cards(self) -> list[str]:
        return self.look().words("card__words", "board")

    @property
    def notice(self) -> list[str]:
        return self.look().words("notice__words")

    @property
    def regions(self) -> list[str]:
        return [*OF_LAB[self.kind], *OF_GROUP.get(self.kind, {})]

    def behind(self) -> list[str]:
        """What a fresh page shows otherwise, when this one had its time to come to show it; [] when nothing."""
        end = monotonic() + PATIENCE
        while True:
            fresh = Page(self.visitor.page())
            if self.comes_to_show(lambda: not self.difference(fresh), 1):  # noqa: B023 asked at once
                return []
            if monotonic() > end:
                return self.difference(fresh)

    def difference(self, fresh: Page) -> list[str]:
        """What another page shows otherwise than this one does now."""
        told: list[str] = []
        for place in self.regions:
            old, new = self.page.region(place), fresh.region(place)
            told += unified_diff(old, new, f"{place} as shown", f"{place} as it is", lineterm="", n=1)
        return told


class Steady(Watch):
    """What live.js does when a socket has ended: who was moved loads the page, others take the wire up again."""

    def look(self) -> Page:
        super().look()
        if self.socket.code == MOVED:
            self.open()
        elif self.socket.code is not None:
            self.reconnect()
        return self.page


def at(lab: Server, kind: str, group: int = 1, language: str = "en") -> Visitor:
    """Somebody at a screen of that kind."""
    if kind == "phone":
        return lab.phone("", group, language)
    if kind == SEATS:
        tower = lab.screen(lab.links.tower, language)
        tower.base += "/seating"
        return tower
    links = {"desk": lab.links.desks[group - 1][1], "stage": lab.links.stage, "tower": lab.links.tower}
    return lab.screen(links[kind], language)


def pieces(bag: str) -> list[str]:
    """The ids of the pieces in a bag."""
    return [piece["id"] for piece in parse(bag).elements[0].elements]
