"""After the close: whoever took a lesson on gets a link of their own, says what becomes of it, and is reminded."""

from datetime import date, timedelta

from sqlmodel import select

from app.clock import now
from app.domain.errors import ChangedMeanwhile, NotFound
from app.domain.events import LessonAssigned, OwnerInvited
from app.domain.follow_up_errors import LearnedWithoutWords, LinkTakenBack, NobodyOwns, NotYetOver
from app.domain.lessons import Status, of_lab
from app.domain.passes import issue
from app.domain.progress import links_made, note_progress, standing_link, take_back_link
from app.domain.rules import OWNER
from app.domain.work import Work, mark
from app.models import Lesson, OwnerLink, Progress, Reminder
from app.models.lesson import DEED

KEPT_AFTER = timedelta(days=90)
"""How long after the due day an address is kept for whoever still wants to be reminded of another."""


def invite_owner(work: Work, id: str, key: str, token_hash: str) -> OwnerLink:
    """A link for the owner of a lesson, one at a time. Raises NotYetOver, NobodyOwns, and LinkTakenBack where the same
    form made one that was taken back since."""
    lesson = of_lab(work, id)
    if not work.lab().is_closed:
        raise NotYetOver
    if not lesson.owner:
        raise NobodyOwns
    if standing := standing_link(work, id):
        return standing
    if work.all(select(OwnerLink).where(OwnerLink.lab_id == work.lab_id, OwnerLink.key == key)):
        raise LinkTakenBack
    held = issue(work, OWNER, token_hash)
    number = links_made(work) + 1
    link = work.add(OwnerLink(pass_id=held.id, lab_id=work.lab_id, lesson_id=id, number=number, key=key))
    work.announce(OwnerInvited(id))
    return link


def take_back_owner_link(work: Work, id: str) -> Lesson:
    lesson = of_lab(work, id)
    take_back_link(work, id)
    return lesson


def report_progress(work: Work, status: Status, due: date | None, words: str, edition: int, key: str) -> Lesson:
    """What the owner says has become of it. `edition` is that of the deed they saw. What is learned is told in words.

    Raises ChangedMeanwhile, LearnedWithoutWords."""
    link = own_link(work)
    lesson, id = of_lab(work, link.lesson_id), mark(link.pass_id, key)
    if work.find(Progress, id) or (lesson.status, lesson.due, "") == (status, due, words):
        return lesson
    if lesson.edition_of(DEED) != edition:
        raise ChangedMeanwhile
    if status == "learned" and lesson.status != status and not words:
        raise LearnedWithoutWords
    work.change(lesson, status=status, due=due, editions=lesson.after(DEED))
    work.announce(LessonAssigned(lesson.group_id, lesson.id))
    note_progress(work, lesson, words, id)
    if status == "learned":
        work.change(link, email="")
    return lesson


def ask_for_reminders(work: Work, email: str, language: str) -> OwnerLink:
    """Where the owner wants to be reminded; no address: no longer."""
    link = own_link(work)
    work.change(link, email=email, language=language)
    return link


def own_link(work: Work) -> OwnerLink:
    """That of the owner who acts."""
    return work.known(work.session.get(OwnerLink, work.actor.pass_id))


# --- By the server


def note_reminder(work: Work, lesson_id: str, due: date, step: str) -> bool:
    """Before a letter goes out. False: it went out before, or is going out just now."""
    if work.session.get(Reminder, (lesson_id, due, step)):
        return False
    work.add(Reminder(lesson_id=lesson_id, due=due, step=step, lab_id=work.lab_id))
    return True


def take_back_reminder(work: Work, lesson_id: str, due: date, step: str) -> None:
    """The letter was not sent, and will be tried again."""
    if noted := work.session.get(Reminder, (lesson_id, due, step)):
        work.session.delete(noted)


def forget_address(work: Work, pass_id: int) -> None:
    """Nobody will write there any more."""
    link = work.known(work.session.get(OwnerLink, pass_id))
    if link.lab_id != work.lab_id:
        raise NotFound
    work.change(link, email="")


def is_over(due: date | None, made_on: date) -> bool:
    """Whether an address has been kept for as long as was promised."""
    return max(due or made_on, made_on) + KEPT_AFTER < now().date()
