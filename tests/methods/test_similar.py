"""Similar ideas: measured on ideas in ten languages, exact on hand-made vectors."""

import random
from itertools import combinations
from math import cos, radians, sin
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.methods import semantic
from app.methods.similar import (
    NGRAM_THRESHOLD,
    Card,
    Gram,
    clusters,
    grams,
    ngram_vectors,
    products,
    sparse_products,
    suggested,
)

TOPICS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "ideas.yaml").read_text()
)
IDEAS = [(topic, lang, text) for topic, langs in TOPICS.items() for lang, texts in langs.items() for text in texts]
CARDS = [Card(f"{i:03}", "main") for i in range(len(IDEAS))]
TEXTS = [text for _, _, text in IDEAS]


def topic_of(card: str) -> str:
    return IDEAS[int(card)][0]


def pairs(groups: list[tuple[str, ...]]) -> set[tuple[str, str]]:
    return {two for group in groups for two in combinations(group, 2)}


def fans(*degrees: float) -> Gram:
    """Unit vectors in a plane."""
    return products([[cos(radians(each)), sin(radians(each))] for each in degrees])


def numbered(*prompts: str | None) -> list[Card]:
    return [Card(str(i), prompt) for i, prompt in enumerate(prompts)]


def test_the_labelled_set_is_large_enough() -> None:
    assert len(IDEAS) == 108
    assert {lang for _, lang, _ in IDEAS} == {"en", "fr", "es", "nb", "de", "it", "pl", "el", "uk", "ar"}


def test_rewordings_in_one_language_are_found_and_no_other_topic_is_drawn_in() -> None:
    found = pairs(clusters(CARDS, sparse_products(ngram_vectors(TEXTS)), NGRAM_THRESHOLD))
    rewordings = {
        (one.id, other.id)
        for one, other in combinations(CARDS, 2)
        if IDEAS[int(one.id)][:2] == IDEAS[int(other.id)][:2]
    }
    assert [two for two in found if topic_of(two[0]) != topic_of(two[1])] == []
    assert sorted(rewordings - found) == []


@pytest.mark.skipif(not semantic.is_installed(), reason="needs the optional extra `semantic`")
def test_meaning_is_found_across_languages() -> None:
    right = asked = told = 0
    gram = products(semantic.vectors(TEXTS))
    for seed in range(20):
        some = sorted(random.Random(seed).sample(range(len(IDEAS)), 30))
        groups = clusters([CARDS[i] for i in some], [[gram[i][j] for j in some] for i in some], semantic.THRESHOLD)
        told += len(pairs(groups))
        right += sum(topic_of(a) == topic_of(b) for a, b in pairs(groups))
        asked += sum(IDEAS[a][0] == IDEAS[b][0] for a, b in combinations(some, 2))
    assert right / told >= 0.97
    assert right / asked >= 0.9


def test_a_text_of_any_script_has_grams() -> None:
    assert list(grams("Ǆ"))[:2] == [" d", "dž"]
    assert set(grams("会議")) == {" 会", "会議", "議 ", " 会議", "会議 ", " 会議 "}
    assert set(grams("🙂")) == {" 🙂", "🙂 ", " 🙂 "}
    assert list(grams("  ")) == []


def test_case_and_width_make_no_difference() -> None:
    assert sorted(grams("STRASSE")) == sorted(grams("straße")) == sorted(grams("ｓｔｒａｓｓｅ"))


def test_vectors_are_of_one_length() -> None:
    gram = sparse_products(ngram_vectors([*TEXTS[:5], "?!", ""]))
    assert [gram[i][i] for i in range(7)] == pytest.approx([1, 1, 1, 1, 1, 1, 0])


def test_the_same_words_are_alike_and_other_words_are_not() -> None:
    cards = numbered(None, None, None, None)
    texts = ["Pay interpreters", "Meet at night", "pay INTERPRETERS", ""]
    assert clusters(cards, sparse_products(ngram_vectors(texts)), NGRAM_THRESHOLD) == [("0", "2"), ("1",), ("3",)]


def test_the_best_pair_merges_first() -> None:
    assert clusters(numbered(None, None, None), fans(0, 30, 50), threshold=0.85) == [("0",), ("1", "2")]


def test_groups_are_compared_by_their_means() -> None:
    """30° and 50° have their mean at 40°: cos 40° = 0.766."""
    assert clusters(numbered(None, None, None), fans(0, 30, 50), threshold=0.76) == [("0", "1", "2")]
    assert clusters(numbered(None, None, None), fans(0, 30, 50), threshold=0.77) == [("0",), ("1", "2")]


def test_one_prompt_brings_cards_nearer() -> None:
    gram = fans(0, 30)  # 0.866
    assert clusters(numbered("a", "a"), gram, threshold=0.89) == [("0", "1")]
    assert clusters(numbered("a", "b"), gram, threshold=0.89) == [("0",), ("1",)]
    assert clusters(numbered(None, None), gram, threshold=0.89) == [("0",), ("1",)]


def test_each_card_beyond_three_must_be_nearer() -> None:
    """All alike have a cosine of 1: with a threshold of 0.9 five may be together (0.9 + 2·0.05), six may not."""
    assert clusters(numbered(*[None] * 5), fans(*[0] * 5), threshold=0.9) == [("0", "1", "2", "3", "4")]
    assert clusters(numbered(*[None] * 6), fans(*[0] * 6), threshold=0.9) == [("0", "1", "2", "3", "4"), ("5",)]


def test_a_crowd_that_is_full_does_not_keep_others_apart() -> None:
    gram = fans(0, 0, 0, 0, 0, 0, 90, 100)
    assert clusters(numbered(*[None] * 8), gram, threshold=0.9) == [("0", "1", "2", "3", "4"), ("5",), ("6", "7")]


def test_ties_go_to_the_lowest_id() -> None:
    assert clusters(numbered(None, None, None), fans(0, 30, 60), threshold=0.85) == [("0", "1"), ("2",)]


def test_no_cards_make_no_groups() -> None:
    assert clusters([], [], threshold=0.5) == []
    assert suggested([], []) == []


def slow_clusters(gram: Gram, threshold: float) -> list[tuple[str, ...]]:
    """As rules.md says it, without any haste."""
    groups = [[i] for i in range(len(gram))]

    def score(one: list[int], other: list[int]) -> float:
        def dot(a: list[int], b: list[int]) -> float:
            return sum(gram[i][j] for i in a for j in b)

        return round(float(dot(one, other) / (dot(one, one) * dot(other, other)) ** 0.5), 9)

    while True:
        fits = [
            (-score(a, b), a, b)
            for a, b in combinations(sorted(groups), 2)
            if score(a, b) >= round(threshold + 0.05 * max(0, len(a) + len(b) - 3), 9)
        ]
        if not fits:
            return [tuple(str(i) for i in sorted(each)) for each in sorted(groups)]
        _, a, b = min(fits, key=lambda each: (each[0], min(each[1]), min(each[2])))
        groups = [each for each in groups if each not in (a, b)] + [sorted(a + b)]


ANGLES = st.lists(st.integers(0, 80), min_size=1, max_size=10)


@given(ANGLES, st.floats(0.5, 0.99))
def test_groups_are_those_of_the_rules(degrees: list[int], threshold: float) -> None:
    gram = fans(*degrees)
    assert clusters(numbered(*[None] * len(degrees)), gram, threshold) == slow_clusters(gram, threshold)


@given(ANGLES, st.floats(0.5, 0.99), st.integers())
def test_each_card_is_in_one_group_whatever_the_order(degrees: list[int], threshold: float, seed: int) -> None:
    cards, gram = numbered(*[None] * len(degrees)), fans(*degrees)
    shuffled = random.Random(seed).sample(range(len(cards)), len(cards))
    groups = clusters([cards[i] for i in shuffled], [[gram[i][j] for j in shuffled] for i in shuffled], threshold)
    assert groups == clusters(cards, gram, threshold)
    assert sorted(card for group in groups for card in group) == sorted(card.id for card in cards)
