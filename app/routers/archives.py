"""The summary of a lab that was held elsewhere, to be read and taken away again."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from app.routers.doors import AnyKeys, CurrentLanguage, CurrentPress, CurrentStore, PathId
from app.routers.labs import permitted
from app.summary.writers.html import page_of_archive

router = APIRouter(prefix="/labs/{lab_id}")


@router.get("/archive")
async def show(
    press: CurrentPress, store: CurrentStore, lab_id: PathId, keys: AnyKeys, language: CurrentLanguage
) -> Response:
    """NotFound where a lab was held here."""
    seq = await permitted(store, keys)
    made = ("archive", lab_id, seq, language)
    return HTMLResponse(await press.shelf.once(made, lambda: store.read(page_of_archive, lab_id, language)))
