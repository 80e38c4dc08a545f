"""Which wishes a seating does not meet, and why."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from app.methods.seating.room import Because, Need, Person, Seats, Table, Unmet, Wishes, pair, reaches, speaks, suits


class Check:
    """One seating, looked at from all sides. People and tables it does not know are passed over."""

    def __init__(self, people: Sequence[Person], tables: Sequence[Table], wishes: Wishes, seats: Seats) -> None:
        self.tables = {each.id: each for each in tables}
        self.people = {each.id: each for each in people if seats.get(each.id) in self.tables}
        self.wishes = wishes
        self.seats = {each: seats[each] for each in self.people}
        self.sizes = {table: list(self.seats.values()).count(table) for table in self.tables}
        self.companions = companions(wishes.together, self.people)

    def unmet(self) -> Iterator[Unmet]:
        """Every hard need that is not met, then every two people who meet again."""
        for person in self.people.values():
            yield from self.stranded(person)
        yield from self.crowded()
        for wish in self.wishes.together:
            yield from self.parted(self.present(wish))
        for wish in self.wishes.apart:
            for two in combinations(self.present(wish), 2):
                yield from self.joined(two, wish)
        yield from self.met_again()

    def present(self, wish: Sequence[str]) -> list[str]:
        return [each for each in dict.fromkeys(wish) if each in self.people]

    def at(self, people: Sequence[str]) -> tuple[str, ...]:
        """The tables where they sit, each once."""
        return tuple(dict.fromkeys(self.seats[each] for each in people))

    def has_room(self, table: Table, more: int = 1) -> bool:
        return table.capacity is None or self.sizes[table.id] + more <= table.capacity

    def stranded(self, person: Person) -> Iterator[Unmet]:
        """No language shared with the moderator, or a room they cannot reach."""
        table = self.tables[self.seats[person.id]]
        for need, offers in ((Need.LANGUAGE, speaks), (Need.ACCESS, reaches)):
            if not offers(person, table):
                able = [each for each in self.tables.values() if offers(person, each)]
                yield Unmet(need, (person.id,), (table.id,), *self.why_not(person, able))

    def why_not(self, person: Person, able: Sequence[Table]) -> tuple[Because, tuple[str, ...]]:
        """Why somebody sits at none of the tables that are `able`, and who is in the way."""
        fitting = [table for table in able if suits(person, table)]
        mates = tuple(each for each in self.companions.get(person.id, ()) if each != person.id)
        rules = (
            (not able, Because.NO_SUCH_TABLE, ()),
            (person.id in self.wishes.locked, Because.LOCKED, ()),
            (not fitting, Because.OTHER_NEEDS, ()),
            (bool(mates), Because.KEPT_TOGETHER, mates),
            (not any(self.has_room(table) for table in fitting), Because.FULL, ()),
            (any(person.id in wish for wish in self.wishes.apart), Because.KEPT_APART, self.kept_from(person.id)),
        )
        return next(((why, others) for holds, why, others in rules if holds), (Because.NOT_FOUND, ()))

    def kept_from(self, person: str) -> tuple[str, ...]:
        wishes = [self.present(wish) for wish in self.wishes.apart if person in wish]
        return tuple(dict.fromkeys(each for wish in wishes for each in wish if each != person))

    def crowded(self) -> Iterator[Unmet]:
        seats = [each.capacity for each in self.tables.values()]
        for table in self.tables.values():
            if table.capacity is not None and self.sizes[table.id] > table.capacity:
                sitting = tuple(each for each, at in self.seats.items() if at == table.id)
                locked = sum(self.wishes.locked.get(each) == table.id for each in sitting) > table.capacity
                short = None not in seats and len(self.people) > sum(each or 0 for each in seats)
                why = Because.LOCKED if locked else Because.NO_SUCH_TABLE if short else Because.OTHER_NEEDS
                yield Unmet(Need.CAPACITY, sitting, (table.id,), why)

    def parted(self, people: Sequence[str]) -> Iterator[Unmet]:
        """Who was to sit together and does not."""
        if len(self.at(people)) < 2:
            return
        locked = {self.wishes.locked[each] for each in people if each in self.wishes.locked}
        largest = [each.capacity for each in self.tables.values()]
        too_many = None not in largest and len(people) > max(each or 0 for each in largest)
        suiting = any(all(suits(self.people[each], table) for each in people) for table in self.tables.values())
        why = Because.LOCKED if locked else Because.NO_SUCH_TABLE if too_many else Because.FULL
        yield Unmet(Need.TOGETHER, tuple(people), self.at(people), why if suiting or locked else Because.OTHER_NEEDS)

    def joined(self, two: tuple[str, str], wish: Sequence[str]) -> Iterator[Unmet]:
        """Who was to sit apart and does not."""
        one, other = two
        if self.seats[one] != self.seats[other]:
            return
        both_locked = {one, other} <= self.wishes.locked.keys()
        mates = set(self.companions.get(one, ())) & set(self.companions.get(other, ()))
        rules = (
            (both_locked, Because.LOCKED, ()),
            (bool(mates), Because.KEPT_TOGETHER, tuple(sorted(mates - {one, other}))),
            (len(self.present(wish)) > len(self.tables), Because.NO_SUCH_TABLE, ()),
            (not self.can_part(one, other), Because.OTHER_NEEDS, ()),
        )
        why, others = next(((why, others) for holds, why, others in rules if holds), (Because.NOT_FOUND, ()))
        yield Unmet(Need.APART, two, (self.seats[one],), why, others)

    def can_part(self, one: str, other: str) -> bool:
        """Whether either suits another table."""
        return any(
            suits(self.people[each], table)
            for each in (one, other)
            for table in self.tables.values()
            if table.id != self.seats[one]
        )

    def met_again(self) -> Iterator[Unmet]:
        if not self.wishes.new_partners:
            return
        for one, other in sorted(self.wishes.met):
            if self.seats.get(one, 1) == self.seats.get(other, 2) and self.wishes.met[one, other]:
                mates = other in self.companions.get(one, ())
                locked = {one, other} <= self.wishes.locked.keys()
                why = Because.LOCKED if locked else Because.KEPT_TOGETHER if mates else Because.NOT_FOUND
                yield Unmet(Need.NEW_PARTNERS, pair(one, other), self.at([one]), why)


def companions(together: Sequence[Sequence[str]], people: Mapping[str, Person]) -> dict[str, tuple[str, ...]]:
    """Everybody who is to sit with others, and all of these, themselves among them: whoever sits with an assistant of
    two sits with both."""
    blocks: dict[str, set[str]] = {}
    for wish in together:
        members = {each for each in wish if each in people}
        joined = members.union(*(blocks[each] for each in members if each in blocks))
        blocks |= dict.fromkeys(joined, joined)
    return {each: tuple(sorted(block)) for each, block in blocks.items() if len(block) > 1}


def unmet(people: Sequence[Person], tables: Sequence[Table], wishes: Wishes, seats: Seats) -> tuple[Unmet, ...]:
    """What a seating leaves unmet, whoever made it: the search, a hand, a list or the people themselves."""
    return tuple(Check(people, tables, wishes, seats).unmet())
