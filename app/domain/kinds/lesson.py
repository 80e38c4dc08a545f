"""A lesson is worded, read aloud and agreed on. When that is over the group is asked: is this what we said?"""

from app.domain.errors import N_
from app.domain.kinds.ballot import Ballot
from app.domain.kinds.base import Kind
from app.domain.sign_off import ask_about_lessons
from app.domain.work import Work
from app.models import Group, Stage


def closed(work: Work, group: Group, stage: Stage) -> None:
    ask_about_lessons(work, group)


KIND = Kind(
    "lesson",
    N_("Lesson"),
    N_("Read it aloud, then ask who agrees."),
    writes=False,
    edits=False,
    settings=Ballot,
    closed=closed,
)
