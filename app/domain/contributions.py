"""Contributing, saying it better, taking it back, standing behind another's."""

from datetime import timedelta
from typing import Any

import sqlalchemy as core
from sqlalchemy import bindparam
from sqlmodel import col, select

from app.clock import now
from app.domain.agreement import shake_what_rests_on, tell_what_rests_on
from app.domain.errors import LabClosed, NotFound, NotInThisStage, NotYours, PromptNotOpen, TimeIsUp
from app.domain.events import (
    ContributionGiven,
    ContributionRevealedLater,
    ContributionReworded,
    ContributionWithdrawn,
    SupportGiven,
    SupportTakenBack,
)
from app.domain.kinds import Kind, kind_at
from app.domain.rules import MODERATOR
from app.domain.work import Work
from app.models import Contribution, GoingRound, Group, Prompt, Stage, Support
from app.straight import Lookup

idea = Contribution.__table__  # type: ignore[attr-defined]
GRACE = timedelta(seconds=20)
"""After a hard end: to finish a sentence, or for the moderator to give more time."""

EARLIER = Lookup(
    core.select(idea.c.id)
    .where(idea.c.group_id == bindparam("group"), ~idea.c.is_withdrawn, idea.c.author_id == bindparam("person"))
    .limit(1)
)


def contribute(work: Work, prompt_id: int, text: str, key: str) -> Contribution:
    """Sending the same again under the same key changes nothing, so a phone may always repeat itself."""
    id, said = work.once(Contribution, key, first_text=text)
    if said:
        return said
    group = open_group(work)
    if group.prompt_id != prompt_id:
        raise PromptNotOpen
    stage = stage_of(work, group)
    if not stage.writes:
        raise NotInThisStage
    if is_over(work, group):
        raise TimeIsUp
    return give(work, group, id=id, prompt_id=prompt_id, text=text, is_revealed=not stage.is_private)


def contribute_on_paper(work: Work, prompt_id: int, text: str, said_by: str, key: str) -> Contribution:
    """A moderator's proxy entry for somebody without a phone: any prompt, any stage, labelled for ever."""
    id, said = work.once(Contribution, key, first_text=text)
    if said:
        return said
    group = open_group(work)
    prompt = work.get(Prompt, prompt_id)
    is_revealed = not stage_of(work, group).is_private or goes_round(work, group)
    return give(
        work,
        group,
        id=id,
        prompt_id=prompt.id,
        text=text,
        is_revealed=is_revealed,
        on_paper=True,
        said_by=said_by or None,
    )


def reword(work: Work, id: str, text: str) -> Contribution:
    idea = own(work, id)
    if idea.is_withdrawn:
        raise NotFound
    was = idea.text
    if work.change(idea, text=text):
        work.announce(ContributionReworded(idea.group_id, id, was, idea.is_revealed))
        tell_what_rests_on(work, "contribution", id)
    return idea


def withdraw(work: Work, id: str) -> Contribution:
    """Its author until the theme stage, the group's moderator at any time. The record keeps the words."""
    idea = work.of_my_group(Contribution, id) if work.actor.role == MODERATOR else own(work, id)
    open_group(work)
    if work.change(idea, is_withdrawn=True):
        work.announce(ContributionWithdrawn(idea.group_id, id, idea.is_revealed))
        shake_what_rests_on(work, "contribution", id)
    return idea


def support(work: Work, id: str, on: bool) -> Contribution:
    idea = work.of_my_group(Contribution, id)
    if not idea.is_revealed or idea.is_withdrawn or idea.author_id == work.actor_id:
        raise NotYours
    if not stage_of(work, open_group(work)).supports:
        raise NotInThisStage
    given = work.session.get(Support, (id, work.actor_id))
    if on and given is None:
        work.add(Support(contribution_id=id, person_id=work.actor_id, lab_id=work.lab_id))
        work.announce(SupportGiven(idea.group_id, id))
    elif given is not None and not on:
        work.session.delete(given)
        work.announce(SupportTakenBack(idea.group_id, id))
    return idea


def is_over(work: Work, group: Group) -> bool:
    """Whether the open stage has a hard end, and that is past with its last seconds of grace."""
    if group.ends_at is None or group.paused_at or now() <= group.ends_at + GRACE:
        return False
    stage = open_stage_of(work, group)
    return stage is not None and stage.end == "hard"


def reveal(work: Work, group_id: int) -> None:
    """What was written in private is shown, and nobody goes round any more. Announced by the stage that opens."""
    hidden = select(Contribution).where(Contribution.group_id == group_id, col(Contribution.is_revealed).is_(False))
    for idea in work.all(hidden):
        work.change(idea, is_revealed=True)
    if going := work.session.get(GoingRound, group_id):
        work.change(going, round=0, waiting=[])


def give(work: Work, group: Group, *, is_revealed: bool, id: str, text: str, **more: Any) -> Contribution:
    event = ContributionGiven if is_revealed else ContributionRevealedLater
    given = work.announce(event(group.id, id, is_first(work, group.id)))
    stage = open_stage_of(work, group)
    return work.insert(
        Contribution,
        id=id,
        lab_id=work.lab_id,
        group_id=group.id,
        author_id=work.actor_id,
        stage_kind=stage.kind if stage else None,
        round=group.round or None,
        text=text,
        first_text=text,
        given=given,
        given_at=now(),
        is_revealed=is_revealed,
        **more,
    )


def is_first(work: Work, group_id: int) -> bool:
    """Whether nothing of the actor's stands in this group yet."""
    return EARLIER.first(work.session.connection(), person=work.actor_id, group=group_id) is None


def goes_round(work: Work, group: Group) -> bool:
    """Who speaks in their turn is heard by all: what is written down for them is no secret."""
    going = work.session.get(GoingRound, group.id)
    return going is not None and going.round > 0


def own(work: Work, id: str) -> Contribution:
    """One's own contribution, while the group it was given to may still change it. Raises NotYours of another's."""
    idea = work.get(Contribution, id)
    if idea.author_id != work.actor_id:
        raise NotYours
    open_group(work)
    if not stage_of(work, work.get(Group, idea.group_id)).edits:
        raise NotInThisStage
    return idea


def open_group(work: Work) -> Group:
    """The actor's group, in a lab that is still open."""
    if work.lab().is_closed:
        raise LabClosed
    return work.get(Group, work.group_id)


def stage_of(work: Work, group: Group) -> Kind:
    return kind_at(open_stage_of(work, group))


def open_stage_of(work: Work, group: Group) -> Stage | None:
    return work.session.get(Stage, group.stage_id) if group.stage_id else None
