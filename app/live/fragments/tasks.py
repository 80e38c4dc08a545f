"""What a group is doing now: its prompt, its stage, the time left."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from app.domain.kinds import Kind, kind_of
from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by, row
from app.live.fragments.later import Part, costs, in_time, items_after
from app.models import AgendaItem, Group, Lab, Prompt, Stage

group, lab, item = Group.__table__, Lab.__table__, AgendaItem.__table__  # type: ignore[attr-defined]
prompt, stage = Prompt.__table__, Stage.__table__  # type: ignore[attr-defined]

GROUPS = (
    select(
        group,
        lab.c.closed_at,
        lab.c.item_id,
        lab.c.anonymity,
        prompt.c.question,
        stage.c.kind.label("stage_kind"),
        stage.c.title.label("stage_title"),
        (stage.c.minutes + stage.c.extra_minutes).label("stage_minutes"),
        stage.c.position.label("stage_position"),
        stage.c.item_id.label("stage_item_id"),
        stage.c.hint.label("stage_hint"),
        stage.c.end.label("stage_end"),
        stage.c.settings.label("stage_settings"),
        stage.c.phones.label("stage_phones"),
    )
    .join(lab, lab.c.id == group.c.lab_id)
    .outerjoin(prompt, prompt.c.id == group.c.prompt_id)
    .outerjoin(stage, stage.c.id == group.c.stage_id)
)
GROUPS_BY_ID = GROUPS.where(group.c.id.in_(KEYS))
GROUPS_OF_LABS = GROUPS.where(group.c.lab_id.in_(KEYS)).order_by(group.c.number)
PROMPTS = select(prompt).where(prompt.c.lab_id.in_(KEYS)).order_by(prompt.c.position)
ITEMS = select(item).where(item.c.lab_id.in_(KEYS)).order_by(item.c.position)
STAGES = select(stage).where(stage.c.lab_id.in_(KEYS)).order_by(stage.c.item_id, stage.c.position)


def kind_in(one: Any) -> Kind:
    """The kind of the stage that a group is in, as that stage has it."""
    return kind_of(one.stage_kind, one.stage_phones, one.stage_settings)


def task_of(one: Any) -> SimpleNamespace:
    """What the group's phones show, and what they may do now."""
    kind, is_open = kind_in(one), one.closed_at is None
    return SimpleNamespace(
        lab_id=one.lab_id,
        group_id=one.id,
        number=one.number,
        prompt_id=one.prompt_id,
        question=one.question,
        stage=stage_in(one) if one.stage_id else None,
        ends_at=one.ends_at,
        paused_at=one.paused_at,
        is_hard=one.stage_end == "hard",
        timer_minutes=one.timer_minutes,
        writes=is_open and kind.writes and one.prompt_id is not None,
        is_private=is_open and kind.is_private,
        edits=is_open and kind.edits,
        supports=is_open and kind.supports,
        sees=kind.sees,
        asks=kind.asks,
        is_closed=not is_open,
    )


def stage_in(one: Any) -> SimpleNamespace:
    kind = kind_in(one)
    return SimpleNamespace(
        id=one.stage_id,
        kind=one.stage_kind,
        title=one.stage_title,
        minutes=one.stage_minutes,
        hint=one.stage_hint,
        end=one.stage_end,
        settings=one.stage_settings,
        kind_title=kind.title,
        kind_hint=kind.hint,
    )


def tasks(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """With what all are at, while that is not their group's own stage."""
    found = fetch(read, GROUPS_BY_ID, keys)
    items = by_key(fetch(read, ITEMS, {one.lab_id for one in found}), "id")
    answer = {one.id: task_of(one) for one in found}
    for one in found:
        answer[one.id].together = together(one, items)
    return answer


def together(one: Any, items: dict[int, Any]) -> SimpleNamespace | None:
    """The item of the agenda for which all groups have left, or not begun, what they do by themselves."""
    item = items.get(one.item_id)
    if item is None or item.kind == "breakout" or item.id == one.stage_item_id or one.closed_at:
        return None
    return row(item, **in_time(item))


def desk_tasks(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """With every prompt and stage there is to choose from."""
    found = fetch(read, GROUPS_BY_ID, keys)
    labs = {one.lab_id for one in found}
    prompts = lists_by(fetch(read, PROMPTS, labs), "lab_id")
    stages = lists_by(fetch(read, STAGES, labs), "lab_id")
    items = lists_by(fetch(read, ITEMS, labs), "lab_id")
    answer = {}
    for one in found:
        task = task_of(one)
        task.prompts = [row(each, is_open=each.id == one.prompt_id) for each in prompts[one.lab_id]]
        task.stages = [row(each, state=state(each, one), **words_of(each)) for each in stages[one.lab_id]]
        task.together = together(one, by_key(items[one.lab_id], "id"))
        task.next_stage, task.next_for_all = steps_of(one, task.stages, by_key(items[one.lab_id], "id"))
        task.costs = costs_of(one, task.stages, items[one.lab_id])
        answer[one.id] = task
    return answer


def steps_of(one: Any, stages: list[Any], items: dict[int, Any]) -> tuple[Any, Any]:
    """The stage that this desk opens next; or the one that the organiser opens, for all groups."""
    coming = next((each for each in stages if each.state == "next"), None)
    if coming is None:
        return None, None
    is_for_all = items[coming.item_id].kind != "breakout" or (coming.kind == "rotation" == one.stage_kind)
    return (None, coming) if is_for_all else (coming, None)


def costs_of(one: Any, stages: list[Any], items: list[Any]) -> list[Any]:
    """What more time would cost this group's next stages, and the items after the one it is in."""
    if one.ends_at is None:
        return []
    own = [each for each in stages if each.state == "next" and each.item_id == one.stage_item_id and each.lasts]
    later = [Part(each.title, each.kind_title, each.lasts) for each in own]
    here = next((row(each, **in_time(each)) for each in items if each.id == one.item_id), None)
    if here is None or here.ends_at is None or here.id != one.stage_item_id:
        return costs(one.ends_at, later)
    after = items_after([row(each, **in_time(each)) for each in items], here.position)
    return costs(one.ends_at, later, here.ends_at, after)


def words_of(stage_row: Any) -> dict[str, Any]:
    kind, lasts = kind_of(stage_row.kind), Stage.lasts.fget(stage_row)  # type: ignore[attr-defined]
    return {"kind_title": kind.title, "kind_hint": kind.hint, "lasts": lasts}


def state(stage_row: Any, group_row: Any) -> str:
    if group_row.stage_id is None:
        return "next"
    if stage_row.id == group_row.stage_id:
        return "now"
    here = group_row.stage_item_id, group_row.stage_position
    return "done" if (stage_row.item_id, stage_row.position) < here else "next"


def tower_prompts(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """Every prompt and stage, with the groups that are there."""
    groups = lists_by(fetch(read, GROUPS_OF_LABS, keys), "lab_id")
    prompts = lists_by(fetch(read, PROMPTS, keys), "lab_id")
    stages = lists_by(fetch(read, STAGES, keys), "lab_id")
    items = by_key(fetch(read, ITEMS, keys), "id")

    def at(lab_id: int, where: str, id: int) -> list[int]:
        return [one.number for one in groups[lab_id] if getattr(one, where) == id]

    return {
        key: SimpleNamespace(
            lab_id=key,
            prompts=[row(each, open_in=at(key, "prompt_id", each.id)) for each in prompts[key]],
            stages=[row(each, groups_in=at(key, "stage_id", each.id), **words_of(each)) for each in stages[key]],
            next=next_for_all(items, stages[key], groups[key]),
            is_closed=any(one.closed_at for one in groups[key]),
        )
        for key in keys
    }


def next_for_all(items: dict[int, Any], stages: list[Any], groups: list[Any]) -> SimpleNamespace | None:
    """The stage that comes next where everything is held for all, and the one that the groups are in."""
    item = items.get(groups[0].item_id) if groups else None
    if item is None or item.kind == "breakout" or groups[0].closed_at:
        return None
    own = [each for each in stages if each.item_id == item.id]
    here = [n for n, each in enumerate(own) if any(one.stage_id == each.id for one in groups)]
    later = own[max(here) + 1 :] if here else []
    return SimpleNamespace(pressed_in=own[max(here)].id, **vars(row(later[0], **words_of(later[0])))) if later else None


class Task(Fragment):
    piece = "tasks/_task.html:task"
    load = tasks


class DeskTask(Fragment):
    piece = "tasks/_desk_task.html:desk_task"
    load = desk_tasks


class TowerPrompts(Fragment):
    piece = "tasks/_tower_prompts.html:tower_prompts"
    load = tower_prompts
