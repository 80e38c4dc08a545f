"""The four screens of a lab, its summary, and leaving it."""

from collections.abc import Callable, Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import AfterValidator

from app.domain.erasing import erase_me
from app.domain.errors import NotAdmitted, NotYours, Refusal
from app.domain.people import leave
from app.domain.work import Key
from app.following.pages import read_deed
from app.live.own import yours_again
from app.live.pages import page
from app.printing import Order
from app.routers.doors import (
    AnyKeys,
    CurrentAct,
    CurrentKey,
    CurrentLanguage,
    CurrentLocksmith,
    CurrentPress,
    CurrentSettings,
    CurrentStore,
    CurrentToken,
    CurrentVisit,
    PathId,
    forget,
)
from app.routers.signed_in import Desk
from app.store import Store
from app.summary.editions import standing_address
from app.summary.profiles import PROFILES
from app.summary.report import read_report, read_summary
from app.summary.writers import formats
from app.summary.writers.html import page as page_of_summary

router = APIRouter(prefix="/labs/{lab_id}")


def one_of(known: Iterable[str]) -> Callable[[str], str]:
    def chosen(name: str) -> str:
        if name not in known:
            raise ValueError("unknown")
        return name

    return chosen


KnownFormat = Annotated[str, Path(max_length=8), AfterValidator(one_of(formats()))]
KnownProfile = Annotated[str, Query(max_length=16), AfterValidator(one_of(PROFILES))]


@router.get("/summary")
async def read_together(
    press: CurrentPress,
    store: CurrentStore,
    settings: CurrentSettings,
    lab_id: PathId,
    keys: AnyKeys,
    language: CurrentLanguage,
) -> Response:
    """The summary as a page, for every screen of the lab once it is closed: the published one from then on, so that
    nobody reads two. Drawn once for all who read it."""
    seq = await permitted(store, keys)
    if address := await store.read(standing_address, lab_id):
        return RedirectResponse(f"{address}?language={language}", 303)
    made, least = (lab_id, seq, language), settings.least
    return HTMLResponse(await press.shelf.once(made, lambda: store.read(page_of_summary, lab_id, language, least)))


async def permitted(store: Store, keys: list[Key]) -> int:
    """The lab's `seq`, if any of these keys opens its summary."""
    refusal: Refusal = NotAdmitted()
    for key in keys:
        try:
            return await store.read(read_summary, key)  # type: ignore[no-any-return]
        except (NotAdmitted, NotYours) as wrong_key:
            refusal = wrong_key
    raise refusal


@router.get("/review")
async def check(lab_id: PathId) -> Response:
    """Where a link to check the draft leads."""
    return RedirectResponse(f"/labs/{lab_id}/review/draft", 303)


@router.get("/{screen}/summary.{format}")
async def download(
    press: CurrentPress,
    store: CurrentStore,
    key: CurrentKey,
    language: CurrentLanguage,
    format: KnownFormat,
    settings: CurrentSettings,
    profile: KnownProfile = "internal",
) -> Response:
    """The report so far, in one of its formats, under a name of our own."""
    seq = await store.read(read_report, key)
    file = await press.file(Order(key.lab_id, seq, format, language, profile, settings.least))
    name = f'attachment; filename="{file.name}"'
    return Response(file.body, media_type=file.media_type, headers={"Content-Disposition": name})


@router.get("/{screen}")
async def show(request: Request, visit: CurrentVisit, store: CurrentStore, locksmith: CurrentLocksmith) -> Response:
    has_post = request.app.state.settings.has_post
    if visit.kind == "owner":
        return HTMLResponse(await store.read(read_deed, visit.key, visit.group, visit.language, has_post))
    try:
        return HTMLResponse(await store.read(page, visit, locksmith))
    except NotAdmitted:
        if visit.kind == "tower" and await Desk(request).member():
            return RedirectResponse("/labs", 303)  # where the towers of their labs are opened anew
        raise


@router.get("/{screen}/yours")
async def yours(
    store: CurrentStore, key: CurrentKey, token: CurrentToken, locksmith: CurrentLocksmith, language: CurrentLanguage
) -> Response:
    return HTMLResponse(await store.read(yours_again, key, token, locksmith, language))


@router.post("/{screen}/erasure")
async def erase(act: CurrentAct, settings: CurrentSettings, sure: Annotated[Literal["1"], Form()]) -> Response:
    """Also when the lab is over, for as long as this phone knows its place."""
    await act.do(erase_me)
    gone = RedirectResponse("/", 303)
    forget(gone, settings, act.place.lab_id, act.place.screen)
    return gone


@router.post("/{screen}/departure")
async def depart(act: CurrentAct, settings: CurrentSettings) -> Response:
    await act.do(leave)
    gone = RedirectResponse("/", 303)
    forget(gone, settings, act.place.lab_id, act.place.screen)
    return gone
