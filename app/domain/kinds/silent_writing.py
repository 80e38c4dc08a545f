"""Everyone writes alone; nobody sees anything yet."""

from app.domain.errors import N_
from app.domain.kinds.base import Kind

KIND = Kind(
    "silent_writing",
    N_("Silent writing"),
    N_("Everyone writes alone. Nobody sees anything yet."),
    is_private=True,
    reveals=False,
    supports=False,
)
