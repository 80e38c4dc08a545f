"""Clustering a group's contributions."""

from sqlmodel import select

from app.domain.agreement import shake_what_rests_on
from app.domain.contributions import open_group
from app.domain.errors import NotFound
from app.domain.events import ContributionPlaced, ThemeMade, ThemeNamed, ThemeRemoved
from app.domain.work import Work
from app.models import Contribution, Theme


def make_theme(work: Work, name: str, key: str) -> Theme:
    id, made = work.once(Theme, key, first_name=name)
    if made:
        return made
    group = open_group(work)
    given = work.announce(ThemeMade(group.id, id))
    theme = Theme(
        id=id,
        lab_id=work.lab_id,
        group_id=group.id,
        author_id=work.actor_id,
        name=name,
        first_name=name,
        given=given,
    )
    return work.add(theme)


def name_theme(work: Work, id: str, name: str) -> Theme:
    theme = standing(work, id)
    was = theme.name
    if work.change(theme, name=name):
        work.announce(ThemeNamed(theme.group_id, id, was))
    return theme


def remove_theme(work: Work, id: str) -> Theme:
    """Its contributions stay: they lie loose again."""
    open_group(work)
    theme = work.of_my_group(Theme, id)
    if not theme.is_removed:
        for idea in work.all(select(Contribution).where(Contribution.theme_id == id)):
            work.change(idea, theme_id=None)
        work.change(theme, is_removed=True)
        work.announce(ThemeRemoved(theme.group_id, id))
        shake_what_rests_on(work, "theme", id)
    return theme


def place_in_theme(work: Work, id: str, theme_id: str | None) -> Contribution:
    """Into a theme, or with None out of any."""
    open_group(work)
    idea = work.of_my_group(Contribution, id)
    theme = standing(work, theme_id) if theme_id else None
    if work.change(idea, theme_id=theme.id if theme else None):
        work.announce(ContributionPlaced(idea.group_id, id))
    return idea


def standing(work: Work, id: str) -> Theme:
    open_group(work)
    theme = work.of_my_group(Theme, id)
    if theme.is_removed:
        raise NotFound
    return theme
