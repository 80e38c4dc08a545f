"""Notes and the parking lot."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from app.domain.notes import Becoming, NoteKind, bring_back, remove_note, reword_note, take_note
from app.live.pages import note_history
from app.routers.doors import (
    MOST_ID,
    CurrentAct,
    CurrentStore,
    CurrentVisit,
    FormKey,
    Number,
    OptionalId,
    Words,
    is_live,
    only_digits,
)

router = APIRouter(prefix="/labs/{lab_id}/{screen}/notes")

Edition = Annotated[int, Form(ge=0, le=MOST_ID), BeforeValidator(only_digits)]
NoteId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.post("")
async def create(
    act: CurrentAct,
    text: Words,
    key: FormKey,
    kind: Annotated[NoteKind, Form()] = "note",
    edition: Edition = 0,
    theme: OptionalId = "",
) -> Response:
    return await act(take_note, text, kind, key, edition, theme or None)


@router.post("/{id}/wording")
async def edit(act: CurrentAct, id: str, text: Words, edition: Number) -> Response:
    return await act(reword_note, id, text, edition)


@router.post("/{id}/removal")
async def destroy(act: CurrentAct, id: str) -> Response:
    return await act(remove_note, id)


@router.post("/{id}/return")
async def bring(act: CurrentAct, id: str, into: Annotated[Becoming, Form()]) -> Response:
    return await act(bring_back, id, into)


@router.get("/{id}/history")
async def look_back(visit: CurrentVisit, store: CurrentStore, request: Request, id: NoteId) -> Response:
    return HTMLResponse(await store.read(partial(note_history, as_piece=is_live(request)), visit, id))
