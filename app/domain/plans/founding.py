"""A lab from its plan, and its plan from a lab: the second gives back what the first was given."""

from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from app.clock import now
from app.domain.codes import is_known
from app.domain.errors import CodeTaken
from app.domain.events import LabFounded
from app.domain.ownerships import own
from app.domain.passes import Locksmith, issue
from app.domain.plans.schema import ItemPlan, PersonPlan, Plan, PromptPlan, StagePlan
from app.domain.rules import MODERATOR, ORGANISER, SPEAKER, STAGE
from app.domain.work import Work
from app.models import AgendaItem, Group, Lab, Person, Prompt, Stage

OF_LAB = ["language", "languages", "time_zone", "title", "question", "goals", "facts", "links", "capacity"]
OF_LAB += ["retention_days", "anonymity", "place", "bring"]
OF_ITEM = ["kind", "title", "by", "minutes", "least_minutes"]
OF_STAGE = ["kind", "title", "minutes", "least_minutes", "end", "hint", "settings", "phones"]
OF_PERSON = ["name", "occupation", "organisation", "country"]
OF_SPEAKER = [*OF_PERSON, "takeaway"]


class Hashes(BaseModel):
    """Hashes of the tokens that the new lab's links will carry, made outside: a verb knows no secret."""

    organiser: str
    stage: str
    moderators: list[str]

    @classmethod
    def by(cls, locksmith: Locksmith, plan: Plan) -> Self:
        """Of the links that belong to the plan's code."""

        def of(screen: str) -> str:
            return locksmith.hash(locksmith.link(str(plan.code), screen))

        desks = [of(f"desk-{number}") for number in range(1, plan.groups + 1)]
        return cls(organiser=of("tower"), stage=of("stage"), moderators=desks)


def found(work: Work, plan: Plan, hashes: Hashes, owner: int | None = None) -> Lab:
    """A lab as its plan says: agenda, prompts, groups, people, and a pass for everyone who runs it.

    `owner`: the account whose it is; without one, the server's first. Raises CodeTaken."""
    if is_known(work, plan.code or ""):
        raise CodeTaken
    lab = add_lab(work, plan)
    work.lab_id = work.journal.lab_id = lab.id
    prompts = {each.key: born(work, prompt(lab.id, n, each)) for n, each in enumerate(plan.prompts, 1)}
    for n, item in enumerate(plan.agenda, 1):
        add_item(work, lab.id, n, item, prompts)
    for number in range(1, plan.groups + 1):
        add_group(work, lab.id, number, plan.moderators, hashes.moderators)
    for n, speaker in enumerate(plan.speakers, 1):
        born(work, person(lab.id, SPEAKER, n, speaker))
    organiser = born(work, Person(lab_id=lab.id, role=ORGANISER, joined_at=now()))
    issue(work, ORGANISER, hashes.organiser, organiser)
    issue(work, STAGE, hashes.stage)
    own(work, lab.id, owner)
    work.announce(LabFounded())
    return lab


def add_lab(work: Work, plan: Plan) -> Lab:
    told = plan.model_dump(include={"code", *OF_LAB})
    return work.add(Lab(**told, background=plan.background or {}, starts_at=plan.starts_at, created_at=now()))


def add_item(work: Work, lab_id: int, position: int, plan: ItemPlan, prompts: dict[str, int]) -> None:
    told = plan.model_dump(include=set(OF_ITEM))
    item = born(work, AgendaItem(lab_id=lab_id, position=position, **told))
    for n, stage in enumerate(plan.stages, 1):
        born(work, planned_stage(stage, lab_id, item, n, prompts[stage.prompt] if stage.prompt else None))


def planned_stage(plan: StagePlan, lab_id: int, item_id: int, position: int, prompt_id: int | None) -> Stage:
    told = plan.model_dump(include=set(OF_STAGE), exclude_none=True)
    return Stage(
        lab_id=lab_id, item_id=item_id, position=position, prompt_id=prompt_id, **{"title": {}, "phones": None, **told}
    )


def add_group(work: Work, lab_id: int, number: int, moderators: list[Any], hashes: list[str]) -> None:
    """Every group has a desk; who sits at it comes from the plan, as far as it names moderators."""
    group = born(work, Group(lab_id=lab_id, number=number))
    named = moderators[number - 1] if number <= len(moderators) else None
    told = person(lab_id, MODERATOR, number, named)
    told.group_id = told.first_group_id = group
    issue(work, MODERATOR, hashes[number - 1], born(work, told))


def person(lab_id: int, role: str, number: int, plan: PersonPlan | None) -> Person:
    return Person(lab_id=lab_id, role=role, number=number, joined_at=now(), **(plan.model_dump() if plan else {}))


def prompt(lab_id: int, position: int, plan: PromptPlan) -> Prompt:
    return Prompt(lab_id=lab_id, position=position, **plan.model_dump())


def born(work: Work, row: SQLModel) -> int:
    return int(work.add(row).id)  # type: ignore[attr-defined]


# --- And back


def plan_of(read: Connection, lab_id: int) -> Plan:
    """The lab as a plan: founding it again makes the same lab. What people wrote in it is no part of it."""
    (lab,) = rows(read, Lab, lab_id)
    prompts = rows(read, Prompt, lab_id)
    groups = sorted(rows(read, Group, lab_id), key=lambda each: each.number)
    told = {
        "samskap_plan": 1,
        "code": lab.code,
        **picked(lab, OF_LAB),
        "background": lab.background or None,
        "starts": starts_of(lab),
        "groups": len(groups),
        "agenda": agenda_of(read, lab_id, {each.id: each.key for each in prompts}),
        "prompts": [picked(each, ["key", "question"]) for each in prompts],
        "moderators": moderators_of(read, lab_id, groups),
        "speakers": [picked(each, OF_SPEAKER) for each in people(read, lab_id, SPEAKER)],
    }
    return Plan.model_validate(told)


def starts_of(lab: Any) -> str | None:
    """As clocks on the wall will show it."""
    if not lab.starts_at or not lab.time_zone:
        return None
    return str(lab.starts_at.astimezone(ZoneInfo(lab.time_zone)).strftime("%Y-%m-%dT%H:%M"))


def agenda_of(read: Connection, lab_id: int, keys: dict[int, str]) -> list[dict[str, Any]]:
    stages = rows(read, Stage, lab_id)
    return [
        {
            **picked(item, OF_ITEM),
            "stages": [
                {**picked(each, OF_STAGE), "title": each.title or None, "prompt": keys.get(each.prompt_id)}
                for each in stages
                if each.item_id == item.id
            ],
        }
        for item in rows(read, AgendaItem, lab_id)
    ]


def moderators_of(read: Connection, lab_id: int, groups: list[Any]) -> list[dict[str, Any]]:
    """One for each group, up to the last that has a name."""
    first = {each.group_id: each for each in reversed(people(read, lab_id, MODERATOR))}
    told = [picked(first[group.id], OF_PERSON) if group.id in first else {} for group in groups]
    while told and not any(told[-1].values()):
        told.pop()
    return told


def people(read: Connection, lab_id: int, role: str) -> list[Any]:
    return [each for each in rows(read, Person, lab_id) if each.role == role and not each.removed_at]


def rows(read: Connection, kind: type[SQLModel], lab_id: int) -> list[Any]:
    """In the order in which they stand in the plan."""
    table = kind.__table__  # type: ignore[attr-defined]
    which = table.c.id if kind is Lab else table.c.lab_id
    order = [table.c[name] for name in ("position", "number") if name in table.c]
    return list(read.execute(select(table).where(which == lab_id).order_by(*order, table.c.id)))


def picked(row: Any, names: list[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
