"""The doors that need no pass: a code, a return code, a personal link, a language."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from pydantic import BaseModel, Field

from app import i18n
from app.clock import now
from app.domain import wording
from app.domain.doors import Seats, doorway, lab_by_code, screen_of, seats
from app.domain.errors import LabFull, NoSuchGroup, NoSuchKey, NoSuchLab, Refusal, TooManyTries
from app.domain.labs import every_lab
from app.domain.passes import Locksmith
from app.domain.people import Joining, come_back, join
from app.domain.steering_errors import DoorLocked
from app.jinja import templates
from app.routers.doors import (
    MOST_ID,
    CurrentLanguage,
    CurrentSettings,
    CurrentStore,
    keep,
    keep_language,
    stranger,
    typed,
)
from app.routers.limits import Limits
from app.routers.organisers import follow_link
from app.routers.refusals import shown
from app.routers.signed_in import AtTheDesk, may_set_up
from app.settings import Settings
from app.store import Store

router = APIRouter()

Typed = Annotated[str, Form(max_length=20_000)]
MOST_CODE = 64
TableNumber = Annotated[int, Path(ge=1, le=MOST_ID)]
NONE_OF_THEM = "-"
GROUP_NUMBER = re.compile("[1-9][0-9]{0,3}")


class Doorstep:
    """Where somebody stands who holds no pass yet."""

    def __init__(self, request: Request, language: str):
        self.request, self.language = request, language
        self.store: Store = request.app.state.store
        self.settings: Settings = request.app.state.settings
        self.locksmith: Locksmith = request.app.state.locksmith
        self.limits: Limits = request.app.state.limits

    async def lab(self, code: str) -> Any:
        """The lab of that code. Raises CodeChanged; NoSuchLab, or TooManyTries when too many were wrong."""
        try:
            return await self.store.read(lab_by_code, wording.join_code(code[:MOST_CODE]))
        except NoSuchLab as refusal:
            raise self.counted(refusal) from None

    def counted(self, refusal: Refusal) -> Refusal:
        """A wrong code counts; the refusal says so when there were too many."""
        try:
            self.limits.wrong_code(self.request.client.host if self.request.client else "")
        except TooManyTries as too_many:
            return too_many
        return refusal

    def let_in(self, lab_id: int, screen: str, token: str) -> Response:
        inside = RedirectResponse(f"/labs/{lab_id}/{screen}", 303)
        keep(inside, self.settings, lab_id, screen, token)
        return inside


async def doorstep(request: Request, language: CurrentLanguage) -> Doorstep:
    return Doorstep(request, language)


AtTheDoor = Annotated[Doorstep, Depends(doorstep)]


class JoinForm(BaseModel):
    """As it was typed; the rules clean and judge it, so that a refusal can show it again."""

    name: str = ""
    anonymous: str = ""
    language: str = ""
    consent: str = ""
    group: str = ""
    organisation: str = Field(default="", max_length=200)
    id: str = Field(default="", pattern="^([0-9a-f]{32})?$")

    def joining(self) -> Joining:
        return Joining(
            name=None if self.anonymous else wording.name_or_none(self.name),
            has_consented=self.consent == "1",
            language=i18n.known(self.language) or i18n.SOURCE,
            group=int(self.group) if GROUP_NUMBER.fullmatch(self.group) else None,
            key=self.id or None,
            organisation={"": None, NONE_OF_THEM: ""}.get(self.organisation, self.organisation),
        )


@router.get("/")
async def home(request: Request, language: CurrentLanguage) -> Response:
    is_new = not request.app.state.settings.is_first_look and await may_set_up(request)
    return drawn("plain/home.html", language, typed="", is_new=is_new)


@router.post("/codes")
async def code(at: AtTheDoor, code: Typed) -> Response:
    try:
        found = await at.lab(code)
    except Refusal as refusal:
        return drawn("plain/home.html", at.language, refusal, typed=code)
    return RedirectResponse(f"/j/{found.door_code or found.code}", 303)


@router.get("/j/{code}")
async def door(at: AtTheDoor, code: str) -> Response:
    try:
        found = await at.lab(code)
    except Refusal as refusal:
        return drawn("plain/home.html", at.language, refusal, typed=code)
    return await join_page(at, found, JoinForm())


@router.get("/j/{code}/{group:int}")
async def table(at: AtTheDoor, code: str, group: TableNumber) -> Response:
    """The code on a group's table: whoever scans it sits down there, unless they choose otherwise."""
    try:
        found = await at.lab(code)
    except Refusal as refusal:
        return drawn("plain/home.html", at.language, refusal, typed=code)
    if group not in [each.number for each in await at.store.read(seats, found.id)]:
        raise NoSuchGroup
    return await join_page(at, found, JoinForm(group=str(group)), table=group)


@router.post("/j/{code}/people")
async def take_seat(at: AtTheDoor, code: str, form: Annotated[JoinForm, Form()]) -> Response:
    at.request.state.typed = typed(form)
    found, token = await at.lab(code), at.locksmith.token()
    hashes = at.locksmith.hash(token), at.locksmith.hash(at.locksmith.return_code(token))
    try:
        joining = form.joining()
        await at.store.write(stranger(found.id), join, joining, *hashes)
    except Refusal as refusal:
        return await join_page(at, found, form, refusal)
    seated = at.let_in(found.id, "phone", token)
    keep_language(seated, at.settings, joining.language)
    return seated


@router.post("/j/{code}/returns")
async def take_seat_again(at: AtTheDoor, code: str, return_code: Typed) -> Response:
    found, token = await at.lab(code), at.locksmith.token()
    hashes = at.locksmith.hash(token), at.locksmith.hash(at.locksmith.return_code(token))
    try:
        await at.store.write(stranger(found.id), come_back, at.locksmith.hash(plain(return_code)), *hashes)
    except NoSuchKey as refusal:
        return await join_page(at, found, JoinForm(), at.counted(refusal))
    return at.let_in(found.id, "phone", token)


@router.get("/enter")
async def entrance(language: CurrentLanguage) -> Response:
    return drawn("plain/enter.html", language)


@router.post("/enter")
async def enter(at: AtTheDoor, desk: AtTheDesk, key: Typed) -> Response:
    token = key.strip().rpartition("#")[2]
    try:
        lab_id, screen = await at.store.read(screen_of, at.locksmith.hash(token))
    except NoSuchKey as refusal:
        return await follow_link(desk, token) or drawn("plain/enter.html", at.language, at.counted(refusal))
    return at.let_in(lab_id, screen, token)


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
    await store.read(every_lab)
    return PlainTextResponse("ok")


def plain(return_code: str) -> str:
    return "".join(symbol for symbol in return_code.upper() if symbol.isalnum())


async def join_page(
    at: Doorstep, lab: Any, form: JoinForm, refusal: Refusal | None = None, table: int | None = None
) -> Response:
    """Whose words were refused sees them again; who looks in at a shut door finds no form to fill in for nothing."""
    shown_there = await at.store.read(doorway, lab.id)
    language = i18n.known(form.language) or at.language
    shut = shut_by(lab, shown_there.groups) if refusal is None else None
    facts = {"lab": lab, "code": lab.door_code or lab.code, "form": form, "table": table}
    facts["asks_name"] = lab.anonymity != "anonymous"
    facts |= {**shown_there._asdict(), "organisations": getattr(refusal, "organisations", [])}
    return drawn("plain/join.html", language, refusal or shut, is_shut=shut is not None, **facts)


def shut_by(lab: Any, groups: list[Seats]) -> Refusal | None:
    if lab.closed_at:
        return None  # what can still be read is said where it is
    if lab.locked_at:
        return DoorLocked()
    return LabFull() if sum(group.seated for group in groups) >= lab.capacity else None


def drawn(template: str, language: str, refused: Refusal | None = None, **facts: object) -> Response:
    with i18n.reading(language):
        facts["refusal"] = shown(refused) if refused else None
        page = templates.get_template(template).render(**facts)
    return HTMLResponse(page, refused.status if refused else 200)
