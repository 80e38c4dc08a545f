"""A group's contributions and the themes they lie in. Nothing here knows an author."""

from collections import defaultdict
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, func, select

from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by, row
from app.live.fragments.tasks import GROUPS_BY_ID, kind_in, task_of
from app.models import Contribution, Group, Support, Theme

idea, theme = Contribution.__table__, Theme.__table__  # type: ignore[attr-defined]
group, behind = Group.__table__, Support.__table__  # type: ignore[attr-defined]

SUPPORTS = (
    select(func.count())
    .where(behind.c.contribution_id == idea.c.id)
    .correlate(idea)
    .scalar_subquery()
    .label("supports")
)
CARDS = (
    select(
        idea.c.id,
        idea.c.lab_id,
        idea.c.group_id,
        group.c.number,
        idea.c.text,
        idea.c.on_paper,
        idea.c.said_by,
        idea.c.round,
        idea.c.team_id,
        idea.c.stage_kind,
        idea.c.theme_id,
        idea.c.given,
        idea.c.given_at,
        idea.c.is_withdrawn,
        SUPPORTS,
    )
    .join(group, group.c.id == idea.c.group_id)
    .where(idea.c.is_revealed)
    .order_by(idea.c.given)
)
CARDS_BY_ID = CARDS.where(idea.c.id.in_(KEYS))
CARDS_OF_GROUPS = CARDS.where(idea.c.group_id.in_(KEYS))
CARDS_OF_THEMES = CARDS.where(idea.c.theme_id.in_(KEYS))
HIDDEN = (
    select(idea.c.group_id, func.count().label("n"))
    .where(idea.c.group_id.in_(KEYS), ~idea.c.is_revealed, ~idea.c.is_withdrawn)
    .group_by(idea.c.group_id)
)
THEMES = (
    select(theme, group.c.number).join(group, group.c.id == theme.c.group_id).where(~theme.c.is_removed)
).order_by(theme.c.given)
THEMES_BY_ID = THEMES.where(theme.c.id.in_(KEYS))
THEMES_OF_GROUPS = THEMES.where(theme.c.group_id.in_(KEYS))

MERGED = (
    select(theme.c.merged_into, theme.c.name)
    .where(theme.c.group_id.in_(KEYS), theme.c.merged_into.is_not(None))
    .order_by(theme.c.given)
)


def cards(read: Connection, keys: set[Any]) -> dict[str, Any]:
    return by_key(fetch(read, CARDS_BY_ID, keys), "id")


def desk_cards(read: Connection, keys: set[Any]) -> dict[str, Any]:
    """With the themes of its group to put it in."""
    found = fetch(read, CARDS_BY_ID, keys)
    groups = {card.group_id for card in found}
    options = lists_by(fetch(read, THEMES_OF_GROUPS, groups), "group_id")
    blind = {one.id for one in fetch(read, GROUPS_BY_ID, groups) if kind_in(one).is_blind}
    return {card.id: desk_card(card, options[card.group_id], card.group_id in blind) for card in found}


def desk_card(card: Any, options: list[Any], is_blind: bool) -> SimpleNamespace:
    desk = row(card, theme_options=options)
    desk.supports = None if is_blind else card.supports
    return desk


def themes(read: Connection, keys: set[Any]) -> dict[str, Any]:
    inside = lists_by(fetch(read, CARDS_OF_THEMES, keys), "theme_id")
    found = fetch(read, THEMES_BY_ID, keys)
    former = formers(read, {each.group_id for each in found})
    return {each.id: row(each, cards=inside[each.id], former=former[each.id]) for each in found}


def formers(read: Connection, groups: set[Any]) -> defaultdict[str, list[str]]:
    """The names of the themes that went into a theme."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for one in fetch(read, MERGED, groups):
        names[one.merged_into].append(one.name)
    return names


def boards(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = lists_by(fetch(read, CARDS_OF_GROUPS, keys), "group_id")
    named = lists_by(fetch(read, THEMES_OF_GROUPS, keys), "group_id")
    hidden, former = hidden_counts(read, keys), formers(read, keys)
    return {
        one.id: board_of(one, named[one.id], former, found[one.id], hidden.get(one.id, 0))
        for one in fetch(read, GROUPS_BY_ID, keys)
    }


def board_of(
    one: Any, themes: list[Any], former: dict[str, list[str]], cards: list[Any], hidden: int
) -> SimpleNamespace:
    inside = lists_by(cards, "theme_id")
    return SimpleNamespace(
        lab_id=one.lab_id,
        group_id=one.id,
        number=one.number,
        themes=[row(each, cards=inside[each.id], former=former[each.id]) for each in themes],
        loose=inside[None],
        is_private=task_of(one).is_private,
        is_blind=kind_in(one).is_blind,
        hidden_count=hidden,
    )


def desk_boards(read: Connection, keys: set[Any]) -> dict[int, Any]:
    found = boards(read, keys)
    for board in found.values():
        board.theme_options = [SimpleNamespace(id=each.id, name=each.name) for each in board.themes]
        board.loose = [desk_card(card, board.theme_options, board.is_blind) for card in board.loose]
        for each in board.themes:
            each.others = [other for other in board.theme_options if other.id != each.id]
            each.cards = [desk_card(card, board.theme_options, board.is_blind) for card in each.cards]
    return found


def hidden_counts(read: Connection, keys: set[Any]) -> dict[int, int]:
    return {one.group_id: one.n for one in fetch(read, HIDDEN, keys)}


class Card(Fragment):
    piece = "contributions/_contribution.html:card"
    load = cards


class DeskCard(Fragment):
    piece = "contributions/_desk_contribution.html:desk_card"
    load = desk_cards


class ThemeColumn(Fragment):
    piece = "boards/_board.html:theme"
    load = themes


class Board(Fragment):
    """All cards of a group, in their themes: for a fresh page, and for a screen that has been away too long."""

    piece = "boards/_board.html:board"
    load = boards


class DeskBoard(Fragment):
    piece = "boards/_desk_board.html:desk_board"
    load = desk_boards
