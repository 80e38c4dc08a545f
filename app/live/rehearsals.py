"""The page of a lab's rehearsals: what may be opened of each copy, and how far its simulated people are."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection

from app.domain.errors import N_, NotFound
from app.domain.passes import Locksmith
from app.domain.rehearsals import MOST, rehearsals_of
from app.i18n import reading, translated
from app.live.beside_tower import at_tower, page
from app.live.fragments.labs import wall_of
from app.live.pages import Visit
from app.venue.occasion import Occasion, occasion

PLENTY = 6  # simulated people for each group, unless somebody says otherwise
MOST_DESKS = 12
STEPS = {
    "looking for the lab": N_("The participants look for the lab."),
    "arriving": N_("The participants arrive."),
    "waiting for a prompt to be opened": N_("The participants wait for a prompt to be opened."),
    "rehearsing": N_("The participants write and support each other's ideas."),
    "letting the last words arrive": N_("The last words arrive."),
    "reading every phone's page": N_("Every phone's page is read once more."),
}
NOBODY = N_("No simulated participants are in it.")
STARTING = N_("The participants are on their way.")
STOPPED = N_("The participants were sent home.")
OVER = N_("The participants have played to the end.")
BROKEN = N_("The participants could not play. The server's log may say why.")


def read_rehearsals(read: Connection, visit: Visit, locksmith: Locksmith, plays: dict[int, Any], most: int) -> str:
    """`plays`: what is known of the simulated people in each copy; `most`: how many there may be."""
    at_tower(read, visit, read_rehearsals)
    told = occasion(read, visit.key.lab_id)
    if told.lab.rehearsal_of:
        raise NotFound
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        found = [copy(each, told, visit, locksmith, plays.get(each.id)) for each in rehearsals_of(read, told.lab.id)]
        return page(
            "rehearsals",
            visit,
            told,
            found=found,
            most=MOST,
            most_people=most,
            people=min(PLENTY * len(told.groups), most),
            is_playing=any(each.is_playing for each in found),
        )


def copy(each: Any, told: Occasion, visit: Visit, locksmith: Locksmith, play: Any) -> SimpleNamespace:
    def of(screen: str) -> str:
        return f"{visit.server}/enter#{locksmith.link(each.code, screen)}"

    return SimpleNamespace(
        id=each.id,
        code=each.door_code or each.code,
        created_at=each.created_at,
        tower=of("tower"),
        stage=of("stage"),
        desks=[(number, of(f"desk-{number}")) for number in told.groups[:MOST_DESKS]],
        join=f"{visit.server}/j/{each.door_code or each.code}",
        **how_far(play),
    )


def how_far(play: Any) -> dict[str, Any]:
    if play is None:
        return {"is_playing": False, "told": None, "figures": None, "people": 0, "says": translated(NOBODY)}
    told = SimpleNamespace(**play.told) if "sent" in play.told else None
    if not play.is_over:
        says = STEPS.get(play.told.get("step", ""), STARTING)
    else:
        says = STOPPED if play.was_stopped else OVER if "figures" in play.told else BROKEN
    figures = SimpleNamespace(**play.told["figures"]) if "figures" in play.told else None
    known = {"told": told, "figures": figures, "people": play.people, "says": translated(says)}
    return {"is_playing": not play.is_over, **known}
