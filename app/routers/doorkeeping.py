"""The door of a lab: its lock, its code, its places; and the picture that leads to it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from pydantic import BeforeValidator

from app.domain.doorkeeping import lock_door, remove_newcomers, rotate_code, set_places, unlock_door
from app.live.pages import way_in
from app.qr import svg
from app.routers.doors import AnyKeys, CurrentAct, CurrentStore, PathId, only_digits
from app.routers.groups import Minutes

router = APIRouter(prefix="/labs/{lab_id}")

Places = Annotated[int, Form(ge=1, le=20_000), BeforeValidator(only_digits)]
Code = Annotated[str, Form(min_length=1, max_length=16)]


@router.get("/door.svg")
async def picture(request: Request, store: CurrentStore, lab_id: PathId, keys: AnyKeys) -> Response:
    """For whoever shows it: the wall, the tower. Its address names the code, its answer takes the one that holds."""
    code = await store.read(way_in, lab_id, keys)
    address = request.app.state.settings.address(f"/j/{code}", request.headers.get("host"))
    return Response(svg(address), media_type="image/svg+xml")


@router.post("/{screen}/door/lock")
async def lock(act: CurrentAct) -> Response:
    return await act(lock_door)


@router.post("/{screen}/door/opening")
async def opening(act: CurrentAct) -> Response:
    return await act(unlock_door)


@router.post("/{screen}/door/code")
async def code(act: CurrentAct, was: Code) -> Response:
    return await act(rotate_code, was)


@router.post("/{screen}/door/places")
async def places(act: CurrentAct, places: Places) -> Response:
    return await act(set_places, places)


@router.post("/{screen}/door/newcomers/removal")
async def removal(act: CurrentAct, minutes: Minutes, sure: Annotated[Literal["1"], Form()]) -> Response:
    return await act(remove_newcomers, minutes)
