"""“Is this what we said?”: each of a group answers for each lesson; and whoever would take one on says so."""

from typing import Any

from sqlmodel import col, select

from app.clock import now
from app.domain.contributions import open_group
from app.domain.errors import NotFound, NotInThisStage, ObjectionWithoutWords, RewordedMeanwhile
from app.domain.events import LessonOffered, LessonSignedOff, SignOffAsked
from app.domain.lessons import of_lab, standing
from app.domain.work import Work
from app.models import AgendaItem, Group, Lesson, Offer, SignOff
from app.models.agenda_item import TOGETHER


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


def sign_off(work: Work, id: str, approves: bool, words: str, may_quote: bool, edition: int | None = None) -> SignOff:
    """Approves, or objects in one's own words, and may answer otherwise until the lab closes. It counts for the
    wording that was read: `edition`, None for whatever stands. Raises NotInThisStage before the group is asked, and
    RewordedMeanwhile when other words stand by now."""
    lesson = standing(work, id)
    if not work.get(Group, lesson.group_id).sign_off_at:
        raise NotInThisStage
    if edition not in (None, lesson.edition):
        raise RewordedMeanwhile
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
    """Offers to take a lesson on, or no longer: one of their own group, any when the groups have come together.

    Others read the name only where its bearer said so."""
    offer = work.session.get(Offer, (id, work.actor_id))
    lesson = within_reach(work, id, is_known=offer is not None)
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


def within_reach(work: Work, id: str, is_known: bool) -> Lesson:
    """A lesson that this person has seen."""
    group, lesson = open_group(work), of_lab(work, id)
    if lesson.group_id == group.id or is_known or is_together(work):
        return lesson
    raise NotFound


def is_together(work: Work) -> bool:
    item = work.lab().item_id
    return item is not None and work.get(AgendaItem, item).kind in TOGETHER
