"""The top themes one at a time, with reasons for and against."""

from pydantic import Field

from app.domain.errors import N_
from app.domain.kinds.base import Kind, Settings


class Deliberation(Settings):
    """How many of the top themes are deliberated on."""

    themes: int = Field(default=2, ge=1, le=10)


KIND = Kind(
    "deliberation",
    N_("Deliberation"),
    N_("Note the reasons for and against."),
    edits=False,
    settings=Deliberation,
)
