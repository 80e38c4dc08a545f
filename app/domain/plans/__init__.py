"""A lab as data: what a template file holds, what is imported and exported, and founding a lab from it."""

from app.domain.plans.complaints import Complaint, PlanRefused
from app.domain.plans.files import plan_from, plan_in, plan_in_bytes, read_plan, templates, with_code, written
from app.domain.plans.founding import Hashes, found, plan_of
from app.domain.plans.schema import ItemPlan, PersonPlan, Plan, PromptPlan, SpeakerPlan, StagePlan

__all__ = [
    "Complaint",
    "Hashes",
    "ItemPlan",
    "PersonPlan",
    "Plan",
    "PlanRefused",
    "PromptPlan",
    "SpeakerPlan",
    "StagePlan",
    "found",
    "plan_from",
    "plan_in",
    "plan_in_bytes",
    "plan_of",
    "read_plan",
    "templates",
    "with_code",
    "written",
]
