"""A few talk in the middle; the others listen, and ask from their tables."""

from typing import Literal

from pydantic import Field

from app.domain.errors import N_
from app.domain.kinds.base import Kind, Settings


class InnerCircle(Settings):
    """`seats` in the circle; in which `part` of it this stage is: talking, the tables' questions, or the answers."""

    seats: int = Field(default=5, ge=2, le=12)
    part: Literal["talk", "questions", "answers"] = "talk"


KIND = Kind(
    "inner_circle",
    N_("Inner circle"),
    N_("The circle talks; everyone else listens and notes questions."),
    writes=False,
    edits=False,
    supports=False,
    sees=(),
    settings=InnerCircle,
)
