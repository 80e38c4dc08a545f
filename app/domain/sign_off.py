"""“Is this what we said?”: each of a group answers for each lesson; and whoever would take one on says so."""

from typing import Any

from sqlmodel import col, select

from app.clock import now
from app.domain.contributions import open_group
from app.domain.errors import NotInThisStage, ObjectionWithoutWords
from app.domain.events import LessonOffered, LessonSignedOff, SignOffAsked
from app.domain.lessons import standing
from app.domain.work import Work
from app.models import Group, Lesson, Offer, SignOff


def ask_sign_off(work: Work) -> Group:
    """The moderator asks; the end of the lesson stage and the harvest do so too."""
    group = open_group(work)
    return ask(work, group)


def ask(work: Work, group: Group) -> Group:
    if not group.sign_off_at and work.change(group, sign_off_at=now()):
        work.announce(SignOffAsked(group.id))
    return group


def ask_about_lessons(work: Work, group: Group) -> None:
    """Asks a group that has lessons."""
    worded = select(Lesson.id).where(Lesson.group_id == group.id, col(Lesson.is_removed).is_(False)).limit(1)
    if work.all(worded):
        ask(work, group)


def sign_off(work: Work, id: str, approves: bool, words: str, may_quote: bool) -> SignOff:
    """Approves, or objects in one's own words. It counts for the wording that stands now, and may be changed until
    the lab closes. Raises NotInThisStage before the group is asked."""
    lesson = standing(work, id)
    if not work.get(Group, lesson.group_id).sign_off_at:
        raise NotInThisStage
    if not approves and not words:
        raise ObjectionWithoutWords
    said: dict[str, Any] = {"approves": approves, "words": words, "may_quote": may_quote}
    if approves:
        said |= {"words": "", "may_quote": False}
    given = work.session.get(SignOff, (id, work.actor_id))
    if given is None:
        given = SignOff(lesson_id=id, person_id=work.actor_id, lab_id=work.lab_id, edition=lesson.edition, **said)
        work.add(given)
    elif not work.change(given, edition=lesson.edition, **said):
        return given
    work.announce(LessonSignedOff(lesson.group_id, id))
    return given


def take_on(work: Work, id: str, on: bool, by_name: bool) -> Lesson:
    """Offers to take the lesson on, or no longer. Others read the name only where its bearer said so."""
    lesson = standing(work, id)
    offer = work.session.get(Offer, (id, work.actor_id))
    if offer and not on:
        work.session.delete(offer)
    elif offer and not work.change(offer, by_name=by_name):
        return lesson
    elif not offer and on:
        work.add(Offer(lesson_id=id, person_id=work.actor_id, lab_id=work.lab_id, by_name=by_name))
    elif not offer:
        return lesson
    work.announce(LessonOffered(lesson.group_id, id))
    return lesson
