"""Groups look at what the others made."""

from pydantic import Field

from app.domain.errors import N_
from app.domain.gallery import open_walk
from app.domain.kinds.base import Kind, Settings


class Gallery(Settings):
    """How many marks each person may leave at one poster."""

    marks: int = Field(default=3, ge=1, le=20)


KIND = Kind(
    "gallery",
    N_("Gallery walk"),
    N_("Walk from poster to poster; leave a mark where something strikes you."),
    writes=False,
    edits=False,
    supports=False,
    asks=False,
    sees=(),
    settings=Gallery,
    opened=open_walk,
)
