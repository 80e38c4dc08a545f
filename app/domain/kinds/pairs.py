"""Two by two with one paper; what a pair gives is seen when all come together."""

from app.domain.errors import N_
from app.domain.kinds.base import Kind
from app.domain.teams import draw_teams

KIND = Kind(
    "pairs",
    N_("In pairs"),
    N_("Compare what you wrote, and keep what you both want."),
    writes=False,
    is_private=True,
    reveals=False,
    supports=False,
    sees=(),
    opened=draw_teams,
)
