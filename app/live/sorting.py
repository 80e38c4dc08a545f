"""Who hears when cards are opened and sorted."""

from collections.abc import Iterator

from app.domain import sorting_events as s
from app.live import fragments as f
from app.live.channels import DESK, PHONE, Channel
from app.live.formations import Change, of_whose_turn


def of_clustering(lab: int, happened: s.Clustered) -> Iterator[Change]:
    """Each card at the desk offers the themes to put it in: a new name is new on all of them."""
    group = happened.group
    if happened.changes_themes:
        yield Channel(lab, DESK, group), f.DeskBoard(group)
        named = happened.theme if isinstance(happened, s.ThemeNamed) else None
        yield Channel(lab, PHONE, group), f.ThemeColumn(named) if named else f.Board(group)
    else:
        for card in happened.cards:
            yield Channel(lab, PHONE, group), f.Card(card)
            yield Channel(lab, DESK, group), f.DeskCard(card)
    yield Channel(lab, DESK, group), f.Steps(group)


def of_turns(lab: int, happened: s.CardsRevealed | s.TurnPassed) -> Iterator[Change]:
    group = happened.group
    yield from of_whose_turn(lab, group)
    if isinstance(happened, s.CardsRevealed):
        yield Channel(lab, PHONE, group), f.Board(group)
        yield Channel(lab, DESK, group), f.DeskBoard(group)
