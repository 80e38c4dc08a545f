"""Clustering at the desk."""

from fastapi import APIRouter, Response

from app.domain.themes import make_theme, name_theme, remove_theme
from app.routers.doors import CurrentAct, FormKey, Title

router = APIRouter(prefix="/labs/{lab_id}/{screen}/themes")


@router.post("")
async def create(act: CurrentAct, name: Title, key: FormKey) -> Response:
    return await act(make_theme, name, key)


@router.post("/{id}/name")
async def rename(act: CurrentAct, id: str, name: Title) -> Response:
    return await act(name_theme, id, name)


@router.post("/{id}/removal")
async def destroy(act: CurrentAct, id: str) -> Response:
    return await act(remove_theme, id)
