"""The theme on the table: its ideas, and the reasons for and against it."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, func, select

from app.domain.tables import SIDES
from app.domain.top_themes import Choice, top_themes
from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by
from app.live.fragments.boards import CARDS_OF_THEMES, THEMES_BY_ID
from app.live.fragments.floor import is_open
from app.live.fragments.notes import NOTES, note, theme, told
from app.live.fragments.tasks import GROUPS_BY_ID, kind_in

NOTHING: Choice = Choice([], frozenset(), [])
TWO = 2

WHOLE = select(theme.c.id, func.coalesce(theme.c.merged_into, theme.c.id).label("whole")).where(theme.c.id.in_(KEYS))
REASONS = NOTES.where(note.c.group_id.in_(KEYS), note.c.kind.in_(SIDES))


def tables(read: Connection, keys: set[Any]) -> dict[int, Any]:
    groups = fetch(read, GROUPS_BY_ID, keys)
    lying = {one.id: one.on_table for one in groups if one.on_table and is_open(one)}
    now = {one.id: one.whole for one in fetch(read, WHOLE, lying.values())}
    wanted = set(now.values())
    themes = by_key(fetch(read, THEMES_BY_ID, wanted), "id")
    cards = lists_by(fetch(read, CARDS_OF_THEMES, wanted), "theme_id")
    reasons = lists_by(map(told, fetch(read, REASONS, lying)), "about")
    return {one.id: table_of(one, themes.get(now.get(one.on_table)), cards, reasons) for one in groups}


def table_of(one: Any, theme: Any, cards: Any, reasons: Any) -> SimpleNamespace:
    lying = theme.id if theme else None
    return SimpleNamespace(
        lab_id=one.lab_id,
        number=one.number,
        group_id=one.id,
        theme=theme,
        ideas=[each.text for each in cards[lying] if not each.is_withdrawn],
        sides={side: [each for each in reasons[lying] if each.kind == side] for side in SIDES},
        asks=theme is not None and (one.stage_id is None or bool(one.stage_settings.get("reasons"))),
    )


def desk_tables(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """With the themes there are to lay on the table: first those that the group's vote put forward for this stage."""
    found = tables(read, keys)
    groups = by_key(fetch(read, GROUPS_BY_ID, keys), "id")
    places = {key: planned(one) for key, one in groups.items() if is_open(one)}
    chosen = top_themes(read, set(places), places) if places else {}
    for key, one in found.items():
        one.is_open, one.is_blind = key in places, kind_in(groups[key]).is_blind
        one.top, one.contended, one.rest = chosen.get(key, NOTHING)
    return found


def planned(one: Any) -> int:
    """How many themes the stage is planned for."""
    return int((one.stage_settings or {}).get("themes", TWO))


class OnTable(Fragment):
    piece = "floor/_table.html:table"
    load = tables


class DeskTable(Fragment):
    piece = "floor/_desk_table.html:desk_table"
    load = desk_tables
