"""A gallery walk: whose poster a group stands before, what is on it, and the marks that were left there."""

from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from app.domain.gallery import before, last_step
from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by, row
from app.models import AgendaItem, Group, Lesson, Mark, Poster, Stage, Theme, Walk

group, stage, walk = Group.__table__, Stage.__table__, Walk.__table__  # type: ignore[attr-defined]
poster, mark, item = Poster.__table__, Mark.__table__, AgendaItem.__table__  # type: ignore[attr-defined]
theme, lesson = Theme.__table__, Lesson.__table__  # type: ignore[attr-defined]

STAGES = (
    select(stage.c.id, stage.c.item_id, stage.c.kind)
    .join(item, item.c.id == stage.c.item_id)
    .where(stage.c.lab_id.in_(KEYS))
    .order_by(item.c.position, stage.c.position)
)
WALKS = select(walk).where(walk.c.lab_id.in_(KEYS)).order_by(walk.c.id)
HUNG = (
    select(group.c.id, group.c.number, group.c.lab_id, poster.c.text, poster.c.edition)
    .outerjoin(poster, poster.c.group_id == group.c.id)
    .where(group.c.id.in_(KEYS), group.c.lab_id.in_(select(walk.c.lab_id)))
)
POSTERS = select(poster).where(poster.c.group_id.in_(KEYS))
NUMBERS = select(group.c.id, group.c.lab_id, group.c.number).where(group.c.lab_id.in_(KEYS)).order_by(group.c.number)
THEMES = (
    select(theme.c.group_id, theme.c.id, theme.c.name)
    .where(theme.c.group_id.in_(KEYS), ~theme.c.is_removed)
    .order_by(theme.c.given)
)
LESSONS = (
    select(lesson.c.group_id, lesson.c.id, lesson.c.title, lesson.c.text)
    .where(lesson.c.group_id.in_(KEYS), ~lesson.c.is_removed)
    .order_by(lesson.c.given)
)
MARKS = (
    select(mark.c.id, mark.c.group_id, mark.c.kind, mark.c.text, group.c.number.label("from_number"))
    .join(group, group.c.id == mark.c.from_group_id)
    .where(mark.c.group_id.in_(KEYS), ~mark.c.is_withdrawn)
    .order_by(mark.c.given)
)
OWN_MARKS = (
    select(mark.c.id, mark.c.group_id, mark.c.kind, mark.c.text)
    .where(mark.c.author_id == bindparam("person"), ~mark.c.is_withdrawn)
    .order_by(mark.c.given)
)
OWN_GROUP = select(group.c.id, group.c.lab_id, group.c.stage_id).where(group.c.id == bindparam("group"))
MOST_MARKS = 3


def posters(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """What hangs there, in a lab that has a gallery."""
    hung = fetch(read, HUNG, keys)
    ids = {one.id for one in hung}
    themes, lessons, marks = (lists_by(fetch(read, asked, ids), "group_id") for asked in (THEMES, LESSONS, MARKS))
    return {
        one.id: row(
            one,
            themes=themes[one.id],
            lessons=lessons[one.id],
            dots=sum(each.kind == "dot" for each in marks[one.id]),
            comments=[each for each in marks[one.id] if each.kind == "comment"],
        )
        for one in hung
    }


class Place(NamedTuple):
    """Where a stage stands in a lab: in which of the items that have stages, and after how many stages."""

    item: int
    stage: int

    def leads_to(self, later: "Place") -> bool:
        """It is the same stage or a later one, of this item or of the one that follows."""
        return self.stage <= later.stage and later.item <= self.item + 1


def places_of(read: Connection, lab_id: int) -> dict[int, Place]:
    stages = fetch(read, STAGES, {lab_id})
    items = list(dict.fromkeys(one.item_id for one in stages))
    return {one.id: Place(items.index(one.item_id), n) for n, one in enumerate(stages)}


def walk_at(read: Connection, one: Any) -> Any:
    """The walk that a group in this stage is on, or has come back from; None."""
    walks = fetch(read, WALKS, {one.lab_id})
    places = places_of(read, one.lab_id) if walks else {}
    here = places.get(one.stage_id)
    return next((each for each in reversed(walks) if here and places[each.stage_id].leads_to(here)), None)


def gallery_at(read: Connection, one: Any) -> dict[str, Any] | None:
    """Where a group stands: before another's poster, or at its own again. None when there is no walk for it."""
    if (walked := walk_at(read, one)) is None:
        return None
    is_walking = one.stage_kind == "gallery"
    now_at = before(walked, one.id) if is_walking else None
    after = before(walked, one.id, later=1) if is_walking else None
    numbers = {each.id: each.number for each in fetch(read, NUMBERS, {one.lab_id})}
    return {
        "is_walking": is_walking and walked.step <= last_step(walked),
        "step": walked.step,
        "steps": last_step(walked),
        "next": numbers.get(after) if after else None,
        "poster": posters(read, {now_at or one.id}).get(now_at or one.id),
    }


def wording_at(read: Connection, one: Any) -> dict[str, Any] | None:
    """The poster that a group may still word: its lab's plan has a walk ahead of where it is."""
    places = places_of(read, one.lab_id)
    here = places.get(one.stage_id)
    ahead = (places[each.id] for each in fetch(read, STAGES, {one.lab_id}) if each.kind == "gallery")
    if not here or not any(here.leads_to(walk) for walk in ahead):
        return None
    found = by_key(fetch(read, POSTERS, {one.id}), "group_id").get(one.id)
    return {"text": found.text if found else "", "edition": found.edition if found else 0}


def lab_gallery(read: Connection, lab_id: int) -> SimpleNamespace | None:
    """Who stands where, while the walk goes on."""
    stages = {one.stage_id for one in fetch(read, STAGES_NOW, {lab_id})}
    walked = next((each for each in fetch(read, WALKS, {lab_id}) if each.stage_id in stages), None)
    if walked is None:
        return None
    numbers = {each.id: each.number for each in fetch(read, NUMBERS, {lab_id})}
    return SimpleNamespace(
        step=walked.step,
        steps=last_step(walked),
        places=[
            SimpleNamespace(number=numbers[each], at=numbers.get(before(walked, each) or 0))
            for each in sorted(walked.groups, key=lambda id: numbers[id])
        ],
    )


STAGES_NOW = select(group.c.lab_id, group.c.stage_id).where(group.c.lab_id.in_(KEYS))


def own_marks(read: Connection, person_id: int, one: Any) -> dict[str, Any]:
    """The marks this person left at the poster they stand before, and how many more they have for it."""
    walked = walk_at(read, one)
    now_at = walked and before(walked, one.id)
    if not now_at:
        return {"poster": None, "marks": [], "left": 0, "watches": []}
    left = [row(each) for each in read.execute(OWN_MARKS, {"person": person_id}) if each.group_id == now_at]
    most = (one.stage_settings or {}).get("marks", MOST_MARKS)
    return {"poster": now_at, "marks": left, "left": max(most - len(left), 0), "watches": []}


class PosterCard(Fragment):
    piece = "formations/_gallery.html:poster"
    load = posters
