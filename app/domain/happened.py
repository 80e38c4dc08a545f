"""What every event is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Happened:
    """Kept in the event table under the name of its class."""


@dataclass(frozen=True)
class InGroup(Happened):
    group: int
