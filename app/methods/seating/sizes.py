"""How many groups, how large, and when to worry. Source: rules, Seating people in groups."""

from collections.abc import Sequence

from app.methods.seating.room import Person, Table, Warned, Worry, suits

PER_GROUP = 7
TOO_SMALL, MERGE, TOO_LARGE = 4, 3, 8


def groups(people: int, moderators: int) -> int:
    """G = min(number of moderators, ⌈N/7⌉), but one if there is anybody: a shortage warns, it never blocks."""
    return min(max(1, moderators), -(-people // PER_GROUP))


def sizes(people: int, count: int) -> list[int]:
    """⌊N/G⌋ for each of `count` groups, one more for the first N mod G."""
    return [people // count + (i < people % count) for i in range(count)]


def targets(people: int, tables: Sequence[Table]) -> list[int]:
    """The same within each table's capacity: what one cannot take the others share. Where all are full, the rest is
    spread over all of them."""
    limits = [people if table.capacity is None else table.capacity for table in tables]
    full = [min(size, limit) for size, limit in zip(sizes(people, len(tables)), limits, strict=True)]
    for _ in range(people - sum(full)):
        open_ones = [i for i, limit in enumerate(limits) if full[i] < limit] or list(range(len(full)))
        full[min(open_ones, key=lambda i: full[i])] += 1
    return full


def opened(people: Sequence[Person], tables: Sequence[Table], locked: Sequence[str], count: int) -> list[Table]:
    """The tables to open: those where somebody is locked in, then up to `count` those that suit most people whom none
    suits so far, else in the given order."""
    chosen = [table for table in tables if table.id in locked]
    rest = [table for table in tables if table.id not in locked]
    while rest and len(chosen) < count:
        stranded = [each for each in people if not any(suits(each, table) for table in chosen)]
        best = max(rest, key=lambda table: sum(suits(each, table) for each in stranded))
        rest.remove(best)
        chosen.append(best)
    return [table for table in tables if table in chosen]


def worries(full: Sequence[tuple[str, int]], people: int, moderators: int) -> list[Warned]:
    """What to look at, from each table's number of people and how many moderators there are for how many people."""
    missing = -(-people // PER_GROUP) - moderators
    found = [Warned(Worry.FEW_MODERATORS, None, missing)] if missing > 0 else []
    for table, size in full:
        if size < TOO_SMALL:
            found.append(Warned(Worry.MERGE if size < MERGE else Worry.TOO_SMALL, table, size))
        elif size > TOO_LARGE:
            found.append(Warned(Worry.TOO_LARGE, table, size))
    return found
