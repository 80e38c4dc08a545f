"""How fast is too fast. Wrong codes are limited, right ones never: a whole room comes from one address."""

from collections import defaultdict
from time import monotonic
from typing import Any

from app.domain.account_errors import TooManyPasswords
from app.domain.errors import TooFast, TooManyTries

WRONG_FROM_ONE = 20  # a minute, from one address
WRONG_FROM_ALL = 300  # a minute
PASSWORDS = {
    "from one place": (40, 1 / 5),
    "from one place to one account": (5, 1 / 30),
    "to one account": (40, 1 / 5),
    "in all": (200, 2),
}
"""Tries at once, and how many come back in a second."""
FORGET_AT = 20_000  # keys remembered at most


class Bucket:
    """Fills at a steady rate up to its size; each try takes one."""

    __slots__ = ("at", "level")

    def __init__(self, size: float):
        self.level, self.at = size, monotonic()

    def take(self, rate: float, size: float) -> bool:
        now = monotonic()
        self.level = min(size, self.level + (now - self.at) * rate)
        self.at = now
        if self.level < 1:
            return False
        self.level -= 1
        return True


class Limits:
    def __init__(self, acts_per_second: float, acts_at_once: int):
        self.rate, self.size = acts_per_second, float(acts_at_once)
        self.acts: defaultdict[str, Bucket] = defaultdict(lambda: Bucket(self.size))
        self.wrong: defaultdict[str, Bucket] = defaultdict(lambda: Bucket(WRONG_FROM_ONE))
        self.all_wrong = Bucket(WRONG_FROM_ALL)
        self.passwords: dict[tuple[str, ...], Bucket] = {}

    def act(self, holder: str) -> None:
        """Raises TooFast when one pass does more than a hand can."""
        self.tidy(self.acts)
        if not self.acts[holder].take(self.rate, self.size):
            raise TooFast

    def wrong_code(self, address: str) -> None:
        """Raises TooManyTries when too many wrong codes came from there, or from everywhere."""
        self.tidy(self.wrong)
        from_one = self.wrong[address].take(WRONG_FROM_ONE / 60, WRONG_FROM_ONE)
        if not (from_one and self.all_wrong.take(WRONG_FROM_ALL / 60, WRONG_FROM_ALL)):
            raise TooManyTries

    def try_password(self, place: str, account: str) -> None:
        """Before it is looked at, so that guessing is slow. Raises TooManyPasswords."""
        self.tidy(self.passwords)
        for kind, key in of_password(place, account).items():
            size, rate = PASSWORDS[kind]
            if not self.passwords.setdefault((kind, *key), Bucket(size)).take(rate, size):
                raise TooManyPasswords

    def knew_password(self, place: str, account: str) -> None:
        """A right one costs nothing."""
        for kind, key in of_password(place, account).items():
            if bucket := self.passwords.get((kind, *key)):
                bucket.level += 1

    @staticmethod
    def tidy(buckets: dict[Any, Bucket]) -> None:
        if len(buckets) > FORGET_AT:
            buckets.clear()


def of_password(place: str, account: str) -> dict[str, tuple[str, ...]]:
    """What a try counts for: who is slowed down in their own place costs nobody elsewhere anything."""
    kinds = [(place,), (place, account), (account,), ()]
    return dict(zip(PASSWORDS, kinds, strict=True))
