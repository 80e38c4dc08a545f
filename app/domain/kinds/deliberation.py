"""The top themes one at a time, with reasons for and against, and whoever asks for the floor."""

from typing import TYPE_CHECKING

from pydantic import Field

from app.domain.errors import N_
from app.domain.floor import clear_floor
from app.domain.kinds.base import Kind, Settings
from app.domain.tables import lay, lying
from app.domain.top_themes import top_themes

if TYPE_CHECKING:
    from app.domain.work import Work
    from app.models import Group, Stage


class Deliberation(Settings):
    """How many of the top `themes` are deliberated on; `reasons`: phones may send reasons too."""

    themes: int = Field(default=2, ge=1, le=10)
    reasons: bool = False


def opened(work: "Work", group: "Group", stage: "Stage") -> None:
    """The first of the top themes lies on the table."""
    if lying(work, group) is None:
        (found,) = top_themes(work.session.connection(), {group.id}, {}).values()
        lay(work, group, next((one.id for one in [*found.top, *found.rest]), None))


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
