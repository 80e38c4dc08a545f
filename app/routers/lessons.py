"""Wording lessons at the desk."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import StringConstraints

from app.domain.lessons import (
    Verdict,
    add_evidence,
    drop_evidence,
    remove_lesson,
    reword_lesson,
    settle_lesson,
    word_lesson,
)
from app.routers.doors import CurrentAct, FormKey, Number, Title, Words, WordsOrNone

router = APIRouter(prefix="/labs/{lab_id}/{screen}/lessons")
SOURCE = r"^(contribution|theme):[0-9a-f]{32}$"


def split(source: str) -> tuple[str, str]:
    kind, _, id = source.partition(":")
    return kind, id


Source = Annotated[str, Form(pattern=SOURCE)]
Sources = Annotated[list[Annotated[str, StringConstraints(pattern=SOURCE)]], Form(max_length=500)]


def split_all(sources: list[str]) -> list[tuple[str, str]]:
    return [split(source) for source in sources]


@router.post("")
async def create(act: CurrentAct, title: Title, text: Words, key: FormKey, evidence: Sources = []) -> Response:  # noqa: B006
    return await act(word_lesson, title, text, split_all(evidence), key)


@router.post("/{id}/wording")
async def edit(act: CurrentAct, id: str, title: Title, text: Words, edition: Number) -> Response:
    return await act(reword_lesson, id, title, text, edition)


@router.post("/{id}/evidence")
async def add(act: CurrentAct, id: str, evidence: Sources = []) -> Response:  # noqa: B006
    return await act(add_evidence, id, split_all(evidence))


@router.post("/{id}/evidence-removal")
async def drop(act: CurrentAct, id: str, evidence: Source) -> Response:
    return await act(drop_evidence, id, *split(evidence))


@router.post("/{id}/agreement")
async def settle(act: CurrentAct, id: str, verdict: Annotated[Verdict, Form()], dissent: WordsOrNone = "") -> Response:
    return await act(settle_lesson, id, verdict, dissent)


@router.post("/{id}/removal")
async def destroy(act: CurrentAct, id: str) -> Response:
    return await act(remove_lesson, id)
