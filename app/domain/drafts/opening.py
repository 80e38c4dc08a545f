"""A draft becomes a lab, all of it or nothing; and while nobody has joined, its plan may be laid anew."""

from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlmodel import SQLModel, col
from sqlmodel import select as rows

from app.clock import now
from app.domain.drafts.keeping import as_seen, draft_of, touched
from app.domain.drafts.refusals import LabHasBegun, LabStandsOn
from app.domain.events import LabReplanned
from app.domain.passes import holders
from app.domain.plans import Hashes, Plan, found
from app.domain.plans.founding import OF_LAB, OF_PERSON, add_group, add_item, born, person, prompt
from app.domain.rules import MODERATOR, PARTICIPANT, SPEAKER
from app.domain.seating.proposing import drop_proposal
from app.domain.seating.proposing import standing as proposals
from app.domain.work import Work
from app.models import AgendaItem, Draft, Group, Lab, Pass, Person, Prompt, Stage

AT_REST = {"prompt_id": None, "stage_id": None, "stage_started_at": None, "ends_at": None, "paused_at": None}
AT_REST |= {"timer_minutes": None}


def open_draft(work: Work, id: str, seen: int, plan: Plan, hashes: Hashes, owner: int | None = None) -> Draft:
    """Founds the lab that the edition `seen` plans, for the account that opens it. Pressed twice, it founds one.

    Raises CodeTaken, DraftMovedOn."""
    draft = draft_of(work, id)
    if draft.lab_id is None:
        draft = as_seen(work, id, seen)
        lab = found(work, plan, hashes, owner)
        work.change(draft, lab_id=lab.id, opened_edition=seen, **touched(draft))
    return draft


def replan_lab(work: Work, id: str, seen: int, plan: Plan, hashes: Hashes) -> Draft:
    """The lab as the edition `seen` plans it, under the same code and the same links; screens that are open load again.

    Raises LabHasBegun, LabStandsOn, DraftMovedOn."""
    draft, lab = as_seen(work, id, seen), work.lab()
    if has_begun(work, lab):
        raise LabHasBegun
    gone = groups_beyond(work, plan.groups)
    if is_rested_on(work, gone):
        raise LabStandsOn
    screens = holders(work)
    clear(work, gone)
    told = plan.model_dump(include=set(OF_LAB))
    when = plan.starts_at
    if work.change(lab, starts_at=when, **{name: told.pop(name) for name in ("time_zone", "place", "bring")}):
        work.change(lab, announced_at=now())  # calendars that have it are told anew
    work.change(lab, **told, background=plan.background or {})
    lay(work, lab, plan, hashes)
    work.change(draft, opened_edition=seen, **touched(draft))
    work.announce(LabReplanned([each.id for each in groups(work)], screens))
    return draft


def has_begun(work: Work, lab: Lab) -> bool:
    """Somebody joined, the agenda moved, or something rests on a stage or a prompt: then it is no mere plan."""
    joined = rows(Person).where(Person.lab_id == lab.id, Person.role == PARTICIPANT).limit(1)
    if lab.is_closed or lab.item_id or work.all(joined):
        return True
    return any(is_rested_on(work, every(work, kind)) for kind in (Stage, Prompt, AgendaItem))


def every(work: Work, kind: type[Any]) -> list[Any]:
    return work.all(rows(kind).where(kind.lab_id == work.lab_id))


def groups(work: Work) -> list[Group]:
    return work.all(rows(Group).where(Group.lab_id == work.lab_id).order_by(col(Group.number)))


def groups_beyond(work: Work, number: int) -> list[Group]:
    return [each for each in groups(work) if each.number > number]


OF_THE_PLAN = {"stage", "prompt", "agenda_item", "breakout_group", "person", "pass"}
"""Tables that are laid anew together: what one of their rows says of another is no obstacle."""


def is_rested_on(work: Work, gone: list[Any]) -> bool:
    """Whether a row of any other table speaks of one of these. Asked of whatever tables there are."""
    if not gone:
        return False
    ids, home = [each.id for each in gone], type(gone[0]).__table__
    for table in SQLModel.metadata.tables.values():
        if table.name in OF_THE_PLAN:
            continue
        speaks = [column.in_(ids) for column in table.c if any(key.column is home.c.id for key in column.foreign_keys)]
        asked = select(func.count()).select_from(table)
        if speaks and work.session.connection().scalar(asked.where(or_(*speaks))):
            return True
    return False


def clear(work: Work, gone: list[Group]) -> None:
    """Takes away what the plan had laid: the groups stay that it still has, and so do their desks and links."""
    for group in groups(work):
        work.change(group, **AT_REST)
    work.session.flush()
    away = {each.id for each in gone}
    drop_proposals(work, away)
    leaving = [each.id for each in every(work, Person) if each.group_id in away or each.role == SPEAKER]
    remove(work, Pass, col(Pass.person_id).in_(leaving))
    remove(work, Person, col(Person.id).in_(leaving))
    remove(work, Group, col(Group.id).in_(away))
    for kind in (Stage, Prompt, AgendaItem):
        remove(work, kind, kind.lab_id == work.lab_id)


def drop_proposals(work: Work, away: set[int]) -> None:
    """Nobody is to be seated in a group that is gone."""
    for proposal in proposals(work):
        if away.intersection(proposal.seats.values()):
            drop_proposal(work, proposal.id)


def remove(work: Work, kind: type[SQLModel], which: Any) -> None:
    """As rows, and from what the session remembers."""
    for row in work.all(rows(kind).where(which)):
        work.session.expunge(row)
    work.wrote = True
    work.session.connection().execute(delete(kind.__table__).where(which))  # type: ignore[attr-defined]


def lay(work: Work, lab: Lab, plan: Plan, hashes: Hashes) -> None:
    prompts = {each.key: born(work, prompt(lab.id, n, each)) for n, each in enumerate(plan.prompts, 1)}
    for n, item in enumerate(plan.agenda, 1):
        add_item(work, lab.id, n, item, prompts)
    for n, speaker in enumerate(plan.speakers, 1):
        born(work, person(lab.id, SPEAKER, n, speaker))
    there = {each.number: each for each in groups(work)}
    for number in range(1, plan.groups + 1):
        if number in there:
            name_moderator(work, there[number], plan)
        else:
            add_group(work, lab.id, number, plan.moderators, hashes.moderators)


def name_moderator(work: Work, group: Group, plan: Plan) -> None:
    """The holder of the desk's own link; whoever was invited beside them stays who they are."""
    own = rows(Person).where(Person.group_id == group.id, Person.role == MODERATOR, col(Person.join_key).is_(None))
    named = plan.moderators[group.number - 1] if group.number <= len(plan.moderators) else None
    told = named.model_dump() if named else dict.fromkeys(OF_PERSON)
    for holder in work.all(own.order_by(col(Person.id)).limit(1)):
        work.change(holder, **told)
