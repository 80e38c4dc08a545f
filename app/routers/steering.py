"""What the organiser does for one group, by its number, or for the clocks of all."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BeforeValidator

from app.domain.errors import Refusal
from app.domain.moderators import take_desk
from app.domain.steering import (
    extend_all,
    extend_group,
    open_prompt_in,
    open_stage_in,
    pause_group,
    resume_group,
    shorten_all,
    shorten_group,
)
from app.domain.work import Key
from app.i18n import reading, translated
from app.live.looking import look
from app.live.pages import enter, link_for
from app.routers.doors import (
    Act,
    CurrentAct,
    CurrentLocksmith,
    CurrentSettings,
    CurrentStore,
    CurrentVisit,
    FormKey,
    OptionalNumber,
    cookie_name,
    keep,
    only_digits,
)
from app.routers.groups import Minutes

router = APIRouter(prefix="/labs/{lab_id}/{screen}/groups")

GroupNumber = Annotated[int, Path(ge=1, le=9999), BeforeValidator(only_digits)]


@router.get("/{id}")
async def show(visit: CurrentVisit, store: CurrentStore, id: GroupNumber) -> Response:
    return HTMLResponse(await store.read(look, visit, id))


@router.post("/{id}/desk")
async def desk(
    act: CurrentAct,
    visit: CurrentVisit,
    locksmith: CurrentLocksmith,
    settings: CurrentSettings,
    id: GroupNumber,
    key: FormKey,
) -> Response:
    """To the desk in this browser, by a pass of its own: the one it has already, or a new one."""
    lab_id, screen = act.place.lab_id, f"desk-{id}"
    seated = RedirectResponse(f"/labs/{lab_id}/{screen}", 303)
    if act.place.kind == "tower" and await sits_there(
        act, locksmith.hash(act.request.cookies.get(cookie_name(settings, lab_id, screen), "")), id
    ):
        return seated
    token = await act.store.read(link_for, visit, locksmith, key)
    with reading(act.language):
        name = translated("Organiser")
    await act.do(take_desk, id, name, key, locksmith.hash(token))
    keep(seated, settings, lab_id, screen, token)
    return seated


async def sits_there(act: Act, token_hash: str, number: int) -> bool:
    try:
        await act.store.read(enter, Key(act.place.lab_id, token_hash), "desk", number)
    except Refusal:
        return False
    return True


@router.post("/extension")
async def extension_for_all(act: CurrentAct, minutes: Minutes) -> Response:
    return await act(extend_all, minutes)


@router.post("/shortening")
async def shortening_for_all(act: CurrentAct, minutes: Minutes) -> Response:
    return await act(shorten_all, minutes)


@router.post("/{id}/stage")
async def stage(act: CurrentAct, id: GroupNumber, stage: OptionalNumber = "") -> Response:
    return await act(open_stage_in, id, stage)


@router.post("/{id}/prompt")
async def prompt(act: CurrentAct, id: GroupNumber, prompt: OptionalNumber = "") -> Response:
    return await act(open_prompt_in, id, prompt)


@router.post("/{id}/extension")
async def extension(act: CurrentAct, id: GroupNumber, minutes: Minutes) -> Response:
    return await act(extend_group, id, minutes)


@router.post("/{id}/shortening")
async def shortening(act: CurrentAct, id: GroupNumber, minutes: Minutes) -> Response:
    return await act(shorten_group, id, minutes)


@router.post("/{id}/pause")
async def pause(act: CurrentAct, id: GroupNumber) -> Response:
    return await act(pause_group, id)


@router.post("/{id}/resumption")
async def resumption(act: CurrentAct, id: GroupNumber) -> Response:
    return await act(resume_group, id)
