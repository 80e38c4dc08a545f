"""Casting a ballot, changing it, taking it back; typing in those on paper, and hands that were counted.

A ballot replaces the one before it. What a phone says twice is one; what arrives after it has said something else since
is an old repetition, and changes nothing. After the close a phone is refused; what a moderator types in late, or puts
right, is counted, labelled and kept in the record with what stood there before.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import select

from app.clock import now
from app.domain.choices import Choice, choice_of, hands_of, label_of, needs_reason
from app.domain.contributions import is_over, open_group
from app.domain.errors import NotFound, ReasonMissing, VoteClosed
from app.domain.polls import of_actor, to_vote_in, voting_groups
from app.domain.vote_events import (
    BallotCast,
    BallotChanged,
    BallotTakenBack,
    HandsCounted,
    ObjectionAnswered,
    PaperCounted,
)
from app.domain.votes import recount
from app.domain.work import Work, mark
from app.models import Ballot, Group, HandCount, Poll

MOST_KEYS = 50
MOST_PAPER = 9999

Said = Mapping[str, str]
"""What a form says of each option, by the option's id."""


def cast(work: Work, poll_id: str, said: Said, dissent: str, may_quote: bool, key: str) -> Ballot:
    """Raises VoteClosed for a ballot that comes after the close, or after a hard end, unless it was counted already."""
    group = open_group(work)
    poll = to_vote_in(work, poll_id)
    sent, ballot = mark(work.actor_id, f"{poll.id} {key}"), own(work, poll)
    if ballot and sent in ballot.keys[:-1]:
        return ballot
    content = content_of(poll, said, dissent, may_quote)
    if ballot and sent in ballot.keys and is_same(ballot, content):
        return ballot
    if not poll.is_open or (ends_with_stage(poll, group) and is_over(work, group)):
        raise VoteClosed
    if ballot is None:
        ballot = Ballot(
            id=sent,
            lab_id=work.lab_id,
            poll_id=poll.id,
            group_id=work.group_id,
            person_id=work.actor_id,
            keys=[sent],
            cast_at=now(),
            **content,
        )
        work.add(ballot)
        work.announce(BallotCast(poll.id, voting_groups(work, poll.group_id), poll.is_plenary))
        return ballot
    return change(work, poll, ballot, sent, content)


def ends_with_stage(poll: Poll, group: Group) -> bool:
    """The hard end of the stage that a group is in ends its own vote, and everybody's if that is the stage's."""
    return not poll.is_plenary or poll.stage_id == group.stage_id


def change(work: Work, poll: Poll, ballot: Ballot, sent: str, content: dict[str, Any]) -> Ballot:
    is_back = ballot.is_taken_back
    work.change(ballot, group_id=work.group_id, is_taken_back=False, **known_under(ballot, sent))
    is_other = work.change(ballot, **content)
    if is_back or is_other:
        event = BallotCast if is_back else BallotChanged
        work.announce(event(poll.id, voting_groups(work, poll.group_id), poll.is_plenary))
    return ballot


def take_back(work: Work, poll_id: str, key: str) -> Ballot:
    """While the vote is open: as if it had never been cast."""
    open_group(work)
    poll = to_vote_in(work, poll_id)
    ballot = work.known(own(work, poll))
    if not poll.is_open:
        raise VoteClosed
    if work.change(ballot, is_taken_back=True):
        work.change(ballot, **known_under(ballot, mark(work.actor_id, f"{poll.id} {key}")))
        work.announce(BallotTakenBack(poll.id, voting_groups(work, poll.group_id), poll.is_plenary))
    return ballot


def cast_on_paper(work: Work, poll_id: str, paper: int, said: Said, dissent: str, may_quote: bool) -> Ballot:
    """A moderator types in the paper ballot of that number; typed in again, it is corrected."""
    poll = at_desk(work, poll_id)
    content = content_of(poll, said, dissent, may_quote)
    ballot = paper_of(work, poll, paper)
    if ballot is None:
        ballot = Ballot(
            id=mark(work.actor_id, f"{poll.id} {work.group_id} {paper}"),
            lab_id=work.lab_id,
            poll_id=poll.id,
            group_id=work.group_id,
            paper=paper,
            cast_at=now(),
            is_late=not poll.is_open,
            **content,
        )
        work.add(ballot)
        return typed_in(work, poll, ballot, None)
    was = record(ballot)
    if work.change(ballot, is_taken_back=False, **content):
        work.change(ballot, corrections=ballot.corrections + 1)
        typed_in(work, poll, ballot, was)
    return ballot


def take_out_paper(work: Work, poll_id: str, paper: int) -> Ballot:
    """One that was typed in by mistake no longer counts. The record keeps it."""
    poll = at_desk(work, poll_id)
    ballot = work.known(paper_of(work, poll, paper))
    was = record(ballot)
    if work.change(ballot, is_taken_back=True):
        work.change(ballot, corrections=ballot.corrections + 1)
        typed_in(work, poll, ballot, was)
    return ballot


def count_by_hand(work: Work, poll_id: str, counted: Mapping[tuple[str, str], str], people: int) -> HandCount:
    """Hands raised in the moderator's group, for each option and level. Counted again, it is corrected."""
    poll = at_desk(work, poll_id)
    counts, people = hands_of(poll, counted, people)
    count = work.session.get(HandCount, (poll.id, work.group_id))
    was = {"counts": count.counts, "people": count.people} if count else None
    if count is None:
        count = HandCount(
            poll_id=poll.id,
            group_id=work.group_id,
            lab_id=work.lab_id,
            counts=counts,
            people=people,
            counted_at=now(),
            is_late=not poll.is_open,
        )
        work.add(count)
    elif not work.change(count, counts=counts, people=people):
        return count
    else:
        work.change(count, corrections=count.corrections + 1)
    work.announce(HandsCounted(poll.id, [work.group_id], poll.is_plenary, was))
    recount(work, poll)
    return count


def answer_objection(work: Work, ballot_id: str, words: str) -> Ballot:
    """What the group answers to an objection meets it, unless the wording changes and the group is asked again. No
    words take the answer away: the objection is open again."""
    open_group(work)
    ballot = work.get(Ballot, ballot_id)
    poll = of_actor(work, ballot.poll_id)
    if poll.is_open or poll.method != "consent" or not needs_reason(poll, ballot.choice) or ballot.is_taken_back:
        raise NotFound
    was = ballot.answer
    if work.change(ballot, answer=words):
        work.announce(ObjectionAnswered(poll.id, voting_groups(work, poll.group_id), False, ballot.id, was))
        recount(work, poll)
    return ballot


def content_of(poll: Poll, said: Said, dissent: str, may_quote: bool) -> dict[str, Any]:
    choice: Choice = choice_of(poll, said)
    if needs_reason(poll, choice) and not dissent:
        raise ReasonMissing
    words = dissent if poll.about == "lesson" else ""
    return {
        "choice": choice,
        "label": label_of(poll, choice),
        "dissent": words,
        "may_quote": may_quote and bool(words),
    }


def is_same(ballot: Ballot, content: dict[str, Any]) -> bool:
    return not ballot.is_taken_back and all(getattr(ballot, name) == value for name, value in content.items())


def known_under(ballot: Ballot, sent: str) -> dict[str, Any]:
    """The key it came under becomes the last one: what comes under an older one is late."""
    return {"keys": [*(key for key in ballot.keys if key != sent), sent][-MOST_KEYS:]}


def own(work: Work, poll: Poll) -> Ballot | None:
    mine = select(Ballot).where(Ballot.poll_id == poll.id, Ballot.person_id == work.actor_id)
    return work.session.exec(mine).first()


def paper_of(work: Work, poll: Poll, paper: int) -> Ballot | None:
    same = select(Ballot).where(Ballot.poll_id == poll.id, Ballot.group_id == work.group_id, Ballot.paper == paper)
    return work.session.exec(same).first()


def at_desk(work: Work, poll_id: str) -> Poll:
    """The vote that a moderator types something into, open or closed, as long as the lab is open."""
    open_group(work)
    return to_vote_in(work, poll_id)


def typed_in(work: Work, poll: Poll, ballot: Ballot, was: dict[str, Any] | None) -> Ballot:
    work.announce(PaperCounted(poll.id, [work.group_id], poll.is_plenary, ballot.paper or 0, was))
    recount(work, poll)
    return ballot


def record(ballot: Ballot) -> dict[str, Any]:
    kept = {"choice": ballot.choice, "dissent": ballot.dissent, "may_quote": ballot.may_quote}
    return kept | {"is_taken_back": ballot.is_taken_back}
