"""Each in turn says one idea: what was written in private is opened at once, or one card each, in turn."""

from typing import TYPE_CHECKING, Any, Literal

from app.domain.errors import N_
from app.domain.kinds.base import Kind, Settings
from app.domain.turns import begin_round, stop_going_round

if TYPE_CHECKING:
    from app.domain.work import Work
    from app.models import Group, Stage


class RoundRobin(Settings):
    """`reveal`: what was written in private is shown all at once, or one each in turn."""

    reveal: Literal["at_once", "in_turn"] = "at_once"


def by_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Card by card: what is written meanwhile joins those that wait."""
    return {"is_private": True, "reveals": False} if settings.get("reveal") == "in_turn" else {}


def opened(work: "Work", group: "Group", stage: "Stage") -> None:
    if stage.settings.get("reveal") == "in_turn":
        begin_round(work, group)


def closed(work: "Work", group: "Group", stage: "Stage") -> None:
    stop_going_round(work, group)


KIND = Kind(
    "round_robin",
    N_("Round robin"),
    N_("One idea each, in turn, without discussion."),
    settings=RoundRobin,
    by_settings=by_settings,
    opened=opened,
    closed=closed,
)
