"""What a stage lets phones do. A stage's kind is data; the rules read only these answers."""

from typing import NamedTuple


class Kind(NamedTuple):
    """`writes`: phones may contribute. `is_private`: what is written now is unseen until a later stage reveals it.
    `edits`: authors may still reword or withdraw. `supports`: phones may support others' contributions.
    `is_blind`: how many support what is not shown before the stage is over."""

    writes: bool = True
    is_private: bool = False
    edits: bool = True
    supports: bool = True
    is_blind: bool = False


OPEN = Kind()
"""No stage at all: a prompt put to the room."""

KINDS = {
    "introductions": Kind(writes=False, supports=False),
    "silent_writing": Kind(is_private=True, supports=False),
    "round_robin": Kind(),
    "themes": Kind(edits=False),
    "dot_vote": Kind(writes=False, edits=False, is_blind=True),
    "deliberation": Kind(edits=False),
    "lesson": Kind(writes=False, edits=False),
    "harvest": Kind(writes=False, edits=False),
    "break": Kind(writes=False, edits=False, supports=False),
}


def kind_of(name: str | None) -> Kind:
    return KINDS[name] if name else OPEN
