"""A refusal in the reader's language, with everything that was typed still there."""

import logging
from types import SimpleNamespace
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from app.domain.errors import N_, Misunderstood, NotFound, Refusal, TooMuch
from app.i18n import reading, translated
from app.jinja import macro, templates
from app.live.drawing import answer, bag
from app.routers.doors import Act, is_live, language_of, typed

REFUSAL = "refusals/_refusal.html:refusal"
SOMEBODY = N_("Somebody")
LONG = 40  # characters: what is longer is shown, not only kept
ALWAYS_SHOWN = {"text", "title", "words", "dissent", "name"}

log = logging.getLogger(__name__)


class WrongMethod(NotFound):
    status = 405


class Failed(Refusal):
    status = 500
    sentence = N_("Something went wrong on our side.")
    cure = N_("Your words are still here. Wait a moment and try again; if it stays like this, tell the organiser.")


FOR_STATUS: dict[int, type[Refusal]] = {404: NotFound, 405: WrongMethod, 413: TooMuch}


async def refused(request: Request, refusal: Refusal) -> Response:
    with reading(await language_of(request)):
        if is_live(request):
            body = bag_of(refusal) + await meanwhile(request, refusal)
            return HTMLResponse(body, refusal.status, headers_for(refusal))
        return HTMLResponse(page_of(request, refusal), refusal.status, headers_for(refusal))


async def meanwhile(request: Request, refusal: Refusal) -> str:
    """What the refused one had not seen yet: their screen is put right with the same answer."""
    act: Act | None = getattr(request.state, "act", None)
    if act is None or not refusal.meanwhile:
        return ""
    return str(await act.store.read(answer, act.key, act.language, refusal.meanwhile))


async def misunderstood(request: Request, error: RequestValidationError) -> Response:
    """A form that did not fit. What was wrong is logged by field, never what was typed."""
    log.info("misunderstood %s", [(each["type"], each["loc"]) for each in error.errors()])
    is_wrong_address = any(each["loc"][0] == "path" for each in error.errors())
    return await refused(request, NotFound() if is_wrong_address else Misunderstood())


async def http_error(request: Request, error: HTTPException) -> Response:
    refusal = FOR_STATUS.get(error.status_code, Misunderstood)()
    refusal.status = error.status_code
    answer = await refused(request, refusal)
    answer.headers.update(error.headers or {})  # which methods there are
    return answer


async def failed(request: Request, error: Exception) -> Response:
    return await refused(request, Failed())


def shown(refusal: Refusal) -> SimpleNamespace:
    return SimpleNamespace(**facts(refusal), is_empty=False)


def bag_of(refusal: Refusal) -> str:
    return bag(0, [macro(REFUSAL)(shown(refusal))])


def page_of(request: Request, refusal: Refusal) -> str:
    kept = getattr(request.state, "typed", [])
    words: list[tuple[str, str, bool]] = [(name, value, is_shown(name, value)) for name, value in typed(kept)]
    return templates.get_template("plain/refused.html").render(
        status=refusal.status,
        typed=words,
        action=request.url.path if words else None,
        back=back_from(request),
        **facts(refusal),
    )


def facts(refusal: Refusal) -> dict[str, Any]:
    """The sentence with its facts filled in, and the cure."""
    named = {name: SOMEBODY if value is None else value for name, value in refusal.facts.items()}
    told = {name: translated(value) if value is SOMEBODY else value for name, value in named.items()}
    return {"sentence": translated(refusal.sentence).format(**told), "cure": translated(refusal.cure)}


def is_shown(name: str, value: str) -> bool:
    return name in ALWAYS_SHOWN or len(value) > LONG


def back_from(request: Request) -> str:
    """The screen this came from, else the front door."""
    lab_id, screen = request.path_params.get("lab_id"), request.path_params.get("screen")
    return f"/labs/{lab_id}/{screen}" if lab_id and screen and refusal_is_inside(request) else "/"


def refusal_is_inside(request: Request) -> bool:
    return bool(request.scope.get("method") == "POST")  # a socket has no method


def headers_for(refusal: Refusal) -> dict[str, str]:
    return {"Retry-After": "2"} if refusal.status == 429 else {}
