"""Four by four; what they write is seen when all come together."""

from app.domain.errors import N_
from app.domain.kinds.base import Kind

KIND = Kind(
    "fours",
    N_("In fours"),
    N_("Two pairs together: what is alike, what differs, what stands out?"),
    is_private=True,
    reveals=False,
    supports=False,
)
