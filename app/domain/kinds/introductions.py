"""Who is here."""

from app.domain.errors import N_
from app.domain.kinds.base import Kind

KIND = Kind(
    "introductions",
    N_("Introductions"),
    N_("One name, one role, one sentence each."),
    writes=False,
    supports=False,
)
