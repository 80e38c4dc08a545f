"""Four by four, of the pairs there were; what a four gives is seen when all come together."""

from app.domain.errors import N_
from app.domain.kinds.base import Kind
from app.domain.teams import draw_teams

KIND = Kind(
    "fours",
    N_("In fours"),
    N_("Two pairs together: what is alike, what differs, what stands out?"),
    writes=False,
    is_private=True,
    reveals=False,
    supports=False,
    sees=(),
    opened=draw_teams,
)
