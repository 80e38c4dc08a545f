"""The top themes one at a time, with reasons for and against, and whoever asks for the floor."""

from typing import TYPE_CHECKING

from pydantic import Field

from app.domain.errors import N_
from app.domain.floor import clear_floor
from app.domain.kinds.base import Kind, Settings
from app.domain.tables import lay, top_themes

if TYPE_CHECKING:
    from app.domain.work import Work
    from app.models import Group, Stage


class Deliberation(Settings):
    """How many of the top `themes` are deliberated on; `reasons`: phones may send reasons too."""

    themes: int = Field(default=2, ge=1, le=10)
    reasons: bool = False


def opened(work: "Work", group: "Group", stage: "Stage") -> None:
    """The first of the top themes lies on the table."""
    first = next(iter(top_themes(work.session.connection(), {group.id}).get(group.id, [])), None)
    if group.on_table is None and first is not None:
        lay(work, group, first.id)


def closed(work: "Work", group: "Group", stage: "Stage") -> None:
    lay(work, group, None)
    clear_floor(work, group)


KIND = Kind(
    "deliberation",
    N_("Deliberation"),
    N_("Note the reasons for and against."),
    edits=False,
    hands=True,
    settings=Deliberation,
    opened=opened,
    closed=closed,
)
