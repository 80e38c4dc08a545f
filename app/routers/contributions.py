"""Contributions come up by HTTP. The answer is its author's alone: the card as the author and as the group sees it."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel

from app.domain.contributions import contribute, contribute_on_paper, reword, support, withdraw
from app.domain.themes import Seen, place_in_theme
from app.i18n import reading
from app.live.own import given_card, yours_again
from app.routers.doors import Act, CurrentAct, FormKey, NameOrNone, Number, OptionalId, Words

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
SeenIn = Annotated[str | None, Form(pattern=r"^([0-9a-f]{32})?$")]


class Contributing(BaseModel):
    """What a phone sends: the prompt it answers, the words, and the key that makes sending them again harmless."""

    prompt: Number
    text: Words
    key: FormKey


@router.post("/contributions", status_code=201)
async def create(act: CurrentAct, given: Annotated[Contributing, Form()]) -> Response:
    done = await act.do(contribute, given.prompt, given.text, given.key)
    if not act.is_live:
        return RedirectResponse(act.place.base + "#say", 303)
    with reading(act.language):
        return HTMLResponse(given_card(done), 201)


@router.post("/proxies")
async def create_on_paper(
    act: CurrentAct, prompt: Number, text: Words, key: FormKey, said_by: NameOrNone = ""
) -> Response:
    return await act(contribute_on_paper, prompt, text, said_by, key)


@router.post("/contributions/{id}/wording")
async def edit(act: CurrentAct, id: str, text: Words) -> Response:
    return await with_yours(act, await act(reword, id, text))


@router.post("/contributions/{id}/withdrawal")
async def destroy(act: CurrentAct, id: str) -> Response:
    return await with_yours(act, await act(withdraw, id))


@router.post("/contributions/{id}/support")
async def back(act: CurrentAct, id: str, on: Annotated[bool, Form()]) -> Response:
    return await with_yours(act, await act(support, id, on))


@router.post("/contributions/{id}/theme")
async def place(act: CurrentAct, id: str, theme: OptionalId = "", seen: SeenIn = None) -> Response:
    return await act(place_in_theme, [Seen(id, where_seen(act, seen))], theme or None)


def where_seen(act: Act, seen: str | None) -> str | None:
    """Empty it says in no theme, or that nothing stood there; the framework takes that for nothing said."""
    return "" if seen is None and ("seen", "") in act.request.state.typed else seen


async def with_yours(act: Act, answer: Response) -> Response:
    """A phone also gets what only it may see."""
    if not act.is_live or act.place.kind != "phone":
        return answer
    yours = await act.store.read(yours_again, act.key, act.token, act.request.app.state.locksmith, act.language)
    return HTMLResponse(bytes(answer.body).decode() + yours)
