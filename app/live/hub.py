"""One loop per process: when the doorbell rings it looks at what happened, draws it once, hands it to every screen."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.live.channels import CALM, Channel, View
from app.live.drawing import Arrival, bag, news
from app.live.farewells import MOVED, Farewell
from app.live.frames import HEARTBEAT, Frame, Wire, nothing
from app.live.presence import Presence
from app.store import Store

LOOK_AGAIN = 2.0  # seconds; a doorbell may fail to ring, the event table does not
LONGEST_REST = 0.005  # seconds
BEATEN_AT_ONCE = 50  # screens
CALM_REST = 0.25  # seconds between two frames of a screen that tells of many groups; the first goes out at once

log = logging.getLogger(__name__)


class Pace(NamedTuple):
    """Which screens are told together: a lab's calm ones, or its others."""

    lab: int
    is_calm: bool


@dataclass(eq=False)
class Screen:
    """One open page. It `shows` the lab as of that seq."""

    wire: Wire
    view: View
    shows: int
    holder: int
    person: int | None = None
    deadline: asyncio.TimerHandle | None = None
    is_gone: bool = False

    @property
    def pace(self) -> Pace:
        return Pace(self.view.channel.lab, self.view.channel.screen in CALM)

    @property
    def arrival(self) -> Arrival:
        return Arrival(self.view, self.shows, self.holder)


@dataclass
class Room:
    """Screens of one lab that are told together: those in `watched` all show `shows`, the others wait to be told."""

    shows: int = 0
    told_at: float = 0.0
    is_resting: bool = False
    watched: dict[Channel, dict[str, set[Screen]]] = field(default_factory=dict)
    waiting: set[Screen] = field(default_factory=set)

    def screens(self, view: View) -> set[Screen]:
        return self.watched.get(view.channel, {}).get(view.language, set())

    def everyone(self) -> Iterator[Screen]:
        for languages in self.watched.values():
            for screens in languages.values():
                yield from screens

    def add(self, screen: Screen) -> None:
        self.watched.setdefault(screen.view.channel, {}).setdefault(screen.view.language, set()).add(screen)

    def discard(self, screen: Screen) -> None:
        channel, language = screen.view
        self.waiting.discard(screen)
        self.screens(screen.view).discard(screen)
        if not self.screens(screen.view):
            self.watched.get(channel, {}).pop(language, None)
        if not self.watched.get(channel):
            self.watched.pop(channel, None)


class Rung:
    """Where news has come and was not told yet."""

    def __init__(self) -> None:
        self.paces: set[Pace] = set()
        self.bell = asyncio.Event()

    def add(self, pace: Pace) -> None:
        self.paces.add(pace)
        self.bell.set()

    async def taken(self) -> set[Pace]:
        """All of them, as soon as there is one."""
        await self.bell.wait()
        self.bell.clear()
        paces, self.paces = self.paces, set()
        return paces


class Hub:
    def __init__(self, store: Store, patience: float, grace: float):
        self.store, self.patience = store, patience
        self.presence = Presence(store, grace)
        self.rooms: defaultdict[Pace, Room] = defaultdict(Room)
        self.quick, self.calm = Rung(), Rung()

    def ring(self, lab: int, seq: int) -> None:
        for pace in (Pace(lab, False), Pace(lab, True)):
            if pace in self.rooms and self.rooms[pace].shows < seq:
                self.look(pace)

    def look(self, pace: Pace) -> None:
        (self.calm if pace.is_calm else self.quick).add(pace)

    def enter(self, screen: Screen) -> None:
        self.rooms[screen.pace].waiting.add(screen)
        if screen.person is not None:
            self.presence.come(screen.pace.lab, screen.person)
        self.look(screen.pace)

    def leave(self, screen: Screen) -> None:
        screen.is_gone = True
        self.rooms[screen.pace].discard(screen)
        self.forgive(screen)
        if screen.person is not None:
            self.presence.go(screen.pace.lab, screen.person)

    async def run(self) -> None:
        """Phones and desks do not wait until a stage with all groups on it is drawn."""
        await asyncio.gather(self.go_round(self.quick), self.go_round(self.calm))

    async def go_round(self, rung: Rung) -> None:
        """Rests as long as it worked: one idea alone goes out at once, many go out together."""
        time = asyncio.get_running_loop().time
        while True:
            paces = await rung.taken()
            began = time()
            for pace in sorted(paces):
                await self.visit(pace, self.rooms[pace])
            await asyncio.sleep(min(LONGEST_REST, time() - began))

    async def visit(self, pace: Pace, room: Room) -> None:
        loop = asyncio.get_running_loop()
        rest = room.told_at + CALM_REST - loop.time() if pace.is_calm and not room.waiting else 0
        if rest > 0:
            if not room.is_resting:
                loop.call_later(rest, self.look, pace)
            room.is_resting = True
            return
        room.told_at, room.is_resting = loop.time(), False
        try:
            await self.show(pace.lab, room)
        except Exception:
            log.exception("lab %s could not be shown", pace.lab)

    async def look_again(self) -> None:
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            for pace, room in list(self.rooms.items()):
                if room.watched or room.waiting:
                    self.look(pace)

    async def beat(self) -> None:
        """Round by round, a few screens at a time: to tell ten thousand at once would hold everybody up."""
        while True:
            everyone = [screen for room in self.rooms.values() for screen in room.everyone()]
            for start in range(0, len(everyone), BEATEN_AT_ONCE):
                few = everyone[start : start + BEATEN_AT_ONCE]
                for screen in few:
                    self.beat_for(screen)
                await asyncio.sleep(HEARTBEAT * len(few) / len(everyone))
            if not everyone:
                await asyncio.sleep(1)

    def beat_for(self, screen: Screen) -> None:
        if not screen.is_gone and not screen.wire.is_behind:
            screen.wire.put(Frame(bag(self.rooms[screen.pace].shows, [])))

    async def show(self, lab: int, room: Room) -> None:
        arrived, room.waiting = room.waiting, set()
        try:
            told = await self.store.read(
                news, lab, room.shows, room.watched, {screen.arrival for screen in arrived if not screen.is_gone}
            )
        except Exception:
            room.waiting |= {screen for screen in arrived if not screen.is_gone}
            raise
        self.part(told.farewells, room)
        for (view, since), frame in told.frames.items():
            if since == room.shows:
                self.hand(frame, view, room)
        room.shows = told.now
        for screen in arrived:
            if screen.is_gone:
                continue
            if screen.arrival in told.refused:
                self.send_away(screen, MOVED)
                continue
            if frame := told.frames.get((screen.view, screen.shows)):
                screen.wire.put(frame)
            room.add(screen)

    def part(self, farewells: list[Farewell], room: Room) -> None:
        """Before anything else is told: whoever was moved or shut out sees nothing more of this room."""
        people = {gone.person: gone.code for gone in farewells if gone.person is not None}
        holders = {gone.holder: gone.code for gone in farewells if gone.holder is not None}
        for screen in list(room.everyone()) if farewells else ():
            if code := holders.get(screen.holder) or (screen.person and people.get(screen.person)):
                room.discard(screen)
                self.send_away(screen, code)

    def send_away(self, screen: Screen, code: int) -> None:
        screen.wire.close(code)
        asyncio.get_running_loop().call_later(self.patience, screen.wire.drop)  # it may never read that

    def hand(self, frame: Frame, view: View, room: Room) -> None:
        slow = []
        for screen in room.screens(view):
            if screen.wire.is_behind:
                slow.append(screen)
            else:
                screen.wire.put(frame)
        for screen in slow:
            self.set_aside(screen, room)

    def set_aside(self, screen: Screen, room: Room) -> None:
        """Its phone cannot keep up: tell it nothing until it has read what it was told, then all at once."""

        def caught_up() -> None:
            self.forgive(screen)
            if not screen.is_gone:
                room.waiting.add(screen)
                self.look(screen.pace)

        room.discard(screen)
        screen.shows = room.shows
        screen.wire.drained = caught_up
        screen.deadline = asyncio.get_running_loop().call_later(self.patience, screen.wire.drop)

    @staticmethod
    def forgive(screen: Screen) -> None:
        screen.wire.drained = nothing
        if screen.deadline:
            screen.deadline.cancel()
            screen.deadline = None
