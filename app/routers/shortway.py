"""The way of a contribution past the framework, whose own door costs twice what the whole act does.

Same door, same form, same answer as its route (routers/contributions.py), which serves every other client."""

import logging
import re
from urllib.parse import parse_qsl

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.domain.errors import Refusal
from app.routers.contributions import Contributing, create
from app.routers.doors import Act, Place, key_of, language_of, token_of
from app.routers.guard import FORM
from app.routers.refusals import failed, misunderstood, refused

WAY = re.compile(r"/labs/([1-9][0-9]{0,8})/phone/contributions")
MOST_FIELDS = 20
log = logging.getLogger(__name__)


class ShortWay:
    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        way = scope["type"] == "http" and FORM in scope["state"] and WAY.fullmatch(scope["path"])
        if not way or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        scope["path_params"] = {"lab_id": int(way[1]), "screen": "phone"}
        answer = await answered(Request(scope, receive))
        await answer(scope, receive, send)


async def answered(request: Request) -> Response:
    """As the framework would: a refusal becomes its page, what nobody foresaw is logged and told."""
    try:
        return await given(request)
    except Refusal as refusal:
        return await refused(request, refusal)
    except ValidationError as error:
        return await misunderstood(request, RequestValidationError(error.errors()))
    except Exception as error:
        log.exception("a contribution failed")
        return await failed(request, error)


async def given(request: Request) -> Response:
    place, state = Place(request.path_params["lab_id"], "phone"), request.app.state
    request.state.typed = parse_qsl(request.state.form.decode(), keep_blank_values=True)[:MOST_FIELDS]
    token = await token_of(request, place, state.settings)
    act = Act(request, place, await key_of(place, token, state.locksmith), token, await language_of(request))
    return await create(act, Contributing.model_validate(dict(request.state.typed)))
