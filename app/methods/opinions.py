"""The opinion map: voters on a plane, those who voted alike near each other, in as many camps as the votes bear out.

After Polis. Only for fifty voters and more: among fewer it shows chance. Names nobody: camps are numbers.
"""

import random
from collections.abc import Mapping, Sequence
from math import dist, sqrt
from operator import mul
from typing import NamedTuple

LEAST_VOTERS, LEAST_VOTES, MOST_CAMPS = 50, 7, 5
RESTARTS, ROUNDS = 10, 100

Vector = list[float]
Place = complex
"""A point of the map: x + yi."""


class Voter(NamedTuple):
    """Where a voter stands. Camps count from 0, the largest first; which way is right or up means nothing."""

    id: str
    x: float
    y: float
    camp: int


class OpinionMap(NamedTuple):
    """`silhouette`: −1 to 1, how clearly the camps are apart. `explained`: the share, 0 to 1, of all differences that
    each direction shows."""

    voters: tuple[Voter, ...]
    camps: int
    silhouette: float
    explained: tuple[float, float]
    seed: int


def opinion_map(votes: Mapping[str, Mapping[str, int]], items: Sequence[str], seed: int) -> OpinionMap | None:
    """The map of `votes` (voter → item → −1 disagree, 0 pass, 1 agree), or None where there is none to draw.

    Voters with fewer than min(7, items) votes are left out, and there must be fifty others who do not all vote alike.
    A missing vote is its item's mean. Principal components, then k-means for k from 2 to min(5, 2 + ⌊n/12⌋) by the best
    silhouette. Source: rules, Consensus across groups.
    """
    cast = {voter: {item: each[item] for item in items if item in each} for voter, each in votes.items()}
    enough = {voter: each for voter, each in cast.items() if len(each) >= min(LEAST_VOTES, len(items))}
    if len(enough) < LEAST_VOTERS:
        return None
    places, explained = projected(centred(list(enough.values()), items))
    found = camps(places, min(MOST_CAMPS, 2 + len(places) // 12), random.Random(seed))
    if found is None:
        return None
    labels, clarity = found
    voters = (
        Voter(voter, place.real, place.imag, camp) for voter, place, camp in zip(enough, places, labels, strict=True)
    )
    return OpinionMap(tuple(voters), max(labels) + 1, clarity, explained, seed)


def centred(votes: Sequence[Mapping[str, int]], items: Sequence[str]) -> list[Vector]:
    """A row a voter, a column an item: how far each vote is from the item's mean. A missing one is not far at all."""
    means = {}
    for item in items:
        given = [each[item] for each in votes if item in each]
        means[item] = sum(given) / len(given) if given else 0.0
    return [[each[item] - means[item] if item in each else 0.0 for item in items] for each in votes]


def projected(rows: Sequence[Vector]) -> tuple[list[Place], tuple[float, float]]:
    """Each row's place along the two directions of most variance, and the share of all variance that each shows."""
    columns = list(zip(*rows, strict=True))
    spread = [[sum(map(mul, one, other)) for other in columns] for one in columns]
    total = sum(spread[i][i] for i in range(len(columns)))
    first, much = direction(spread, [])
    second, less = direction(spread, [first])
    places = [complex(dot(row, first), dot(row, second)) for row in rows]
    return places, (much / total, less / total) if total else (0.0, 0.0)


def direction(spread: Sequence[Vector], known: Sequence[Vector]) -> tuple[Vector, float]:
    """The direction of most variance at right angles to those known, and its variance, by power iteration.

    It points so that its largest part is positive, so that the map does not turn from one drawing to the next.
    """
    chance = random.Random(len(known))
    vector = without(known, [chance.uniform(-1, 1) for _ in spread])
    for _ in range(2000):
        step = without(known, [dot(row, vector) for row in spread])
        moved = dist(step, vector)
        vector = step
        if moved < 1e-12:
            break
    if vector and max(vector, key=abs) < 0:
        vector = [-x for x in vector]
    return vector, dot(vector, [dot(row, vector) for row in spread])


def without(known: Sequence[Vector], vector: Vector) -> Vector:
    """What is left of a vector at right angles to the known ones, of length one; nought if nothing is left."""
    for each in known:
        along = dot(each, vector)
        vector = [x - along * y for x, y in zip(vector, each, strict=True)]
    length = sqrt(dot(vector, vector))
    return [x / length for x in vector] if length > 1e-9 else [0.0] * len(vector)


def dot(one: Vector, other: Vector) -> float:
    return float(sum(map(mul, one, other)))


def camps(places: Sequence[Place], most: int, chance: random.Random) -> tuple[list[int], float] | None:
    """The camp of each place and the silhouette, for the number of camps with the best one; None if all are alike."""
    best: tuple[list[int], float] | None = None
    for k in range(2, min(most, len(set(places))) + 1):
        labels = by_size(min((k_means(places, k, chance) for _ in range(RESTARTS)), key=lambda each: each[1])[0])
        clarity = silhouette(places, labels)
        if best is None or clarity > best[1]:
            best = labels, clarity
    return best


def k_means(places: Sequence[Place], k: int, chance: random.Random) -> tuple[list[int], float]:
    """The nearest of k centres for each place, and the sum of squared distances; begun by k-means++."""
    centres = [chance.choice(places)]
    while len(centres) < k:
        far = [min(each) ** 2 for each in distances(places, centres)]
        centres += chance.choices(places, far)
    labels: list[int] = []
    for _ in range(ROUNDS):
        nearest = [each.index(min(each)) for each in distances(places, centres)]
        if nearest == labels:
            break
        labels = nearest
        members = [[p for p, at in zip(places, labels, strict=True) if at == i] for i in range(k)]
        centres = [sum(own) / len(own) if own else centres[i] for i, own in enumerate(members)]
    return labels, sum(min(each) ** 2 for each in distances(places, centres))


def distances(places: Sequence[Place], others: Sequence[Place]) -> list[tuple[float, ...]]:
    """From each place to each of the others."""
    return list(zip(*([abs(place - each) for place in places] for each in others), strict=True))


def by_size(labels: Sequence[int]) -> list[int]:
    """The same camps, counted from 0 by size, then by first member."""
    order = sorted(set(labels), key=lambda each: (-labels.count(each), labels.index(each)))
    return [order.index(each) for each in labels]


def silhouette(places: Sequence[Place], labels: Sequence[int]) -> float:
    """The mean of (b − a)/max(a, b): a is the mean distance to one's own camp, b to the nearest other; 0 if alone."""
    members = [[p for p, label in zip(places, labels, strict=True) if label == camp] for camp in range(max(labels) + 1)]
    return sum(clarity(place, label, members) for place, label in zip(places, labels, strict=True)) / len(places)


def clarity(place: Place, camp: int, members: Sequence[Sequence[Place]]) -> float:
    total = [sum([abs(place - each) for each in own]) for own in members]
    if len(members[camp]) == 1:
        return 0.0
    inside = total[camp] / (len(members[camp]) - 1)
    outside = min(total[i] / len(own) for i, own in enumerate(members) if i != camp)
    return (outside - inside) / (max(outside, inside) or 1.0)
