"""Whom the chosen lessons leave out: an audit by justified representation, and a cover that leaves out few.

After Aziz, Brill, Conitzer, Elkind, Freeman and Walsh, Justified Representation in Approval-Based Committee Voting.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple


class Shared(NamedTuple):
    """An item that is not chosen, and its supporters who support nothing chosen."""

    item: str
    supporters: tuple[str, ...]


class Audit(NamedTuple):
    """“9 of 41 people support none of your five; 8 of them share: …”: `uncovered` of `people`, `chosen`, `shared[0]`.

    `shared`: what the uncovered share, most supporters first. `failures`: those of it that n/k people share, so that
    their absence is not justified.
    """

    people: int
    chosen: int
    uncovered: tuple[str, ...]
    shared: tuple[Shared, ...]
    failures: tuple[Shared, ...]


class Step(NamedTuple):
    """An item to choose next, and how many more people it covers."""

    item: str
    covers: int


def audit(people: Sequence[str], chosen: Collection[str], support: Mapping[str, Collection[str]]) -> Audit:
    """Who supports none of `chosen`, and what they share. `support`: item → its supporters, of chosen items too.

    Supporters who are not among `people` do not count. A failure needs ≥ n/k supporters, none of whom supports anything
    chosen. Ties stand in the order of `support`. Source: rules, Coverage audit.
    """
    covered = {person for item in chosen for person in support.get(item, ())}
    uncovered = tuple(each for each in people if each not in covered)
    left = [
        Shared(item, tuple(each for each in uncovered if each in set(behind)))
        for item, behind in support.items()
        if item not in chosen
    ]
    shared = tuple(sorted((each for each in left if each.supporters), key=lambda each: -len(each.supporters)))
    failures = tuple(each for each in shared if chosen and len(each.supporters) * len(chosen) >= len(people))
    return Audit(len(people), len(chosen), uncovered, shared, failures)


def cover(
    people: Sequence[str], support: Mapping[str, Collection[str]], most: int, chosen: Collection[str] = ()
) -> list[Step]:
    """Up to `most` items, each the one with the most supporters not yet covered, beginning after those of `chosen`.

    Stops when nobody more would be covered. Ties go to the first in `support`. Source: rules, Coverage audit.
    """
    left = set(people).difference(*(support.get(item, ()) for item in chosen))
    open_items = {item: set(behind) for item, behind in support.items() if item not in chosen}
    steps: list[Step] = []
    while open_items and len(steps) < most:
        item = max(open_items, key=lambda each: len(open_items[each] & left))
        covers = open_items.pop(item) & left
        if not covers:
            break
        steps.append(Step(item, len(covers)))
        left -= covers
    return steps
