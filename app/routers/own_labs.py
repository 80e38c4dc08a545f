"""Your labs: what an organiser finds who has signed in, and the way into each lab's tower."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.domain.accounts import read_labs
from app.domain.ownerships import enter_tower
from app.domain.work import Key
from app.routers.doors import PathId, keep
from app.routers.signed_in import AtTheDesk, CurrentAccount

router = APIRouter()


@router.get("/labs")
async def show(desk: AtTheDesk, account: CurrentAccount) -> Response:
    labs = await desk.store.read(read_labs, Key(0, desk.token_hash))
    return desk.drawn("organisers/labs.html", account=account, labs=labs)


@router.post("/organisers/labs/{lab_id}/entry")
async def enter(desk: AtTheDesk, lab_id: PathId) -> Response:
    token = desk.locksmith.entry(desk.token, lab_id)
    await desk.do(enter_tower, desk.locksmith.hash(token), lab=lab_id)
    inside = RedirectResponse(f"/labs/{lab_id}/tower", 303)
    keep(inside, desk.settings, lab_id, "tower", token)
    return inside
