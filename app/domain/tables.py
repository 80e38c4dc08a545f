"""The theme that lies on the table, and the reasons for and against it."""

from typing import Literal

from app.domain.contributions import open_group, open_stage_of
from app.domain.errors import NotInThisStage
from app.domain.events import ThemeTabled
from app.domain.kinds import settings_of
from app.domain.notes import SIDES, write_down
from app.domain.themes import standing, whole
from app.domain.work import Work
from app.models import Group, Note, Theme

Side = Literal["for", "against"]
__all__ = ["SIDES", "Side", "give_reason", "lay", "put_on_table"]


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
    theme, lies = whole(work, theme_id), lying(work, group)
    if not asks or theme is not lies:
        raise NotInThisStage
    return write_down(work, group, id, side, text, standing(work, theme.id))


def lying(work: Work, group: Group) -> Theme | None:
    """What lies on the table: a theme that was put into another meanwhile lies there as that."""
    theme = whole(work, group.on_table) if group.on_table else None
    return theme if theme and not theme.is_removed else None
