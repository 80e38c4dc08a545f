"""Groups of similar ideas, to be suggested, looked at, and only then applied.

Vectors come from character n-grams in any script, or from a multilingual embedding where the optional extra `semantic`
is installed; each has a threshold of its own, measured on tests/data/ideas.yaml (docs/methods.md).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import log, sqrt
from operator import mul
from typing import NamedTuple

from app.methods import semantic

SAME_PROMPT = 0.03
CROWDED, PER_CARD = 3, 0.05
NGRAMS, NGRAM_THRESHOLD = (2, 3, 4), 0.35

Sparse = Mapping[str, float]
Gram = list[list[float]]


class Card(NamedTuple):
    """A contribution: its id, and the prompt it answers."""

    id: str
    prompt: str | None = None


def suggested(cards: Sequence[Card], texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Groups of cards whose texts are alike, by the best vectors at hand: across languages with the extra `semantic`
    (about 20 ms a text: nothing for the writer thread), else within each language.
    """
    if semantic.is_installed():
        return clusters(cards, products(semantic.vectors(texts)), semantic.THRESHOLD)
    return clusters(cards, sparse_products(ngram_vectors(texts)), NGRAM_THRESHOLD)


def ngram_vectors(texts: Sequence[str]) -> list[dict[str, float]]:
    """A unit vector for each text: TF-IDF over the character n-grams of its words. A text without a letter, digit or
    symbol to compare has an empty one.

    Weight of a gram: (1 + ln tf)·(ln((1 + N)/(1 + df)) + 1). Source: rules, Grouping similar ideas.
    """
    counts = [Counter(grams(each)) for each in texts]
    seen_in = Counter(gram for each in counts for gram in each)
    rarity = {gram: log((1 + len(texts)) / (1 + df)) + 1 for gram, df in seen_in.items()}
    return [unit({gram: (1 + log(each[gram])) * rarity[gram] for gram in sorted(each)}) for each in counts]


def grams(text: str) -> Iterator[str]:
    """The character n-grams of each word with its edges, over casefolded NFKC text."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    for word in re.findall(r"\w+", folded) or folded.split():
        edged = f" {word} "
        for n in NGRAMS:
            yield from (edged[i : i + n] for i in range(len(edged) - n + 1))


def unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(x * x for x in vector.values()))
    return {gram: x / length for gram, x in vector.items()}


def sparse_products(vectors: Sequence[Sparse]) -> Gram:
    """The dot product of every two sparse vectors, to be given to `clusters`."""
    holders: dict[str, list[int]] = {}
    products = [[0.0] * len(vectors) for _ in vectors]
    for j, vector in enumerate(vectors):
        for gram, x in vector.items():
            for i in holders.setdefault(gram, []):
                products[i][j] += vectors[i][gram] * x
            holders[gram].append(j)
        products[j][j] = sum(x * x for x in vector.values())
    return mirrored(products)


def products(vectors: Sequence[Sequence[float]]) -> Gram:
    """The dot product of every two vectors of one length, to be given to `clusters`."""
    upper = [[0.0] * i + [sum(map(mul, one, other)) for other in vectors[i:]] for i, one in enumerate(vectors)]
    return mirrored(upper)


def mirrored(upper: Gram) -> Gram:
    for i, row in enumerate(upper):
        for j in range(i):
            row[j] = upper[j][i]
    return upper


def clusters(cards: Sequence[Card], gram: Gram, threshold: float) -> list[tuple[str, ...]]:
    """Cards in groups, each card exactly once, those unlike all others alone; `gram[i][j]` is the dot product of the
    unit vectors of cards i and j.

    A group starts as one card. Score of two groups: cosine of their means, + 0.03 if all their cards answer one prompt.
    Of the pairs with score ≥ threshold + 0.05·max(0, merged size − 3) the best merges, ties to the lowest ids, until
    none is left. The order of `cards` changes nothing. Source: rules, Grouping similar ideas.
    """
    order = sorted(range(len(cards)), key=lambda i: cards[i].id)
    merging = Merging([cards[i] for i in order], [[gram[i][j] for j in order] for i in order], threshold)
    return merging.run()


class Merging:
    """Groups on their way. A group is known by its lowest card's place, and `born` when it last grew.

    Only the sums of vectors matter, and of them only dot products: those of a merged group are the sums of its parts'.
    """

    def __init__(self, cards: Sequence[Card], gram: Gram, threshold: float) -> None:
        self.dots, self.threshold = gram, threshold
        self.members = {i: [card.id] for i, card in enumerate(cards)}
        self.prompts = {i: {card.prompt} for i, card in enumerate(cards)}
        self.born = dict.fromkeys(self.members, 0)
        self.pairs = [each for i in self.members for each in self.fitting(i, above=i)]
        heapify(self.pairs)

    def run(self) -> list[tuple[str, ...]]:
        while self.pairs:
            _, i, j, *born = heappop(self.pairs)
            if [self.born.get(i), self.born.get(j)] == born:
                self.merge(i, j)
        return [tuple(sorted(ids)) for _, ids in sorted(self.members.items())]

    def merge(self, i: int, j: int) -> None:
        self.members[i] += self.members.pop(j)
        self.prompts[i] |= self.prompts.pop(j)
        self.born[i] += 1
        del self.born[j]
        self.dots[i][i] += self.dots[j][j] + 2 * self.dots[i][j]
        for k in self.members:
            if k != i:
                self.dots[i][k] = self.dots[k][i] = self.dots[i][k] + self.dots[j][k]
        for each in self.fitting(i):
            heappush(self.pairs, each)

    def fitting(self, i: int, above: int = -1) -> Iterator[tuple[float, int, int, int, int]]:
        """The pairs of group i that may merge, in the order in which they would."""
        for k in self.members:
            if k == i or k <= above:
                continue
            a, b = min(i, k), max(i, k)
            score = self.score(a, b)
            crowd = max(0, len(self.members[a]) + len(self.members[b]) - CROWDED)
            if score >= round(self.threshold + PER_CARD * crowd, 9):
                yield -score, a, b, self.born[a], self.born[b]

    def score(self, a: int, b: int) -> float:
        """Rounded, so that what is equal on paper is a tie on every machine."""
        lengths = sqrt(max(0.0, self.dots[a][a] * self.dots[b][b]))
        cosine = self.dots[a][b] / lengths if lengths else 0.0
        prompts = self.prompts[a] | self.prompts[b]
        return round(cosine + SAME_PROMPT * (len(prompts) == 1 and None not in prompts), 9)
