"""Wording lessons at the desk, signing them off on phones, and who takes them on."""

import re
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from app.domain import wording
from app.domain.evidence import add_evidence, drop_evidence
from app.domain.lessons import (
    Part,
    Status,
    Verdict,
    assign_lesson,
    remove_lesson,
    reword_lesson,
    settle_lesson,
    word_lesson,
)
from app.domain.sign_off import ask_sign_off, sign_off, take_on
from app.live.pages import found_sources
from app.routers.contributions import with_yours
from app.routers.doors import (
    CurrentAct,
    CurrentKey,
    CurrentLanguage,
    CurrentPlace,
    CurrentStore,
    FormKey,
    Number,
    Title,
    Words,
    WordsOrNone,
    is_live,
)

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SOURCE = r"^((contribution|theme|note):[0-9a-f]{32}|item:[1-9][0-9]{0,8})$"


def day_of_the_calendar(raw: object) -> object:
    """As a date field sends it, and no other way to write a day."""
    if isinstance(raw, str) and not DAY.fullmatch(raw):
        raise ValueError("not a day")
    return raw


def split(source: str) -> tuple[str, str]:
    kind, _, id = source.partition(":")
    return kind, id


Source = Annotated[str, Form(pattern=SOURCE)]
Sources = Annotated[list[Annotated[str, StringConstraints(pattern=SOURCE)]], Form(max_length=500)]
LineOrNone = Annotated[str, Form(), AfterValidator(wording.line_or_none)]
Due = Annotated[date | None, Form(), BeforeValidator(day_of_the_calendar)]


def split_all(sources: list[str]) -> list[tuple[str, str]]:
    return [split(source) for source in sources]


@router.post("/lessons")
async def create(act: CurrentAct, title: Title, text: Words, key: FormKey, evidence: Sources = []) -> Response:  # noqa: B006
    return await act(word_lesson, title, text, split_all(evidence), key, act.language)


@router.post("/lessons/{id}/wording/{part}")
async def edit(act: CurrentAct, id: str, part: Part, edition: Number, text: Annotated[str, Form()] = "") -> Response:
    return await act(reword_lesson, id, part, wording.of_lesson(part, text), edition)


@router.post("/lessons/{id}/evidence")
async def add(act: CurrentAct, id: str, evidence: Sources = []) -> Response:  # noqa: B006
    return await act(add_evidence, id, split_all(evidence))


@router.post("/lessons/{id}/evidence-removal")
async def drop(act: CurrentAct, id: str, evidence: Source) -> Response:
    return await act(drop_evidence, id, *split(evidence))


@router.post("/lessons/{id}/agreement")
async def settle(
    act: CurrentAct, id: str, edition: Number, verdict: Annotated[Verdict, Form()], dissent: WordsOrNone = ""
) -> Response:
    return await act(settle_lesson, id, verdict, dissent, edition)


@router.post("/lessons/{id}/deed")
async def assign(
    act: CurrentAct,
    id: str,
    edition: Number,
    status: Annotated[Status, Form()] = "identified",
    owner: LineOrNone = "",
    next_step: WordsOrNone = "",
    due: Due = None,
) -> Response:
    return await act(assign_lesson, id, owner, next_step, due, status, edition)


@router.post("/lessons/{id}/removal")
async def destroy(act: CurrentAct, id: str) -> Response:
    return await act(remove_lesson, id)


@router.post("/sign-off")
async def ask(act: CurrentAct) -> Response:
    return await act(ask_sign_off)


@router.post("/lessons/{id}/sign-off")
async def answer(
    act: CurrentAct,
    id: str,
    edition: Number,
    approves: Annotated[bool, Form()],
    words: WordsOrNone = "",
    may_quote: Annotated[bool, Form()] = False,
) -> Response:
    return await with_yours(act, await act(sign_off, id, approves, words, may_quote, edition))


@router.post("/lessons/{id}/offer")
async def offer(
    act: CurrentAct, id: str, on: Annotated[bool, Form()], by_name: Annotated[bool, Form()] = False
) -> Response:
    return await with_yours(act, await act(take_on, id, on, by_name))


@router.get("/sources")
async def find(
    request: Request,
    place: CurrentPlace,
    store: CurrentStore,
    key: CurrentKey,
    language: CurrentLanguage,
    find: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Everything a lesson of this group can rest on, that holds these words."""
    return HTMLResponse(await store.read(found_sources, key, find, language, is_live(request), place.base))
