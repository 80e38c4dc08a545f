"""What a row of the matrix is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.rules import MODERATOR, ORGANISER, OWNER, PARTICIPANT, REVIEWER, STAGE

SCREEN = "/labs/{lab_id}/{screen}"
SCREEN_OF = {PARTICIPANT: "phone", MODERATOR: "desk-1", STAGE: "stage", ORGANISER: "tower"}
SCREEN_OF |= {REVIEWER: "review", OWNER: "owner-1"}


@dataclass(frozen=True)
class Act:
    """The verb that a route runs, and a form for it. `{…}` stands for one of the room's things, `on` for its `{id}`."""

    verb: str
    form: Mapping[str, str] = field(default_factory=dict)
    on: str = ""


def cookie(screen: str, token: str, lab: int = 1) -> str:
    return f"samskap-{lab}-{screen}={token}" if token else "nothing=here"
