"""Whole screens that were drawn, for whoever opens the same one next; and since when each place is not as it was."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import NamedTuple

from markupsafe import Markup

from app.live.channels import Channel, View, addresses

MOST = 500  # whole screens


class Kept(NamedTuple):
    """What a screen was drawn like, at which `seq`, and when by this machine's running time."""

    seq: int
    at: float
    live: dict[str, Markup]


@dataclass
class Shelf:
    """Of one lab, for all readers. Events are thought through once, not for every page that comes.

    `known`: everything that became stale after `since` is noted, up to here."""

    since: int
    known: int
    changed: dict[Channel, int] = field(default_factory=dict)
    views: dict[View, Kept] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def note(self, stale: Iterable[tuple[int, Channel]], known: int) -> None:
        """Readers look at moments of their own, so the same may come twice, and the older after the newer."""
        with self.lock:
            for seq, channel in stale:
                self.changed[channel] = max(seq, self.changed.get(channel, 0))
            self.known = max(self.known, known)

    def forget(self, now: int) -> None:
        """Unless a reader with a later picture was here first: what was noted since stands."""
        with self.lock:
            if now < self.known:
                return
            self.since = self.known = now
            self.changed.clear()
            self.views.clear()

    def take(self, view: View, life: float) -> Kept | None:
        """What still shows this view as it is, and is not older than `life` seconds."""
        kept = self.views.get(view)
        if kept is None or kept.seq < self.since or monotonic() - kept.at >= life:
            return None
        return None if any(self.changed.get(each, 0) > kept.seq for each in addresses(view.channel)) else kept

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
