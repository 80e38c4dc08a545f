"""The list of guests: a file that is handed in and looked at before it counts, and single guests by hand."""

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import AfterValidator
from starlette.datastructures import FormData, UploadFile

from app.domain import wording
from app.domain.errors import Misunderstood, TooMuch
from app.domain.guests.columns import KINDS
from app.domain.guests.files import MOST_BYTES, Row, read_file
from app.domain.guests.listing import (
    assign_columns,
    clear_list,
    expect_guest,
    hand_in_list,
    import_guests,
    put_list_away,
    uninvite,
)
from app.domain.guests.reading import expected
from app.live.seating_pages import guests_page, is_importable, list_page, may_hand_in
from app.routers.doors import (
    Act,
    CurrentAct,
    CurrentStore,
    CurrentVisit,
    PathId,
    Place,
    key_of,
    language_of,
    token_of,
)

router = APIRouter(prefix="/labs/{lab_id}/{screen}/seating")

AROUND = 64 * 1024  # bytes of a form around its file
MOST_FIELDS = 8
Tick = Annotated[Literal["", "1"], Form()]
Sure = Annotated[Literal["1"], Form()]


class Handing(Act):
    """An act with a file: whoever may not do it is turned away before the file is read."""

    id = ""
    title = ""
    rows: list[Row] = []  # noqa: RUF012 replaced, never changed


async def handing_of(request: Request, lab_id: PathId, screen: str) -> Handing:
    """Raises ListRefused and its heirs for what is no list."""
    place, state = Place(lab_id, screen), request.app.state
    token = await token_of(request, place, state.settings)
    key = await key_of(place, token, state.locksmith)
    act = request.state.act = Handing(request, place, key, token, await language_of(request))
    await act.store.read(may_hand_in, key)
    async with request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES) as form:
        act.id = wording_of_id(form.get("id"))
        act.title, body = await sent_in(form)
    act.rows = await asyncio.to_thread(read_file, body)
    return act


def wording_of_id(raw: Any) -> str:
    if not (isinstance(raw, str) and wording.ID.fullmatch(raw)):
        raise Misunderstood
    return raw


async def sent_in(form: FormData) -> tuple[str, bytes]:
    """The file, else the lines that were pasted."""
    sent, pasted = form.get("file"), form.get("lines")
    if isinstance(sent, UploadFile) and sent.size:
        if sent.size > MOST_BYTES:
            raise TooMuch
        return shown_name(sent.filename or ""), await sent.read()
    return "", pasted.encode() if isinstance(pasted, str) else b""


def shown_name(raw: str) -> str:
    """To be shown, never to be opened: no path, nothing invisible."""
    bare = raw.replace("\\", "/").rpartition("/")[2][:100]
    try:
        return wording.line_or_none(bare)
    except ValueError:
        return ""


CurrentHanding = Annotated[Handing, Depends(handing_of)]


def known_kinds(columns: list[str]) -> list[str]:
    if len(columns) > 60 or any(each and each not in KINDS for each in columns):
        raise ValueError("unknown")
    return columns


def back_to(act: Act, *path: str) -> Response:
    return RedirectResponse("/".join((act.place.base, "seating", *path)), 303)


@router.get("/guests")
async def show(visit: CurrentVisit, store: CurrentStore) -> Response:
    return HTMLResponse(await store.read(guests_page, visit))


@router.post("/lists", max_body_size=MOST_BYTES + AROUND)
async def hand_in(act: CurrentHanding, visit: CurrentVisit) -> Response:
    """What can be taken is shown at its own address; what cannot yet, at once and as such."""
    done = await act.do(hand_in_list, act.id, act.title, act.rows)
    if await act.store.read(is_importable, visit, done.value.id):
        return back_to(act, "lists", done.value.id)
    return HTMLResponse(await act.store.read(list_page, visit, done.value.id), 422)


@router.get("/lists/{id}")
async def look_at(visit: CurrentVisit, store: CurrentStore, id: str) -> Response:
    return HTMLResponse(await store.read(list_page, visit, id))


@router.post("/lists/{id}/columns")
async def columns(
    act: CurrentAct,
    id: str,
    column: Annotated[list[str], Form(), AfterValidator(known_kinds)],
    has_headings: Tick = "",
) -> Response:
    await act.do(assign_columns, id, column, has_headings=bool(has_headings))
    return back_to(act, "lists", id)


@router.post("/lists/{id}/guests")
async def take(act: CurrentAct, id: str, leaves_out: Tick = "", replaces: Tick = "") -> Response:
    await act.do(import_guests, id, leaves_out=bool(leaves_out), replaces=bool(replaces))
    return back_to(act)


@router.post("/lists/{id}/removal")
async def put_away(act: CurrentAct, id: str) -> Response:
    await act.do(put_list_away, id)
    return back_to(act, "guests")


@router.post("/guests")
async def expect(
    act: CurrentAct,
    name: Annotated[str, Form(max_length=200)],
    email: Annotated[str, Form(max_length=254)] = "",
    organisation: Annotated[str, Form(max_length=200)] = "",
    languages: Annotated[str, Form(max_length=200)] = "",
    access: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    typed = {"name": name, "email": email, "organisation": organisation, "languages": languages, "access": access}
    await act.do(expect_guest, expected(Row(1, list(typed.values())), list(typed), ()))
    return back_to(act, "guests")


@router.post("/guests/{id}/removal")
async def remove(act: CurrentAct, id: PathId) -> Response:
    await act.do(uninvite, id)
    return back_to(act, "guests")


@router.post("/guests/clearing")
async def clear(act: CurrentAct, sure: Sure) -> Response:
    await act.do(clear_list)
    return back_to(act, "guests")
