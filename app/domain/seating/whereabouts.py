"""Who was where, and with whom: told by what happened, which is kept as long as the lab.

A round begins when a seating is committed. Two people have met when they sat in one group while it worked: from the
moment a stage was opened there. Whoever waits in the lobby meets nobody yet."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from app.models import Event

event = Event.__table__  # type: ignore[attr-defined]

TELLING = (
    *("PersonJoined", "PersonMoved", "PersonRemoved", "RoundOpened", "StageOpened"),
    *("SeatingCommitted", "GroupsMerged", "SeatsGiven"),
)
STORY = (
    select(event.c.kind, event.c.what, event.c.at)
    .where(event.c.lab_id == bindparam("lab"), event.c.kind.in_(TELLING))
    .order_by(event.c.seq)
)


class Round(NamedTuple):
    """From `begun_at` on; `at`: group → the people who sat there, in the order in which they came."""

    number: int
    begun_at: Any
    at: dict[int, list[int]]


class Story:
    def __init__(self) -> None:
        self.sits: dict[int, int] = {}
        self.working: set[int] = set()
        self.met: set[tuple[int, int]] = set()
        self.rounds: list[Round] = []
        self.begun: list[Any] = []
        self.was_at: defaultdict[int, dict[int, None]] = defaultdict(dict)

    def tell(self, kind: str, what: dict[str, Any], at: Any) -> None:
        match kind:
            case "PersonJoined" | "PersonMoved":
                self.sit(what["person"], what["group"])
            case "PersonRemoved":
                self.sits.pop(what["person"], None)
            case "StageOpened":
                self.work(what["group"], bool(what["stage"]))
            case _:
                self.move(
                    [(person, goal) for person, goal, _ in what["moves"]], is_new=kind == "SeatingCommitted", at=at
                )

    def sit(self, person: int, group: int) -> None:
        self.sits[person] = group
        self.was_at[group][person] = None
        if group in self.working:
            self.meet(person, group)

    def meet(self, person: int, group: int) -> None:
        others = (other for other, at in self.sits.items() if at == group and other != person)
        self.met.update((min(person, other), max(person, other)) for other in others)

    def work(self, group: int, has_stage: bool) -> None:
        if has_stage:
            self.working.add(group)
            for person in [each for each, at in self.sits.items() if at == group]:
                self.meet(person, group)
        else:
            self.working.discard(group)

    def move(self, moves: list[tuple[int, int]], is_new: bool, at: Any) -> None:
        """All at once: nobody meets those who leave as they come."""
        self.sits.update(moves)
        if is_new:
            self.end_round()
            self.begun.append(at)
            moves = list(self.sits.items())
        for person, group in moves:
            self.sit(person, group)

    def end_round(self) -> None:
        if self.begun:
            at = {group: list(people) for group, people in self.was_at.items()}
            self.rounds.append(Round(len(self.begun), self.begun[-1], at))
        self.was_at = defaultdict(dict)


def story_of(happened: Iterable[Any]) -> Story:
    story = Story()
    for each in happened:
        story.tell(each.kind, each.what, each.at)
    story.end_round()
    return story


def met_pairs(read: Connection, lab_id: int) -> set[tuple[int, int]]:
    return story_of(read.execute(STORY, {"lab": lab_id})).met


def rounds(read: Connection, lab_id: int) -> list[Round]:
    """Every seating that was committed, the first first: who sat where until the next."""
    return story_of(read.execute(STORY, {"lab": lab_id})).rounds
