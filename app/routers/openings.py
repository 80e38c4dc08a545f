"""A draft looked at as the screens it will be, opened as a lab, laid anew, and written out as a plan's file."""

from asyncio import to_thread
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.domain.drafts.document import plan_of
from app.domain.drafts.guesses import guessed
from app.domain.drafts.looking import Opened, Standing
from app.domain.drafts.opening import open_draft, replan_lab
from app.domain.drafts.readiness import is_ready
from app.domain.drafts.refusals import DraftMovedOn, NoSuchDraft, NotReady
from app.domain.errors import Refusal
from app.domain.plans import Hashes, Plan, with_code, written
from app.domain.work import Key
from app.live.pages import Visit, links
from app.live.previews import Moment, preview
from app.routers.drafts import page, seen_in
from app.routers.guard import policy_for
from app.routers.preparing import CurrentPreparer, DraftId, Preparer
from app.routers.sheets import Sheet

router = APIRouter(prefix="/drafts/{id}")

Screen = Literal["phone", "desk", "stage", "tower"]
At = Annotated[str, Query(alias="at", pattern=r"^[0-9]{1,3}(-[0-9]{1,3})?$")]
INERT = {"sandbox": "allow-same-origin", "script-src": "'none'", "form-action": "'none'", "connect-src": "'none'"}
INERT |= {"frame-ancestors": "'self'"}
"""A preview shows and does nothing: its forms and addresses are those of a lab that is not there."""


@router.get("/previews/{screen}")
async def look(at: CurrentPreparer, id: DraftId, screen: Screen, moment: At = "0") -> Response:
    """`?at=4-2`: in the second stage of the fourth item."""
    document = (await at.standing(id)).document
    item, _, stage = moment.partition("-")
    when = Moment(int(item), int(stage or 0))
    drawn = await to_thread(preview, guessed(document), screen, when, at.language, at.address(""))
    return HTMLResponse(drawn, headers={"Content-Security-Policy": policy_for(at.settings, INERT)})


@router.get("/plan.{format}")
async def export(at: CurrentPreparer, id: DraftId, format: Literal["yaml", "json"]) -> Response:
    """The draft as a plan's file. Raises NotReady: what is in a file can be brought in again."""
    plan = ready(await at.standing(id))
    kind = {"yaml": "application/yaml", "json": "application/json"}[format]
    name = f'attachment; filename="samskap-plan-{plan.code or id[:8]}.{format}"'
    return Response(written(plan, format), media_type=kind, headers={"Content-Disposition": name})


@router.post("/opening")
async def opening(at: CurrentPreparer, id: DraftId) -> Response:
    """All of the lab or nothing of it."""
    seen, standing = seen_in(await at.form()), await at.standing(id)
    try:
        if standing.edition != seen and standing.opened is None:
            raise DraftMovedOn
        return await open_it(at, standing)
    except Refusal as refusal:
        return refused(at, standing, refusal)


async def open_it(at: Preparer, standing: Standing) -> Response:
    if standing.opened is None:
        plan = with_code(ready(standing))
        await at.do(open_draft, standing.id, standing.edition, plan, Hashes.by(at.locksmith, plan), at.account)
    return RedirectResponse(f"/drafts/{standing.id}/links", 303)


@router.post("/replanning")
async def replanning(at: CurrentPreparer, id: DraftId) -> Response:
    """The lab that was opened, as the draft is now: the same code, the same links."""
    seen, standing = seen_in(await at.form()), await at.standing(id)
    if standing.opened is None:
        raise NoSuchDraft
    try:
        plan = ready(standing).model_copy(update={"code": standing.opened.code})
        await at.do(replan_lab, id, seen, plan, Hashes.by(at.locksmith, plan), lab=standing.opened.id)
    except Refusal as refusal:
        return refused(at, standing, refusal)
    return RedirectResponse(f"/drafts/{id}/links", 303)


@router.get("/links")
async def doors(at: CurrentPreparer, id: DraftId) -> Response:
    """What to open, and what to hand out."""
    it = Sheet(await at.standing(id))
    if it.opened is None:
        return RedirectResponse(it.url, 303)
    visit = Visit(Key(it.opened.id), "", "tower", None, it.url, at.language, at.address(""))
    found = await at.store.read(links, visit, at.locksmith)
    code = it.opened.wall_code
    told = {"links": found, "code": code, "join": at.address(f"/j/{code}")}
    return at.page("drafts/links.html", it=it, **told, **way_to_tower(at, it.opened))


def way_to_tower(at: Preparer, lab: Opened) -> dict[str, str]:
    """Whoever signed in enters as what they are to the lab, for as long as they are it; without accounts there is only
    the key."""
    if at.account is not None:
        return {"entry": f"/organisers/labs/{lab.id}/entry", "tower": ""}
    return {"entry": "/enter", "tower": at.locksmith.link(lab.code, "tower")}


def ready(standing: Standing) -> Plan:
    if not is_ready(standing.document):
        raise NotReady
    return plan_of(standing.document)


def refused(at: Preparer, standing: Standing, refusal: Refusal) -> Response:
    """The draft with what keeps it from being opened."""
    return page(at, Sheet(standing), refusal=refusal)
