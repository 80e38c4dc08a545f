"""What every route needs to know before it opens: which lab, whose key, which language, and how to answer."""

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Form, Path, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import AfterValidator, BeforeValidator
from starlette.requests import HTTPConnection

from app import i18n
from app.domain import wording
from app.domain.errors import NotFound
from app.domain.passes import Locksmith
from app.domain.work import STRANGER, Key
from app.live.drawing import answer
from app.live.hub import Hub
from app.live.pages import Visit
from app.press import Press
from app.routers.limits import Limits
from app.settings import Settings
from app.store import Done, Store

MOST_ID = 2**31 - 1
SCREEN = re.compile(r"(phone|stage|watch|tower|review|archive|desk|owner)(?:-([1-9][0-9]{0,3}))?")
LANGUAGE_COOKIE = "samskap-language"
YEAR = 365 * 24 * 3600  # seconds


def only_digits(raw: object) -> str:
    """No sign, no point, no digits of another script: each thing has one address."""
    if not (isinstance(raw, str) and raw.isascii() and raw.isdecimal()):
        raise ValueError("not a number")
    return raw


async def store_of(connection: HTTPConnection) -> Store:
    return connection.app.state.store  # type: ignore[no-any-return]


async def hub_of(connection: HTTPConnection) -> Hub:
    return connection.app.state.hub  # type: ignore[no-any-return]


async def press_of(connection: HTTPConnection) -> Press:
    return connection.app.state.press  # type: ignore[no-any-return]


async def settings_of(connection: HTTPConnection) -> Settings:
    return connection.app.state.settings  # type: ignore[no-any-return]


async def locksmith_of(connection: HTTPConnection) -> Locksmith:
    return connection.app.state.locksmith  # type: ignore[no-any-return]


async def limits_of(connection: HTTPConnection) -> Limits:
    return connection.app.state.limits  # type: ignore[no-any-return]


async def language_of(connection: HTTPConnection) -> str:
    chosen = i18n.known(connection.cookies.get(LANGUAGE_COOKIE))
    return chosen or i18n.preferred(connection.headers.get("accept-language", ""))


CurrentStore = Annotated[Store, Depends(store_of)]
CurrentHub = Annotated[Hub, Depends(hub_of)]
CurrentPress = Annotated[Press, Depends(press_of)]
CurrentSettings = Annotated[Settings, Depends(settings_of)]
CurrentLocksmith = Annotated[Locksmith, Depends(locksmith_of)]
CurrentLimits = Annotated[Limits, Depends(limits_of)]
CurrentLanguage = Annotated[str, Depends(language_of)]


PathId = Annotated[int, Path(ge=1, le=MOST_ID), BeforeValidator(only_digits)]


class Place:
    """A screen in a lab, as its address names it: `/labs/7/desk-3`."""

    def __init__(self, lab_id: int, screen: str):
        if not (named := SCREEN.fullmatch(screen)) or (named[1] in ("desk", "owner")) != bool(named[2]):
            raise NotFound
        self.lab_id, self.screen, self.kind = lab_id, screen, named[1]
        self.group = int(named[2]) if named[2] else None

    @property
    def base(self) -> str:
        return f"/labs/{self.lab_id}/{self.screen}"


async def place_of(lab_id: PathId, screen: str) -> Place:
    return Place(lab_id, screen)


CurrentPlace = Annotated[Place, Depends(place_of)]


def cookie_name(settings: Settings, lab_id: int, screen: str) -> str:
    """One for each lab and screen, so that one browser may hold a phone, a desk, a stage and a tower at once."""
    return f"{'__Host-' if settings.is_secure else ''}samskap-{lab_id}-{screen}"


async def token_of(connection: HTTPConnection, place: CurrentPlace, settings: CurrentSettings) -> str:
    return connection.cookies.get(cookie_name(settings, place.lab_id, place.screen), "")


CurrentToken = Annotated[str, Depends(token_of)]


async def key_of(place: CurrentPlace, token: CurrentToken, locksmith: CurrentLocksmith) -> Key:
    return Key(place.lab_id, locksmith.hash(token))


CurrentKey = Annotated[Key, Depends(key_of)]


async def any_keys_of(
    connection: HTTPConnection, lab_id: PathId, settings: CurrentSettings, locksmith: CurrentLocksmith
) -> list[Key]:
    """Every pass this browser holds for the lab, whatever its screen."""
    ours = cookie_name(settings, lab_id, "")
    return [Key(lab_id, locksmith.hash(token)) for name, token in connection.cookies.items() if name.startswith(ours)]


AnyKeys = Annotated[list[Key], Depends(any_keys_of)]


async def visit_of(
    request: Request, place: CurrentPlace, key: CurrentKey, token: CurrentToken, language: CurrentLanguage
) -> Visit:
    server = request.app.state.settings.address("", request.headers.get("host"))
    return Visit(key, token, place.kind, place.group, place.base, language, server)


CurrentVisit = Annotated[Visit, Depends(visit_of)]


def stranger(lab_id: int) -> Key:
    """Somebody at the door who holds no pass yet."""
    return Key(lab_id, actor=STRANGER)


def keep(answer: Response, settings: Settings, lab_id: int, screen: str, token: str) -> None:
    answer.set_cookie(
        cookie_name(settings, lab_id, screen),
        token,
        max_age=YEAR,
        httponly=True,
        samesite="lax",
        secure=settings.is_secure,
        path="/",
    )


def keep_language(answer: Response, settings: Settings, language: str) -> None:
    answer.set_cookie(
        LANGUAGE_COOKIE, language, max_age=YEAR, httponly=True, samesite="lax", secure=settings.is_secure, path="/"
    )


def forget(answer: Response, settings: Settings, lab_id: int, screen: str) -> None:
    answer.delete_cookie(
        cookie_name(settings, lab_id, screen), path="/", secure=settings.is_secure, httponly=True, samesite="lax"
    )


def is_from_here(connection: HTTPConnection) -> bool:
    """Whether the page that sent this is one of ours. The host itself was checked before."""
    origin, host = connection.headers.get("origin"), connection.headers.get("host", "")
    return origin is not None and urlsplit(origin).netloc == host


class Act:
    """One act of whoever is at the door: runs its verb, then answers as the sender can take it."""

    def __init__(self, request: Request, place: Place, key: Key, token: str, language: str):
        self.request, self.place, self.key, self.token, self.language = request, place, key, token, language
        self.store: Store = request.app.state.store

    async def __call__(self, verb: Callable[..., Any], *args: Any, **named: Any) -> Response:
        """The pieces of the actor's own screen that changed; without htmx, the screen again."""
        done = await self.do(verb, *args, **named)
        if not self.is_live:
            return RedirectResponse(self.place.base, 303)
        return HTMLResponse(await self.store.read(answer, self.key, self.language, done.happened))

    async def do(self, verb: Callable[..., Any], *args: Any, **named: Any) -> Done:
        self.request.app.state.limits.act(self.key.token_hash)
        return await self.store.write(self.key, verb, *args, **named)

    @property
    def is_live(self) -> bool:
        return is_live(self.request)


def is_live(request: Request) -> bool:
    """Whether our own script asked, which takes pieces; a plain form takes pages."""
    return request.headers.get("hx-request") == "true"


async def act_of(request: Request, lab_id: PathId, screen: str) -> Act:
    """By hand, not by dependencies of dependencies: on the way of every contribution those cost more than the act."""
    request.state.typed = typed((await request.form()).multi_items())
    place, state = Place(lab_id, screen), request.app.state
    token = await token_of(request, place, state.settings)
    key = await key_of(place, token, state.locksmith)
    act = request.state.act = Act(request, place, key, token, await language_of(request))
    return act


def typed(items: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in items if isinstance(value, str)]


CurrentAct = Annotated[Act, Depends(act_of)]

# What people type, cleaned on its way in. Their refusals say what to do next.
Words = Annotated[str, Form(), AfterValidator(wording.words)]
WordsOrNone = Annotated[str, Form(), AfterValidator(wording.words_or_none)]
Title = Annotated[str, Form(), AfterValidator(wording.title)]
NameOrNone = Annotated[str, Form(), AfterValidator(wording.name_or_none)]
FormKey = Annotated[str, Form(alias="id", pattern=r"^[0-9a-f]{32}$")]
Id = Annotated[str, Form(pattern=r"^[0-9a-f]{32}$")]
OptionalId = Annotated[str, Form(pattern=r"^([0-9a-f]{32})?$")]
Number = Annotated[int, Form(ge=1, le=MOST_ID), BeforeValidator(only_digits)]


def number_or_none(raw: str) -> int | None:
    return int(raw) if raw else None


OptionalNumber = Annotated[str, Form(pattern=r"^[0-9]{0,9}$"), AfterValidator(number_or_none)]
