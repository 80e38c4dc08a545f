"""A lesson is worded, read aloud and agreed on."""

from app.domain.errors import N_
from app.domain.kinds.ballot import Ballot
from app.domain.kinds.base import Kind

KIND = Kind(
    "lesson",
    N_("Lesson"),
    N_("Read it aloud, then ask who agrees."),
    writes=False,
    edits=False,
    settings=Ballot,
)
