"""Presence while the database cannot be written to: told as soon as it can."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.work import Key
from app.live import presence
from app.live.presence import Presence

pytestmark = pytest.mark.anyio
LAB, ANA = 1, 7


class Failing:
    """A store that fails once, then takes what it is given."""

    def __init__(self) -> None:
        self.fails, self.here = True, set[int]()

    async def write(self, by: Key, verb: Callable[..., Any], arrived: set[int], left: set[int]) -> None:
        if self.fails:
            self.fails = False
            raise OSError
        self.here = self.here - left | arrived


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Failing:
    monkeypatch.setattr(presence, "AGAIN", 0)
    return Failing()


@pytest.fixture
def room(store: Any) -> Presence:
    return Presence(store, grace=0)


async def test_who_came_while_nothing_could_be_noted_is_noted_afterwards(store: Failing, room: Presence) -> None:
    room.come(LAB, ANA)
    await room.tell(LAB)
    await room.tell(LAB)
    assert store.here == {ANA}


async def test_who_left_while_nothing_could_be_noted_is_noted_afterwards(store: Failing, room: Presence) -> None:
    store.fails = False
    room.come(LAB, ANA)
    await room.tell(LAB)
    store.fails = True
    room.go(LAB, ANA)
    room.miss(LAB, ANA)
    await room.tell(LAB)
    await room.tell(LAB)
    assert store.here == set()
