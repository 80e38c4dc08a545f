"""A lab as data: what a template file holds, what is imported and exported, and founding a lab from it."""

from app.domain.plans.complaints import Complaint, PlanRefused
from app.domain.plans.files import plan_from, plan_in, read_plan, templates, with_code, written
from app.domain.plans.founding import Hashes, found, plan_of
from app.domain.plans.schema import ItemPlan, PersonPlan, Plan, PromptPlan, StagePlan

__all__ = [
    "Complaint",
    "Hashes",
    "ItemPlan",
    "PersonPlan",
    "Plan",
    "PlanRefused",
    "PromptPlan",
    "StagePlan",
    "found",
    "plan_from",
    "plan_in",
    "plan_of",
    "read_plan",
    "templates",
    "with_code",
    "written",
]
