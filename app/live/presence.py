"""Who has a screen open. Many arrivals and departures are told at once, and a short absence is none."""

import asyncio
import logging
from collections import Counter, defaultdict

from app.domain.people import note_presence
from app.domain.work import SERVER, Key
from app.store import Store

GATHER = 0.25  # seconds in which arrivals become one act
AGAIN = 1.0  # seconds until what could not be noted is tried again

log = logging.getLogger(__name__)


class Presence:
    def __init__(self, store: Store, grace: float):
        self.store, self.grace = store, grace
        self.screens: Counter[tuple[int, int]] = Counter()
        self.arrived: defaultdict[int, set[int]] = defaultdict(set)
        self.left: defaultdict[int, set[int]] = defaultdict(set)
        self.told: set[tuple[int, int]] = set()

    def come(self, lab: int, person: int) -> None:
        self.screens[lab, person] += 1
        self.left[lab].discard(person)
        if (lab, person) not in self.told:
            self.arrived[lab].add(person)

    def go(self, lab: int, person: int) -> None:
        self.screens[lab, person] -= 1
        asyncio.get_running_loop().call_later(self.grace, self.miss, lab, person)

    def miss(self, lab: int, person: int) -> None:
        if self.screens[lab, person] <= 0:
            del self.screens[lab, person]
            self.arrived[lab].discard(person)
            if (lab, person) in self.told:
                self.left[lab].add(person)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(GATHER)
            for lab in {lab for told in (self.arrived, self.left) for lab, people in told.items() if people}:
                await self.tell(lab)

    async def tell(self, lab: int) -> None:
        arrived, left = self.arrived.pop(lab, set()), self.left.pop(lab, set())
        try:
            await self.store.write(Key(lab, actor=SERVER), note_presence, arrived, left)
        except Exception:
            log.exception("presence in lab %s could not be noted", lab)
            await asyncio.sleep(AGAIN)
        else:
            self.told |= {(lab, person) for person in arrived}
            self.told -= {(lab, person) for person in left}
        self.look_again(lab, arrived | left)

    def look_again(self, lab: int, people: set[int]) -> None:
        """Who came or went meanwhile, or could not be noted, is told next time."""
        told = {person for person in people if (lab, person) in self.told}
        self.arrived[lab] |= {person for person in people - told if self.screens[lab, person] > 0}
        self.left[lab] |= {person for person in told if (lab, person) not in self.screens}
