"""The theme that lies on the table, and the reasons for and against it."""

from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, func
from sqlalchemy import select as core_select

from app.domain.contributions import open_group, open_stage_of
from app.domain.errors import NotInThisStage
from app.domain.events import ThemeTabled
from app.domain.kinds import settings_of
from app.domain.notes import SIDES, write_down
from app.domain.themes import standing
from app.domain.work import Work
from app.models import Contribution, Group, Note, Support, Theme

Side = Literal["for", "against"]
__all__ = ["SIDES", "Side", "give_reason", "lay", "put_on_table", "top_themes"]

theme, idea = Theme.__table__, Contribution.__table__  # type: ignore[attr-defined]
behind = Support.__table__  # type: ignore[attr-defined]
WEIGHED = (
    core_select(
        theme.c.id,
        theme.c.group_id,
        theme.c.name,
        func.count(idea.c.id.distinct()).label("ideas"),
        func.count(behind.c.person_id).label("supports"),
    )
    .outerjoin(idea, (idea.c.theme_id == theme.c.id) & ~idea.c.is_withdrawn & idea.c.is_revealed)
    .outerjoin(behind, behind.c.contribution_id == idea.c.id)
    .where(theme.c.group_id.in_(bindparam("groups", expanding=True)), ~theme.c.is_removed)
    .group_by(theme.c.id)
    .order_by(theme.c.group_id, func.count(behind.c.person_id).desc(), func.count(idea.c.id.distinct()).desc())
    .order_by(theme.c.given)
)


def top_themes(read: Connection, groups: set[int]) -> dict[int, list[Row[Any]]]:
    """Each group's themes: those with most support first, then those with most ideas, then in order of making."""
    found: dict[int, list[Row[Any]]] = {}
    for one in read.execute(WEIGHED, {"groups": sorted(groups)}):
        found.setdefault(one.group_id, []).append(one)
    return found


def put_on_table(work: Work, theme_id: str | None) -> Group:
    """With None the table is clear."""
    group = open_group(work)
    return lay(work, group, standing(work, theme_id).id if theme_id else None)


def lay(work: Work, group: Group, theme_id: str | None) -> Group:
    if work.change(group, on_table=theme_id):
        work.announce(ThemeTabled(group.id, theme_id))
    return group


def give_reason(work: Work, theme_id: str, side: Side, text: str, key: str) -> Note:
    """From a phone, where the stage asks for it or there is none, about the theme on the table. It names nobody."""
    id, given = work.once(Note, key, first_text=text)
    if given:
        return given
    group = open_group(work)
    stage = open_stage_of(work, group)
    asks = stage is None or getattr(settings_of(stage), "reasons", False)
    if not asks or group.on_table != theme_id:
        raise NotInThisStage
    return write_down(work, group, id, side, text, standing(work, theme_id))
