"""The door of those who prepare labs: who they are, and what their pages need."""

from typing import Annotated, Any

from fastapi import Depends, Path, Request, Response
from fastapi.responses import HTMLResponse

from app import i18n
from app.domain.account_errors import NotSignedIn
from app.domain.drafts.looking import Standing, at_own_draft, standing
from app.domain.errors import N_, NotYours, Refusal
from app.domain.membership import is_any_account
from app.domain.passes import Locksmith
from app.domain.work import SERVER, Key
from app.jinja import templates
from app.routers.doors import typed
from app.routers.guard import policy_for
from app.routers.refusals import shown
from app.routers.signed_in import AtTheDesk, may_prepare
from app.settings import Settings
from app.store import Done, Store

MOST_FORM = 512 * 1024  # bytes: an agenda in several languages
DraftId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


class NotAtTheMachine(NotYours):
    sentence = N_("Labs are prepared at the machine that serves them, as long as nobody has an account here.")
    cure = N_("Open this page there, or ask whoever runs it to make accounts.")


class Preparer:
    """Whoever prepares labs, at one of their pages. `account`: theirs; None while the server has no accounts."""

    def __init__(self, request: Request, language: str, account: int | None):
        self.request, self.language, self.account = request, language, account
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
        self.request.app.state.limits.act(f"prepares {self.account or 'at the machine'}")
        return await self.store.write(Key(lab, actor=SERVER), verb, *args)

    async def standing(self, id: str) -> Standing:
        found: Standing = await self.store.read(standing, id)
        return found

    def page(self, template: str, refused: Refusal | None = None, frames: str = "'none'", /, **told: Any) -> Response:
        with i18n.reading(self.language):
            told["refusal"] = shown(refused) if refused else None
            page = templates.get_template(template).render(is_signed_in=self.account is not None, **told)
        policy = policy_for(self.settings, {"frame-src": frames})
        return HTMLResponse(page, refused.status if refused else 200, {"Content-Security-Policy": policy})

    def address(self, path: str) -> str:
        return self.settings.address(path, self.request.headers.get("host"))


async def preparer_of(desk: AtTheDesk) -> Preparer:
    """Raises NotSignedIn, NotAtTheMachine, and NoSuchDraft at somebody else's."""
    if not await may_prepare(desk.request):
        raise NotSignedIn if await desk.store.read(is_any_account) else NotAtTheMachine
    member = await desk.member()
    at = Preparer(desk.request, desk.language, member.account if member else None)
    if id := desk.request.path_params.get("id"):
        await at.store.read(at_own_draft, id, at.account)
    return at


CurrentPreparer = Annotated[Preparer, Depends(preparer_of)]
