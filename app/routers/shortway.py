"""The ways of a phone past the framework, whose own door costs more than what is done behind it: a page that opens, its
socket, a contribution.

Same door, same answer as their routes (routers/labs.py, live.py, contributions.py), which serve all other screens."""

import logging
import re
from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import parse_qsl

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from app.domain.errors import Refusal
from app.domain.work import Key
from app.live.looking import listener
from app.live.pages import page
from app.routers.contributions import Contributing, create
from app.routers.doors import Act, Place, key_of, language_of, token_of, visit_of
from app.routers.guard import FORM
from app.routers.live import Wire, connect, shown
from app.routers.refusals import failed, misunderstood, refused

PHONE = re.compile(r"/labs/([1-9][0-9]{0,8})/phone(/contributions|/live)?")
SINCE = re.compile(rb"seq=(-?[0-9]{1,18})(?:&run=([0-9a-f]*))?")
MOST_FIELDS = 20
log = logging.getLogger(__name__)


class ShortWay:
    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        way = PHONE.fullmatch(scope["path"]) if scope["type"] in ("http", "websocket") else None
        if way is None or not is_short(scope, way[2]):
            await self.app(scope, receive, send)
            return
        scope["path_params"] = {"lab_id": int(way[1]), "screen": "phone"}
        if scope["type"] == "websocket":
            await listened(WebSocket(scope, receive, send))
            return
        answer = await answered(Request(scope, receive), given if way[2] else opened)
        await answer(scope, receive, send)


def is_short(scope: Scope, noun: str | None) -> bool:
    """Whatever is asked in any other way than our own pages ask it goes the long one."""
    if scope["type"] == "websocket":
        return noun == "/live" and SINCE.fullmatch(scope["query_string"]) is not None
    if scope["method"] == "POST":
        return noun == "/contributions" and FORM in scope["state"]
    return scope["method"] == "GET" and noun is None and not scope["query_string"]


async def answered(request: Request, way: Callable[[Request], Awaitable[Response]]) -> Response:
    """As the framework would: a refusal becomes its page, what nobody foresaw is logged and told."""
    try:
        return await way(request)
    except Refusal as refusal:
        return await refused(request, refusal)
    except ValidationError as error:
        return await misunderstood(request, RequestValidationError(error.errors()))
    except Exception as error:
        log.exception("%s failed", way.__name__)
        return await failed(request, error)


async def opened(request: Request) -> Response:
    place, key, token, language = await door(request)
    visit = await visit_of(request, place, key, token, language)
    state = request.app.state
    return HTMLResponse(await state.store.read(page, visit, state.locksmith))


async def given(request: Request) -> Response:
    request.state.typed = parse_qsl(request.state.form.decode(), keep_blank_values=True)[:MOST_FIELDS]
    place, key, token, language = await door(request)
    act = Act(request, place, key, token, language)
    return await create(act, Contributing.model_validate(dict(request.state.typed)))


async def listened(socket: WebSocket) -> None:
    place, key, _, language = await door(socket)
    seq, run = SINCE.fullmatch(socket.scope["query_string"]).groups()  # type: ignore[union-attr]
    state, shows = socket.app.state, await shown(int(seq), (run or b"").decode())
    comes = partial(listener, key=key, kind=place.kind, group=place.group, looked_at=None)
    await connect(Wire(socket, state.store, state.hub, key, language, shows), comes)


async def door(asking: HTTPConnection) -> tuple[Place, Key, str, str]:
    place, state = Place(asking.path_params["lab_id"], "phone"), asking.app.state
    token = await token_of(asking, place, state.settings)
    return place, await key_of(place, token, state.locksmith), token, await language_of(asking)
