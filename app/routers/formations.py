"""How people work together: teams and their paper, tables and rounds, posters and marks.

What changes a phone's own part is answered with that part: it is never broadcast."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse
from pydantic import AfterValidator

from app.domain import wording
from app.domain.gallery import MarkKind, leave_mark, take_back_mark, walk_on, word_poster
from app.domain.rotations import begin_round, name_host
from app.domain.teams import give_together, move_teammate, redraw_teams, swap_teammates, take_pen, write_together
from app.live.own import part_again
from app.routers.contributions import where_seen, with_yours
from app.routers.doors import (
    Act,
    CurrentAct,
    CurrentKey,
    CurrentLanguage,
    CurrentStore,
    FormKey,
    Number,
    OptionalId,
    PathId,
    Words,
    WordsOrNone,
)

router = APIRouter(prefix="/labs/{lab_id}/{screen}")

Comment = Annotated[str, Form(), AfterValidator(wording.remark_or_none)]
Edition = Annotated[int, Form(ge=0, le=2**31 - 1)]

SeenWords = Annotated[str | None, Form(), AfterValidator(wording.as_shown)]
"""What the writer saw on the paper; none where their form does not say."""


async def with_part(act: Act, answer: Response) -> Response:
    """A phone also gets its own part, which only it may see."""
    if not act.is_live or act.place.kind != "phone":
        return answer
    part = await act.store.read(part_again, act.key, act.language)
    return HTMLResponse(bytes(answer.body).decode() + part)


@router.get("/part")
async def part(store: CurrentStore, key: CurrentKey, language: CurrentLanguage) -> Response:
    return HTMLResponse(await store.read(part_again, key, language))


@router.post("/team/paper")
async def paper(act: CurrentAct, text: WordsOrNone = "", id: OptionalId = "", seen: SeenWords = None) -> Response:
    return await with_part(act, await act(write_together, text, id, where_seen(act, seen)))


@router.post("/team/pen")
async def pen(act: CurrentAct) -> Response:
    return await with_part(act, await act(take_pen))


@router.post("/team/contributions")
async def together(act: CurrentAct, text: Words, key: FormKey, seen: SeenWords = None) -> Response:
    given = await act(give_together, text, key, where_seen(act, seen))
    return await with_yours(act, await with_part(act, given))


@router.post("/teams/lot")
async def lot(act: CurrentAct) -> Response:
    return await act(redraw_teams)


@router.post("/teams/swap")
async def swap(act: CurrentAct, person: Number, other: Number) -> Response:
    return await act(swap_teammates, person, other)


@router.post("/teams/seat")
async def teammate(act: CurrentAct, person: Number, team: Number) -> Response:
    return await act(move_teammate, person, team)


@router.post("/round")
async def round(act: CurrentAct, round: Number) -> Response:
    return await act(begin_round, round)


@router.post("/table/host")
async def host(act: CurrentAct, person: Number) -> Response:
    return await act(name_host, person)


@router.post("/poster")
async def poster(act: CurrentAct, edition: Edition, text: WordsOrNone = "") -> Response:
    return await act(word_poster, text, edition)


@router.post("/walk")
async def walk(act: CurrentAct, step: Number) -> Response:
    return await act(walk_on, step)


@router.post("/posters/{id}/marks")
async def mark(
    act: CurrentAct, id: PathId, kind: Annotated[MarkKind, Form()], key: FormKey, text: Comment = ""
) -> Response:
    return await with_part(act, await act(leave_mark, id, kind, text, key))


@router.post("/marks/{id}/withdrawal")
async def unmark(act: CurrentAct, id: str) -> Response:
    return await with_part(act, await act(take_back_mark, id))
