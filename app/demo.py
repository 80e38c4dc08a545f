"""A ready-made lab, to be looked at."""

from app.founding import FOUNDING_LAB, Addresses
from app.founding import prepare as found_if_missing
from app.settings import Settings

__all__ = ["Addresses", "prepare"]


def prepare(settings: Settings, *, fresh: bool, plan: str | None = None) -> Addresses:
    """The addresses of the lab's screens. `fresh` was seen to by setting the old data folder aside."""
    addresses, _ = found_if_missing(settings, plan or FOUNDING_LAB)
    return addresses
