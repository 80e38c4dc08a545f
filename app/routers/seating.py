"""Seats: proposals, moves by hand, rooms. From the tower, on a page of its own."""

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import AfterValidator, BeforeValidator
from sqlalchemy import Connection

from app.domain.errors import Misunderstood
from app.domain.guests.columns import languages_in
from app.domain.seating.deciding import commit_seating, merge_groups, release_seats, seat_at, set_room
from app.domain.seating.plan import read_seats
from app.domain.seating.proposing import (
    Asked,
    drop_proposal,
    lock_group,
    pin_seats,
    place_by_hand,
    propose_again,
    propose_for,
    propose_seating,
)
from app.domain.work import Actor
from app.live.channels import SEATING, Channel
from app.live.seating_pages import enter_seats, rounds_page, seating_answer, seating_page
from app.methods.seating.modes import Mode
from app.routers.doors import (
    Act,
    CurrentAct,
    CurrentKey,
    CurrentLanguage,
    CurrentPlace,
    CurrentStore,
    CurrentVisit,
    Number,
    PathId,
    only_digits,
)
from app.routers.live import CurrentWire, connect
from app.routers.seats_csv import seats_csv
from app.store import Done

router = APIRouter(prefix="/labs/{lab_id}/{screen}/seating")

MOST_TICKED = 2000


def keys_of(ticked: Iterable[str]) -> list[str]:
    chosen = list(ticked)
    if len(chosen) > MOST_TICKED or any(not is_key(each) for each in chosen):
        raise ValueError("nobody's key")
    return chosen


def is_key(each: str) -> bool:
    return 1 < len(each) < 12 and each[0] in "pg" and each[1:].isascii() and each[1:].isdecimal()


Who = Annotated[list[str], Form(), AfterValidator(keys_of)]
Weight = Annotated[Literal["0", "1", "3"], Form()]
Edition = Annotated[int, Form(ge=1, le=2**31 - 1)]
ModeName = Annotated[Mode, Form()]
Tick = Annotated[Literal["", "1"], Form()]


def digits_or_none(raw: object) -> object:
    return only_digits(raw) if raw else None


Most = Annotated[int | None, Form(ge=1, le=2000), BeforeValidator(digits_or_none)]
"""How many at most; nothing for as many as may be."""


def languages(raw: str) -> list[str]:
    """Codes or names, in any order. Misunderstood for what is no language."""
    known, unknown = languages_in(raw[:200])
    if unknown:
        raise Misunderstood
    return known


async def told(act: Act, done: Done) -> Response:
    """The pieces of the page of seats that changed; without our script, the page again."""
    if not act.is_live:
        return RedirectResponse(f"{act.place.base}/seating", 303)
    return HTMLResponse(await act.store.read(seating_answer, act.key, act.language, done.happened))


@router.get("")
async def show(visit: CurrentVisit, store: CurrentStore) -> Response:
    return HTMLResponse(await store.read(seating_page, visit))


@router.websocket("/live")
async def live(wire: CurrentWire, place: CurrentPlace) -> None:
    def comes(read: Connection) -> tuple[Actor, Channel]:
        return enter_seats(read, wire.key), Channel(place.lab_id, SEATING)

    await connect(wire, comes)


@router.get("/rounds")
async def rounds(visit: CurrentVisit, store: CurrentStore) -> Response:
    return HTMLResponse(await store.read(rounds_page, visit))


@router.get("/plan.csv")
async def plan(store: CurrentStore, place: CurrentPlace, key: CurrentKey, language: CurrentLanguage) -> Response:
    places = await store.read(read_seats, key)
    name = f'attachment; filename="samskap-seats-{place.lab_id}.csv"'
    return Response(seats_csv(places, language), media_type="text/csv", headers={"Content-Disposition": name})


@router.post("/proposals")
async def propose(
    act: CurrentAct,
    mode: ModeName,
    organisation: Weight = "0",
    country: Weight = "0",
    occupation: Weight = "0",
    only_here: Tick = "",
    count: Most = None,
) -> Response:
    told_weights = {"organisation": organisation, "country": country, "occupation": occupation}
    weights = {name: float(weight) for name, weight in told_weights.items() if weight != "0"}
    asked = Asked(mode, weights, bool(only_here), count)
    proposed = await act.store.read(propose_for, act.key, asked)
    return await told(act, await act.do(propose_seating, proposed))


@router.post("/proposals/{id}/reshuffle")
async def reshuffle(act: CurrentAct, id: PathId) -> Response:
    proposed = await act.store.read(propose_again, act.key, id)
    return await told(act, await act.do(propose_seating, proposed))


@router.post("/proposals/{id}/pins")
async def pin(act: CurrentAct, id: PathId, who: Who = []) -> Response:  # noqa: B006 never changed
    return await told(act, await act.do(pin_seats, id, who))


@router.post("/proposals/{id}/lock")
async def lock(act: CurrentAct, id: PathId, group: Number) -> Response:
    return await told(act, await act.do(lock_group, id, group))


@router.post("/proposals/{id}/seats")
async def place(act: CurrentAct, id: PathId, group: Number, who: Who = []) -> Response:  # noqa: B006
    return await told(act, await act.do(place_by_hand, id, who, group))


@router.post("/proposals/{id}/commitment")
async def commit(act: CurrentAct, id: PathId, edition: Edition) -> Response:
    return await told(act, await act.do(commit_seating, id, edition))


@router.post("/proposals/{id}/removal")
async def drop(act: CurrentAct, id: PathId) -> Response:
    return await told(act, await act.do(drop_proposal, id))


@router.post("/seats")
async def seat(act: CurrentAct, group: Number, who: Who = []) -> Response:  # noqa: B006
    return await told(act, await act.do(seat_at, who, group))


@router.post("/seats/release")
async def release(act: CurrentAct) -> Response:
    return await told(act, await act.do(release_seats))


@router.post("/merger")
async def merge(act: CurrentAct, group: Number, into: Number) -> Response:
    return await told(act, await act.do(merge_groups, group, into))


@router.post("/rooms/{number}")
async def room(
    act: CurrentAct,
    number: PathId,
    spoken: Annotated[str, Form(), AfterValidator(languages)] = "",
    seats: Most = None,
    is_accessible: Tick = "",
    is_closed: Tick = "",
) -> Response:
    ticks = {"is_accessible": bool(is_accessible), "is_closed": bool(is_closed)}
    return await told(act, await act.do(set_room, number, spoken, seats, **ticks))
