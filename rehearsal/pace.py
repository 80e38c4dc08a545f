"""When people act: in clumps, as people do, and never all at the same instant after a failure."""

import asyncio
import random
from collections.abc import Callable

CLUMPED = 0.7  # of all acts fall near one of the table's moments
LOOK = 0.05


def clumps(rng: random.Random, seconds: float) -> list[float]:
    """The moments at which a table gets going: after the opening, and whenever somebody has said something."""
    first = rng.uniform(0.05, 0.2) * seconds
    return [first, *(rng.uniform(0.1, 0.9) * seconds for _ in range(max(1, round(seconds / 60))))]


def moments(rng: random.Random, seconds: float, count: int, around: list[float]) -> list[float]:
    """`count` seconds after the opening, ascending; most near one of `around`, none in the last tenth."""
    spread = min(8.0, seconds / 10)
    drawn = [
        rng.gauss(rng.choice(around), spread) if rng.random() < CLUMPED else rng.uniform(0, seconds)
        for _ in range(count)
    ]
    return sorted(min(max(moment, 0.0), 0.9 * seconds) for moment in drawn)


def how_many(rng: random.Random, mean: float) -> int:
    """A whole number around `mean`, differing from person to person; never more than three times as many."""
    if mean <= 0:
        return 0
    return min(round(rng.gammavariate(2.0, mean / 2.0)), round(3 * mean))


def pause(rng: random.Random, tries: int, longest: float = 5.0) -> float:
    """Seconds to wait after so many failures: full jitter, so that a room does not come back as one."""
    return rng.uniform(0.05, min(longest, 0.4 * 2.0 ** min(tries, 10)))


async def comes(is_so: Callable[[], bool], within: float) -> bool:
    """Whether it becomes so within so many seconds."""
    for _ in range(round(within / LOOK)):
        if is_so():
            return True
        await asyncio.sleep(LOOK)
    return is_so()
