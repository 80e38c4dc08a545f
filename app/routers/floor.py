"""The floor: hands from phones, turns and the theme on the table from the desk, reasons from both."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from app.domain.floor import end_turn, give_floor, lower_hand, pass_over, raise_hand
from app.domain.tables import Side, give_reason, put_on_table
from app.routers.contributions import with_yours
from app.routers.doors import CurrentAct, FormKey, Id, Number, OptionalId, Words

router = APIRouter(prefix="/labs/{lab_id}/{screen}")


@router.post("/hand")
async def ask(act: CurrentAct, key: FormKey) -> Response:
    return await with_yours(act, await act(raise_hand, key))


@router.post("/hand/lowering")
async def ask_no_more(act: CurrentAct) -> Response:
    return await with_yours(act, await act(lower_hand))


@router.post("/floor")
async def give(act: CurrentAct, person: Number) -> Response:
    return await act(give_floor, person)


@router.post("/floor/end")
async def end(act: CurrentAct) -> Response:
    return await act(end_turn)


@router.post("/floor/passing-over")
async def skip(act: CurrentAct, person: Number) -> Response:
    return await act(pass_over, person)


@router.post("/table")
async def lay(act: CurrentAct, theme: OptionalId = "") -> Response:
    return await act(put_on_table, theme or None)


@router.post("/reasons")
async def reason(act: CurrentAct, theme: Id, side: Annotated[Side, Form()], text: Words, key: FormKey) -> Response:
    return await act(give_reason, theme, side, text, key)
