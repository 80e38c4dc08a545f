"""The founding lab, ready to be looked at."""

from app.founding import Addresses
from app.founding import prepare as found_if_empty
from app.settings import Settings

__all__ = ["Addresses", "prepare"]


def prepare(settings: Settings, *, fresh: bool) -> Addresses:
    """The addresses of the founding lab's screens. `fresh` was seen to by setting the old data folder aside."""
    addresses, _ = found_if_empty(settings)
    return addresses
