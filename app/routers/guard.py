"""The outermost door: which host was asked, whether a page of ours sent it, and what browsers may do with answers."""

from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import unquote_to_bytes

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.errors import CrossSite, Misunderstood, NotFound, Refusal, TooMuch
from app.routers.doors import is_from_here
from app.routers.refusals import refused
from app.settings import Settings

MOST_BODY = 64 * 1024  # bytes
MOST_HEADERS = 32 * 1024  # bytes
MOST_ADDRESS = 4 * 1024  # bytes
CDN = "https://cdn.jsdelivr.net"
FORM = "form"  # where the state of a request keeps the bytes of a small form
POLICY = "Content-Security-Policy"
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
OURS = {"same-origin", "none"}


class TooLongAddress(NotFound):
    status = 414


class TooManyHeaders(TooMuch):
    status = 431


class Guard:
    def __init__(self, app: ASGIApp, settings: Settings):
        self.app, self.settings = app, settings
        self.headers = headers_for(settings)
        self.raw_headers = [(name.lower().encode(), value.encode()) for name, value in self.headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        if not self.settings.answers_to(",".join(asked.headers.getlist("host"))):  # two are none
            await self.turn_away(asked, receive, send)
        elif scope["type"] == "http":
            with suppress(ClientDisconnect):  # who left needs no answer
                await self.answer(Request(scope, receive), send)
        else:
            await self.app(scope, receive, send)

    async def turn_away(self, asked: HTTPConnection, receive: Receive, send: Send) -> None:
        if asked.scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = PlainTextResponse("Unknown host", 400, self.headers | {"Cache-Control": "no-store"})
        await answer(asked.scope, receive, send)

    async def answer(self, request: Request, send: Send) -> None:
        sending = Sending(request, self.raw_headers, send)
        if refusal := refusal_at_sight(request):
            await sending.refuse(refusal)
        elif not is_small_form(request):
            await self.app(request.scope, request.receive, sending)
        elif is_text(body := await request.body()):
            request.scope["state"][FORM] = body
            await self.app(request.scope, again(body, request.receive), sending)
        else:
            await sending.refuse(Misunderstood())
        if sending.is_too_much:
            await sending.refuse(TooMuch())


class Sending:
    """An answer on its way out: with our headers, and never in words that are not ours."""

    def __init__(self, request: Request, headers: list[tuple[bytes, bytes]], send: Send):
        self.request, self.headers, self.send = request, headers, send
        self.is_too_much = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            is_ours = headers.get("content-type", "").startswith("text/html")
            self.is_too_much = message["status"] == TooMuch.status and not is_ours
            self.add(headers)
        if not self.is_too_much:
            await self.send(message)

    def add(self, headers: MutableHeaders) -> None:
        own = headers.get(POLICY)  # a page that shows another inside has one of its own
        headers.raw.extend(self.headers)
        if own:
            headers[POLICY] = own
        headers["Cache-Control"] = keeping(self.request, headers)

    async def refuse(self, refusal: Refusal) -> None:
        answer = await refused(self.request, refusal)
        await answer(self.request.scope, self.request.receive, self)


def keeping(request: Request, headers: MutableHeaders) -> str:
    """What browsers may keep: never a page, a file for ever under its version, otherwise while it is the same. What was
    published is everybody's, and is kept while it is the same."""
    path = request.scope["path"]
    if path.startswith("/s/") and "etag" in headers:
        return "public, no-cache"
    if not path.startswith("/static/") or headers.get("content-type", "").startswith("text/html"):
        return "no-store"
    return "public, max-age=31536000, immutable" if "v" in request.query_params else "no-cache"


def refusal_at_sight(request: Request) -> Refusal | None:
    """What needs no look inside to be refused."""
    if len(request.scope["raw_path"]) + len(request.scope["query_string"]) > MOST_ADDRESS:
        return TooLongAddress()
    if sum(len(name) + len(value) for name, value in request.scope["headers"]) > MOST_HEADERS:
        return TooManyHeaders()
    if request.method not in SAFE and not is_ours(request):
        return CrossSite()
    return None


def is_small_form(request: Request) -> bool:
    """A form whose length is told and allowed; any other is left to the limit on bodies."""
    length = request.headers.get("content-length", "")
    is_form = request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    return is_form and length.isdecimal() and len(length) < 10 and int(length) <= MOST_BODY


def is_text(body: bytes) -> bool:
    """Whether a form's bytes are UTF-8 as they stand and as they are meant: a parser would mend them in silence."""
    try:
        unquote_to_bytes(body).decode()
    except UnicodeDecodeError:
        return False
    return True


def again(body: bytes, receive: Receive) -> Receive:
    """A body that was read here, for those inside who read it too."""
    parts: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def read() -> Message:
        return parts.pop() if parts else await receive()

    return read


def is_ours(request: Request) -> bool:
    """What browsers say of where a form was sent from; old ones say only the origin."""
    site = request.headers.get("sec-fetch-site")
    return site in OURS if site else is_from_here(request)


def policy_for(settings: Settings, differs: Mapping[str, str] = {}) -> str:
    """What a page of ours may load, run and be shown in; and in what this one differs."""
    scripts = f"'self' {CDN}" if settings.assets == "cdn" else "'self'"
    policy = {
        "default-src": "'none'",
        "script-src": scripts,
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        **differs,
    }
    return "; ".join(f"{name} {value}".strip() for name, value in policy.items())


def headers_for(settings: Settings) -> dict[str, str]:
    headers = {
        POLICY: policy_for(settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    if settings.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers
