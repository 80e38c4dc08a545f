"""What every format says of itself."""

from collections.abc import Callable
from typing import NamedTuple

from app.summary.report import Report


class Format(NamedTuple):
    """`label`: as the tower offers it, for whom it is good. `ending`: of its files. `order`: among the others.
    `is_light`: a small lab's takes a few milliseconds."""

    name: str
    label: str
    media_type: str
    write: Callable[[Report], str | bytes]
    order: int
    ending: str = ""
    is_light: bool = False

    @property
    def file_ending(self) -> str:
        return self.ending or self.name
