"""Opening what was written in private: all at once, or one card each, in turn.

Where the lab knows people by name, a turn opens the next card of whoever's turn it is. Cards of those who gave no name,
cards on paper, and in a lab that promises more than names all cards, lie in one pile: a turn opens one, drawn by lot.
So the order of turns says nothing of who wrote what; and because of that promise the lot has no seed that is kept.

In the first round everybody has a turn, for who has written nothing may speak. Later only those who have cards left."""

import secrets
from collections.abc import Sequence
from typing import Any, Literal

from sqlmodel import col, select

from app.domain.contributions import open_group
from app.domain.rules import PARTICIPANT
from app.domain.sorting_errors import TurnIsOver
from app.domain.sorting_events import CardsRevealed, TurnPassed
from app.domain.work import Work
from app.models import Contribution, GoingRound, Group, Person

PILE = 0
"""In place of a person: the turn of cards that nobody at the table opens as their own."""


def reveal_all(work: Work) -> None:
    """Opens every card of the group, and ends its going round."""
    group = open_group(work)
    hidden = hidden_cards(work, group.id)
    for idea in hidden:
        work.change(idea, is_revealed=True)
    is_over = stop_going_round(work, group)
    if hidden or is_over:
        work.announce(CardsRevealed(group.id, [idea.id for idea in hidden]))


def go_round(work: Work) -> GoingRound:
    return begin_round(work, open_group(work))


def begin_round(work: Work, group: Group) -> GoingRound:
    """Everybody at the table, in the order of their seats. While somebody still has a turn, this changes nothing."""
    if work.session.get(GoingRound, group.id) is None:
        work.add(GoingRound(group_id=group.id, lab_id=work.lab_id))
    going = work.known(work.session.get(GoingRound, group.id))
    seats, hidden = seats_of(work, group.id), hidden_cards(work, group.id)
    if not whose_turns(going, seats):
        line = (
            first_round(seats, hidden, is_named(work))
            if not going.round
            else later_round(seats, hidden, is_named(work))
        )
        work.change(going, round=going.round + 1, turn=going.turn + 1, waiting=line)
        work.announce(TurnPassed(group.id))
    return going


def stop_going_round(work: Work, group: Group) -> bool:
    """Whether anybody was going round."""
    going = work.session.get(GoingRound, group.id)
    return going is not None and work.change(going, round=0, waiting=[])


def reveal_next(work: Work, turn: int) -> Contribution | None:
    """The next card of whoever's turn it is, and on to the next person. `turn`: the one that the moderator saw."""
    return take_turn(work, turn, "open")


def pass_turn(work: Work, turn: int) -> None:
    """On to the next person; their card stays for the next round."""
    take_turn(work, turn, "pass")


def take_turn(work: Work, turn: int, how: Literal["open", "pass"]) -> Contribution | None:
    group = open_group(work)
    going = work.session.get(GoingRound, group.id)
    if going is None or not going.round or going.turn != turn:
        raise TurnIsOver(TurnPassed(group.id))
    seats, hidden = seats_of(work, group.id), hidden_cards(work, group.id)
    line = whose_turns(going, seats)
    card = drawn(line[0], seats, hidden, is_named(work)) if line and how == "open" else None
    if card:
        work.change(card, is_revealed=True)
    go_on(work, going, line[1:], seats, [one for one in hidden if one is not card])
    work.announce(CardsRevealed(group.id, [card.id]) if card else TurnPassed(group.id))
    return card


def go_on(work: Work, going: GoingRound, rest: list[int], seats: list[Person], hidden: list[Contribution]) -> None:
    """To the next person, after the first round to the next who has a card; after the last one, to the next round."""
    with_cards = later_round(seats, hidden, is_named(work))
    rest = rest if going.round == 1 else [id for id in rest if id in with_cards]
    again = [] if rest else with_cards
    work.change(going, turn=going.turn + 1, waiting=rest or again, round=going.round + bool(again))


def whose_turns(going: Any, seats: Sequence[Any]) -> list[int]:
    """Ids of those who still have a turn in this round, as far as they are at the table; [] when it is over."""
    here = {one.id for one in seats} | {PILE}
    return [id for id in going.waiting if id in here]


def first_round(seats: Sequence[Any], hidden: Sequence[Any], is_named: bool) -> list[int]:
    return [one.id for one in seats] + pile_alone(seats, hidden, is_named)


def later_round(seats: Sequence[Any], hidden: Sequence[Any], is_named: bool) -> list[int]:
    with_cards = [one.id for one in seats if cards_for(one.id, seats, hidden, is_named)]
    return with_cards + pile_alone(seats, hidden, is_named)


def cards_for(person: int, seats: Sequence[Any], hidden: Sequence[Any], is_named: bool) -> list[Any]:
    """The cards that a turn of theirs may open: their own, or those of the pile. `hidden`: the oldest first."""
    own = owners(seats, is_named)
    if person in own:
        return [card for card in hidden if card.author_id == person and not card.on_paper]
    return [card for card in hidden if card.on_paper or card.author_id not in own]


def owners(seats: Sequence[Any], is_named: bool) -> set[int]:
    """Those who open their own cards."""
    return {one.id for one in seats if is_named and one.name is not None}


def pile_alone(seats: Sequence[Any], hidden: Sequence[Any], is_named: bool) -> list[int]:
    """A turn for the pile, where nobody at the table draws from it."""
    draws = {one.id for one in seats} - owners(seats, is_named)
    return [PILE] if not draws and cards_for(PILE, seats, hidden, is_named) else []


def drawn(person: int, seats: Sequence[Any], hidden: Sequence[Any], is_named: bool) -> Contribution | None:
    cards = cards_for(person, seats, hidden, is_named)
    if not cards:
        return None
    found: Contribution = cards[0] if person in owners(seats, is_named) else secrets.choice(cards)
    return found


def is_named(work: Work) -> bool:
    return work.lab().anonymity == "named"


def seats_of(work: Work, group_id: int) -> list[Person]:
    seated = select(Person).where(
        Person.group_id == group_id, Person.role == PARTICIPANT, col(Person.removed_at).is_(None)
    )
    return work.all(seated.order_by(col(Person.number)))


def hidden_cards(work: Work, group_id: int) -> list[Contribution]:
    """The oldest first."""
    hidden = select(Contribution).where(
        Contribution.group_id == group_id,
        col(Contribution.is_revealed).is_(False),
        col(Contribution.is_withdrawn).is_(False),
    )
    return work.all(hidden.order_by(col(Contribution.given)))
