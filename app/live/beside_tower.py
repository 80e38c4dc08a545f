"""Pages beside the tower, for what is done before the day. None of them is live."""

from typing import Any

from sqlalchemy import Connection

from app.domain import rules
from app.domain.errors import NotYours
from app.i18n import LANGUAGES, languages, reading
from app.jinja import templates
from app.live.fragments.labs import lab_facts, wall_of
from app.live.pages import Visit, enter
from app.venue.occasion import Occasion, occasion


def at_tower(read: Connection, visit: Visit, act: Any) -> None:
    if visit.kind != "tower":
        raise NotYours
    actor = enter(read, visit.key, visit.kind, visit.group)
    rules.permit(actor.role, act, visit.key.lab_id)


def page(name: str, visit: Visit, told: Occasion, **facts: Any) -> str:
    known = dict(languages())
    return templates.get_template(f"tower/{name}.html").render(
        lab=told.lab,
        base=visit.base,
        here=f"/{name}",
        is_closed=told.lab.closed_at is not None,
        spoken=[(code, known[code]) for code in told.languages],
        **facts,
    )


def door(visit: Visit, told: Occasion) -> str:
    return f"{visit.server}/j/{told.wall_code}"


# --- Paper


def read_paper(read: Connection, visit: Visit) -> str:
    at_tower(read, visit, read_pack)
    told = occasion(read, visit.key.lab_id)
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        return page("paper", visit, told, groups=len(told.groups))


def read_pack(read: Connection, visit: Visit) -> tuple[int, list[str]]:
    """How new the lab is that the pack is made of, as its `seq`; and in which languages it can be."""
    at_tower(read, visit, read_pack)
    lab = lab_facts(read, visit.key.lab_id)
    return lab.seq, [*lab.languages, *LANGUAGES]
