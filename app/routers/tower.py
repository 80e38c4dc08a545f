"""Steering the whole lab."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response

from app.domain.agenda import extend_item, move_agenda, pause_lab, replan, resume_lab, shorten_item
from app.domain.labs import close, tell_everyone
from app.domain.messages import send_message
from app.domain.people import move_person, remove_person
from app.domain.scenes import Scene, show_scene
from app.routers.doors import CurrentAct, FormKey, Number, OptionalNumber, PathId, Words, WordsOrNone
from app.routers.groups import Minutes, MinutesOrNone

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
TO = r"^(everyone|moderators|[1-9][0-9]{0,3})$"


@router.post("/agenda")
async def agenda(act: CurrentAct, item: Number) -> Response:
    return await act(move_agenda, item)


@router.post("/agenda/extension")
async def extension(act: CurrentAct, minutes: Minutes, item: OptionalNumber = "") -> Response:
    return await act(extend_item, minutes, item or None)


@router.post("/agenda/shortening")
async def shortening(act: CurrentAct, minutes: Minutes, item: OptionalNumber = "") -> Response:
    return await act(shorten_item, minutes, item or None)


@router.post("/agenda/pause")
async def pause(act: CurrentAct, words: WordsOrNone = "") -> Response:
    return await act(pause_lab, words)


@router.post("/agenda/resumption")
async def resumption(act: CurrentAct) -> Response:
    return await act(resume_lab)


@router.post("/agenda/catch-up")
async def catch_up(act: CurrentAct, minutes: MinutesOrNone) -> Response:
    return await act(replan, minutes)


@router.post("/notice")
async def notice(act: CurrentAct, words: WordsOrNone = "") -> Response:
    return await act(tell_everyone, words)


@router.post("/messages")
async def message(act: CurrentAct, key: FormKey, to: Annotated[str, Form(pattern=TO)], words: Words) -> Response:
    return await act(send_message, words, to, key)


@router.post("/scene")
async def scene(act: CurrentAct, scene: Annotated[Scene, Form()], of: OptionalNumber = "") -> Response:
    return await act(show_scene, scene, of or None)


@router.post("/people/{id}/seat")
async def seat(act: CurrentAct, id: PathId, group: Number) -> Response:
    return await act(move_person, id, group)


@router.post("/people/{id}/removal")
async def removal(act: CurrentAct, id: PathId) -> Response:
    return await act(remove_person, id)


@router.post("/closing")
async def closing(act: CurrentAct, sure: Annotated[Literal["1"], Form()]) -> Response:
    return await act(close)
