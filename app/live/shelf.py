"""Whole screens that were drawn, for whoever opens the same one next."""

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import NamedTuple

from markupsafe import Markup

from app.live.channels import View
from app.live.lately import Lately

MOST = 500  # whole screens


class Kept(NamedTuple):
    """What a screen was drawn like, at which `seq`, and when by this machine's running time."""

    seq: int
    at: float
    live: dict[str, Markup]
    pages: dict[str, list[str]]


@dataclass
class Shelf:
    """Of one lab, for all readers."""

    lately: Lately
    views: dict[View, Kept] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def take(self, view: View, life: float) -> Kept | None:
        """What still shows this view as it is, and is not older than `life` seconds."""
        kept = self.views.get(view)
        if kept is None or monotonic() - kept.at >= life:
            return None
        return None if self.lately.is_changed(view.channel, kept.seq) else kept

    def put(self, view: View, kept: Kept) -> None:
        with self.lock:
            self.views[view] = kept
            while len(self.views) > MOST:
                self.views.pop(next(iter(self.views)))

    def is_left(self, life: float) -> bool:
        """Whether nobody has drawn anything here for so long that nothing of it serves."""
        with self.lock:
            return all(monotonic() - kept.at >= life for kept in self.views.values())


def sweep(shelves: dict[int, Shelf], life: float) -> None:
    """Before another is put up, takes down those of labs that nobody opens any more."""
    for lab, shelf in list(shelves.items()):
        if shelf.is_left(life):
            shelves.pop(lab, None)
