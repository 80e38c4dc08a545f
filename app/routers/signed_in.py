"""The doors of organisers: which account this browser is signed in to, and whether it stands at the machine itself."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_address
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.requests import HTTPConnection

from app import i18n
from app.clock import now
from app.domain.account_errors import NotSignedIn
from app.domain.accounts import note_seen
from app.domain.errors import NotAdmitted, NotFound, Refusal
from app.domain.membership import LASTS, Member, is_any_account, member
from app.domain.ownerships import end_entries, entries_to_end
from app.domain.passes import Locksmith
from app.domain.work import SERVER, Key
from app.jinja import templates
from app.routers.doors import language_of
from app.routers.limits import Limits
from app.routers.refusals import refused, shown
from app.settings import Settings
from app.store import Done, Store

SIGNED_IN, LINK = "organiser", "organiser-link"
INVITATION = "/organisers/invitation"
LINK_LASTS = 3600  # seconds to fill the form in that a link leads to
LOOK_UP = timedelta(minutes=5)
PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "macOS"}
SYSTEMS |= {"CrOS": "ChromeOS", "Linux": "Linux"}


log = logging.getLogger(__name__)


class Desk:
    """Where an organiser stands who asks for something beside the labs: their browser, and what it is signed in to."""

    def __init__(self, request: Request):
        self.request, state = request, request.app.state
        self.store: Store = state.store
        self.settings: Settings = state.settings
        self.locksmith: Locksmith = state.locksmith
        self.limits: Limits = state.limits
        self.language = i18n.SOURCE

    @property
    def token(self) -> str:
        return self.request.cookies.get(cookie_name(self.settings, SIGNED_IN), "")

    @property
    def token_hash(self) -> str:
        return self.locksmith.hash(self.token)

    @property
    def link(self) -> str:
        """The token of the link that led here."""
        return self.request.cookies.get(cookie_name(self.settings, LINK), "")

    @property
    def came_from(self) -> str:
        return self.request.client.host if self.request.client else ""

    async def member(self) -> Member | None:
        """Who signed in, if somebody did; that their browser is still in use is noted."""
        found: Member | None = await self.store.read(member, 0, self.token_hash) if self.token else None
        if found and found.seen_at + LOOK_UP < now():
            await self.do(note_seen)
        return found

    async def account(self) -> Member:
        """Who signed in. Raises NotSignedIn."""
        found = await self.member()
        if found is None:
            raise NotSignedIn
        return found

    async def do(self, verb: Callable[..., Any], *args: Any, lab: int = 0) -> Done:
        """An act of whoever signed in: of their account, or of their role on a lab."""
        self.limits.act(self.token_hash)
        try:
            return await self.store.write(Key(lab, self.token_hash), verb, *args)
        except NotAdmitted:
            if lab and await self.member():
                log.warning("refused in lab %d: %s by an account that is nothing to it", lab, verb.__name__)
                raise NotFound from None
            raise NotSignedIn from None

    def drawn(self, template: str, why_not: Refusal | None = None, **facts: object) -> Response:
        """A page, with what is refused on it."""
        with i18n.reading(self.language):
            facts["refusal"] = shown(why_not) if why_not else None
            facts["wrong"] = why_not.field if why_not else ""
            facts["provider"] = self.settings.provider_name
            page = templates.get_template(template).render(**facts)
        return HTMLResponse(page, why_not.status if why_not else 200)


async def desk_of(request: Request) -> Desk:
    desk = Desk(request)
    desk.language = await language_of(request)
    return desk


AtTheDesk = Annotated[Desk, Depends(desk_of)]


async def account_of(desk: AtTheDesk) -> Member:
    return await desk.account()


CurrentAccount = Annotated[Member, Depends(account_of)]


def cookie_name(settings: Settings, name: str) -> str:
    return f"{'__Host-' if settings.is_secure else ''}samskap-{name}"


def keep(answer: Response, settings: Settings, name: str, token: str, seconds: int) -> None:
    answer.set_cookie(
        cookie_name(settings, name),
        token,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=settings.is_secure,
        path="/",
    )


def forget(answer: Response, settings: Settings, name: str) -> None:
    answer.delete_cookie(
        cookie_name(settings, name), path="/", secure=settings.is_secure, httponly=True, samesite="lax"
    )


def seen_in(desk: Desk, token: str, to: str) -> Response:
    """On the way to where they wanted, signed in; a link that led here has served, unless it is what they go on to."""
    inside = RedirectResponse(to, 303)
    keep(inside, desk.settings, SIGNED_IN, token, int(LASTS.total_seconds()))
    if not to.endswith(INVITATION):
        forget(inside, desk.settings, LINK)
    return inside


async def sign_in_first(request: Request, refusal: Refusal) -> Response:
    """To the page where one signs in, and from there back. What was sent is told why it was not done."""
    if request.method != "GET":
        return await refused(request, refusal)
    return RedirectResponse(f"/organisers/sign-in?to={quote(request.url.path)}", 303)


def way_on(to: str, otherwise: str = "/labs") -> str:
    """An address of ours, whatever was asked for."""
    is_ours = re.fullmatch(r"/(labs|organisers|drafts)(/[\w/.-]*)?", to, re.ASCII)
    return to if is_ours else otherwise


async def close_towers(store: Store) -> None:
    """Towers that were entered in sessions which have ended close, in every lab."""
    for lab in await store.read(entries_to_end):
        await store.write(Key(lab, actor=SERVER), end_entries)


# --- At the machine


def is_at_the_machine(connection: HTTPConnection) -> bool:
    """Whether whoever asks sits at the machine the server runs on: from its own address to its own name, and no proxy
    in between. One that says nothing of itself, as nginx out of the box, is known by the old HTTP it speaks."""
    settings: Settings = connection.app.state.settings
    asked = urlsplit(f"//{connection.headers.get('host', '')}").hostname or ""
    is_near = connection.client is not None and is_loopback(connection.client.host)
    is_direct = connection.scope["http_version"] != "1.0" and not any(name in connection.headers for name in PROXIED)
    return is_near and is_direct and not settings.is_secure and (asked == "localhost" or is_loopback(asked))


def is_loopback(host: str) -> bool:
    try:
        found = ip_address(host)
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


async def may_set_up(connection: HTTPConnection) -> bool:
    """Whether this server waits to be set up, and whoever asks may do it without a link."""
    state = connection.app.state
    if getattr(state, "is_set_up", False) or not is_at_the_machine(connection):
        return False
    state.is_set_up = await state.store.read(is_any_account)
    return not state.is_set_up


async def may_prepare(request: Request) -> bool:
    """Whether whoever asks may prepare labs: anybody who signed in; before there are accounts, whoever is at the
    machine."""
    desk = await desk_of(request)
    return await desk.member() is not None or await may_set_up(request)


def device_of(user_agent: str) -> str:
    """The browser and its system in two words, for its owner to know it by: "Firefox · Linux"."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    return " · ".join(filter(None, (browser, system)))
