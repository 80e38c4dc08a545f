"""The four screens of a lab, its summary, and leaving it."""

from typing import Literal

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.domain.errors import NotAdmitted, NotYours, Refusal
from app.domain.people import leave
from app.i18n import reading
from app.jinja import templates
from app.live.pages import page, yours_again
from app.routers.doors import (
    AnyKeys,
    CurrentAct,
    CurrentKey,
    CurrentLanguage,
    CurrentLocksmith,
    CurrentSettings,
    CurrentStore,
    CurrentToken,
    CurrentVisit,
    forget,
)
from app.summary.html import piece
from app.summary.report import read_report, read_summary
from app.summary.writers import WRITERS

router = APIRouter(prefix="/labs/{lab_id}")


@router.get("/summary")
async def read_together(store: CurrentStore, keys: AnyKeys, language: CurrentLanguage) -> Response:
    """The summary as a page, for every screen of the lab once it is closed."""
    refusal: Refusal = NotAdmitted()
    for key in keys:
        try:
            told = await store.read(read_summary, key, language)
        except (NotAdmitted, NotYours) as wrong_key:
            refusal = wrong_key
            continue
        with reading(language):
            html = templates.get_template("plain/summary.html").render(report=piece(told), title=told.title, back="/")
        return HTMLResponse(html)
    raise refusal


@router.get("/{screen}/summary.{format}")
async def download(
    store: CurrentStore, key: CurrentKey, language: CurrentLanguage, format: Literal["html", "md", "json"]
) -> Response:
    """The report so far, in one of its formats, under a name of our own."""
    told = await store.read(read_report, key, language)
    writer = WRITERS[format]
    with reading(language):
        body = writer.write(told)
    name = f'attachment; filename="{told.file_name}.{format}"'
    return Response(body, media_type=writer.media_type, headers={"Content-Disposition": name})


@router.get("/{screen}")
async def show(visit: CurrentVisit, store: CurrentStore, locksmith: CurrentLocksmith) -> Response:
    return HTMLResponse(await store.read(page, visit, locksmith))


@router.get("/{screen}/yours")
async def yours(
    store: CurrentStore, key: CurrentKey, token: CurrentToken, locksmith: CurrentLocksmith, language: CurrentLanguage
) -> Response:
    return HTMLResponse(await store.read(yours_again, key, token, locksmith, language))


@router.post("/{screen}/departure")
async def depart(act: CurrentAct, settings: CurrentSettings) -> Response:
    await act.do(leave)
    gone = RedirectResponse("/", 303)
    forget(gone, settings, act.place.lab_id, act.place.screen)
    return gone
