"""The doors that need no pass: a code, a return code, a personal link, a language."""

from types import SimpleNamespace
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from app import i18n
from app.clock import now
from app.domain import wording
from app.domain.doors import lab_by_code, screen_of, seats
from app.domain.errors import NoSuchKey, NoSuchLab, Refusal, TooManyTries
from app.domain.passes import RETURN_LENGTH
from app.domain.people import come_back, join
from app.jinja import templates
from app.routers.doors import (
    CurrentLanguage,
    CurrentLimits,
    CurrentLocksmith,
    CurrentSettings,
    CurrentStore,
    keep,
    keep_language,
    stranger,
)
from app.routers.refusals import shown
from app.store import Store

router = APIRouter()

Typed = Annotated[str, Form(max_length=20_000)]
MOST_CODE = 64


@router.get("/")
async def home(language: CurrentLanguage) -> Response:
    return drawn("plain/home.html", language)


@router.post("/codes")
async def code(
    request: Request, store: CurrentStore, limits: CurrentLimits, language: CurrentLanguage, code: Typed
) -> Response:
    try:
        found = await store.read(lab_by_code, wording.join_code(code[:MOST_CODE]))
    except NoSuchLab as refusal:
        return drawn("plain/home.html", language, refused=counted(request, limits, refusal))
    return RedirectResponse(f"/j/{found.code}", 303)


@router.get("/j/{code}")
async def door(
    request: Request, store: CurrentStore, limits: CurrentLimits, language: CurrentLanguage, code: str
) -> Response:
    try:
        found = await store.read(lab_by_code, wording.join_code(code[:MOST_CODE]))
    except NoSuchLab as refusal:
        return drawn("plain/home.html", language, refused=counted(request, limits, refusal))
    return await join_page(store, found, language, {})


@router.post("/j/{code}/people")
async def take_seat(
    request: Request,
    store: CurrentStore,
    settings: CurrentSettings,
    locksmith: CurrentLocksmith,
    code: str,
    name: Typed = "",
    anonymous: Typed = "",
    language: Typed = "",
    consent: Typed = "",
    group: Typed = "",
) -> Response:
    found = await store.read(lab_by_code, wording.join_code(code[:MOST_CODE]))
    chosen = i18n.known(language) or i18n.SOURCE
    token = locksmith.token()
    try:
        await store.write(
            stranger(found.id),
            join,
            "" if anonymous else wording.name_or_none(name),
            is_anonymous=bool(anonymous),
            has_consented=consent == "1",
            language=chosen,
            group=int(group) if group.isdecimal() and group.isascii() else None,
            token_hash=locksmith.hash(token),
            return_hash=locksmith.hash(locksmith.return_code(token)),
        )
    except Refusal as refusal:
        form = {"name": name, "anonymous": anonymous, "consent": consent, "group": group}
        return await join_page(store, found, chosen, form, refusal)
    seated = RedirectResponse(f"/labs/{found.id}/phone", 303)
    keep(seated, settings, found.id, "phone", token)
    keep_language(seated, settings, chosen)
    return seated


@router.post("/j/{code}/returns")
async def return_(
    request: Request,
    store: CurrentStore,
    settings: CurrentSettings,
    locksmith: CurrentLocksmith,
    limits: CurrentLimits,
    language: CurrentLanguage,
    code: str,
    return_code: Typed,
) -> Response:
    found = await store.read(lab_by_code, wording.join_code(code[:MOST_CODE]))
    token, given = locksmith.token(), plain(return_code)
    hashes = locksmith.hash(token), locksmith.hash(locksmith.return_code(token))
    try:
        if len(given) != RETURN_LENGTH:
            raise NoSuchKey
        await store.write(stranger(found.id), come_back, locksmith.hash(given), *hashes)
    except NoSuchKey as refusal:
        return await join_page(store, found, language, {}, counted(request, limits, refusal))
    seated = RedirectResponse(f"/labs/{found.id}/phone", 303)
    keep(seated, settings, found.id, "phone", token)
    return seated


@router.get("/enter")
async def entrance(language: CurrentLanguage) -> Response:
    return drawn("plain/enter.html", language)


@router.post("/enter")
async def enter(
    request: Request,
    store: CurrentStore,
    settings: CurrentSettings,
    locksmith: CurrentLocksmith,
    limits: CurrentLimits,
    language: CurrentLanguage,
    key: Typed,
) -> Response:
    token = key.strip().rpartition("#")[2]
    try:
        lab_id, screen = await store.read(screen_of, locksmith.hash(token))
    except NoSuchKey as refusal:
        return drawn("plain/enter.html", language, refused=counted(request, limits, refusal))
    inside = RedirectResponse(f"/labs/{lab_id}/{screen}", 303)
    keep(inside, settings, lab_id, screen, token)
    return inside


@router.post("/language")
async def change_language(settings: CurrentSettings, language: Typed, back: Typed = "/") -> Response:
    is_ours = back.startswith("/") and not back.startswith(("//", "/\\"))
    changed = RedirectResponse(back if is_ours else "/", 303)
    if i18n.known(language):
        keep_language(changed, settings, language)
    return changed


@router.get("/clock")
async def clock() -> Response:
    """The server's clock, for screens to measure theirs against: milliseconds since 1970, UTC."""
    return PlainTextResponse(str(round(now().timestamp() * 1000)))


@router.get("/livez")
async def livez() -> Response:
    return PlainTextResponse("ok")


@router.get("/readyz")
async def readyz(store: CurrentStore) -> Response:
    await store.read(lambda read: read.exec_driver_sql("SELECT 1"))
    return PlainTextResponse("ok")


def counted(request: Request, limits: CurrentLimits, refusal: Refusal) -> Refusal:
    """A wrong code counts; the refusal says so when there were too many."""
    try:
        limits.wrong_code(request.client.host if request.client else "")
    except TooManyTries as too_many:
        return too_many
    return refusal


def plain(return_code: str) -> str:
    return "".join(symbol for symbol in return_code.upper() if symbol.isalnum())


async def join_page(
    store: Store, lab: object, language: str, form: dict[str, str], refusal: Refusal | None = None
) -> Response:
    return drawn(
        "plain/join.html",
        language,
        refused=refusal,
        lab=lab,
        groups=await store.read(seats, lab.id),  # type: ignore[attr-defined]
        anonymous_allowed=True,
        form=SimpleNamespace(**{"name": "", "anonymous": "", "consent": "", "group": ""} | form),
    )


def drawn(template: str, language: str, refused: Refusal | None = None, **facts: object) -> Response:
    with i18n.reading(language):
        facts["refusal"] = shown(refused) if refused else None
        page = templates.get_template(template).render(**facts)
    return HTMLResponse(page, refused.status if refused else 200)
