"""A gallery walk: who stands before whose poster, step by step."""

from collections.abc import Iterable
from random import Random
from typing import TypeVar

Group = TypeVar("Group", int, str)


def walk(groups: Iterable[Group], lot: int) -> list[dict[Group, Group]]:
    """For each step, group → the group whose poster it stands before.

    A Latin square: no two groups ever stand before one poster, nobody stands before their own, and after the last of
    the n - 1 steps everybody has seen every other poster once. The same lot walks the same way."""
    line = sorted(groups)
    chance = Random(lot)
    chance.shuffle(line)
    strides = list(range(1, len(line)))
    chance.shuffle(strides)
    return [{group: line[(n + stride) % len(line)] for n, group in enumerate(line)} for stride in strides]
