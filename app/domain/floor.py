"""Who asks for the floor, and who has it. Taps of the moderator, never listened to."""

from typing import Any

from sqlmodel import col, select

from app.clock import now
from app.domain.contributions import open_group, open_stage_of, stage_of
from app.domain.errors import NotFound, NotInThisStage
from app.domain.events import FloorGiven, HandLowered, HandRaised, TurnEnded
from app.domain.rules import PARTICIPANT
from app.domain.work import Work, mark
from app.methods.balance import Request, speaking_order
from app.models import Group, Hand, Person, SpeakingTurn


def raise_hand(work: Work, key: str) -> Hand:
    """One hand each: raising it again, or sending the same again, changes nothing."""
    id = mark(work.actor_id, key)
    if raised := work.find(Hand, id) or hand_of(work, work.actor_id):
        return raised
    group = open_group(work)
    if not takes_hands(work, group):
        raise NotInThisStage
    hand = Hand(id=id, lab_id=work.lab_id, group_id=group.id, person_id=work.actor_id)
    work.announce(HandRaised(group.id))
    return work.add(hand)


def lower_hand(work: Work) -> None:
    group = open_group(work)
    if lower(work, hand_of(work, work.actor_id)):
        work.announce(HandLowered(group.id))


def pass_over(work: Work, person_id: int) -> None:
    """The moderator lowers somebody's hand: they had their say, or are gone."""
    group = open_group(work)
    if lower(work, hand_of(work, listener(work, group, person_id).id)):
        work.announce(HandLowered(group.id))


def give_floor(work: Work, person_id: int) -> SpeakingTurn:
    """To anybody in the group; who speaks already goes on. It ends the turn before, and lowers their hand."""
    group = open_group(work)
    person = listener(work, group, person_id)
    current = turn_under_way(work, group)
    if current and current.person_id == person_id:
        return current
    order, hand = speaking_order(requests(work, group)), hand_of(work, person_id)
    finish(work, current)
    lower(work, hand)
    turn = SpeakingTurn(
        lab_id=work.lab_id,
        group_id=group.id,
        person_id=person.id,
        item_id=item_of(work, group),
        theme_id=group.on_table,
        hand_id=hand.id if hand else None,
    )
    work.announce(FloorGiven(group.id, person_id, bool(order) and order[0] != str(person_id)))
    return work.add(turn)


def end_turn(work: Work) -> None:
    group = open_group(work)
    if finish(work, turn_under_way(work, group)):
        work.announce(TurnEnded(group.id))


def clear_floor(work: Work, group: Group) -> None:
    """Nobody speaks and nobody asks any more: the stage for it is over."""
    hands = [hand for hand in hands_up(work, group) if lower(work, hand)]
    if finish(work, turn_under_way(work, group)) or hands:
        work.announce(TurnEnded(group.id))


def leave_floor(work: Work, person: Person) -> None:
    """Who leaves the group asks for nothing there and speaks no longer. Their leaving is what is announced."""
    lower(work, hand_of(work, person.id))
    speaking = select(SpeakingTurn).where(SpeakingTurn.person_id == person.id, col(SpeakingTurn.ended_at).is_(None))
    finish(work, work.session.exec(speaking).first())


def takes_hands(work: Work, group: Group) -> bool:
    return group.on_table is not None or stage_of(work, group).hands


def hand_of(work: Work, person_id: int) -> Hand | None:
    up = select(Hand).where(Hand.person_id == person_id, col(Hand.lowered_at).is_(None))
    return work.session.exec(up).first()


def hands_up(work: Work, group: Group) -> list[Hand]:
    return work.all(select(Hand).where(Hand.group_id == group.id, col(Hand.lowered_at).is_(None)))


def requests(work: Work, group: Group) -> list[Request]:
    item = item_of(work, group)
    had = work.all(select(SpeakingTurn).where(SpeakingTurn.group_id == group.id, SpeakingTurn.item_id == item))
    return [request(hand, had) for hand in hands_up(work, group)]


def item_of(work: Work, group: Group) -> int | None:
    """The item of the agenda that the group's stage belongs to: within it turns are counted."""
    stage = open_stage_of(work, group)
    return stage.item_id if stage else None


def request(hand: Any, turns: list[Any]) -> Request:
    """A hand with what its person has had in this item."""
    own = [turn for turn in turns if turn.person_id == hand.person_id]
    return Request(str(hand.person_id), len(own), sum(seconds(turn) for turn in own), hand.raised_at)


def seconds(turn: Any) -> float:
    """How long a turn took; one under way counts when it is over."""
    return (turn.ended_at - turn.began_at).total_seconds() if turn.ended_at else 0.0


def turn_under_way(work: Work, group: Group) -> SpeakingTurn | None:
    speaking = select(SpeakingTurn).where(SpeakingTurn.group_id == group.id, col(SpeakingTurn.ended_at).is_(None))
    return work.session.exec(speaking).first()


def listener(work: Work, group: Group, person_id: int) -> Person:
    person = work.get(Person, person_id)
    if person.group_id != group.id or person.role != PARTICIPANT or person.removed_at:
        raise NotFound
    return person


def lower(work: Work, hand: Hand | None) -> bool:
    return hand is not None and work.change(hand, lowered_at=now())


def finish(work: Work, turn: SpeakingTurn | None) -> bool:
    return turn is not None and work.change(turn, ended_at=now())
