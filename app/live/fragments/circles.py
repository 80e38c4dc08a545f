"""The inner circle and what the tables ask it. The same for the whole lab, wherever one looks from."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from app.live.fragments.base import KEYS, Fragment, by_key, fetch, row
from app.live.fragments.people import Called, Named
from app.live.fragments.tasks import GROUPS_BY_ID
from app.models import Group, Lab, Person, Question, Sitting, Stage, Upvote

sitting, person, lab = Sitting.__table__, Person.__table__, Lab.__table__  # type: ignore[attr-defined]
question, behind = Question.__table__, Upvote.__table__  # type: ignore[attr-defined]
group, stage = Group.__table__, Stage.__table__  # type: ignore[attr-defined]

SITTINGS = (
    select(sitting.c.id.label("sitting_id"), sitting.c.state, sitting.c.lab_id, lab.c.anonymity)
    .add_columns(person.c.id, person.c.number, person.c.name, person.c.namesake, person.c.role, person.c.is_here)
    .join(person, person.c.id == sitting.c.person_id)
    .join(lab, lab.c.id == sitting.c.lab_id)
    .where(sitting.c.lab_id.in_(KEYS), sitting.c.state.in_(("asked", "in")))
    .order_by(sitting.c.id)
)
MAY_SIT = (
    select(person.c.id, person.c.lab_id, person.c.number, person.c.name, person.c.namesake, person.c.role)
    .add_columns(person.c.is_here)
    .where(person.c.lab_id.in_(KEYS), person.c.removed_at.is_(None))
    .where(person.c.role.in_(("participant", "speaker", "moderator")))
    .order_by(person.c.role.desc(), person.c.number)
)
VOTES = (
    select(func.count())
    .where(behind.c.question_id == question.c.id)
    .correlate(question)
    .scalar_subquery()
    .label("votes")
)
QUESTIONS = (
    select(
        question.c.id,
        question.c.lab_id,
        question.c.group_id,
        question.c.text,
        question.c.on_paper,
        question.c.state,
        question.c.given,
        question.c.is_withdrawn,
        group.c.number,
        VOTES,
    )
    .join(group, group.c.id == question.c.group_id)
    .order_by(question.c.given)
)
QUESTIONS_BY_ID = QUESTIONS.where(question.c.id.in_(KEYS))
QUESTIONS_OF_LABS = QUESTIONS.where(question.c.lab_id.in_(KEYS))
CIRCLES = (
    select(group.c.lab_id, stage.c.settings)
    .join(stage, stage.c.id == group.c.stage_id)
    .where(group.c.lab_id.in_(KEYS), stage.c.kind == "inner_circle")
    .order_by(group.c.number)
)
OWN_SITTING = select(sitting.c.id, sitting.c.state).where(
    sitting.c.person_id == bindparam("person"), sitting.c.state.in_(("asked", "in"))
)
OWN_QUESTIONS = (
    select(question.c.id, question.c.text, question.c.state, question.c.is_withdrawn)
    .where(question.c.author_id == bindparam("person"))
    .order_by(question.c.given)
)
UPVOTED = (
    select(question.c.id, question.c.text, question.c.state, question.c.is_withdrawn)
    .join(behind, behind.c.question_id == question.c.id)
    .where(behind.c.person_id == bindparam("person"))
    .order_by(question.c.given)
)
SEATS = 5
TURNS = {"now": 0, "open": 1, "answered": 2}


def circle_of(read: Connection, lab_id: int, settings: dict[str, Any] | None) -> dict[str, Any]:
    """Who sits in it and who asks to come in, as all may see it."""
    found = fetch(read, SITTINGS, {lab_id})
    settings = settings or {}
    inside = [SimpleNamespace(id=one.sitting_id, who=Called(one, one.anonymity)) for one in found if one.state == "in"]
    return {
        "part": settings.get("part", "talk"),
        "seats": settings.get("seats", SEATS),
        "inside": inside,
        "empty": max(settings.get("seats", SEATS) - len(inside), 0),
        "asking": [SimpleNamespace(id=one.sitting_id) for one in found if one.state == "asked"],
    }


def questions_of(read: Connection, lab_id: int) -> list[SimpleNamespace]:
    return [question_of(one) for one in fetch(read, QUESTIONS_OF_LABS, {lab_id})]


def asked(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """What the tables ask, for groups that sit around the circle."""
    return {
        one.id: SimpleNamespace(questions=questions_of(read, one.lab_id) if is_around(one) else None)
        for one in fetch(read, GROUPS_BY_ID, keys)
    }


def is_around(one: Any) -> bool:
    return one.stage_kind == "inner_circle" and one.closed_at is None


def circles_of(read: Connection, groups: list[Any]) -> dict[int, dict[str, Any]]:
    return {one.id: circle_of(read, one.lab_id, one.stage_settings) for one in groups}


def desk_circles_of(read: Connection, groups: list[Any]) -> dict[int, dict[str, Any]]:
    return {one.id: desk_circle_of(read, one.lab_id, one.stage_settings) for one in groups}


def desk_circle_of(read: Connection, lab_id: int, settings: dict[str, Any] | None) -> dict[str, Any]:
    """With names, and everybody who could be tapped in."""
    found = fetch(read, SITTINGS, {lab_id})
    on_the_way = {one.id for one in found}
    circle = circle_of(read, lab_id, settings)
    circle["questions"] = questions_of(read, lab_id)
    circle["sitting"] = [Named(one) for one in found if one.state == "in"]
    circle["queue"] = [Named(one) for one in found if one.state == "asked"]
    circle["others"] = [
        Named(one)
        for one in fetch(read, MAY_SIT, {lab_id})
        if one.id not in on_the_way and (one.role == "participant" or one.name)
    ]
    return circle


def lab_circle(read: Connection, lab_id: int, load: Any = desk_circle_of) -> SimpleNamespace | None:
    """The circle as the lab has it, while any of its groups is in that stage."""
    sits = fetch(read, CIRCLES, {lab_id})
    return SimpleNamespace(lab_id=lab_id, **load(read, lab_id, sits[0].settings)) if sits else None


def own_circle(read: Connection, person_id: int, settings: dict[str, Any] | None) -> dict[str, Any]:
    """Whether this person sits in it or asks to, and which questions are theirs or have their vote."""
    now_at = read.execute(OWN_SITTING, {"person": person_id}).first()
    return {
        "sitting": now_at and now_at.state,
        "asks": (settings or {}).get("part") != "answers",
        "questions": [row(one) for one in read.execute(OWN_QUESTIONS, {"person": person_id})],
        "upvoted": [row(one) for one in read.execute(UPVOTED, {"person": person_id})],
        "watches": [f"sitting-{now_at.id}"] if now_at else [],
    }


def questions(read: Connection, keys: set[Any]) -> dict[str, Any]:
    return by_key([question_of(one) for one in fetch(read, QUESTIONS_BY_ID, keys)], "id")


def question_of(one: Any) -> SimpleNamespace:
    """`turn`: the one that is answered now comes first, those that were answered last."""
    return row(one, turn=TURNS[one.state])


class Asked(Fragment):
    piece = "formations/_circle.html:asked"
    load = asked


class QuestionCard(Fragment):
    piece = "formations/_questions.html:question"
    load = questions


class SteeredQuestion(Fragment):
    piece = "formations/_questions.html:steered_question"
    load = questions


class WallQuestion(Fragment):
    piece = "formations/_questions.html:wall_question"
    load = questions
