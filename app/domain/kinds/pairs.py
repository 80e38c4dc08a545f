"""Two by two; what a pair writes is seen when all come together."""

from app.domain.errors import N_
from app.domain.kinds.base import Kind

KIND = Kind(
    "pairs",
    N_("In pairs"),
    N_("Compare what you wrote, and keep what you both want."),
    is_private=True,
    reveals=False,
    supports=False,
)
