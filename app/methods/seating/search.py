"""The search for a seating: a seeded start, then improving moves and swaps until none helps.

Source: rules, Seating people in groups.
"""

import random
from collections.abc import Iterator, Sequence

from app.methods.seating.check import unmet
from app.methods.seating.cost import cost, repeats
from app.methods.seating.floor import HARD, LEAST_GAIN, Floor
from app.methods.seating.room import Person, Seating, Table, Wishes
from app.methods.seating.sizes import groups, opened, targets, worries
from app.methods.seating.start import Start

ATTEMPTS, LARGE = 10, 500


def seat(
    people: Sequence[Person], tables: Sequence[Table], wishes: Wishes, seed: int, count: int | None = None
) -> Seating:
    """Seats everybody at up to `count` of the tables, one for each moderator (None: as many as the rules say).

    Hard needs come first, then even sizes, then the soft cost; what could not be met is explained. 500 people take
    about a second. Raises ValueError when there are people and no table, or two of one id.
    """
    if people and not tables:
        raise ValueError("no table to sit at")
    if len({each.id for each in people}) < len(people) or len({each.id for each in tables}) < len(tables):
        raise ValueError("two of one id")
    if not people:
        return Seating({}, 0.0, 0, (), (), seed)
    held = set(wishes.locked.values())
    chosen = opened(people, tables, sorted(held), groups(len(people), len(tables)) if count is None else count)
    at = searched(people, chosen, wishes, random.Random(seed))
    seats = {each.id: chosen[t].id for each, t in zip(people, at, strict=True)}
    full = [(table.id, at.count(t)) for t, table in enumerate(chosen)]
    return Seating(
        seats,
        cost(people, wishes, seats),
        repeats(wishes, seats),
        unmet(people, chosen, wishes, seats),
        tuple(worries(full, len(people), len(tables))),
        seed,
    )


def searched(people: Sequence[Person], tables: Sequence[Table], wishes: Wishes, chance: random.Random) -> list[int]:
    """The table's number for each person. A small room in which needs stay unmet is tried again from other starts."""
    floor = Floor(people, tables, wishes)
    goals = targets(len(people), tables)
    best: tuple[int, list[int]] | None = None
    for _ in range(min(ATTEMPTS, max(1, LARGE // len(people)))):
        floor.seat(Start(floor, goals, chance).filled())
        improve(floor, goals, chance)
        unmet_needs = floor.unmet_needs()
        if best is None or unmet_needs < best[0]:
            best = unmet_needs, floor.at
        if not unmet_needs:
            break
    return best[1] if best else []


def improve(floor: Floor, goals: Sequence[int], chance: random.Random) -> None:
    order = [p for p in range(len(floor.people)) if p not in floor.locked]
    chance.shuffle(order)
    search = Search(floor, goals, order)
    while search.moves() or search.swaps() or search.block_swaps():
        pass


class Search:
    def __init__(self, floor: Floor, goals: Sequence[int], order: Sequence[int]) -> None:
        self.floor, self.goals, self.order = floor, goals, order
        most = len(floor.people)
        self.seats = [most if each.capacity is None else each.capacity for each in floor.tables]

    def swaps(self) -> bool:
        """Swaps each person with whomever it helps most, until it helps nobody."""
        found = False
        while sum(self.swap_best(p) for p in self.order):
            found = True
        return found

    def swap_best(self, p: int) -> bool:
        costs = self.floor.swap_costs(p)
        least = min(costs)
        if least >= -LEAST_GAIN:
            return False
        self.floor.swap(p, costs.index(least))
        return True

    def moves(self) -> bool:
        """Moves people, and blocks of people, to another table where that meets a hard need or evens out the sizes."""
        found = False
        for unit in self.units():
            gains = [(self.gain(unit, h), h) for h in range(len(self.seats)) if h != self.floor.at[unit[0]]]
            best = min((each for each in gains if each[0]), default=None)
            if best:
                for p in unit:
                    self.floor.move(p, best[1])
                found = True
        return found

    def units(self) -> Iterator[list[int]]:
        """Single people and blocks, that may move."""
        yield from ([p] for p in self.order if p not in self.floor.in_block)
        yield from self.loose_blocks()

    def loose_blocks(self) -> Iterator[list[int]]:
        for block in self.floor.blocks:
            if not any(p in self.floor.locked for p in block) and len({self.floor.at[p] for p in block}) == 1:
                yield block

    def gain(self, unit: Sequence[int], h: int) -> tuple[int, int] | None:
        """How moving them changes needs unmet and unevenness of sizes, if for the better (below 0)."""
        floor, g, n = self.floor, self.floor.at[unit[0]], len(unit)
        if floor.size[h] + n > self.seats[h]:
            return None
        kept = sum(floor.ties[p].get(k, 0) for p in unit for k in unit)
        here = sum(floor.pull[g][p] for p in unit) - kept
        needs = round((sum(floor.pull[h][p] for p in unit) - here) / HARD)
        needs -= min(n, max(0, floor.size[g] - self.seats[g]))
        off_g, off_h = floor.size[g] - self.goals[g], floor.size[h] - self.goals[h]
        uneven = (off_g - n) ** 2 + (off_h + n) ** 2 - off_g**2 - off_h**2
        return (needs, uneven) if (needs, uneven) < (0, 0) else None

    def block_swaps(self) -> bool:
        """Swaps a block for as many single people of another table, where that helps."""
        return sum(self.swap_block(block) for block in self.loose_blocks()) > 0

    def swap_block(self, block: Sequence[int]) -> bool:
        """The first table where it helps will do."""
        first = self.floor.swap_costs(block[0])
        home = self.floor.at[block[0]]
        return any(self.swap_block_to(h, block, first) for h in range(len(self.seats)) if h != home)

    def swap_block_to(self, h: int, block: Sequence[int], first: Sequence[float]) -> bool:
        """One after the other, each for whom it costs least; taken back if it does not help."""
        floor, change = self.floor, 0.0
        done: list[tuple[int, int]] = []
        for p in block:
            costs = floor.swap_costs(p) if done else first
            singles = (q for q in floor.members[h] if q not in floor.locked and q not in floor.in_block)
            q = min(singles, key=lambda each: (costs[each], each), default=None)
            if q is None:
                break
            change += costs[q]
            floor.swap(p, q)
            done.append((p, q))
        if len(done) == len(block) and change < -LEAST_GAIN:
            return True
        for p, q in reversed(done):
            floor.swap(p, q)
        return False
