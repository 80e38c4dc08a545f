"""What a seating costs: Σ_a w_a Σ_g Σ_v (n_gv − N_v·n_g/N)² + w_r·(repeat pairs).

n_gv: people with value v at table g, n_g: people there, N_v and N: the same in the whole room. A person without a value
has a value of its own, “not said”. Source: rules, Seating people in groups.
"""

from collections import Counter
from collections.abc import Sequence

from app.methods.seating.room import Person, Seats, Wishes


def cost(people: Sequence[Person], wishes: Wishes, seats: Seats) -> float:
    """The soft cost of a seating, 0 at best. People without a seat do not count."""
    seated = [each for each in people if each.id in seats]
    spread = sum(weight * unevenness(seated, name, seats) for name, weight in wishes.weights.items())
    return spread + wishes.new_partners * repeats(wishes, seats)


def unevenness(seated: Sequence[Person], attribute: str, seats: Seats) -> float:
    """Σ_g Σ_v (n_gv − N_v·n_g/N)² of one attribute."""
    size = Counter(seats[each.id] for each in seated)
    total = Counter(each.attributes.get(attribute) for each in seated)
    there = Counter((seats[each.id], each.attributes.get(attribute)) for each in seated)
    return sum((there[g, v] - total[v] * size[g] / len(seated)) ** 2 for g in size for v in total)


def repeats(wishes: Wishes, seats: Seats) -> int:
    """How many pairs sit together who have sat together before."""
    return sum(
        times > 0 and one in seats and seats[one] == seats.get(other) for (one, other), times in wishes.met.items()
    )


def added(person: Person, people: Sequence[Person], wishes: Wishes, seats: Seats, table: str) -> float:
    """What one more person at this table adds to the cost, but for what is the same at every table."""
    seated = [each for each in people if each.id in seats and each.id != person.id]
    there = [each for each in seated if seats[each.id] == table]
    again = sum(
        times > 0 and person.id in two and any(each.id in two for each in there) for two, times in wishes.met.items()
    )
    total = wishes.new_partners * again
    for name, weight in wishes.weights.items():
        room = Counter(each.attributes.get(name) for each in [*seated, person])
        here, size = Counter(each.attributes.get(name) for each in there), len(there)
        mine = person.attributes.get(name)
        for value, times in room.items():
            share = times / (len(seated) + 1)
            before, after = here[value] - share * size, here[value] + (value == mine) - share * (size + 1)
            total += weight * (after**2 - before**2)
    return total
