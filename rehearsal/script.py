"""What one person will do, drawn by seed before anything happens: the network's moods change none of it."""

import random
from dataclasses import dataclass

from rehearsal.pace import how_many, moments
from rehearsal.words import Words

REPEATED = 0.1  # of the contributions are sent again after their acknowledgement
SUPPORTS = 2.0


@dataclass(frozen=True, slots=True)
class Persona:
    name: str
    language: str
    is_anonymous: bool
    wanted_group: str  # "" = seat me
    arrives: float


@dataclass(frozen=True, slots=True)
class Line:
    at: float  # seconds after the opening
    text: str
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class Script:
    lines: tuple[Line, ...]
    supports: tuple[float, ...]


def script(rng: random.Random, words: Words, language: str, seconds: float, each: float, around: list[float]) -> Script:
    lines = [
        Line(at, words.next_in(language), rng.random() < REPEATED)
        for at in moments(rng, seconds, how_many(rng, each), around)
    ]
    return Script(tuple(lines), tuple(moments(rng, seconds, how_many(rng, SUPPORTS), around)))
