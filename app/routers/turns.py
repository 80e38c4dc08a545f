"""Opening at the desk what was written in private."""

from fastapi import APIRouter, Response

from app.domain.turns import go_round, pass_turn, reveal_all, reveal_next
from app.routers.doors import CurrentAct, Number

router = APIRouter(prefix="/labs/{lab_id}/{screen}")


@router.post("/reveal")
async def everything(act: CurrentAct) -> Response:
    return await act(reveal_all)


@router.post("/reveal/round")
async def begin(act: CurrentAct) -> Response:
    return await act(go_round)


@router.post("/reveal/turn")
async def turn(act: CurrentAct, turn: Number) -> Response:
    return await act(reveal_next, turn)


@router.post("/reveal/pass")
async def skip(act: CurrentAct, turn: Number) -> Response:
    return await act(pass_turn, turn)
