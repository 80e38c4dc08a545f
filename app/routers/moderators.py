"""Sharing a desk: who is invited to it, and what each of them is writing."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.domain.lessons import PARTS
from app.domain.moderators import invite_co_moderator, invite_moderator, show_writing
from app.live.pages import co_moderators, link_for
from app.routers.doors import (
    CurrentAct,
    CurrentLocksmith,
    CurrentStore,
    CurrentVisit,
    FormKey,
    NameOrNone,
    Number,
)

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
ABOUT = rf"^((note|lesson|{'|'.join(PARTS)}):([0-9a-f]{{32}}|new))?$"


@router.get("/co-moderators")
async def show(visit: CurrentVisit, store: CurrentStore, locksmith: CurrentLocksmith) -> Response:
    return HTMLResponse(await store.read(co_moderators, visit, locksmith))


@router.post("/co-moderators")
async def create(
    act: CurrentAct, visit: CurrentVisit, locksmith: CurrentLocksmith, key: FormKey, name: NameOrNone = ""
) -> Response:
    token = await act.store.read(link_for, visit, locksmith, key)
    answer = await act(invite_co_moderator, name, key, locksmith.hash(token))
    return answer if act.is_live else RedirectResponse(f"{act.place.base}/co-moderators", 303)


@router.post("/moderators")
async def create_at(
    act: CurrentAct,
    visit: CurrentVisit,
    locksmith: CurrentLocksmith,
    group: Number,
    key: FormKey,
    name: NameOrNone = "",
) -> Response:
    token = await act.store.read(link_for, visit, locksmith, key)
    return await act(invite_moderator, group, name, key, locksmith.hash(token))


@router.post("/writing")
async def write(act: CurrentAct, about: Annotated[str, Form(pattern=ABOUT)] = "") -> Response:
    return await act(show_writing, about)
