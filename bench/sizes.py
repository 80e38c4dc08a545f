"""How much is measured: the whole thing, or a smoke form of seconds."""

from collections.abc import Callable
from typing import Any, NamedTuple


class Size(NamedTuple):
    """How much of it: the whole thing, or a smoke form of seconds."""

    groups: int
    phones: int
    seconds: float
    rates: list[float]
    crowds: list[int]
    storms: list[int]
    grown: list[int]
    report: dict[str, int]
    rounds: int


WHOLE = Size(
    groups=15,
    phones=300,
    seconds=8,
    rates=[5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560],
    crowds=[1000, 4000, 10_000],
    storms=[300, 2000],
    grown=[10, 100, 1000, 10_000],
    report={"people": 500, "groups": 60, "contributions": 10_000, "themes": 240, "lessons": 60},
    rounds=400,
)
SMOKE = Size(
    groups=2,
    phones=8,
    seconds=1,
    rates=[10, 20],
    crowds=[20],
    storms=[10],
    grown=[10, 30],
    report={"people": 10, "groups": 2, "contributions": 40, "themes": 4, "lessons": 3},
    rounds=4,
)
Told = Callable[[str], None]
Answer = dict[str, Any]
