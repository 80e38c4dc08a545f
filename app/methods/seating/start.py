"""Where the search starts: at random, but so that every table suits as many people as can be."""

import random
from collections import deque
from collections.abc import Iterable, Sequence
from typing import TypeVar

from app.methods.seating.floor import Floor

T = TypeVar("T")


class Start:
    """Fills a floor: the locked first, then those kept together, then everybody, making room by moving others on."""

    def __init__(self, floor: Floor, targets: Sequence[int], chance: random.Random) -> None:
        self.floor, self.targets, self.chance = floor, targets, chance
        self.at = [-1] * len(floor.people)
        self.size = [0] * len(floor.tables)
        most = len(floor.people)
        self.seats = [most if each.capacity is None else each.capacity for each in floor.tables]
        self.suiting: dict[tuple[int, ...], list[int]] = {}

    def filled(self) -> list[int]:
        for p, t in self.floor.locked.items():
            self.put(p, t)
        for block in self.shuffled(self.floor.blocks):
            self.seat_block(block)
        left = self.shuffled(p for p, at in enumerate(self.at) if at < 0)
        for limits in (self.targets, self.seats):
            left = [p for p in left if not self.seat_by_moving_on(p, limits)]
        for p in left:
            self.put(p, self.best_table([p]))
        return self.at

    def shuffled(self, things: Iterable[T]) -> list[T]:
        several = list(things)
        self.chance.shuffle(several)
        return several

    def put(self, p: int, t: int) -> None:
        if self.at[p] >= 0:
            self.size[self.at[p]] -= 1
        self.at[p] = t
        self.size[t] += 1

    def seat_block(self, block: Sequence[int]) -> None:
        """Where one of them is locked in, else where they fit best."""
        held = [self.at[p] for p in block if self.at[p] >= 0]
        loose = [p for p in block if self.at[p] < 0]
        table = max(held, key=held.count) if held else self.best_table(block)
        for p in loose:
            self.put(p, table)

    def best_table(self, people: Sequence[int]) -> int:
        """Fewest needs unmet, then fewest above its seats and above its target, then the most room."""

        def strain(t: int) -> tuple[int, int, int, int]:
            full = self.size[t] + len(people)
            misfits = sum(self.floor.misfit[t][p] for p in people)
            return misfits + max(0, full - self.seats[t]), max(0, full - self.targets[t]), full - self.targets[t], full

        return min(self.shuffled(range(len(self.size))), key=strain)

    def seat_by_moving_on(self, p: int, limits: Sequence[int]) -> bool:
        """Seats p at a table that suits and has room, if need be by moving others on from table to table (an augmenting
        path: if there is any way to seat them all, it is found)."""
        came: dict[int, tuple[int, int]] = dict.fromkeys(self.shuffled(self.suits(p)), (p, -1))
        queue = deque(came)
        while queue:
            t = queue.popleft()
            if self.size[t] < limits[t]:
                self.move_on(t, came)
                return True
            for k in self.movable(t):
                for onward in self.suits(k):
                    if onward not in came:
                        came[onward] = (k, t)
                        queue.append(onward)
        return False

    def move_on(self, t: int, came: dict[int, tuple[int, int]]) -> None:
        while t >= 0:
            who, before = came[t]
            self.put(who, t)
            t = before

    def movable(self, t: int) -> list[int]:
        return [
            k for k, at in enumerate(self.at) if at == t and k not in self.floor.locked and k not in self.floor.in_block
        ]

    def suits(self, p: int) -> list[int]:
        """The tables that meet all needs of p; people with the same needs share the list."""
        needs = tuple(row[p] for row in self.floor.misfit)
        if needs not in self.suiting:
            self.suiting[needs] = [t for t, misfit in enumerate(needs) if not misfit]
        return self.suiting[needs]
