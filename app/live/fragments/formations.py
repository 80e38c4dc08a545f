"""How people sit and work together in this stage: in pairs and fours, at tables, around a circle, before posters."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from app.live.fragments.base import KEYS, Fragment, fetch
from app.live.fragments.circles import circles_of, desk_circles_of, lab_circle, own_circle
from app.live.fragments.galleries import gallery_at, lab_gallery, own_marks, wording_at
from app.live.fragments.rounds import ROUNDS, TABLES, desk_tables_of, tables_of, tower_tables_of, wall_tables_of
from app.live.fragments.tasks import GROUPS_BY_ID
from app.live.fragments.teams import desk_teams_of, own_team, teams_of
from app.models import Lab

lab = Lab.__table__  # type: ignore[attr-defined]

FORMS = {"pairs": "teams", "fours": "teams", "rotation": "tables", "inner_circle": "circle"}
PHONES = {"teams": teams_of, "tables": tables_of, "circle": circles_of}
DESKS = {"teams": desk_teams_of, "tables": desk_tables_of, "circle": desk_circles_of}
LABS = select(lab.c.id, lab.c.closed_at, lab.c.anonymity).where(lab.c.id.in_(KEYS))


def form_of(one: Any) -> str | None:
    """Which form a group is in. A group that is no table of the café waits in none."""
    form = FORMS.get(one.stage_kind or "") if one.closed_at is None else None
    return None if form == "tables" and not one.round else form


def formed(read: Connection, keys: set[Any], loads: dict[str, Any]) -> dict[int, Any]:
    found = fetch(read, GROUPS_BY_ID, keys)
    answer = {}
    for one in found:
        form = form_of(one)
        more = loads[form](read, [one])[one.id] if form else None
        if more is None and (more := gallery_at(read, one) if one.closed_at is None else None):
            form = "gallery"
        answer[one.id] = SimpleNamespace(
            form=form or "",
            lab_id=one.lab_id,
            group_id=one.id,
            number=one.number,
            stage_id=one.stage_id,
            prompt_id=one.prompt_id,
            kind=one.stage_kind,
            **(more or {}),
        )
    return answer


def formations(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return formed(read, keys, PHONES)


def desk_formations(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """With what a moderator steers, and the poster while it may be worded."""
    found = formed(read, keys, DESKS)
    for one in fetch(read, GROUPS_BY_ID, keys):
        found[one.id].wording = wording_at(read, one) if one.closed_at is None else None
    return found


def stage_formations(read: Connection, keys: set[Any]) -> dict[int, Any]:
    return {one.id: of_lab(read, one) for one in fetch(read, LABS, keys)}


def tower_formations(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = stage_formations(read, keys)
    for one in fetch(read, LABS, keys):
        found[one.id].tables = None if one.closed_at else tower_tables_of(read, one.id)
    return found


def of_lab(read: Connection, one: Any) -> SimpleNamespace:
    if one.closed_at:
        return SimpleNamespace(lab_id=one.id, circle=None, gallery=None, tables=[], round=0, rounds=0)
    return SimpleNamespace(
        lab_id=one.id,
        circle=lab_circle(read, one.id),
        gallery=lab_gallery(read, one.id),
        tables=wall_tables_of(read, one.id, one.anonymity),
        round=max((each.round for each in fetch(read, TABLES, {one.id})), default=0),
        rounds=len(fetch(read, ROUNDS, {one.id})),
    )


def own_part(read: Connection, person_id: int, group_id: int | None) -> SimpleNamespace:
    """What only its own person sees of it: their team's paper, their seat, their marks. Never broadcast."""
    (one,) = fetch(read, GROUPS_BY_ID, {group_id})
    form = FORMS.get(one.stage_kind or "", "") if one.closed_at is None else ""
    if one.stage_kind == "gallery" and one.closed_at is None:
        form, more = "gallery", own_marks(read, person_id, one)
    elif form == "teams":
        more = own_team(read, person_id)
    elif form == "circle":
        more = own_circle(read, person_id, one.stage_settings)
    else:
        form, more = "", {"watches": []}
    return SimpleNamespace(form=form, lab_id=one.lab_id, number=one.number, kind=one.stage_kind, **more)


class Formation(Fragment):
    piece = "formations/_formation.html:formation"
    load = formations


class DeskFormation(Fragment):
    piece = "formations/_desk_formation.html:desk_formation"
    load = desk_formations


class StageFormation(Fragment):
    piece = "formations/_stage_formation.html:stage_formation"
    load = stage_formations


class TowerFormation(Fragment):
    piece = "formations/_tower_formation.html:tower_formation"
    load = tower_formations
