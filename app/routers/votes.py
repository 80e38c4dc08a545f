"""Votes: opened and closed at a desk or the tower, cast on phones, typed in at desks."""

import re
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BeforeValidator

from app.domain.ballots import (
    MOST_PAPER,
    answer_objection,
    cast,
    cast_on_paper,
    count_by_hand,
    take_back,
    take_out_paper,
)
from app.domain.choices import Rule
from app.domain.subjects import Subject
from app.domain.votes import (
    Choosing,
    close_plenary_vote,
    close_vote,
    open_ballot,
    open_plenary_vote,
    open_vote,
    reballot,
)
from app.live.own import receipts_again
from app.routers.doors import Act, CurrentAct, FormKey, WordsOrNone, only_digits

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
CHOICE = re.compile(r"choice-([0-9a-f]{32})")
COUNT = re.compile(r"count-([0-9a-f]{32})-([a-z0-9_]{1,16})")
MOST_PEOPLE = 999

Paper = Annotated[int, Form(ge=1, le=MOST_PAPER), BeforeValidator(only_digits)]
People = Annotated[int, Form(ge=0, le=MOST_PEOPLE), BeforeValidator(only_digits)]
Tick = Annotated[bool, Form()]


@router.post("/votes")
async def create(
    act: CurrentAct, key: FormKey, method: Annotated[Choosing, Form()], about: Annotated[Subject, Form()]
) -> Response:
    return await act(open_vote, method, about, key)


@router.post("/lessons/{id}/ballots")
async def create_on_lesson(
    act: CurrentAct, id: str, key: FormKey, method: Annotated[Rule, Form()], veto_blocks: Tick = False
) -> Response:
    return await act(open_ballot, id, method, veto_blocks, key)


@router.post("/plenary-votes")
async def create_for_all(act: CurrentAct, key: FormKey) -> Response:
    return await act(open_plenary_vote, key)


@router.post("/plenary-votes/{id}/closing")
async def closing_for_all(act: CurrentAct, id: str) -> Response:
    return await act(close_plenary_vote, id)


@router.post("/votes/{id}/closing")
async def closing(act: CurrentAct, id: str) -> Response:
    return await act(close_vote, id)


@router.post("/votes/{id}/rounds")
async def again(act: CurrentAct, id: str, key: FormKey) -> Response:
    return await act(reballot, id, key)


@router.post("/votes/{id}/ballot")
async def ballot(
    act: CurrentAct, id: str, key: FormKey, dissent: WordsOrNone = "", may_quote: Tick = False
) -> Response:
    await act.do(cast, id, choices(act.request), dissent, may_quote, key)
    return await receipt(act)


@router.post("/votes/{id}/ballot-removal")
async def ballot_removal(act: CurrentAct, id: str, key: FormKey) -> Response:
    await act.do(take_back, id, key)
    return await receipt(act)


@router.post("/votes/{id}/papers")
async def papers(
    act: CurrentAct, id: str, paper: Paper, dissent: WordsOrNone = "", may_quote: Tick = False
) -> Response:
    return await act(cast_on_paper, id, paper, choices(act.request), dissent, may_quote)


@router.post("/votes/{id}/papers-removal")
async def papers_removal(act: CurrentAct, id: str, paper: Paper) -> Response:
    return await act(take_out_paper, id, paper)


@router.post("/votes/{id}/hands")
async def hands(act: CurrentAct, id: str, people: People = 0) -> Response:
    return await act(count_by_hand, id, counts(act.request), people)


@router.post("/ballots/{id}/answer")
async def answer(act: CurrentAct, id: str, words: WordsOrNone = "") -> Response:
    return await act(answer_objection, id, words)


def choices(request: Request) -> dict[str, str]:
    """What the form says of each option; its fields carry the options' own ids."""
    return {found[1]: value for name, value in request.state.typed if (found := CHOICE.fullmatch(name))}


def counts(request: Request) -> dict[tuple[str, str], str]:
    return {(found[1], found[2]): value for name, value in request.state.typed if (found := COUNT.fullmatch(name))}


async def receipt(act: Act) -> Response:
    """What only its voter sees: nothing that others see has changed, but for a number at the desk."""
    if not act.is_live:
        return RedirectResponse(act.place.base + "#vote", 303)
    return HTMLResponse(await act.store.read(receipts_again, act.key, act.language))
