"""Votes, as everybody of a group sees them. Before the close nothing here knows a choice; after it, nothing a voter."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, func, literal, select

from app.domain.choices import HANDS, LEVELS
from app.domain.votes import STAGE_VOTES
from app.live.fragments.base import KEYS, Fragment, by_key, fetch, lists_by, row
from app.live.fragments.corrections import Corrections, corrections
from app.live.fragments.people import SEATS
from app.models import AgendaItem, Ballot, Group, HandCount, Lab, Poll, Stage
from app.models.agenda_item import TOGETHER

poll, ballot, hands = Poll.__table__, Ballot.__table__, HandCount.__table__  # type: ignore[attr-defined]
group, lab, stage, item = Group.__table__, Lab.__table__, Stage.__table__, AgendaItem.__table__  # type: ignore[attr-defined]

POLLS = select(*(column for column in poll.c if column.name != "author_id")).order_by(poll.c.given)
POLLS_OF_GROUPS = POLLS.where(poll.c.group_id.in_(KEYS))
POLLS_OF_LESSONS = POLLS.where(poll.c.lesson_id.in_(KEYS))
PLENARY = POLLS.where(poll.c.group_id.is_(None), poll.c.lab_id.in_(KEYS))
GROUPS = select(group.c.id, group.c.lab_id, group.c.number).where(group.c.id.in_(KEYS))
STAGES = (
    select(group.c.id, stage.c.id.label("stage_id"), stage.c.kind)
    .join(stage, stage.c.id == group.c.stage_id)
    .join(item, item.c.id == stage.c.item_id)
    .where(group.c.id.in_(KEYS), stage.c.kind.in_((*STAGE_VOTES.values(), "ballot")), item.c.kind.not_in(TOGETHER))
)
GROUPS_OF_LABS = select(group.c.id, group.c.lab_id, group.c.stage_id).where(group.c.lab_id.in_(KEYS))
LABS = select(lab.c.id, lab.c.closed_at).where(lab.c.id.in_(KEYS))
CAST = (
    select(ballot.c.poll_id, func.count().label("n"), func.count(ballot.c.paper).label("without_seat"))
    .where(ballot.c.poll_id.in_(KEYS), ~ballot.c.is_taken_back)
    .group_by(ballot.c.poll_id)
)
RAISED = (
    select(hands.c.poll_id, func.sum(hands.c.people).label("n"), literal(0).label("without_seat"))
    .where(hands.c.poll_id.in_(KEYS))
    .group_by(hands.c.poll_id)
)
PAPERS = (
    select(ballot.c.poll_id, ballot.c.group_id, ballot.c.paper, ballot.c.is_taken_back, ballot.c.corrections)
    .where(ballot.c.poll_id.in_(KEYS), ballot.c.paper.is_not(None))
    .order_by(ballot.c.paper)
)
COUNTED = select(hands.c.poll_id, hands.c.group_id, hands.c.people, hands.c.corrections).where(
    hands.c.poll_id.in_(KEYS)
)
# In the order of ids, which is no order: nobody reads from it who came first.
WORDS = (
    select(
        ballot.c.id,
        ballot.c.poll_id,
        ballot.c.choice,
        ballot.c.dissent,
        ballot.c.may_quote,
        ballot.c.answer,
    )
    .join(poll, poll.c.id == ballot.c.poll_id)
    .where(ballot.c.poll_id.in_(KEYS), poll.c.closed_at.is_not(None), ~ballot.c.is_taken_back, ballot.c.dissent != "")
    .order_by(ballot.c.id)
)


def votes(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """What a group votes on now; else what its last vote came to. The same for the plenary."""
    groups = fetch(read, GROUPS, keys)
    own = lists_by(fetch(read, POLLS_OF_GROUPS, keys), "group_id")
    plenary = lists_by(fetch(read, PLENARY, {one.lab_id for one in groups}), "lab_id")
    shown = {one.id: [*own[one.id][-1:], *plenary[one.lab_id][-1:]] for one in groups}
    quoted = dissents(read, [each for some in shown.values() for each in some], all_of_them=False)
    return {one.id: vote_of(one, [as_poll(each, quoted) for each in shown[one.id]]) for one in groups}


def vote_of(one: Any, polls: list[SimpleNamespace]) -> SimpleNamespace:
    return SimpleNamespace(lab_id=one.lab_id, group_id=one.id, number=one.number, polls=polls)


def as_poll(one: Any, words: dict[str, list[Any]]) -> SimpleNamespace:
    """A poll for a template. `result` and `words` are empty before the close."""
    it = row(one, is_open=one.closed_at is None, words=words.get(one.id, []), levels=LEVELS.get(one.method, (HANDS,)))
    it.is_plenary = one.group_id is None
    it.result = one.result if one.closed_at else None
    return it


def dissents(read: Connection, polls: list[Any], all_of_them: bool) -> dict[str, list[Any]]:
    """What dissenters wrote, vote by vote; only what may be quoted, unless their own desk reads it."""
    closed = {each.id for each in polls if each.closed_at}
    found = [each for each in fetch(read, WORDS, closed) if all_of_them or each.may_quote]
    return lists_by([row(each, is_objection="objection" in each.choice.values()) for each in found], "poll_id")


def desk_votes(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """With how many have voted, what was typed in here, and the rounds before."""
    groups = fetch(read, GROUPS, keys)
    own = lists_by(fetch(read, POLLS_OF_GROUPS, keys), "group_id")
    plenary = lists_by(fetch(read, PLENARY, {one.lab_id for one in groups}), "lab_id")
    everything = [
        *(each for some in own.values() for each in some),
        *(each for some in plenary.values() for each in some),
    ]
    ids = {each.id for each in everything}
    words = dissents(read, [each for each in everything if each.group_id], all_of_them=True)
    papers = lists_by(fetch(read, PAPERS, ids), "poll_id")
    counted = lists_by(fetch(read, COUNTED, ids), "poll_id")
    turnouts = turnouts_of(read, keys)
    stages = by_key(fetch(read, STAGES, keys), "id")
    log = log_of(read, groups, [*papers.values(), *counted.values()])

    def at_desk(one: Any, group_id: int) -> SimpleNamespace:
        it = as_poll(one, words)
        it.papers = [each.paper for each in papers[one.id] if each.group_id == group_id and not each.is_taken_back]
        it.by_hand = sum(each.people for each in counted[one.id] if each.group_id == group_id)
        it.log = log.get((one.id, group_id), [])
        return it

    found = {}
    for one in groups:
        polls = [at_desk(each, one.id) for each in [*own[one.id], *plenary[one.lab_id][-1:]]]
        found[one.id] = vote_of(one, polls)
        found[one.id].turnout = turnouts.get(one.id)
        found[one.id].is_open = any(each.is_open and not each.is_plenary for each in polls)
        found[one.id].idle = idle(stages.get(one.id), polls)
    return found


def idle(stage: Any, polls: list[SimpleNamespace]) -> str:
    """The kind of the group's stage, where that is a vote which could not open by itself; "" for all others."""
    is_asked = stage is None or any(each.is_open or each.stage_id == stage.stage_id for each in polls)
    return "" if is_asked else stage.kind


def log_of(read: Connection, groups: list[Any], typed_in: list[list[Any]]) -> Corrections:
    """The record of events is long: it is read where something was put right only."""
    corrected = {each.group_id for some in typed_in for each in some if each.corrections}
    return corrections(read, {one.lab_id for one in groups if one.id in corrected})


def turnouts_of(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """How many of how many have voted, in groups that vote now."""
    now = {each.group_id: each for each in fetch(read, POLLS_OF_GROUPS, keys) if each.closed_at is None}
    cast = cast_in(read, {each.id for each in now.values()})
    seats = by_key(fetch(read, SEATS, set(now)), "group_id")
    return {
        key: turnout_of(cast[each.id], getattr(seats.get(key), "seated", 0), group_id=key) for key, each in now.items()
    }


def cast_in(read: Connection, polls: set[str]) -> dict[str, tuple[int, int]]:
    """How many have voted, and how many of them on paper."""
    found = dict.fromkeys(polls, (0, 0))
    for statement in (CAST, RAISED):
        for each in fetch(read, statement, polls):
            cast, without_seat = found[each.poll_id]
            found[each.poll_id] = cast + each.n, without_seat + each.without_seat
    return found


def turnout_of(cast: tuple[int, int], seated: int, **of: int) -> SimpleNamespace:
    """Of how many, as it will be counted at the close: who votes on paper has no seat that a phone knows of."""
    n, on_paper = cast
    return SimpleNamespace(**of, cast=n, entitled=max(seated + on_paper, n))


def plenary_votes(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """The vote of everybody, for the stage and the tower."""
    polls = lists_by(fetch(read, PLENARY, keys), "lab_id")
    turnouts = plenary_turnouts(read, keys)
    stages = {each.stage_id for each in fetch(read, GROUPS_OF_LABS, keys)}
    return {
        one.id: SimpleNamespace(
            lab_id=one.id,
            is_closed=one.closed_at is not None,
            polls=[of_all(each, stages) for each in polls[one.id][-1:]],
            turnout=turnouts.get(one.id),
        )
        for one in fetch(read, LABS, keys)
    }


def of_all(one: Any, stages: set[Any]) -> SimpleNamespace:
    """`is_past`: the vote of a stage that everybody has left. The wall is free again."""
    it = as_poll(one, {})
    it.is_past = not it.is_open and one.stage_id is not None and one.stage_id not in stages
    return it


def plenary_turnouts(read: Connection, keys: set[Any]) -> dict[int, Any]:
    now = {each.lab_id: each for each in fetch(read, PLENARY, keys) if each.closed_at is None}
    cast = cast_in(read, {each.id for each in now.values()})
    groups = fetch(read, GROUPS_OF_LABS, set(now))
    seats = by_key(fetch(read, SEATS, {one.id for one in groups}), "group_id")
    return {
        key: turnout_of(
            cast[each.id],
            sum(seats[one.id].seated for one in groups if one.lab_id == key and one.id in seats),
            lab_id=key,
        )
        for key, each in now.items()
    }


def ballots_of_lessons(read: Connection, keys: set[Any]) -> dict[str, list[SimpleNamespace]]:
    """All ballots on each of these lessons, the last one last, with the dissent that may be quoted."""
    found = fetch(read, POLLS_OF_LESSONS, keys)
    quoted = dissents(read, found, all_of_them=False)
    return lists_by([as_poll(each, quoted) for each in found], "lesson_id")


class Vote(Fragment):
    piece = "votes/_vote.html:vote"
    load = votes


class DeskVote(Fragment):
    piece = "votes/_desk_vote.html:desk_vote"
    load = desk_votes


class Turnout(Fragment):
    """One line: a ballot cast redraws no more than this."""

    piece = "votes/_turnout.html:turnout"
    load = turnouts_of


class StageVote(Fragment):
    piece = "votes/_stage_vote.html:stage_vote"
    load = plenary_votes


class TowerVote(Fragment):
    piece = "votes/_tower_vote.html:tower_vote"
    load = plenary_votes


class PlenaryTurnout(Fragment):
    piece = "votes/_turnout.html:plenary_turnout"
    load = plenary_turnouts
