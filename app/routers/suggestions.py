"""Themes suggested to a desk: a look, and nothing else."""

import asyncio
from types import SimpleNamespace

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from app.domain.suggestions import Loose, Suggestion, grouped, suggest_themes
from app.i18n import reading
from app.jinja import macro, templates
from app.live.drawing import bag
from app.methods import semantic
from app.routers.doors import CurrentKey, CurrentLanguage, CurrentPlace, CurrentSettings, CurrentStore, is_live
from app.settings import Settings

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
SUGGESTIONS = "boards/_suggestions.html:suggestions"
LATEST = 2**53  # newer than any page: what was asked for last is shown


@router.get("/suggestions")
async def show(
    request: Request,
    place: CurrentPlace,
    store: CurrentStore,
    key: CurrentKey,
    language: CurrentLanguage,
    settings: CurrentSettings,
) -> Response:
    """Looked for in a thread of its own: meanwhile the lab goes on."""
    loose = await store.read(suggest_themes, key)
    found = await asyncio.to_thread(grouped, loose.cards, by_meaning(settings))
    with reading(language):
        piece = macro(SUGGESTIONS)(shown(loose, found, by_meaning(settings)))
        if is_live(request):
            return HTMLResponse(bag(LATEST, [piece]))
        page = templates.get_template("plain/suggestions.html")
        return HTMLResponse(page.render(suggestions=piece, back=place.base))


def by_meaning(settings: Settings) -> bool:
    """Chosen, and there: who chose it without the extra gets letters, as the log said at the start."""
    return settings.alike == "meaning" and semantic.is_installed()


def shown(loose: Loose, found: list[Suggestion], by_meaning: bool) -> SimpleNamespace:
    return SimpleNamespace(
        lab_id=loose.lab_id,
        number=loose.number,
        is_asked=True,
        by_meaning=by_meaning,
        themes=[SimpleNamespace(id=n, name=each.name, cards=each.cards) for n, each in enumerate(found)],
        alone=len(loose.cards) - sum(len(each.cards) for each in found),
    )
