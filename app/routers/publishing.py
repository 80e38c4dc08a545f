"""Publishing, in two steps: what would be public is looked at, then it is published; and an edition withdrawn."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from app.domain.doors import public_address
from app.domain.editions import publish, withdraw_edition
from app.i18n import reading
from app.jinja import macro, templates
from app.live.fragments.labs import lab_facts, wall_of
from app.live.frames import HEARTBEAT
from app.live.pages import Visit
from app.press import Press
from app.routers.doors import (
    CurrentAct,
    CurrentPress,
    CurrentSettings,
    CurrentStore,
    CurrentVisit,
    Number,
    PathId,
    Words,
)
from app.routers.reviews import to
from app.settings import Settings
from app.summary.checking import comments
from app.summary.editions import editions
from app.summary.parts.editions import sentences
from app.summary.publishing import Prepared, refusal
from app.summary.report import read_report

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
Profile = Literal["public", "chatham"]
PUBLIC: Profile = "public"
CHATHAM: Profile = "chatham"


# --- Looking at what would be public


@router.get("/report/publishing")
async def look_again(
    visit: CurrentVisit, store: CurrentStore, press: CurrentPress, settings: CurrentSettings
) -> Response:
    """The part of the summary's page that says what would be new, for a page on which something was edited since."""
    seq = await store.read(read_report, visit.key)
    profile = await store.read(last_profile, visit.key.lab_id)
    would_be = await to_be_published(press, settings, visit.key.lab_id, seq, profile)
    return HTMLResponse(await store.read(box_alone, visit, would_be))


@router.get("/report/publication")
async def publication(
    visit: CurrentVisit,
    store: CurrentStore,
    press: CurrentPress,
    settings: CurrentSettings,
    profile: Annotated[Profile, Query()] = PUBLIC,
) -> Response:
    """The last look: what will be public, for whom, where, and that it stays."""
    seq = await store.read(read_report, visit.key)
    would_be = await to_be_published(press, settings, visit.key.lab_id, seq, profile)
    return HTMLResponse(await store.read(publication_page, visit, would_be))


async def to_be_published(press: Press, settings: Settings, lab_id: int, seq: int, profile: str) -> Prepared:
    """Made once for whoever asks while nothing has changed."""
    key = (lab_id, seq, "edition", profile)
    return await press.shelf.once(key, lambda: press.edition(lab_id, seq, profile, settings.least))  # type: ignore[no-any-return]


def last_profile(read: Connection, lab_id: int) -> str:
    """For whom the last edition was told, though it were withdrawn: the next one is first looked at under the same."""
    known = editions(read, lab_id)
    return str(known[-1].profile) if known else PUBLIC


def box(read: Connection, visit: Visit, would_be: Prepared) -> dict[str, Any]:
    """What the page says of publishing."""
    lab_id, known = visit.key.lab_id, editions(read, visit.key.lab_id)
    return {
        "lab": lab_facts(read, lab_id),
        "base": visit.base,
        "would_be": would_be,
        "other": CHATHAM if would_be.profile == PUBLIC else PUBLIC,
        "blocks": [{"kind": each.kind, "where": each.where} for each in would_be.breaks],
        "news": sentences(would_be.changes, is_first=not known),
        "editions": list(reversed(known)),
        "address": public_address(read, lab_id),
        "server": visit.server,
    }


def box_alone(read: Connection, visit: Visit, would_be: Prepared) -> str:
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        return str(macro("editing/_publishing.html:publishing")(**box(read, visit, would_be)))


def publication_page(read: Connection, visit: Visit, would_be: Prepared) -> str:
    with reading(visit.language, wall_of(read, visit.key.lab_id)):
        facts = box(read, visit, would_be)
        here = f"{visit.base}/report/publication?profile={would_be.profile}"
        facts |= {"here": here, "seq": facts["lab"].seq, "heartbeat": HEARTBEAT}
        open_ones = sum(not each.resolved_at for each in comments(read, visit.key.lab_id))
        return templates.get_template("editing/publication.html").render(open_ones=open_ones, **facts)


# --- Publishing


@router.post("/editions")
async def new_edition(
    act: CurrentAct,
    press: CurrentPress,
    settings: CurrentSettings,
    number: Number,
    seq: Number,
    profile: Annotated[Profile, Form()] = PUBLIC,
) -> Response:
    """Made beside the server, then kept if nothing changed since `seq`, when somebody looked at what would be public.
    What is broken is named, and where to mend."""
    newest = await act.store.read(read_report, act.key)
    made = await to_be_published(press, settings, act.key.lab_id, newest, profile)
    if made.breaks:
        raise refusal(made.breaks[0])
    done = await act(publish, number, min(seq, made.seq), profile, made.changes, made.body)
    return to(act, done, f"report?published={number}#published")


@router.post("/editions/{number}/withdrawal")
async def withdrawal(act: CurrentAct, number: PathId, reason: Words) -> Response:
    return to(act, await act(withdraw_edition, number, reason), "report#shelf-title")
