"""The outermost door: which host was asked, whether a page of ours sent it, and what browsers may do with answers."""

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.errors import CrossSite
from app.routers.doors import is_from_here
from app.routers.refusals import refused
from app.settings import Settings

CDN = "https://cdn.jsdelivr.net"
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
OURS = {"same-origin", "none"}


class Guard:
    def __init__(self, app: ASGIApp, settings: Settings):
        self.app, self.settings = app, settings
        self.headers = headers_for(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        if not self.settings.answers_to(asked.headers.get("host", "")):
            await PlainTextResponse("Unknown host", 400)(scope, receive, send)
        elif scope["type"] == "http":
            await self.answer(Request(scope, receive), send)
        else:
            await self.app(scope, receive, send)

    async def answer(self, request: Request, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.add_headers(request, MutableHeaders(scope=message))
            await send(message)

        if request.method not in SAFE and not is_ours(request):
            await (await refused(request, CrossSite()))(request.scope, request.receive, with_headers)
        else:
            await self.app(request.scope, request.receive, with_headers)

    def add_headers(self, request: Request, headers: MutableHeaders) -> None:
        for name, value in self.headers.items():
            headers.setdefault(name, value)
        headers["Cache-Control"] = keeping(request)


def keeping(request: Request) -> str:
    """What browsers may keep: never a page, a file for ever under its version, otherwise while it is the same."""
    if not request.url.path.startswith("/static/"):
        return "no-store"
    return "public, max-age=31536000, immutable" if "v" in request.query_params else "no-cache"


def is_ours(request: Request) -> bool:
    """What browsers say of where a form was sent from; old ones say only the origin."""
    site = request.headers.get("sec-fetch-site")
    return site in OURS if site else is_from_here(request)


def headers_for(settings: Settings) -> dict[str, str]:
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
    }
    headers = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    if settings.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers
