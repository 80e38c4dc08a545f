"""What a kind of stage is: what it lets phones do and see, what may be set, what happens when it opens and closes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from app.domain.work import Work
    from app.models import Group, Stage

    Hook = Callable[[Work, Group, Stage], None]
else:
    Hook = Callable[..., None]


class Settings(BaseModel):
    """What a plan may set for a stage of a kind; a kind that can be set has a subclass of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def as_it_is(settings: dict[str, Any]) -> dict[str, Any]:
    """Settings change nothing of what phones may do and see."""
    return {}


def nothing(work: "Work", group: "Group", stage: "Stage") -> None:
    """Opening or closing it does nothing more."""


class Kind(NamedTuple):
    """`title` and `hint` are its words where a plan gives none: marked by N_ here, translated where they are shown.

    `writes`: phones may contribute. `is_private`: what is written now is unseen until a later stage reveals it.
    `reveals`: opening it shows all that was written in private. `edits`: authors may still reword or withdraw.
    `supports`: phones may support others' contributions. `hands`: phones may ask for the floor.
    `asks`: the group's open question stands over what is done; else the kind's own words.
    `is_blind`: how many support what is not shown before the stage is over. `sees`: which pieces of a phone matter now;
    the others are folded away, not secret. `by_settings`: what settings change of all this.
    `opened` and `closed` run inside the act that opens or closes the stage, and may call any verb."""

    name: str
    title: str = ""
    hint: str = ""
    writes: bool = True
    is_private: bool = False
    reveals: bool = True
    edits: bool = True
    supports: bool = True
    hands: bool = False
    asks: bool = True
    is_blind: bool = False
    sees: tuple[str, ...] = ("board", "lessons")
    settings: type[Settings] = Settings
    by_settings: Callable[[dict[str, Any]], dict[str, Any]] = as_it_is
    opened: Hook = nothing
    closed: Hook = nothing

    def of(self, phones: dict[str, Any] | None, settings: dict[str, Any] | None = None) -> "Kind":
        """As one stage has it, whose plan sets something, or lets phones do or see something else."""
        otherwise = (self.by_settings(settings) if settings else {}) | (phones or {})
        return self._replace(**otherwise) if otherwise else self


OPEN = Kind("")
"""No stage at all: a prompt put to the room."""
