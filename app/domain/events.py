"""What can happen in a lab: past participles that name their subject, never a viewer."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from app.domain import happened

Happened = happened.Happened
InGroup = happened.InGroup


@dataclass(frozen=True)
class OfContribution(InGroup):
    contribution: str


@dataclass(frozen=True)
class Given(OfContribution):
    """`is_first`: nothing of its author stood in the group before, so it is news of a person too."""

    is_first: bool = True


class ContributionRevealedLater(Given):
    """Given in private: only its number is news to others."""


class ContributionGiven(Given):
    pass


@dataclass(frozen=True)
class ContributionReworded(OfContribution):
    was: str
    is_revealed: bool


@dataclass(frozen=True)
class ContributionWithdrawn(OfContribution):
    is_revealed: bool = True


class SupportGiven(OfContribution):
    pass


class SupportTakenBack(OfContribution):
    pass


@dataclass(frozen=True)
class OfNote(InGroup):
    note: str


class NoteTaken(OfNote):
    pass


@dataclass(frozen=True)
class NoteReworded(OfNote):
    was: str


class NoteRemoved(OfNote):
    pass


class ReasonGiven(NoteTaken):
    """For or against a theme: the group sees it too."""


class ReasonReworded(NoteReworded):
    pass


class ReasonRemoved(NoteRemoved):
    pass


@dataclass(frozen=True)
class NoteBroughtBack(OfNote):
    """A parked point became a contribution or a theme: `made` names it, "theme:" and its id."""

    made: str


class NotePutBack(OfNote):
    """The theme that it had become was taken back."""


@dataclass(frozen=True)
class OfLesson(InGroup):
    lesson: str

    @property
    def counts(self) -> bool:
        """Whether there are now more or fewer lessons, or agreed ones."""
        return True


class LessonWorded(OfLesson):
    pass


@dataclass(frozen=True)
class LessonReworded(OfLesson):
    """`is_reopened`: it had a verdict, and asks the group again."""

    part: str
    was: str
    is_reopened: bool = False

    @property
    def counts(self) -> bool:
        return self.is_reopened


class LessonAssigned(OfLesson):
    """Its owner, next step, due date or status."""


class EvidenceChanged(OfLesson):
    pass


class EvidenceReworded(OfLesson):
    """Agreed before, and still; but something it rests on was reworded since, or added."""

    @property
    def counts(self) -> bool:
        return False


@dataclass(frozen=True)
class LessonSettled(OfLesson):
    verdict: str
    dissent: str


class LessonShaken(OfLesson):
    """Agreed before, on evidence that has changed since."""


class LessonSignedOff(OfLesson):
    """One more answer to “Is this what we said?”, or another one."""


class LessonOffered(OfLesson):
    """Somebody would take it on, or would no longer."""


class LessonRemoved(OfLesson):
    pass


class SignOffAsked(InGroup):
    """Each of the group is asked whether its lessons are what it said."""


@dataclass(frozen=True)
class PromptOpened(InGroup):
    prompt: int | None


@dataclass(frozen=True)
class StageOpened(InGroup):
    stage: int | None


class TimerSet(InGroup):
    """Started, extended, shortened, paused, resumed or ended."""


class HandRaised(InGroup):
    pass


class HandLowered(InGroup):
    pass


@dataclass(frozen=True)
class FloorGiven(InGroup):
    """`is_override`: others had their hands up, and would have been first."""

    person: int
    is_override: bool


class TurnEnded(InGroup):
    pass


@dataclass(frozen=True)
class ThemeTabled(InGroup):
    """Laid on the table, or with None taken from it."""

    theme: str | None


@dataclass(frozen=True)
class PersonJoined(InGroup):
    person: int


@dataclass(frozen=True)
class PersonRemoved(InGroup):
    person: int


@dataclass(frozen=True)
class PersonMoved(InGroup):
    person: int
    origin: int


@dataclass(frozen=True)
class ModeratorInvited(InGroup):
    person: int


class WritingShown(InGroup):
    """A moderator took up or laid down the pen."""


@dataclass(frozen=True)
class PassRevoked(Happened):
    holder: int


@dataclass(frozen=True)
class PresenceChanged(Happened):
    groups: list[int]


@dataclass(frozen=True)
class PeopleForgotten(Happened):
    groups: list[int]


class WordsUntied(PeopleForgotten):
    """Nobody can tell any more which words were whose."""


@dataclass(frozen=True)
class OwnerInvited(Happened):
    """Whoever took a lesson on can report on it from now on."""

    lesson: str


class LabFounded(Happened):
    pass


@dataclass(frozen=True)
class OccasionTold(Happened):
    """When and where it is: for letters and paper. `holders`: where its hours became those of another zone, the passes
    whose screens load again."""

    holders: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class LabReplanned(Happened):
    """Its plan was laid anew before anybody joined. `holders`: the passes whose screens load again."""

    groups: list[int]
    holders: list[int]


@dataclass(frozen=True)
class EveryoneTold(Happened):
    words: str


class LabClosed(Happened):
    pass


def kinds(of: type[Happened]) -> dict[str, type[Happened]]:
    found = {of.__name__: of}
    for kind in of.__subclasses__():
        found |= kinds(kind)
    return found


@cache
def known() -> dict[str, type[Happened]]:
    """When first asked, all rooms that have events of their own have been entered."""
    return kinds(Happened)


def revived(kind: str, what: dict[str, Any]) -> Happened:
    """The event again, from its row."""
    return known()[kind](**what)
