"""A lab's plan, as data: what a template file holds, and founding a lab from it."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from sqlmodel import SQLModel

from app.clock import now
from app.domain.events import LabFounded
from app.domain.kinds import kinds
from app.domain.passes import issue
from app.domain.rules import MODERATOR, ORGANISER, STAGE
from app.domain.work import Work
from app.models import AgendaItem, Group, Lab, Person, Prompt, Stage
from app.text import join_code, safe_link

PLANS = Path(__file__).parents[1] / "plans"
MOST_GROUPS = 200

Words = Annotated[dict[str, str], Field(min_length=1)]
Minutes = Annotated[int, Field(ge=1, le=24 * 60)]


def known_kind(kind: str) -> str:
    if kind not in kinds():
        raise ValueError(f"not a kind of stage; use one of {', '.join(kinds())}")
    return kind


def http_only(url: str | None) -> str | None:
    if url is not None and safe_link(url) is None:
        raise ValueError("a link begins with http:// or https://")
    return url


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PromptPlan(Part):
    key: str = Field(min_length=1, max_length=40)
    question: Words


class PhonesPlan(Part):
    """What phones may do and see in this one stage, where it differs from its kind."""

    writes: bool | None = None
    is_private: bool | None = None
    edits: bool | None = None
    supports: bool | None = None
    is_blind: bool | None = None
    sees: list[Literal["board", "lessons"]] | None = None


class StagePlan(Part):
    kind: Annotated[str, AfterValidator(known_kind)]
    title: Words | None = None
    minutes: Minutes | None = None
    least_minutes: Minutes | None = None
    end: Literal["soft", "hard"] = "soft"
    settings: dict[str, Any] = {}
    phones: PhonesPlan | None = None
    prompt: str | None = None
    hint: Words | None = None

    @model_validator(mode="after")
    def is_set_as_its_kind_can_be(self) -> Self:
        kinds()[self.kind].settings.model_validate(self.settings)
        return self


class ItemPlan(Part):
    kind: Literal["presentation", "breakout", "plenary", "harvest", "break"]
    title: Words
    by: Words | None = None
    minutes: Minutes | None = None
    least_minutes: Minutes | None = None
    stages: list[StagePlan] = []


class PersonPlan(Part):
    name: str = Field(min_length=1, max_length=200)
    occupation: Words | None = None
    organisation: str | None = None
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$")


class LinkPlan(Part):
    kind: Words
    title: Words
    url: Annotated[str | None, AfterValidator(http_only)] = None


class FactPlan(Part):
    label: Words
    text: Words


class Plan(Part):
    """Version 1. Every text a reader sees is given in each of the lab's languages."""

    samskap_plan: Literal[1]
    code: Annotated[str, AfterValidator(join_code)]
    language: str
    languages: list[str] = Field(min_length=1)
    title: Words
    question: Words
    background: Words | None = None
    goals: list[Words] = []
    facts: list[FactPlan] = []
    links: list[LinkPlan] = []
    groups: int = Field(ge=1, le=MOST_GROUPS)
    capacity: int = Field(default=500, ge=1, le=20_000)
    retention_days: int = Field(default=30, ge=1, le=3650)
    agenda: list[ItemPlan] = Field(min_length=1)
    prompts: list[PromptPlan] = []
    moderators: list[PersonPlan] = []
    speakers: list[PersonPlan] = []

    @model_validator(mode="after")
    def asks_what_it_has(self) -> Self:
        asked = {stage.prompt for item in self.agenda for stage in item.stages if stage.prompt}
        if unknown := asked - {prompt.key for prompt in self.prompts}:
            raise ValueError(f"a stage asks a prompt that is not there: {', '.join(sorted(unknown))}")
        return self


class Hashes(BaseModel):
    """Hashes of the tokens that the new lab's links will carry, made outside: a verb knows no secret."""

    organiser: str
    stage: str
    moderators: list[str]


def read_plan(name: str) -> Plan:
    """A ready-made plan by the name of its file."""
    return Plan.model_validate(yaml.safe_load((PLANS / f"{name}.yaml").read_text(encoding="utf-8")))


def found(work: Work, plan: Plan, hashes: Hashes) -> Lab:
    """A lab as its plan says: agenda, prompts, groups, people, and a pass for everyone who runs it."""
    lab = add_lab(work, plan)
    work.lab_id = work.journal.lab_id = lab.id
    prompts = {each.key: born(work, prompt(lab.id, n, each)) for n, each in enumerate(plan.prompts, 1)}
    for n, item in enumerate(plan.agenda, 1):
        add_item(work, lab.id, n, item, prompts)
    for number in range(1, plan.groups + 1):
        add_group(work, lab.id, number, plan.moderators, hashes.moderators)
    for n, speaker in enumerate(plan.speakers, 1):
        born(work, person(lab.id, "speaker", n, speaker))
    organiser = born(work, Person(lab_id=lab.id, role=ORGANISER, joined_at=now()))
    issue(work, ORGANISER, hashes.organiser, organiser)
    issue(work, STAGE, hashes.stage)
    work.announce(LabFounded())
    return lab


def add_lab(work: Work, plan: Plan) -> Lab:
    told = plan.model_dump(include={"code", "language", "languages", "title", "question", "goals", "facts", "links"})
    lab = Lab(
        **told,
        background=plan.background or {},
        capacity=plan.capacity,
        retention_days=plan.retention_days,
        created_at=now(),
    )
    return work.add(lab)


def add_item(work: Work, lab_id: int, position: int, plan: ItemPlan, prompts: dict[str, int]) -> None:
    told = plan.model_dump(exclude={"stages"})
    item = born(work, AgendaItem(lab_id=lab_id, position=position, **told))
    for n, stage in enumerate(plan.stages, 1):
        born(work, planned_stage(stage, lab_id, item, n, prompts[stage.prompt] if stage.prompt else None))


def planned_stage(plan: StagePlan, lab_id: int, item_id: int, position: int, prompt_id: int | None) -> Stage:
    told = plan.model_dump(exclude={"prompt", "title", "phones"})
    phones = plan.phones.model_dump(exclude_none=True) if plan.phones else None
    return Stage(
        lab_id=lab_id,
        item_id=item_id,
        position=position,
        prompt_id=prompt_id,
        title=plan.title or {},
        phones=phones,
        **told,
    )


def add_group(work: Work, lab_id: int, number: int, moderators: list[PersonPlan], hashes: list[str]) -> None:
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
