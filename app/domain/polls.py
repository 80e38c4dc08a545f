"""Which votes there are, and which of them is open: at most one in a group, and one in the plenary."""

from sqlmodel import col, func, select

from app.domain.errors import NotFound, ObjectionsOpen, VoteIsOpen, WordsAreVotedOn
from app.domain.rules import PARTICIPANT
from app.domain.work import Work
from app.models import Ballot, Group, HandCount, Lesson, Person, Poll


def open_poll(work: Work, group_id: int | None) -> Poll | None:
    mine = col(Poll.group_id) == group_id if group_id else col(Poll.group_id).is_(None)
    asked = select(Poll).where(Poll.lab_id == work.lab_id, mine, col(Poll.closed_at).is_(None))
    return work.session.exec(asked).first()


def require_no_open_poll(work: Work, group_id: int | None) -> None:
    if open_poll(work, group_id):
        raise VoteIsOpen


def require_settled_words(work: Work, lesson_id: str) -> None:
    """While people vote on a lesson its words stand still: what is counted is what they read."""
    asked = select(Poll).where(Poll.lab_id == work.lab_id, col(Poll.closed_at).is_(None))
    for poll in work.all(asked):
        if any(option["id"] == lesson_id for option in poll.options):
            raise WordsAreVotedOn


def is_objected_to(work: Work, lesson: Lesson) -> bool:
    """Whether an objection to its present words was met neither by an answer nor by other words."""
    asked = select(Poll).where(Poll.lesson_id == lesson.id, Poll.edition == lesson.edition)
    return any((each.result or {}).get("open_objections") for each in work.all(asked))


def require_met_objections(work: Work, lesson: Lesson) -> None:
    if is_objected_to(work, lesson):
        raise ObjectionsOpen


def of_actor(work: Work, id: str) -> Poll:
    """A vote that is the actor's own to run: a moderator's group's, the organiser's plenary's."""
    poll = work.get(Poll, id)
    if poll.group_id != work.actor.group_id:
        raise NotFound
    return poll


def to_vote_in(work: Work, id: str) -> Poll:
    """A vote in which the actor's group votes: its own, or the plenary's."""
    poll = work.get(Poll, id)
    if poll.group_id not in (None, work.group_id):
        raise NotFound
    return poll


def voting_groups(work: Work, group_id: int | None) -> list[int]:
    """The group that votes; all of them in the plenary."""
    return [group_id] if group_id else [each.id for each in groups_of(work)]


def groups_of(work: Work) -> list[Group]:
    return work.all(select(Group).where(Group.lab_id == work.lab_id).order_by(col(Group.number)))


def seated(work: Work, group_id: int | None) -> int:
    """How many participants sit in this group, or in all."""
    asked = select(func.count()).where(
        Person.lab_id == work.lab_id, Person.role == PARTICIPANT, col(Person.removed_at).is_(None)
    )
    return work.session.scalar(asked.where(Person.group_id == group_id) if group_id else asked) or 0


def ballots_in(work: Work, poll: Poll) -> list[Ballot]:
    cast = select(Ballot).where(Ballot.poll_id == poll.id, col(Ballot.is_taken_back).is_(False))
    return work.all(cast.order_by(col(Ballot.cast_at), col(Ballot.id)))


def hands_in(work: Work, poll: Poll) -> list[HandCount]:
    return work.all(select(HandCount).where(HandCount.poll_id == poll.id).order_by(col(HandCount.group_id)))
