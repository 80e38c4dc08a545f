"""What a row of the matrix is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SCREEN = "/labs/{lab_id}/{screen}"


@dataclass(frozen=True)
class Act:
    """The verb that a route runs, and a form for it. `{…}` stands for one of the room's things, `on` for its `{id}`."""

    verb: str
    form: Mapping[str, str] = field(default_factory=dict)
    on: str = ""
