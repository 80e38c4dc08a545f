"""A word to everyone, the agenda, where we are in it, and the end."""

from functools import cache, partial
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from app.domain.kinds import kind_of
from app.i18n import Zone
from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by, row
from app.live.fragments.later import catching_up, costs, in_time, items_after
from app.live.fragments.tasks import ITEMS
from app.models import AgendaItem, Edition, Group, Lab, Prompt, Publication, Stage
from app.store import ASKED

lab, item = Lab.__table__, AgendaItem.__table__  # type: ignore[attr-defined]
group, prompt, stage = Group.__table__, Prompt.__table__, Stage.__table__  # type: ignore[attr-defined]
edition, publication = Edition.__table__, Publication.__table__  # type: ignore[attr-defined]

LABS = select(
    lab.c.id,
    lab.c.title,
    lab.c.item_id,
    lab.c.closed_at,
    lab.c.notice,
    lab.c.notice_at,
    lab.c.paused_at,
    lab.c.pause_words,
).where(lab.c.id.in_(KEYS))
other = edition.alias("other")
NEWEST = select(func.max(other.c.number)).where(other.c.lab_id == publication.c.lab_id).scalar_subquery()
PUBLISHED = (
    select(publication.c.lab_id, publication.c.code, edition.c.withdrawn_at)
    .select_from(publication)
    .join(edition, (edition.c.lab_id == publication.c.lab_id) & (edition.c.number == NEWEST))
    .where(publication.c.lab_id.in_(KEYS))
)
OPEN_PROMPTS = (
    select(group.c.lab_id, group.c.prompt_id, prompt.c.question, stage.c.item_id, stage.c.kind)
    .outerjoin(prompt, prompt.c.id == group.c.prompt_id)
    .outerjoin(stage, stage.c.id == group.c.stage_id)
    .where(group.c.lab_id.in_(KEYS))
    .distinct()
)

THERE = select(lab.c.id).where(lab.c.id == bindparam("lab"))
FACTS = select(lab).where(lab.c.id == bindparam("lab"))
ZONE = select(lab.c.time_zone).where(lab.c.id == bindparam("lab"))


def is_there(read: Connection, lab_id: int) -> bool:
    return read.scalar(THERE, {"lab": lab_id}) is not None


def lab_facts(read: Connection, lab_id: int) -> Any:
    """What every page says of its lab; None when there is no such lab."""
    asked = read.info.setdefault(ASKED, {})
    if (FACTS, lab_id) not in asked:
        asked[FACTS, lab_id] = read.execute(FACTS, {"lab": lab_id}).first()
    found = asked[FACTS, lab_id]
    return found and with_answers(found)


def wall_of(read: Connection, lab_id: int) -> Zone:
    """The zone of its room, looked up when an hour is told, and once."""
    return cache(partial(read.scalar, ZONE, {"lab": lab_id}))


def with_answers(one: Any) -> Any:
    return row(one, is_closed=one.closed_at is not None, wall_code=one.door_code or one.code)


def notices(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return {
        one.id: SimpleNamespace(
            lab_id=one.id,
            words=one.notice,
            at=one.notice_at,
            paused_at=one.paused_at,
            pause_words=one.pause_words,
        )
        for one in fetch(read, LABS, keys)
    }


def agendas(read: Connection, keys: set[Any]) -> dict[int, Any]:
    items = lists_by(fetch(read, ITEMS, keys), "lab_id")
    return {
        one.id: SimpleNamespace(
            lab_id=one.id, title=one.title, is_closed=one.closed_at is not None, items=programme(one, items[one.id])
        )
        for one in fetch(read, LABS, keys)
    }


def tower_agendas(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """With what more and less time would cost, what catching up would win, and whether the clocks stand still."""
    paused = {one.id for one in fetch(read, LABS, keys) if one.paused_at}
    found = agendas(read, keys)
    for key, agenda in found.items():
        current: Any = next((each for each in agenda.items if each.state == "now" and each.ends_at), None)
        agenda.costs = costs(current.ends_at, items_after(agenda.items, current.position)) if current else []
        agenda.catching_up = catching_up(agenda.items, current) if current else None
        agenda.is_paused = key in paused
        agenda.item_id = next((each.id for each in agenda.items if each.state == "now"), None)
    return found


def programme(lab_row: Any, items: list[Any]) -> list[SimpleNamespace]:
    """Each item with what it is to the lab now: done, now or next."""
    current = next((each.position for each in items if each.id == lab_row.item_id), 0)

    def state(position: int) -> str:
        if lab_row.closed_at or position < current:
            return "done"
        return "now" if position == current else "next"

    return [row(each, state=state(each.position), **in_time(each)) for each in items]


def nows(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """Where the lab is; with the prompt, when all groups have the same one open for what goes on."""
    items = lists_by(fetch(read, ITEMS, keys), "lab_id")
    prompts = lists_by(fetch(read, OPEN_PROMPTS, keys), "lab_id")
    found = {}
    for one in fetch(read, LABS, keys):
        current = next((each for each in programme(one, items[one.id]) if each.state == "now"), None)
        asked = question_of_all(prompts[one.id], current)
        found[one.id] = SimpleNamespace(
            lab_id=one.id,
            item=current,
            question=asked,
            is_apart=is_apart(prompts[one.id], current),
            is_closed=one.closed_at is not None,
        )
    return found


def is_apart(prompts: list[Any], current: Any) -> bool:
    """Whether what groups are in by themselves is not what the lab is at: their clocks are not the room's."""
    return current is not None and current.kind != "breakout" and all(each.item_id != current.id for each in prompts)


def question_of_all(prompts: list[Any], current: Any) -> Any:
    """What groups were asked by themselves stands back when all come together for something else."""
    if len({each.prompt_id for each in prompts}) != 1 or not all(kind_of(each.kind).asks for each in prompts):
        return None
    is_of_now = current is None or current.kind == "breakout" or all(each.item_id == current.id for each in prompts)
    return prompts[0].question if is_of_now else None


def endings(read: Connection, keys: set[Any]) -> dict[int, Any]:
    labs, published = by_key(fetch(read, LABS, keys), "id"), by_key(fetch(read, PUBLISHED, keys), "lab_id")
    return {
        key: SimpleNamespace(
            lab_id=key,
            is_closed=one.closed_at is not None,
            closed_at=one.closed_at,
            base=f"/labs/{key}",
            address=address(published.get(key)),
        )
        for key, one in labs.items()
    }


def address(published: Any) -> str:
    """Where everybody reads the summary; nowhere while its newest edition is withdrawn, or before there is one."""
    return f"/s/{published.code}" if published and not published.withdrawn_at else ""


class Notice(Fragment):
    piece = "labs/_notice.html:notice"
    load = notices


class Agenda(Fragment):
    piece = "agenda/_agenda.html:agenda"
    load = agendas


class TowerAgenda(Fragment):
    piece = "agenda/_tower_agenda.html:tower_agenda"
    load = tower_agendas


class Now(Fragment):
    piece = "agenda/_now.html:now"
    load = nows


class Ending(Fragment):
    piece = "labs/_ending.html:ending"
    load = endings


class TowerEnding(Fragment):
    piece = "labs/_tower_ending.html:tower_ending"
    load = endings
