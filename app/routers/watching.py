"""The address for those who watch from far away, and where the webstream is."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import AfterValidator

from app.domain import wording
from app.domain.watching import announce_stream, dismiss_viewers, invite_viewers
from app.live.pages import link_for
from app.routers.doors import CurrentAct, CurrentLocksmith, CurrentVisit, FormKey

router = APIRouter(prefix="/labs/{lab_id}/{screen}")

Address = Annotated[str, Form(max_length=500), AfterValidator(wording.web_address_or_none)]


@router.post("/viewers")
async def create(act: CurrentAct, visit: CurrentVisit, locksmith: CurrentLocksmith, key: FormKey) -> Response:
    token = await act.store.read(link_for, visit, locksmith, key)
    return await act(invite_viewers, key, locksmith.hash(token))


@router.post("/viewers/removal")
async def destroy(act: CurrentAct) -> Response:
    return await act(dismiss_viewers)


@router.post("/stream")
async def stream(act: CurrentAct, address: Address = "") -> Response:
    return await act(announce_stream, address)
