"""Lessons with what they rest on, who signed them off, and who would take them on. Holds no author."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Integer, and_, case, cast, func, select

from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by, row
from app.live.fragments.people import Named
from app.live.fragments.tasks import GROUPS_BY_ID
from app.live.fragments.votes import ballots_of_lessons
from app.models import AgendaItem, Contribution, Evidence, Group, Lab, Lesson, Note, Offer, Person, SignOff, Theme
from app.models.agenda_item import TOGETHER
from app.models.lesson import ACCOUNT, CLAIM

lesson, rests = Lesson.__table__, Evidence.__table__  # type: ignore[attr-defined]
group, idea, theme = Group.__table__, Contribution.__table__, Theme.__table__  # type: ignore[attr-defined]
note, item, lab = Note.__table__, AgendaItem.__table__, Lab.__table__  # type: ignore[attr-defined]
signed, offer, person = SignOff.__table__, Offer.__table__, Person.__table__  # type: ignore[attr-defined]
own, into = theme.alias("own"), theme.alias("into")

EXTRA = (*ACCOUNT, *(part for part in CLAIM if part not in ("title", "text")))
LESSONS = (
    select(
        *(column for column in lesson.c if column.name != "author_id"),
        group.c.number,
        group.c.sign_off_at,
        theme.c.name.label("theme_name"),
    )
    .join(group, group.c.id == lesson.c.group_id)
    .outerjoin(own, own.c.id == lesson.c.theme_id)
    .outerjoin(theme, and_(theme.c.id == func.coalesce(own.c.merged_into, own.c.id), ~theme.c.is_removed))
    .order_by(group.c.number, lesson.c.given)
)
LESSONS_BY_ID = LESSONS.where(lesson.c.id.in_(KEYS))
LESSONS_OF_GROUPS = LESSONS.where(lesson.c.group_id.in_(KEYS))
LESSONS_OF_LABS = LESSONS.where(lesson.c.lab_id.in_(KEYS)).order_by(None).order_by(lesson.c.given)
LABS_TOGETHER = (
    select(lab.c.id)
    .join(item, item.c.id == lab.c.item_id)
    .where(lab.c.id.in_(KEYS), lab.c.closed_at.is_(None), item.c.kind.in_(TOGETHER))
)
GROUPS = select(group.c.id, group.c.lab_id, group.c.number, group.c.sign_off_at).where(group.c.id.in_(KEYS))
THEMES = (
    select(theme.c.id, theme.c.group_id, theme.c.name)
    .where(theme.c.group_id.in_(KEYS), ~theme.c.is_removed)
    .order_by(theme.c.given)
)
EVIDENCE = (
    select(
        rests.c.lesson_id,
        rests.c.kind,
        rests.c.source_id.label("id"),
        func.coalesce(theme.c.name, note.c.text, idea.c.text).label("text"),
        item.c.title,
        case(
            (rests.c.kind == "theme", func.coalesce(into.c.is_removed, theme.c.is_removed)),
            (rests.c.kind == "note", note.c.is_removed),
            (rests.c.kind == "contribution", idea.c.is_withdrawn),
            else_=False,
        ).label("is_gone"),
    )
    .outerjoin(idea, and_(rests.c.kind == "contribution", idea.c.id == rests.c.source_id))
    .outerjoin(theme, and_(rests.c.kind == "theme", theme.c.id == rests.c.source_id))
    .outerjoin(into, into.c.id == theme.c.merged_into)  # what was put together with another stands as long as that
    .outerjoin(note, and_(rests.c.kind == "note", note.c.id == rests.c.source_id))
    .outerjoin(item, and_(rests.c.kind == "item", item.c.id == cast(rests.c.source_id, Integer)))
    .where(rests.c.lesson_id.in_(KEYS))
    .order_by(rests.c.kind.desc(), idea.c.given, theme.c.given, note.c.given, item.c.position)
)
SIGNED = (
    select(signed.c.lesson_id, signed.c.approves, signed.c.words, signed.c.may_quote, signed.c.edition)
    .where(signed.c.lesson_id.in_(KEYS))
    .order_by(signed.c.at)
)
OFFERS = (
    select(
        offer.c.lesson_id,
        offer.c.by_name,
        person.c.id,
        person.c.role,
        person.c.number,
        person.c.name,
        person.c.namesake,
        person.c.is_here,
    )
    .join(person, person.c.id == offer.c.person_id)
    .where(offer.c.lesson_id.in_(KEYS), person.c.removed_at.is_(None))
    .order_by(offer.c.at)
)


def whole(read: Connection, found: list[Any]) -> list[SimpleNamespace]:
    """Lessons with everything that hangs on them."""
    keys = [each.id for each in found]
    evidence = lists_by(fetch(read, EVIDENCE, keys), "lesson_id")
    answers = lists_by(fetch(read, SIGNED, keys), "lesson_id")
    offers = lists_by(fetch(read, OFFERS, keys), "lesson_id")
    ballots = ballots_of_lessons(read, set(keys))
    lessons = [with_all(each, evidence[each.id], answers[each.id], offers[each.id]) for each in found]
    for each in lessons:
        asked = ballots.get(each.id, [])
        each.ballots = [one for one in asked if not one.is_open]
        each.is_voted_on = len(asked) > len(each.ballots)
    return lessons


def with_all(one: Any, evidence: list[Any], answers: list[Any], offers: list[Any]) -> SimpleNamespace:
    it = row(one, evidence=evidence, signed=tally(one, answers))
    it.is_broken = any(each.is_gone for each in evidence)
    it.standing = "shaken" if one.verdict == "agreed" and it.is_broken else one.verdict
    it.offers = [Named(each).display for each in offers if each.by_name and each.name]
    it.offers_unnamed = len(offers) - len(it.offers)
    return it


def tally(one: Any, answers: list[Any]) -> SimpleNamespace:
    """Answers to “Is this what we said?” about the wording that stands; those to an earlier one are counted apart.

    An objection stands until whoever made it answers again: new words alone do not do away with it."""
    now = [each for each in answers if each.edition == one.edition]
    objections = [each for each in now if not each.approves]
    before = [each for each in answers if each.edition != one.edition and not each.approves]
    return SimpleNamespace(
        is_asked=one.sign_off_at is not None,
        approved=len(now) - len(objections),
        objected=len(objections),
        quoted=[each.words for each in objections if each.may_quote],
        earlier=len(answers) - len(now) - len(before),
        objected_before=len(before),
        quoted_before=[each.words for each in before if each.may_quote],
    )


def lessons(read: Connection, keys: set[Any]) -> dict[str, Any]:
    return by_key(whole(read, fetch(read, LESSONS_BY_ID, keys)), "id")


def lessons_of_groups(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return of_groups(read, keys, whole(read, fetch(read, LESSONS_OF_GROUPS, keys)))


def of_groups(read: Connection, keys: set[Any], found: list[Any]) -> dict[int, Any]:
    held = lists_by(found, "group_id")
    return {
        one.id: SimpleNamespace(
            lab_id=one.lab_id,
            group_id=one.id,
            number=one.number,
            is_asked=one.sign_off_at is not None,
            lessons=held[one.id],
        )
        for one in fetch(read, GROUPS, keys)
    }


def lessons_of_labs(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = lists_by(whole(read, fetch(read, LESSONS_OF_LABS, keys)), "lab_id")
    return {key: SimpleNamespace(lab_id=key, lessons=found[key]) for key in keys}


def gathered(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """Every group's lessons for every phone, while the groups are together; before and after that, none."""
    together = labs_together(read, keys)
    apart = {key: SimpleNamespace(lab_id=key, is_together=False, lessons=[]) for key in keys - together}
    for each in (found := lessons_of_labs(read, together)).values():
        each.is_together = True
    return found | apart


def gathered_now(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """The same, and no news for phones of groups that are apart."""
    return gathered(read, labs_together(read, keys))


def gathered_lessons(read: Connection, keys: set[Any]) -> dict[str, Any]:
    found = fetch(read, LESSONS_BY_ID, keys)
    together = labs_together(read, {each.lab_id for each in found})
    return by_key(whole(read, [each for each in found if each.lab_id in together]), "id")


def labs_together(read: Connection, keys: set[Any]) -> set[int]:
    return {each.id for each in fetch(read, LABS_TOGETHER, keys)}


def desk_lessons(read: Connection, keys: set[Any]) -> dict[str, Any]:
    return by_key(with_themes(read, whole(read, fetch(read, LESSONS_BY_ID, keys))), "id")


def desk_lessons_of_groups(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return of_groups(read, keys, with_themes(read, whole(read, fetch(read, LESSONS_OF_GROUPS, keys))))


def with_themes(read: Connection, found: list[SimpleNamespace]) -> list[SimpleNamespace]:
    """With the themes of its group to choose from, and the rule by which the stage plans to ask."""
    planned = {one.id: rule_in(one) for one in fetch(read, GROUPS_BY_ID, {each.group_id for each in found})}
    options = lists_by(fetch(read, THEMES, {each.group_id for each in found}), "group_id")
    for each in found:
        each.theme_options = options[each.group_id]
        each.rule = planned[each.group_id]
    return found


def rule_in(one: Any) -> str:
    """Of the stage that a group is in, when that is one that asks about lessons."""
    settings = one.stage_settings if one.stage_kind in ("lesson", "ballot") else None
    return str((settings or {}).get("rule", "agreement"))


class LessonCard(Fragment):
    piece = "lessons/_lesson.html:lesson"
    load = lessons


class Lessons(Fragment):
    piece = "lessons/_lesson.html:lessons"
    load = lessons_of_groups


class DeskLesson(Fragment):
    piece = "lessons/_desk_lesson.html:desk_lesson"
    load = desk_lessons


class DeskLessons(Fragment):
    piece = "lessons/_desk_lesson.html:desk_lessons"
    load = desk_lessons_of_groups


class WallLesson(Fragment):
    piece = "lessons/_wall.html:wall_lesson"
    load = lessons


class Wall(Fragment):
    piece = "lessons/_wall.html:wall"
    load = lessons_of_labs


class TowerLesson(Fragment):
    piece = "lessons/_tower_lesson.html:tower_lesson"
    load = lessons


class TowerLessons(Fragment):
    piece = "lessons/_tower_lesson.html:tower_lessons"
    load = lessons_of_labs


class Gathered(Fragment):
    piece = "lessons/_gathered.html:gathered"
    load = gathered


class GatheredNow(Fragment):
    piece = "lessons/_gathered.html:gathered"
    load = gathered_now


class GatheredLesson(Fragment):
    piece = "lessons/_gathered.html:gathered_lesson"
    load = gathered_lessons
