"""What can happen to a group's cards and themes: they are opened, and sorted step by step."""

from dataclasses import dataclass, field
from typing import Any

from app.domain.happened import InGroup


@dataclass(frozen=True)
class CardsRevealed(InGroup):
    """What was written in private is shown: one card in somebody's turn, or all that were left."""

    contributions: list[str]


class TurnPassed(InGroup):
    """Whose turn it is has changed, and no card was opened."""


@dataclass(frozen=True)
class Clustered(InGroup):
    """One step of clustering, with all it takes to take it back: the theme it is about, where each card lay and lies
    (None: in no theme), and what of each theme was and is."""

    theme: str | None
    cards: dict[str, list[str | None]] = field(default_factory=dict)
    themes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def changes_themes(self) -> bool:
        """Not only where cards lie. From events of earlier versions nothing more is known than that."""
        return bool(self.themes) or not self.cards


class CardsMoved(Clustered):
    """Into `theme`, or out of any."""


class ThemeMade(Clustered):
    """Empty, or around chosen cards."""


class ThemeNamed(Clustered):
    pass


class ThemesMerged(Clustered):
    """Into `theme`."""


class ThemeRemoved(Clustered):
    pass


@dataclass(frozen=True)
class StepUndone(Clustered):
    """`step`: the number of the step that was taken back."""

    step: int = 0
