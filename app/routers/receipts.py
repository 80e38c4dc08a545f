"""What became of my contribution: a participant's own page, and their own files."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi.responses import HTMLResponse

from app.domain.errors import NotYours
from app.following.receipts import as_html, as_json, page
from app.routers.doors import CurrentKey, CurrentLanguage, CurrentPlace, CurrentStore, Place

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
FILES = {"html": (as_html, "text/html; charset=utf-8"), "json": (as_json, "application/json")}


@router.get("/receipt")
async def show(place: CurrentPlace, key: CurrentKey, store: CurrentStore, language: CurrentLanguage) -> Response:
    require_phone(place)
    return HTMLResponse(await store.read(page, key, language))


@router.get("/receipt.{format}")
async def download(
    place: CurrentPlace,
    key: CurrentKey,
    store: CurrentStore,
    language: CurrentLanguage,
    format: Annotated[str, Path(pattern="^(html|json)$")],
) -> Response:
    require_phone(place)
    write, media_type = FILES[format]
    name, body = await store.read(write, key, language)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type=media_type, headers=headers)


def require_phone(place: Place) -> None:
    if place.kind != "phone":
        raise NotYours
