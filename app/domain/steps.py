"""Taking steps of clustering back. The events themselves are the stack: each says where every card lay before.

Taking back what took a step back does that step again. Whatever was changed since by a later step is not touched:
who wants to undo an older step is told by whom."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlmodel import col, select

from app.domain.agreement import follow, shake_what_rests_on, tell_what_rests_on
from app.domain.contributions import open_group
from app.domain.errors import NotFound, Refusal
from app.domain.events import Happened, NoteBroughtBack, NotePutBack, kinds, revived
from app.domain.evidence import steady_what_rests_on
from app.domain.sorting_errors import CardMovedSince, ThemeChangedSince
from app.domain.sorting_events import Clustered, StepUndone, ThemeMade
from app.domain.work import Work
from app.models import Contribution, Event, Note, Person, Theme

CLUSTERED = tuple(kinds(Clustered))
MOST = 200  # steps that are looked back
LONGEST = 40  # letters of a card that is named in a sentence

Cards = dict[str, list[str | None]]
Themes = dict[str, list[dict[str, Any]]]


class Step(NamedTuple):
    seq: int
    who: int | None
    what: Clustered

    @property
    def undone(self) -> int | None:
        """The number of the step that this one took back."""
        return self.what.step if isinstance(self.what, StepUndone) else None


def undo(work: Work, step: int) -> None:
    """Two clicks are one: what has been taken back already is left alone."""
    group = open_group(work)
    done = steps(work, group.id)
    one = next((each for each in done if each.seq == step), None)
    if one is None or not (one.what.cards or one.what.themes):
        raise NotFound
    if step not in standing(done):
        return
    cards, themes = backwards(one.what.cards), backwards(one.what.themes)
    require_untouched(work, one, [each for each in done if each.seq > step])
    for id, (_, now) in cards.items():
        work.change(work.get(Contribution, id), theme_id=now)
    for id, (_, now) in themes.items():
        work.change(work.get(Theme, id), **now)
    work.announce(StepUndone(group.id, one.what.theme, cards, themes, step))
    if isinstance(first_of(one, done).what, ThemeMade):
        park_or_unpark(work, work.get(Theme, one.what.theme or ""))
    for id in themes:
        tell_lessons(work, work.get(Theme, id))
    tell_of_cards(work, cards)


def tell_of_cards(work: Work, cards: Cards) -> None:
    """Lessons rest on themes with what lies in them: those that cards came to or went from say something else."""
    touched = {theme for lay in cards.values() for theme in lay if theme}
    parts = work.all(select(Theme.id).where(col(Theme.merged_into).in_(touched)).order_by(Theme.id)) if touched else []
    for id in [*sorted(touched), *parts]:
        tell_what_rests_on(work, "theme", id)


def first_of(one: Step, done: list[Step]) -> Step:
    """What was done, where this takes back what took it back."""
    undone = next((each for each in done if each.seq == one.undone), None)
    return first_of(undone, done) if undone else one


def park_or_unpark(work: Work, theme: Theme) -> None:
    """A parked point that became this theme is parked again while the theme is gone, with whatever rests on it."""
    made = f"theme:{theme.id}"
    note = work.session.exec(select(Note).where(Note.group_id == theme.group_id, Note.became == made)).first()
    if note is None or not work.change(note, is_removed=not theme.is_removed):
        return
    if theme.is_removed:
        work.announce(NotePutBack(note.group_id, note.id))
        follow(work, ("theme", theme.id), ("note", note.id))
    else:
        work.announce(NoteBroughtBack(note.group_id, note.id, made))
        follow(work, ("note", note.id), ("theme", theme.id))


def tell_lessons(work: Work, theme: Theme) -> None:
    """What rests on a theme that is gone is shaken; what an undone removal had shaken is as it was."""
    into = work.get(Theme, theme.merged_into) if theme.merged_into else theme
    tell = shake_what_rests_on if into.is_removed else steady_what_rests_on
    for each in (theme, *work.all(select(Theme).where(Theme.merged_into == theme.id))):
        tell(work, "theme", each.id)


def backwards(changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {id: [now, was] for id, (was, now) in changes.items()}


def require_untouched(work: Work, one: Step, later: list[Step]) -> None:
    """Everything is as this step left it, and what it took things out of is there to put them back."""
    for id, (was, now) in one.what.themes.items():
        theme = work.get(Theme, id)
        if any(getattr(theme, name) != value for name, value in now.items()):
            raise theme_changed(work, theme, later)
        if was.get("is_removed") and work.all(used_by_others(id, one.what)):
            raise theme_changed(work, theme, later)
    for id, (lay_in, lies_in) in one.what.cards.items():
        idea = work.get(Contribution, id)
        if idea.theme_id != lies_in:
            raise card_moved(work, idea, later)
        home = work.get(Theme, lay_in) if lay_in else None
        if home and home.is_removed and home.id not in one.what.themes:
            raise theme_changed(work, home, later)


def used_by_others(theme_id: str, step: Clustered) -> Any:
    """Cards that came into a theme after the step that made it."""
    return select(Contribution).where(
        Contribution.theme_id == theme_id, ~col(Contribution.is_withdrawn), col(Contribution.id).not_in(step.cards)
    )


def theme_changed(work: Work, theme: Theme, later: list[Step]) -> Refusal:
    touched = [each for each in later if theme.id in each.what.themes or theme.id == each.what.theme]
    return ThemeChangedSince(*shown(later), who=name_of(work, whose(touched)), theme=theme.name)


def card_moved(work: Work, idea: Contribution, later: list[Step]) -> Refusal:
    touched = [each for each in later if idea.id in each.what.cards]
    return CardMovedSince(*shown(later), who=name_of(work, whose(touched)), card=card_words(idea))


def shown(later: list[Step]) -> list[Happened]:
    """What the refused one's screen may not show yet."""
    return [each.what for each in later]


def whose(touched: list[Step]) -> int | None:
    return touched[-1].who if touched else None


def steps(work: Work, group_id: int) -> list[Step]:
    """The group's steps of clustering, the oldest first; also those of acts that are committed together with this."""
    found = (
        select(Event)
        .where(
            Event.lab_id == work.lab_id,
            col(Event.kind).in_(CLUSTERED),
            col(Event.what)["group"].as_integer() == group_id,
        )
        .order_by(col(Event.seq).desc())
        .limit(MOST)
    )
    kept = [(each.seq, each.who, each.kind, each.what) for each in reversed(work.all(found))]
    waiting = [(each["seq"], each["who"], each["kind"], each["what"]) for each in work.journal.entries]
    return [each for each in as_steps([*kept, *waiting]) if each.what.group == group_id]


def as_steps(rows: Iterable[tuple[int, int | None, str, dict[str, Any]]]) -> list[Step]:
    happened = [(seq, who, revived(kind, what)) for seq, who, kind, what in rows if kind in CLUSTERED]
    return [Step(seq, who, what) for seq, who, what in happened if isinstance(what, Clustered)]


def standing(done: list[Step]) -> set[int]:
    """The numbers of the steps that are not taken back."""
    fallen: set[int] = set()
    for each in reversed(done):
        if each.undone and each.seq not in fallen:
            fallen.add(each.undone)
    return {each.seq for each in done} - fallen


def to_undo(done: list[Step]) -> list[Step]:
    """What can be taken back, the newest first."""
    stand = standing(done)
    return [
        each
        for each in reversed(done)
        if each.undone is None and each.seq in stand and (each.what.cards or each.what.themes)
    ]


def to_redo(done: list[Step]) -> Step | None:
    """What was taken back last, while nothing new was done since: undo it, and the step is done again."""
    stand, plain = standing(done), {each.seq for each in done if each.undone is None}
    for each in reversed(done):
        if each.undone is None:
            return None
        if each.undone in plain and each.seq in stand:
            return each
    return None


def last_of_theme(work: Work, id: str) -> Step:
    """The newest step that this theme was in."""
    return newest(each for each in steps(work, work.group_id) if id in each.what.themes or id == each.what.theme)


def last_of_card(work: Work, id: str) -> Step:
    return newest(each for each in steps(work, work.group_id) if id in each.what.cards)


def newest(found: Iterable[Step]) -> Step:
    """Nobody and nothing, when it was too long ago to say."""
    return [Step(0, None, Clustered(0, None)), *found][-1]


def name_of(work: Work, person_id: int | None) -> str | None:
    return work.get(Person, person_id).name if person_id else None


def card_words(idea: Contribution) -> str:
    return idea.text if len(idea.text) <= LONGEST else idea.text[:LONGEST].rstrip() + "…"
