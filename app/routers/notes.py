"""Notes and the parking lot."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from app.domain.notes import NoteKind, remove_note, reword_note, take_note
from app.routers.doors import CurrentAct, FormKey, Words

router = APIRouter(prefix="/labs/{lab_id}/{screen}/notes")


@router.post("")
async def create(act: CurrentAct, text: Words, key: FormKey, kind: Annotated[NoteKind, Form()] = "note") -> Response:
    return await act(take_note, text, kind, key)


@router.post("/{id}/wording")
async def edit(act: CurrentAct, id: str, text: Words) -> Response:
    return await act(reword_note, id, text)


@router.post("/{id}/removal")
async def destroy(act: CurrentAct, id: str) -> Response:
    return await act(remove_note, id)
