"""The door of those who prepare labs: who they are, and what their pages need."""

from ipaddress import ip_address
from typing import Annotated, Any

from fastapi import Depends, Path, Request, Response
from fastapi.responses import HTMLResponse

from app import i18n
from app.domain.drafts.looking import Standing, standing
from app.domain.errors import N_, NotYours, Refusal
from app.domain.passes import Locksmith
from app.domain.work import SERVER, Key
from app.jinja import templates
from app.routers.doors import language_of, typed
from app.routers.guard import policy_for
from app.routers.refusals import shown
from app.settings import Settings
from app.store import Done, Store

MOST_FORM = 512 * 1024  # bytes: an agenda in several languages
DraftId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


class NotAtTheMachine(NotYours):
    sentence = N_("Labs are prepared at the machine that serves them.")
    cure = N_("Open this page there, or ask whoever runs it.")


def may_prepare(request: Request) -> None:
    """Whoever sits at the machine itself. Raises NotAtTheMachine."""
    host = request.client.host if request.client else ""
    if "x-forwarded-for" in request.headers or not is_loopback(host):
        raise NotAtTheMachine


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Preparer:
    """Whoever prepares labs, at one of their pages."""

    def __init__(self, request: Request, language: str):
        self.request, self.language = request, language
        self.store: Store = request.app.state.store
        self.settings: Settings = request.app.state.settings
        self.locksmith: Locksmith = request.app.state.locksmith

    @property
    def is_live(self) -> bool:
        return self.request.headers.get("hx-request") == "true"

    async def form(self) -> dict[str, str]:
        """What was typed, by the names of the fields; kept for the page of a refusal."""
        self.request.state.typed = typed((await self.request.form()).multi_items())
        return dict(self.request.state.typed)

    async def do(self, verb: Any, *args: Any, lab: int = 0) -> Done:
        self.request.app.state.limits.act(f"prepares {self.request.client.host if self.request.client else ''}")
        return await self.store.write(Key(lab, actor=SERVER), verb, *args)

    async def standing(self, id: str) -> Standing:
        found: Standing = await self.store.read(standing, id)
        return found

    def page(self, template: str, refused: Refusal | None = None, frames: str = "'none'", /, **told: Any) -> Response:
        with i18n.reading(self.language):
            told["refusal"] = shown(refused) if refused else None
            page = templates.get_template(template).render(**told)
        policy = policy_for(self.settings, {"frame-src": frames})
        return HTMLResponse(page, refused.status if refused else 200, {"Content-Security-Policy": policy})

    def address(self, path: str) -> str:
        return self.settings.address(path, self.request.headers.get("host"))


async def preparer_of(request: Request) -> Preparer:
    may_prepare(request)
    return Preparer(request, await language_of(request))


CurrentPreparer = Annotated[Preparer, Depends(preparer_of)]
