"""Plans as files: YAML or JSON, ours or anybody's."""

import json
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ValidationError

from app.domain.codes import drawn_code
from app.domain.errors import N_
from app.domain.plans.complaints import Complaint, PlanRefused, complaints
from app.domain.plans.marks import read_marked
from app.domain.plans.schema import Plan

PLANS = Path(__file__).parents[2] / "plans"


def templates() -> list[str]:
    """The names of the ready-made plans."""
    return sorted(file.stem for file in PLANS.glob("*.yaml"))


@cache
def read_plan(name: str) -> Plan:
    """A ready-made plan by the name of its file, read once: nothing of it can change."""
    return plan_from((PLANS / f"{name}.yaml").read_text(encoding="utf-8"))


def plan_from(text: str) -> Plan:
    """The plan that a file holds. Raises PlanRefused, which says on which line to mend what."""
    told, lines = read_marked(text)
    try:
        return Plan.model_validate(told)
    except ValidationError as error:
        raise PlanRefused(complaints(error, lines, Plan)) from None


def plan_in(file: Path) -> Plan:
    """Raises PlanRefused, OSError."""
    return plan_in_bytes(file.read_bytes())


def plan_in_bytes(raw: bytes) -> Plan:
    """Raises PlanRefused."""
    try:
        return plan_from(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        what, cure = N_("There is a sign here that no text has."), N_("Save the file as UTF-8.")
        raise PlanRefused([Complaint(line, "", what, cure)]) from None


def with_code(plan: Plan) -> Plan:
    """Ready to be founded: a template has no code, so one is drawn."""
    return plan.model_copy(update={"code": plan.code or drawn_code()})


def written(plan: Plan, format: Literal["yaml", "json"] = "yaml") -> str:
    """As one would write it by hand: nothing that goes without saying."""
    told = plan.model_dump(mode="json", exclude_defaults=True)
    if format == "json":
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120)
