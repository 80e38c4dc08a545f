"""What becomes of lessons after the close: the organiser's page, each owner's own, and the open page of actions."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import AfterValidator

from app.calendar import MEDIA_TYPE
from app.domain.follow_up import ask_for_reminders, invite_owner, report_progress, take_back_owner_link
from app.domain.follow_up_errors import NoSuchAddress
from app.domain.lessons import Status
from app.following.pages import actions, actions_calendar, own_calendar, owner_token, read_follow_up
from app.routers.doors import (
    AnyKeys,
    CurrentAct,
    CurrentLanguage,
    CurrentLocksmith,
    CurrentStore,
    CurrentVisit,
    FormKey,
    Number,
    PathId,
    WordsOrNone,
)
from app.routers.labs import permitted
from app.routers.lessons import Due

router = APIRouter(prefix="/labs/{lab_id}")
LessonId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


def address_or_none(typed: str) -> str:
    """One address, as far as its shape tells; whether somebody reads there, only a letter can tell."""
    mail = typed.strip()
    who, _, where = mail.rpartition("@")
    is_plain = mail.isprintable() and not set(mail) & set(' ,;<>()[]\\"')
    if mail and not (len(mail) <= 254 and is_plain and who and "." in where and "@" not in who):
        raise NoSuchAddress
    return mail


Address = Annotated[str, Form(max_length=1000), AfterValidator(address_or_none)]


@router.get("/actions")
async def show(store: CurrentStore, lab_id: PathId, keys: AnyKeys, language: CurrentLanguage) -> Response:
    await permitted(store, keys)
    return HTMLResponse(await store.read(actions, lab_id, language))


@router.get("/actions.ics")
async def all_days(
    request: Request, store: CurrentStore, lab_id: PathId, keys: AnyKeys, language: CurrentLanguage
) -> Response:
    await permitted(store, keys)
    return entries(await store.read(actions_calendar, lab_id, None, server(request), language), "actions")


@router.get("/actions/{id}.ics")
async def one_day(
    request: Request, store: CurrentStore, lab_id: PathId, id: LessonId, keys: AnyKeys, language: CurrentLanguage
) -> Response:
    await permitted(store, keys)
    return entries(await store.read(actions_calendar, lab_id, id, server(request), language), "action")


@router.get("/{screen}/follow-up")
async def organise(visit: CurrentVisit, store: CurrentStore, locksmith: CurrentLocksmith) -> Response:
    return HTMLResponse(await store.read(read_follow_up, visit.key, visit.server, visit.language, locksmith))


@router.post("/{screen}/lessons/{id}/owner-link")
async def invite(act: CurrentAct, locksmith: CurrentLocksmith, id: str, key: FormKey) -> Response:
    token = owner_token(locksmith, act.place.lab_id, key)
    await act.do(invite_owner, id, key, locksmith.hash(token))
    return RedirectResponse(f"{act.place.base}/follow-up#lesson-{id}", 303)


@router.post("/{screen}/lessons/{id}/owner-link/removal")
async def take_back(act: CurrentAct, id: str) -> Response:
    await act.do(take_back_owner_link, id)
    return RedirectResponse(f"{act.place.base}/follow-up#lesson-{id}", 303)


@router.post("/{screen}/progress")
async def report(
    act: CurrentAct,
    status: Annotated[Status, Form()],
    edition: Number,
    key: FormKey,
    words: WordsOrNone = "",
    due: Due = None,
) -> Response:
    await act.do(report_progress, status, due, words, edition, key)
    return RedirectResponse(act.place.base, 303)


@router.post("/{screen}/reminders")
async def remind(act: CurrentAct, email: Address = "") -> Response:
    await act.do(ask_for_reminders, email, act.language)
    return RedirectResponse(act.place.base, 303)


@router.get("/{screen}/deed.ics")
async def own_day(visit: CurrentVisit, store: CurrentStore) -> Response:
    told = await store.read(own_calendar, visit.key, visit.group, visit.server, visit.language)
    return entries(told, "action")


def server(request: Request) -> str:
    return str(request.app.state.settings.address("", request.headers.get("host")))


def entries(told: bytes, name: str) -> Response:
    disposition = f'attachment; filename="samskap-{name}.ics"'
    return Response(told, media_type=MEDIA_TYPE, headers={"Content-Disposition": disposition})
