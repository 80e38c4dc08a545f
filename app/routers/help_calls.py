"""A desk calls the organiser; what becomes of the call."""

from fastapi import APIRouter, Response

from app.domain.help_calls import answer_call, call_organiser, end_call
from app.routers.doors import CurrentAct, FormKey, WordsOrNone

router = APIRouter(prefix="/labs/{lab_id}/{screen}/calls")


@router.post("")
async def create(act: CurrentAct, key: FormKey, words: WordsOrNone = "") -> Response:
    return await act(call_organiser, words, key)


@router.post("/{id}/answer")
async def answer(act: CurrentAct, id: str, words: WordsOrNone = "") -> Response:
    return await act(answer_call, id, words)


@router.post("/{id}/end")
async def end(act: CurrentAct, id: str) -> Response:
    return await act(end_call, id)
