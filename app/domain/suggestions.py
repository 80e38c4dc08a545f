"""Themes that could be made of cards which lie in none: looked at first, then made, like every theme, by a hand."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from app.domain.errors import NotFound
from app.domain.work import Key, admitted
from app.methods import semantic
from app.methods.similar import NGRAM_THRESHOLD, Card, Gram, clusters, ngram_vectors, products, sparse_products
from app.models import Contribution, Group

idea, group = Contribution.__table__, Group.__table__  # type: ignore[attr-defined]
LONGEST_NAME = 60  # letters


class Loose(NamedTuple):
    """The cards of a group that lie in no theme."""

    lab_id: int
    number: int
    cards: list[Any]


class Suggestion(NamedTuple):
    """A theme that could be: its proposed name are the words of its most central card."""

    name: str
    cards: list[Any]


def suggest_themes(read: Connection, key: Key) -> Loose:
    """What there is to suggest from. Raises NotYours unless a moderator asks."""
    actor = admitted(read, key, suggest_themes)
    where = read.execute(select(group.c.number).where(group.c.id == actor.group_id)).first()
    if where is None:
        raise NotFound
    loose = (
        select(idea.c.id, idea.c.text, idea.c.prompt_id, idea.c.theme_id)
        .where(idea.c.group_id == actor.group_id, idea.c.is_revealed, ~idea.c.is_withdrawn, idea.c.theme_id.is_(None))
        .order_by(idea.c.given)
    )
    return Loose(key.lab_id, where.number, list(read.execute(loose)))


def grouped(cards: Sequence[Any], by_meaning: bool) -> list[Suggestion]:
    """Two or more cards each, the largest first. May take seconds: nothing for the loop or the writer."""
    texts = [card.text for card in cards]
    gram = products(semantic.vectors(texts)) if by_meaning else sparse_products(ngram_vectors(texts))
    threshold = semantic.THRESHOLD if by_meaning else NGRAM_THRESHOLD
    places = {card.id: n for n, card in enumerate(cards)}
    found = clusters([Card(card.id, str(card.prompt_id)) for card in cards], gram, threshold)
    together = [sorted(places[id] for id in ids) for ids in found if len(ids) > 1]
    return [
        Suggestion(name_from(cards[central(each, gram)].text), [cards[n] for n in each])
        for each in sorted(together, key=lambda each: (-len(each), each))
    ]


def central(places: Sequence[int], gram: Gram) -> int:
    """The card that is most like all the others; of equals the earliest."""
    return max(places, key=lambda n: (round(sum(gram[n][m] for m in places), 9), -n))


def name_from(text: str) -> str:
    """The first line, cut at a word."""
    line = text.strip().splitlines()[0].strip()
    if len(line) <= LONGEST_NAME:
        return line
    words = line[:LONGEST_NAME].rsplit(maxsplit=1)[0]
    return words.rstrip(" ,;:.") + "…"
