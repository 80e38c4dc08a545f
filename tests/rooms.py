"""Rooms of the matrix, one like the other: the first is furnished by forty acts, the others are copies of it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from app.settings import Settings
from tests.live.together import add_stages
from tests.matrix import Room
from tests.matrix_together import add_question
from tests.routers.house import House


@contextmanager
def room_at(data: Path, founded_once: Path) -> Iterator[Room]:
    """A room in a house of its own, in which nobody is too fast."""
    first = furnished(founded_once)
    with house_at(shutil.copytree(first.house.settings.data, data)) as house:
        yield first.moved_to(house)


@cache
def furnished(founded_once: Path) -> Room:
    """The first one, shut."""
    data = shutil.copytree(founded_once, founded_once.parent / "furnished")
    add_stages(data)
    add_question(data)
    with house_at(data) as house:
        return Room(house)


def house_at(data: Path) -> House:
    knobs = {"assets": "local", "grace": 0.2, "acts_per_second": 10_000, "acts_at_once": 10_000}
    return House(Settings.model_validate({"data": data, **knobs}))
