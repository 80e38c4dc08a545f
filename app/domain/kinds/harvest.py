"""What was found is gathered."""

from app.domain.errors import N_
from app.domain.kinds.base import Kind

KIND = Kind(
    "harvest",
    N_("Harvest"),
    N_("One thing each group brings back, in a sentence."),
    writes=False,
    edits=False,
)
