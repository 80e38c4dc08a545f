"""Clustering a group's contributions. Each verb is one step, and its event holds what it takes to take it back.

Forms say what their writer saw: who acts on what somebody else changed meanwhile is told so, and changes nothing."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlmodel import col, select

from app.domain.agreement import shake_what_rests_on, tell_what_rests_on
from app.domain.contributions import open_group
from app.domain.errors import NotFound, Refusal
from app.domain.sorting_errors import (
    CardGone,
    CardMovedMeanwhile,
    CardTakenOutMeanwhile,
    NoCardChosen,
    OneThemeOnly,
    ThemeGone,
    ThemeMergedMeanwhile,
    ThemeNamedMeanwhile,
)
from app.domain.sorting_events import CardsMoved, ThemeMade, ThemeNamed, ThemeRemoved, ThemesMerged
from app.domain.steps import Cards, Themes, card_words, last_of_card, last_of_theme, name_of, tell_of_cards
from app.domain.work import Work, mark
from app.models import Contribution, Group, Theme


class Seen(NamedTuple):
    """A card, and where its mover saw it: in a theme, "" for in none, None where they did not say."""

    id: str
    lay_in: str | None = None


def make_theme(work: Work, name: str, key: str, cards: Iterable[Seen] = ()) -> Theme:
    """Empty, or around chosen cards, wherever they lay: so a theme is split, and a suggestion taken."""
    id, made = work.once(Theme, key, first_name=name)
    if made:
        return made
    group = open_group(work)
    ideas = [as_seen(work, card, id) for card in dict.fromkeys(cards)]
    theme = new_theme(work, group, id, name, {idea.id: [idea.theme_id, id] for idea in ideas})
    tell_of_cards(work, laid(work, ideas, id))
    return theme


def have_theme(work: Work, group: Group, name: str) -> Theme:
    """The group's theme of that name, a new one where there is none: for a stage that brings its themes along."""
    same = select(Theme).where(Theme.group_id == group.id, Theme.name == name, col(Theme.is_removed).is_(False))
    id = mark(work.actor_id, f"{group.id} {work.journal.seq} {name}")
    return work.session.exec(same).first() or new_theme(work, group, id, name, {})


def new_theme(work: Work, group: Group, id: str, name: str, lay: Cards) -> Theme:
    """`lay`: where the cards lay that will lie in it."""
    given = work.announce(ThemeMade(group.id, id, lay, {id: [{"is_removed": True}, {"is_removed": False}]}))
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


def name_theme(work: Work, id: str, name: str, seen: str | None = None) -> Theme:
    """`seen`: the name that the writer wants to change."""
    theme = standing(work, id)
    if seen is not None and theme.name not in (seen, name):
        news = last_of_theme(work, id)
        raise ThemeNamedMeanwhile(news.what, who=name_of(work, news.who), theme=theme.name)
    if themes := altered(work, theme, name=name):
        work.announce(ThemeNamed(theme.group_id, id, themes=themes))
        tell_what_rests_on(work, "theme", id)
    return theme


def merge_themes(work: Work, id: str, into_id: str) -> Theme:
    """All cards of one theme go into another, which keeps the first one's name in its history."""
    open_group(work)
    if id == into_id:
        raise OneThemeOnly
    theme = work.of_my_group(Theme, id)
    if theme.merged_into == into_id:
        return theme
    theme, into = standing(work, id), standing(work, into_id)
    cards = laid(work, inside(work, id), into_id)
    themes = altered(work, theme, is_removed=True, merged_into=into_id)
    for earlier in merged_before(work, id):
        themes |= altered(work, earlier, merged_into=into_id)
    work.announce(ThemesMerged(into.group_id, into_id, cards, themes))
    for each in (id, into_id):
        tell_what_rests_on(work, "theme", each)
    return into


def remove_theme(work: Work, id: str) -> Theme:
    """Its contributions stay: they lie loose again. A lesson that rests on it says so, and cannot be agreed."""
    open_group(work)
    theme = work.of_my_group(Theme, id)
    if not theme.is_removed:
        cards = laid(work, inside(work, id), None)
        themes = altered(work, theme, is_removed=True)
        work.announce(ThemeRemoved(theme.group_id, id, cards, themes))
        for gone in (theme, *merged_before(work, id)):
            shake_what_rests_on(work, "theme", gone.id)
    return theme


def place_in_theme(work: Work, cards: Iterable[Seen], theme_id: str | None) -> list[Contribution]:
    """Into a theme, or with None out of any: all of them, or none when one was moved meanwhile."""
    group = open_group(work)
    chosen = list(dict.fromkeys(cards))
    if not chosen:
        raise NoCardChosen
    theme = standing(work, theme_id) if theme_id else None
    ideas = [as_seen(work, card, theme_id) for card in chosen]
    if moved := laid(work, ideas, theme.id if theme else None):
        work.announce(CardsMoved(group.id, theme_id, moved))
        tell_of_cards(work, moved)
    return ideas


def as_seen(work: Work, card: Seen, goes_to: str | None) -> Contribution:
    """The card, if it still lies where its mover saw it, or already where they want it."""
    idea = work.of_my_group(Contribution, card.id)
    if not idea.is_revealed:
        raise NotFound
    if idea.is_withdrawn:
        raise CardGone(card=card_words(idea))
    if card.lay_in is not None and idea.theme_id not in (card.lay_in or None, goes_to):
        raise moved_meanwhile(work, idea)
    return idea


def moved_meanwhile(work: Work, idea: Contribution) -> Refusal:
    news = last_of_card(work, idea.id)
    who, words = name_of(work, news.who), card_words(idea)
    if idea.theme_id is None:
        return CardTakenOutMeanwhile(news.what, who=who, card=words)
    return CardMovedMeanwhile(news.what, who=who, card=words, theme=work.get(Theme, idea.theme_id).name)


def standing(work: Work, id: str) -> Theme:
    """A theme of this group that is still there. Who took it away is told to whoever comes too late."""
    open_group(work)
    theme = work.of_my_group(Theme, id)
    if not theme.is_removed:
        return theme
    news = last_of_theme(work, id)
    who = name_of(work, news.who)
    if theme.merged_into:
        into = work.get(Theme, theme.merged_into).name
        raise ThemeMergedMeanwhile(news.what, who=who, theme=theme.name, into=into)
    raise ThemeGone(news.what, who=who, theme=theme.name)


def whole(work: Work, id: str) -> Theme:
    """The theme that this one was put into, or itself: what was said of the part is said of the whole."""
    theme = work.of_my_group(Theme, id)
    return work.get(Theme, theme.merged_into) if theme.merged_into else theme


def merged_before(work: Work, id: str) -> list[Theme]:
    """The themes that went into this one."""
    return work.all(select(Theme).where(Theme.merged_into == id))


def inside(work: Work, theme_id: str) -> list[Contribution]:
    return work.all(select(Contribution).where(Contribution.theme_id == theme_id).order_by(col(Contribution.given)))


def laid(work: Work, ideas: Iterable[Contribution], theme_id: str | None) -> Cards:
    """Puts them there. Returns those that lay elsewhere, and where."""
    lay = [(idea, idea.theme_id) for idea in ideas]
    return {idea.id: [was, theme_id] for idea, was in lay if work.change(idea, theme_id=theme_id)}


def altered(work: Work, theme: Theme, **values: Any) -> Themes:
    was = {name: getattr(theme, name) for name in values}
    return {theme.id: [was, values]} if work.change(theme, **values) else {}
