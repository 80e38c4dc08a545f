"""What a group does now. A desk acts on its own group, the tower on all of them."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import BeforeValidator

from app.domain.groups import (
    LONGEST_TIMER,
    advance_stage,
    end_timer,
    extend_timer,
    open_prompt,
    open_prompt_for_all,
    open_stage,
    open_stage_for_all,
    pause_timer,
    resume_timer,
    shorten_timer,
    start_timer,
)
from app.routers.doors import CurrentAct, OptionalNumber, only_digits

router = APIRouter(prefix="/labs/{lab_id}/{screen}")

Minutes = Annotated[int, Form(ge=1, le=LONGEST_TIMER), BeforeValidator(only_digits)]
MinutesOrNone = Annotated[int, Form(ge=0, le=LONGEST_TIMER), BeforeValidator(only_digits)]


@router.post("/prompt")
async def prompt(act: CurrentAct, prompt: OptionalNumber = "") -> Response:
    return await act(open_prompt, prompt)


@router.post("/stage")
async def stage(act: CurrentAct, stage: OptionalNumber = "") -> Response:
    return await act(open_stage, stage)


@router.post("/stage/advance")
async def advance(act: CurrentAct, pressed_in: OptionalNumber = "") -> Response:
    return await act(advance_stage, pressed_in or None)


@router.post("/timer")
async def timer(act: CurrentAct, minutes: Minutes) -> Response:
    return await act(start_timer, minutes)


@router.post("/timer/extension")
async def extension(act: CurrentAct, minutes: Minutes) -> Response:
    return await act(extend_timer, minutes)


@router.post("/timer/shortening")
async def shortening(act: CurrentAct, minutes: Minutes) -> Response:
    return await act(shorten_timer, minutes)


@router.post("/timer/pause")
async def pause(act: CurrentAct) -> Response:
    return await act(pause_timer)


@router.post("/timer/resumption")
async def resumption(act: CurrentAct) -> Response:
    return await act(resume_timer)


@router.post("/timer/end")
async def end(act: CurrentAct) -> Response:
    return await act(end_timer)


@router.post("/prompt-for-all")
async def prompt_for_all(act: CurrentAct, prompt: OptionalNumber = "") -> Response:
    return await act(open_prompt_for_all, prompt)


@router.post("/stage-for-all")
async def stage_for_all(act: CurrentAct, stage: OptionalNumber = "", pressed_in: OptionalNumber = "") -> Response:
    return await act(open_stage_for_all, stage, pressed_in or None)
