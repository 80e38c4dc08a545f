"""The steps of clustering that a desk may take back."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.domain.steps import CLUSTERED, Step, as_steps, to_redo, to_undo
from app.live.fragments.base import KEYS, Fragment, by_key, fetch
from app.live.fragments.people import Named
from app.live.fragments.tasks import GROUPS_BY_ID
from app.models import Event, Person, Theme

event, theme, person = Event.__table__, Theme.__table__, Person.__table__  # type: ignore[attr-defined]

MOST = 60  # steps that are looked back for the few that are shown
SHOWN = 6
LATELY = (
    select(event.c.seq, event.c.who, event.c.kind, event.c.what)
    .where(
        event.c.lab_id == bindparam("lab"),
        event.c.kind.in_(CLUSTERED),
        event.c.what["group"].as_integer() == bindparam("group"),
    )
    .order_by(event.c.seq.desc())
    .limit(MOST)
)
NAMES = select(theme.c.id, theme.c.name).where(theme.c.id.in_(KEYS))
PEOPLE = select(person).where(person.c.id.in_(KEYS))


def steps(read: Connection, keys: set[Any]) -> dict[int, Any]:
    """Asked for each group by itself: only its newest are wanted, however many there were."""
    return {one.id: steps_of(read, one) for one in fetch(read, GROUPS_BY_ID, keys)}


def steps_of(read: Connection, group: Any) -> SimpleNamespace:
    rows = read.execute(LATELY, {"lab": group.lab_id, "group": group.id}).all()
    done = as_steps((each.seq, each.who, each.kind, each.what) for each in reversed(rows))
    undoable, redoable = to_undo(done)[:SHOWN], to_redo(done)
    again = next((each for each in done if redoable and each.seq == redoable.undone), None)
    told = described(read, [*undoable, *([again] if again else [])])
    return SimpleNamespace(
        lab_id=group.lab_id,
        group_id=group.id,
        number=group.number,
        undo=[told[each.seq] for each in undoable],
        redo=SimpleNamespace(seq=redoable.seq, does=told[again.seq]) if redoable and again else None,
        is_closed=group.closed_at is not None,
    )


def described(read: Connection, some: list[Step]) -> dict[int, SimpleNamespace]:
    """What each step did, in names as they are now."""
    names = {one.id: one.name for one in fetch(read, NAMES, {id for each in some for id in themes_in(each)})}
    people = by_key(fetch(read, PEOPLE, {each.who for each in some if each.who}), "id")
    return {
        each.seq: SimpleNamespace(
            seq=each.seq,
            kind=type(each.what).__name__,
            cards=len(each.what.cards),
            theme=names.get(each.what.theme),
            others=[names[id] for id in each.what.themes if id != each.what.theme and id in names],
            was=next((was["name"] for was, _ in each.what.themes.values() if "name" in was), None),
            who=Named(people[each.who]) if each.who in people else None,
        )
        for each in some
    }


def themes_in(step: Step) -> set[str]:
    return {id for id in (step.what.theme, *step.what.themes) if id}


class Steps(Fragment):
    piece = "boards/_steps.html:steps"
    load = steps
