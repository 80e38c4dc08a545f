"""Everything that was said and what became of it, kept while the rehearsal runs."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4


@dataclass(slots=True)
class Post:
    """One contribution. Its key, which the phone makes, is never seeded: a second rehearsal of a lab must not repeat
    the keys of the first. Which card it became, the answer says; more than one is one too many."""

    author: int
    group: int | None
    text: str
    was_private: bool
    sent_at: float = field(default_factory=time.monotonic)
    acked_at: float | None = None
    is_refused: bool = False
    key: str = field(default_factory=lambda: uuid4().hex)
    cards: list[str] = field(default_factory=list)

    @property
    def card(self) -> str:
        return self.cards[0] if self.cards else self.key

    def became(self, card: str) -> None:
        if card not in self.cards:
            self.cards.append(card)


class Ledger:
    def __init__(self) -> None:
        self.began_at = time.monotonic()
        self.posts: list[Post] = []
        self.witnesses: Counter[str] = Counter()  # phones that saw a card, by its id
        self.tally: Counter[str] = Counter()  # everything that is only counted
        self.reasons: Counter[str] = Counter()
        self.opened = asyncio.Event()
        self.opened_at: float | None = None

    def open(self) -> None:
        """A phone saw that writing is open: from now on the minutes count."""
        if self.opened_at is None:
            self.opened_at = time.monotonic()
            self.opened.set()

    def wrote(self, post: Post) -> Post:
        self.posts.append(post)
        return post

    def refused(self, act: str, status: int, sentence: str) -> None:
        self.reasons[f"{act} {status}: {sentence}".removesuffix(": ")] += 1

    def count(self, what: str) -> None:
        self.tally[what] += 1

    @property
    def acked(self) -> list[Post]:
        return [post for post in self.posts if post.acked_at is not None]
