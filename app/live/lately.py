"""What happened in a lab lately: each event is thought through once, for every screen and every page that asks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from app.domain.events import revived
from app.live.changes import changes
from app.live.channels import Channel, addresses
from app.live.farewells import Farewell, farewells
from app.live.fragments import Fragment

TOO_LONG_AWAY = 1000  # events; after that a screen is told everything
MOST = 4 * TOO_LONG_AWAY  # events that are held before the older are let go
Events = Iterable[tuple[int, str, dict[str, Any]]]


@dataclass
class Lately:
    """Of one lab, for all readers. Everything that changed after `since` is held here, up to `known`.

    A reader's picture may be older than that: it is then told of a piece that it draws as it still was, and again with
    the picture in which it changed."""

    lab: int
    since: int
    known: int = 0
    changed: dict[Channel, dict[Fragment, int]] = field(default_factory=dict)
    """For each address its pieces, and when each changed last; the latest at the end."""
    parted: list[tuple[int, Farewell]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.known = self.since

    def catch_up(self, now: int, after: Callable[[int], Events]) -> None:
        """`now`: the seq of a reader's picture; `after`: the events in it that came after one."""
        with self.lock:
            if now - self.known > MOST:
                self.let_go(now - TOO_LONG_AWAY)
            if now > self.known:
                for seq, kind, what in after(self.known):
                    self.note(seq, kind, what)
                self.known = now
            if self.known - self.since > MOST:
                self.let_go(self.known - TOO_LONG_AWAY)

    def note(self, seq: int, kind: str, what: dict[str, Any]) -> None:
        happened = revived(kind, what)
        for channel, fragment in changes(self.lab, happened):
            pieces = self.changed.setdefault(channel, {})
            pieces.pop(fragment, None)
            pieces[fragment] = seq
        self.parted.extend((seq, gone) for gone in farewells(happened))

    def let_go(self, since: int) -> None:
        self.since, self.known = since, max(since, self.known)
        self.parted = [(seq, gone) for seq, gone in self.parted if seq > since]
        for channel, pieces in list(self.changed.items()):
            self.changed[channel] = {fragment: seq for fragment, seq in pieces.items() if seq > since}

    def due(self, channel: Channel, since: int) -> list[Fragment] | None:
        """What this channel must be told of the events after that one, the latest last. None: not held any more."""
        with self.lock:
            return None if since < self.since else list(dict.fromkeys(self.latest(channel, since)))[::-1]

    def is_changed(self, channel: Channel, since: int) -> bool:
        """Or may be."""
        with self.lock:
            return since < self.since or next(self.latest(channel, since), None) is not None

    def latest(self, channel: Channel, since: int) -> Iterator[Fragment]:
        for address in reversed(addresses(channel)):
            for fragment, seq in reversed(self.changed.get(address, {}).items()):
                if seq <= since:
                    break
                yield fragment

    def farewells(self, since: int) -> list[Farewell] | None:
        """None: not held any more."""
        with self.lock:
            return None if since < self.since else [gone for seq, gone in self.parted if seq > since]
