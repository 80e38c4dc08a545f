"""Nobody works."""

from app.domain.errors import N_
from app.domain.kinds.base import Kind

KIND = Kind(
    "break",
    N_("Break"),
    N_("Leave everything as it is. We go on at the time on the clock."),
    writes=False,
    edits=False,
    supports=False,
    asks=False,
    sees=(),
)
