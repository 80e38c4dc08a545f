"""Contributions are put together into themes."""

from app.domain.errors import N_
from app.domain.kinds.base import Kind

KIND = Kind(
    "themes",
    N_("Themes"),
    N_("Put together what belongs together, and give each theme a name."),
    edits=False,
)
