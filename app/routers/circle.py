"""The inner circle: who asks to come in and who is tapped in and out; what the tables ask, upvote and hear answered."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import AfterValidator

from app.domain import wording
from app.domain.circle import ask_in, take_back_asking, tap_in, tap_out
from app.domain.questions import ask_question, call_question, mark_answered, upvote, withdraw_question
from app.routers.doors import CurrentAct, FormKey, Id, Number
from app.routers.formations import with_part

router = APIRouter(prefix="/labs/{lab_id}/{screen}")

Asked = Annotated[str, Form(), AfterValidator(wording.question)]


@router.post("/circle/asking")
async def asking(act: CurrentAct) -> Response:
    return await with_part(act, await act(ask_in))


@router.post("/circle/asking/withdrawal")
async def listening(act: CurrentAct) -> Response:
    return await with_part(act, await act(take_back_asking))


@router.post("/circle/seats")
async def tapped_in(act: CurrentAct, person: Number) -> Response:
    return await act(tap_in, person)


@router.post("/circle/seats/removal")
async def tapped_out(act: CurrentAct, person: Number) -> Response:
    return await act(tap_out, person)


@router.post("/questions")
async def ask(act: CurrentAct, text: Asked, key: FormKey) -> Response:
    """From a phone, or at the desk for somebody without one."""
    return await with_part(act, await act(ask_question, text, key))


@router.post("/questions/{id}/withdrawal")
async def withdraw(act: CurrentAct, id: str) -> Response:
    return await act(withdraw_question, id)


@router.post("/questions/{id}/upvote")
async def vote(act: CurrentAct, id: str, on: Annotated[bool, Form()]) -> Response:
    return await with_part(act, await act(upvote, id, on))


@router.post("/questions/call")
async def call(act: CurrentAct, question: Id) -> Response:
    return await act(call_question, question)


@router.post("/questions/answer")
async def answered(act: CurrentAct, question: Id) -> Response:
    return await act(mark_answered, question)
