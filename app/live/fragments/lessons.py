"""Lessons with the evidence they rest on."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, case, select

from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by, row
from app.models import Contribution, Evidence, Group, Lesson, Theme

lesson, rests = Lesson.__table__, Evidence.__table__  # type: ignore[attr-defined]
group, idea, theme = Group.__table__, Contribution.__table__, Theme.__table__  # type: ignore[attr-defined]

LESSONS = (
    select(lesson, group.c.number).join(group, group.c.id == lesson.c.group_id).order_by(group.c.number, lesson.c.given)
)
LESSONS_BY_ID = LESSONS.where(lesson.c.id.in_(KEYS))
LESSONS_OF_GROUPS = LESSONS.where(lesson.c.group_id.in_(KEYS))
LESSONS_OF_LABS = LESSONS.where(lesson.c.lab_id.in_(KEYS)).order_by(None).order_by(lesson.c.given)
GROUPS = select(group.c.id, group.c.lab_id, group.c.number).where(group.c.id.in_(KEYS))
EVIDENCE = (
    select(
        rests.c.lesson_id,
        rests.c.kind,
        rests.c.source_id.label("id"),
        case((rests.c.kind == "theme", theme.c.name), else_=idea.c.text).label("text"),
        case((rests.c.kind == "theme", theme.c.is_removed), else_=idea.c.is_withdrawn).label("is_gone"),
    )
    .outerjoin(idea, idea.c.id == rests.c.source_id)
    .outerjoin(theme, theme.c.id == rests.c.source_id)
    .where(rests.c.lesson_id.in_(KEYS))
    .order_by(rests.c.kind.desc(), idea.c.given, theme.c.given)
)


def with_evidence(read: Connection, found: list[Any]) -> list[SimpleNamespace]:
    evidence = lists_by(fetch(read, EVIDENCE, [each.id for each in found]), "lesson_id")
    return [row(each, evidence=evidence[each.id]) for each in found]


def lessons(read: Connection, keys: set[Any]) -> dict[str, Any]:
    return by_key(with_evidence(read, fetch(read, LESSONS_BY_ID, keys)), "id")


def lessons_of_groups(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = lists_by(with_evidence(read, fetch(read, LESSONS_OF_GROUPS, keys)), "group_id")
    return {
        one.id: SimpleNamespace(lab_id=one.lab_id, group_id=one.id, number=one.number, lessons=found[one.id])
        for one in fetch(read, GROUPS, keys)
    }


def lessons_of_labs(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = lists_by(with_evidence(read, fetch(read, LESSONS_OF_LABS, keys)), "lab_id")
    return {key: SimpleNamespace(lab_id=key, lessons=found[key]) for key in keys}


class LessonCard(Fragment):
    piece = "lessons/_lesson.html:lesson"
    load = lessons


class Lessons(Fragment):
    piece = "lessons/_lesson.html:lessons"
    load = lessons_of_groups


class DeskLesson(Fragment):
    piece = "lessons/_desk_lesson.html:desk_lesson"
    load = lessons


class DeskLessons(Fragment):
    piece = "lessons/_desk_lesson.html:desk_lessons"
    load = lessons_of_groups


class WallLesson(Fragment):
    piece = "lessons/_wall.html:wall_lesson"
    load = lessons


class Wall(Fragment):
    piece = "lessons/_wall.html:wall"
    load = lessons_of_labs
