"""What the stage shows when the organiser has chosen it. Names nobody, and holds nothing that is private."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, func, select

from app.domain.scenes import AGENDA, PROMPT, THEMES, WELCOME
from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by
from app.live.fragments.boards import THEMES_OF_GROUPS
from app.live.fragments.tasks import PROMPTS
from app.models import Contribution, Group, Lab

lab, group, idea = Lab.__table__, Group.__table__, Contribution.__table__  # type: ignore[attr-defined]

SCENES = select(lab.c.id, lab.c.scene, lab.c.scene_of, lab.c.item_id, lab.c.closed_at).where(lab.c.id.in_(KEYS))
GROUPS = select(group.c.id, group.c.lab_id, group.c.number).where(group.c.lab_id.in_(KEYS)).order_by(group.c.number)
SHOWN = (
    select(group.c.id, group.c.lab_id)
    .join(lab, lab.c.id == group.c.lab_id)
    .where(group.c.id.in_(KEYS), lab.c.scene == THEMES, lab.c.scene_of == group.c.number)
)
LYING = (
    select(idea.c.theme_id, func.count().label("n"))
    .where(idea.c.group_id.in_(KEYS), idea.c.is_revealed, ~idea.c.is_withdrawn, idea.c.theme_id.is_not(None))
    .group_by(idea.c.theme_id)
)


def scenes(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return {one.id: scene_of(read, one) for one in fetch(read, SCENES, keys)}


def scene_of(read: Connection, one: Any) -> SimpleNamespace:
    """As chosen. Where its group or its prompt is gone, whoever stands before the wall sees what is never wrong."""
    shown = SimpleNamespace(lab_id=one.id, scene=one.scene, of=one.scene_of)
    if one.scene == PROMPT:
        shown.question = next((each.question for each in prompts_of(read, one.id) if each.id == one.scene_of), None)
        is_there = shown.question is not None
    elif one.scene == THEMES:
        found = next((each for each in fetch(read, GROUPS, {one.id}) if each.number == one.scene_of), None)
        shown.themes = themes_of(read, found.id) if found else []
        is_there = found is not None
    else:
        is_there = True
    shown.scene = one.scene if is_there else AGENDA if one.item_id else WELCOME
    return shown


def prompts_of(read: Connection, lab_id: int) -> list[Any]:
    return lists_by(fetch(read, PROMPTS, {lab_id}), "lab_id")[lab_id]


def themes_of(read: Connection, group_id: int) -> list[SimpleNamespace]:
    lying = by_key(fetch(read, LYING, {group_id}), "theme_id")
    return [
        SimpleNamespace(name=each.name, n=lying[each.id].n if each.id in lying else 0)
        for each in fetch(read, THEMES_OF_GROUPS, {group_id})
    ]


def scenes_of_groups(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """The scene of the lab whose stage shows this group's themes; of all others, nothing."""
    shown = {one.id: one.lab_id for one in fetch(read, SHOWN, keys)}
    found = scenes(read, set(shown.values()))
    return {key: found[lab_id] for key, lab_id in shown.items()}


def tower_scenes(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """With everything there is to choose from."""
    numbers = lists_by(fetch(read, GROUPS, keys), "lab_id")
    found = {}
    for one in fetch(read, SCENES, keys):
        shown = scene_of(read, one)
        found[one.id] = SimpleNamespace(
            lab_id=one.id,
            chosen=one.scene,
            of=one.scene_of,
            shown=shown.scene,
            prompts=prompts_of(read, one.id),
            groups=[each.number for each in numbers[one.id]],
        )
    return found


class Scene(Fragment):
    piece = "stage/_scene.html:scene"
    load = scenes


class SceneOfGroup(Fragment):
    piece = "stage/_scene.html:scene"
    load = scenes_of_groups


class TowerScenes(Fragment):
    piece = "stage/_tower_scenes.html:tower_scenes"
    load = tower_scenes
