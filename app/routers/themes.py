"""Clustering at the desk."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import StringConstraints

from app.domain.steps import undo
from app.domain.themes import Seen, make_theme, merge_themes, name_theme, place_in_theme, remove_theme
from app.routers.doors import CurrentAct, FormKey, Id, Number, OptionalId, Title

router = APIRouter(prefix="/labs/{lab_id}/{screen}")

MOST_CARDS = 500
CARD = r"^[0-9a-f]{32}(:([0-9a-f]{32})?)?$"
Cards = Annotated[list[Annotated[str, StringConstraints(pattern=CARD)]], Form(max_length=MOST_CARDS)]
SeenName = Annotated[str | None, Form(max_length=500)]


def seen(card: str) -> Seen:
    """A card's id, and after a colon the theme it was seen in, if that is said."""
    id, is_said, theme = card.partition(":")
    return Seen(id, theme if is_said else None)


@router.post("/themes")
async def create(act: CurrentAct, name: Title, key: FormKey, card: Cards = []) -> Response:  # noqa: B006
    return await act(make_theme, name, key, [seen(each) for each in card])


@router.post("/themes/{id}/name")
async def rename(act: CurrentAct, id: str, name: Title, seen: SeenName = None) -> Response:
    return await act(name_theme, id, name, seen)


@router.post("/themes/{id}/merger")
async def merge(act: CurrentAct, id: str, into: Id) -> Response:
    return await act(merge_themes, id, into)


@router.post("/themes/{id}/removal")
async def destroy(act: CurrentAct, id: str) -> Response:
    return await act(remove_theme, id)


@router.post("/moves")
async def move(act: CurrentAct, card: Cards = [], theme: OptionalId = "") -> Response:  # noqa: B006
    return await act(place_in_theme, [seen(each) for each in card], theme or None)


@router.post("/undo")
async def take_back(act: CurrentAct, step: Number) -> Response:
    return await act(undo, step)
