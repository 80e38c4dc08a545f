"""What people are called and what they say, drawn by seed."""

import csv
import random
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from rehearsal.names import FAMILY, GIVEN
from rehearsal.sayings import IN_ENGLISH, IN_FRENCH

COLUMN = "comment-body"
LONGEST = 2000


class NoWords(Exception):
    """The file holds nothing that a person could say."""


def read_words(file: Path) -> list[str]:
    """The people's words of a Polis export (`comments.csv`). Raises NoWords."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            said = [(row.get(COLUMN) or "").strip() for row in csv.DictReader(lines)]
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        raise NoWords(f"{file}: {trouble}") from trouble
    words = [words for words in said if 0 < len(words) <= LONGEST]
    if not words:
        raise NoWords(f"{file}: no words in a column “{COLUMN}”")
    return words


def spoken(words: list[str], rng: random.Random) -> Iterator[str]:
    """All of these in a shuffled order, and then again: a long rehearsal runs out of nothing."""
    return cycle(rng.sample(words, len(words)))


class Words:
    """Where simulated people take their words from; each language draws from its own heap when there is no file."""

    def __init__(self, rng: random.Random, file: Path | None = None) -> None:
        theirs = read_words(file) if file else None
        one = spoken(theirs, rng) if theirs else None
        self.heaps = {
            "en": one or spoken(list(IN_ENGLISH), rng),
            "fr": one or spoken(list(IN_FRENCH), rng),
        }

    def next_in(self, language: str) -> str:
        return next(self.heaps[language])


def names(rng: random.Random) -> Iterator[str]:
    """Endless names, no two alike until all pairs are used."""
    pairs = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    return cycle(rng.sample(pairs, len(pairs)))
