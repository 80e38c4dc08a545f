"""Rehearsing a lab in a copy of it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.domain.rehearsals import rehearse, remove_rehearsal, stop_rehearsal
from app.live.drawing import answer
from app.live.rehearsals import read_rehearsals
from app.rehearsing import Rehearsals
from app.routers.doors import Act, CurrentAct, CurrentLocksmith, CurrentStore, CurrentVisit, FormKey, PathId
from app.store import Done

router = APIRouter(prefix="/labs/{lab_id}/{screen}/rehearsals")
MOST_PEOPLE, MOST_MINUTES = 200, 60


async def rehearsals_of(request: Request) -> Rehearsals:
    return request.app.state.rehearsals  # type: ignore[no-any-return]


CurrentRehearsals = Annotated[Rehearsals, Depends(rehearsals_of)]
People = Annotated[int, Form(ge=0, le=MOST_PEOPLE)]
Minutes = Annotated[float, Form(ge=0.05, le=MOST_MINUTES, allow_inf_nan=False)]


@router.get("")
async def show(
    visit: CurrentVisit, store: CurrentStore, locksmith: CurrentLocksmith, rehearsals: CurrentRehearsals
) -> Response:
    return HTMLResponse(await store.read(read_rehearsals, visit, locksmith, rehearsals.plays, MOST_PEOPLE))


@router.post("")
async def begin(
    act: CurrentAct, rehearsals: CurrentRehearsals, key: FormKey, people: People, minutes: Minutes = 5
) -> Response:
    done = await act.do(rehearse)
    await rehearsals.begin(act.place.lab_id, done.value, key, people, minutes)
    return await there(act, done)


@router.post("/{id}/stop")
async def stop(act: CurrentAct, rehearsals: CurrentRehearsals, id: PathId) -> Response:
    done = await act.do(stop_rehearsal, id)
    await rehearsals.stop(done.value)
    return await there(act, done)


@router.post("/{id}/removal")
async def remove(act: CurrentAct, rehearsals: CurrentRehearsals, id: PathId) -> Response:
    done = await act.do(remove_rehearsal, id)
    await rehearsals.erase(done.value)
    return await there(act, done)


async def there(act: Act, done: Done) -> Response:
    if not act.is_live:
        return RedirectResponse(f"{act.place.base}/rehearsals", 303)
    return HTMLResponse(await act.store.read(answer, act.key, act.language, done.happened))
