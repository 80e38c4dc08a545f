"""Small cells: which numbers of a row may not be told, so that nothing is told of a few people.

After the threshold rule with complementary suppression of official statistics.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

LEAST = 5
"""Respondents that a number must rest on, unless an installation asks for more."""
NEVER_BELOW = 3


class Hidden(NamedTuple):
    """The positions of the cells to hide, and whether the total goes with them."""

    cells: frozenset[int]
    total: bool = False


def hidden(cells: Sequence[int], least: int = LEAST, also: Collection[int] = ()) -> Hidden:
    """What to hide in a row of counts of respondents whose total is told.

    Cells from 1 to `least` − 1 are hidden, and those in `also`. While all that is hidden is equal, whoever subtracts
    would know it: then the next smallest are hidden too, all of them that are equally small. So what is hidden is never
    all of one size, and each of its sizes could stand in each of its cells. When the hidden ones together are fewer
    than `least`, or there is no more to hide, the whole row is hidden with its total.

    Raises ValueError for a negative count, or `least` below 3. Source: rules, Anonymity and small numbers.
    """
    if least < NEVER_BELOW or min(cells, default=0) < 0:
        raise ValueError("counts from nought up, and at least three respondents")
    chosen = {n for n, cell in enumerate(cells) if 0 < cell < least} | {n for n in also if cells[n]}
    if not chosen:
        return Hidden(frozenset())
    while len({cells[n] for n in chosen}) == 1:
        rest = [cell for n, cell in enumerate(cells) if cell and n not in chosen]
        if not rest:
            return Hidden(frozenset(range(len(cells))), total=True)
        chosen |= {n for n, cell in enumerate(cells) if cell == min(rest)}
    if sum(cells[n] for n in chosen) < least:
        return Hidden(frozenset(range(len(cells))), total=True)
    return Hidden(frozenset(chosen))
