"""A seating while it is searched: who sits where, and what any swap would cost, kept up to date at every move.

People and tables are numbers here. The cost of a swap of p (table g) and q (table h) is exact and cheap, because for
equal sizes only what each brings and takes away matters:

    2·Σ_a w_a (x_gu − x_gv + x_hv − x_hu) + 4·Σ_a w_a [u ≠ v], x_gv = n_gv − N_v·n_g/N, p having v and q having u,

and every other cost is one of sitting at a table, or of two people sitting at one.
"""

from collections import Counter
from collections.abc import Sequence

from app.methods.seating.check import companions
from app.methods.seating.room import Person, Table, Wishes, reaches, speaks

HARD = 1e6
"""A hard need that is not met outweighs every soft one."""
TOGETHER = 3 * HARD
FIXED = 1e15
LEAST_GAIN = 1e-6


class Floor:
    def __init__(self, people: Sequence[Person], tables: Sequence[Table], wishes: Wishes) -> None:
        self.people, self.tables = people, tables
        self.number = {each.id: i for i, each in enumerate(people)}
        self.table_number = {each.id: t for t, each in enumerate(tables)}
        self.locked = {
            self.number[who]: self.table_number[table]
            for who, table in wishes.locked.items()
            if who in self.number and table in self.table_number
        }
        together = companions(wishes.together, {each.id: each for each in people})
        self.blocks = [[self.number[each] for each in block] for block in sorted(set(together.values()))]
        self.in_block = {each for block in self.blocks for each in block}
        self.misfit = [self.misfits(table) for table in tables]
        self.ties = self.tied(wishes)
        self.read_profiles(wishes)
        self.at = [-1] * len(people)
        self.size = [0] * len(tables)

    def misfits(self, table: Table) -> list[int]:
        """For each person, how many of their needs this table does not meet."""
        return [(not speaks(each, table)) + (not reaches(each, table)) for each in self.people]

    def tied(self, wishes: Wishes) -> list[dict[int, float]]:
        """For each person, what it costs to sit with another: below 0 for those to be kept together."""
        ties: list[dict[int, float]] = [{} for _ in self.people]

        def tie(one: int, other: int, weight: float) -> None:
            ties[one][other] = ties[other][one] = ties[one].get(other, 0.0) + weight

        for block in self.blocks:
            for i, one in enumerate(block):
                for other in block[i + 1 :]:
                    tie(one, other, -TOGETHER)
        for wish in wishes.apart:
            known = [self.number[each] for each in dict.fromkeys(wish) if each in self.number]
            for i, one in enumerate(known):
                for other in known[i + 1 :]:
                    tie(one, other, HARD)
        for (a, b), times in wishes.met.items():
            if times > 0 and wishes.new_partners and a in self.number and b in self.number:
                tie(self.number[a], self.number[b], wishes.new_partners)
        return ties

    def read_profiles(self, wishes: Wishes) -> None:
        """People with the same values cost the same: what counts is their profile."""
        names = [name for name, weight in wishes.weights.items() if weight]
        told = [tuple((name, each.attributes.get(name)) for name in names) for each in self.people]
        self.profiles = list(dict.fromkeys(told))
        place = {each: i for i, each in enumerate(self.profiles)}
        self.profile = [place[each] for each in told]
        counted = Counter(value for each in told for value in each)
        self.share = {value: times / len(self.people) for value, times in counted.items()}
        self.weight = {value: wishes.weights[value[0]] for value in counted}
        self.having = {value: [i for i, each in enumerate(self.profiles) if value in each] for value in counted}
        self.differing: dict[int, list[float]] = {}

    def differ(self, profile: int) -> list[float]:
        """4·Σ_a w_a [u ≠ v] between this profile and each."""
        if profile not in self.differing:
            mine = self.profiles[profile]
            self.differing[profile] = [
                4 * sum(self.weight[v] for u, v in zip(each, mine, strict=True) if u != v) for each in self.profiles
            ]
        return self.differing[profile]

    def seat(self, at: Sequence[int]) -> None:
        """Takes a seating and counts everything."""
        self.at = list(at)
        self.members: list[set[int]] = [{p for p, at in enumerate(self.at) if at == t} for t in range(len(self.tables))]
        self.size = [len(each) for each in self.members]
        self.pull = [
            [HARD * misfit + sum(w for k, w in self.ties[p].items() if self.at[k] == t) for p, misfit in enumerate(row)]
            for t, row in enumerate(self.misfit)
        ]
        self.over = [self.counted(t) for t in range(len(self.tables))]
        self.own = [-FIXED] * len(self.at)
        for t in range(len(self.tables)):
            self.refresh(t)

    def counted(self, t: int) -> list[float]:
        """2·Σ_a w_a x of each profile at table t."""
        there = Counter(value for p in self.members[t] for value in self.profiles[self.profile[p]])
        over = {v: 2 * self.weight[v] * (there[v] - share * self.size[t]) for v, share in self.share.items()}
        return [sum(over[value] for value in each) for each in self.profiles]

    def unmet_needs(self) -> int:
        """How much is wrong, in units of one hard need; a pair counts for both, a block as it should be for 0."""
        kept = sum(-TOGETHER for block in self.blocks for p in block for k in block if p != k)
        paid = sum(self.pull[t][p] for p, t in enumerate(self.at))
        limits = ((each.capacity, size) for each, size in zip(self.tables, self.size, strict=True))
        return round((paid - kept) / HARD) + sum(
            size - most for most, size in limits if most is not None and size > most
        )

    def refresh(self, t: int) -> None:
        """What those at table t pay there; the locked never seem worth moving."""
        over, pull = self.over[t], self.pull[t]
        for p in self.members[t]:
            if p not in self.locked:
                self.own[p] = over[self.profile[p]] + pull[p]

    def swap_costs(self, p: int) -> list[float]:
        """What swapping p with each other person would change; 0 or more within a table."""
        g, profile = self.at[p], self.profile[p]
        there = [self.over[h][profile] + self.pull[h][p] - self.own[p] for h in range(len(self.tables))]
        brings = [x + y for x, y in zip(self.over[g], self.differ(profile), strict=True)]
        costs = [
            there[h] + brings[kind] + pull - own
            for h, kind, pull, own in zip(self.at, self.profile, self.pull[g], self.own, strict=True)
        ]
        for q, weight in self.ties[p].items():
            if self.at[q] != g:
                costs[q] -= 2 * weight
        return costs

    def swap(self, p: int, q: int) -> None:
        g, h = self.at[p], self.at[q]
        self.go(p, h)
        self.go(q, g)
        self.refresh(g)
        self.refresh(h)

    def go(self, p: int, h: int) -> None:
        """Moves p as half of a swap: sizes are as they were when it is done."""
        g = self.at[p]
        self.at[p] = h
        self.members[g].remove(p)
        self.members[h].add(p)
        for k, weight in self.ties[p].items():
            self.pull[g][k] -= weight
            self.pull[h][k] += weight
        for value in self.profiles[self.profile[p]]:
            for kind in self.having[value]:
                self.over[g][kind] -= 2 * self.weight[value]
                self.over[h][kind] += 2 * self.weight[value]

    def move(self, p: int, h: int) -> None:
        """Moves p for good: two tables change size."""
        g = self.at[p]
        self.go(p, h)
        for t, more in ((g, -1), (h, 1)):
            self.size[t] += more
            self.over[t] = self.counted(t)
            self.refresh(t)
