"""Somebody tells; everyone else listens."""

from app.domain.errors import N_
from app.domain.kinds.base import Kind

KIND = Kind(
    "presentation",
    N_("Presentation"),
    N_("Listen first. Your own words come next."),
    writes=False,
    edits=False,
    supports=False,
    asks=False,
)
