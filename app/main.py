"""Wires the rooms together: store, hub, routers, error pages. Nothing else."""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import cast

import uvicorn
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from jinja2 import FileSystemBytecodeCache
from starlette.exceptions import HTTPException
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from app.domain.account_errors import NotSignedIn
from app.domain.errors import Refusal
from app.domain.labs import every_lab
from app.domain.passes import Locksmith
from app.domain.people import forget_presence
from app.domain.retention import forget_people, labs_to_forget
from app.domain.work import SERVER, Key
from app.jinja import OFFERED, STATIC, templates
from app.live.doorbell import Doorbell
from app.live.drawing import warm
from app.live.hub import Hub
from app.mailroom import Mailroom
from app.press import Press
from app.rehearsing import Rehearsals
from app.reminding import keep_reminding
from app.routers import (
    account,
    archives,
    beginnings,
    circle,
    contributions,
    doorkeeping,
    drafts,
    editing,
    editions,
    floor,
    follow_up,
    formations,
    groups,
    guests,
    help_calls,
    invitations,
    labs,
    lessons,
    live,
    moderators,
    notes,
    openings,
    organisers,
    own_labs,
    provider,
    public,
    publishing,
    receipts,
    refusals,
    rehearsals,
    reviews,
    seating,
    sharing,
    steering,
    suggestions,
    themes,
    tower,
    turns,
    votes,
    watching,
)
from app.routers.guard import MOST_BODY, Guard
from app.routers.limits import Limits
from app.routers.shortway import ShortWay
from app.routers.signed_in import close_towers, sign_in_first
from app.settings import Settings
from app.store import Store
from app.summary.writers import formats
from app.upgrade import upgrade

HOUR = 3600  # seconds
log = logging.getLogger(__name__)
UNWATCHED: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
MOST_FRAME = 32 * 1024  # bytes
HANDED_ON = 0.0005  # seconds after which a thread lets the others go on; Python's own 5 ms are felt by every phone
ROUTERS = (
    contributions,
    live,
    archives,
    doorkeeping,
    follow_up,
    labs,
    receipts,
    votes,
    themes,
    suggestions,
    turns,
    notes,
    floor,
    moderators,
    lessons,
    formations,
    circle,
    groups,
    tower,
    help_calls,
    steering,
    watching,
    editing,
    publishing,
    editions,
    reviews,
    invitations,
    rehearsals,
    seating,
    guests,
    own_labs,
    sharing,
    account,
    organisers,
    provider,
    public,
    beginnings,
    drafts,
    openings,
)  # the most used first


class Samskap(FastAPI):
    """Guarded on the outside: what the framework itself refuses goes through the same door."""

    def build_middleware_stack(self) -> ASGIApp:
        return Guard(ShortWay(super().build_middleware_stack()), self.state.settings)


def create_app(settings: Settings, *, is_alone: bool = False) -> FastAPI:
    """`is_alone`: the process does nothing else and ends with it."""
    app = Samskap(lifespan=lifespan, openapi_url=None, max_body_size=MOST_BODY, telemetry=UNWATCHED)
    app.state.settings, app.state.is_alone = settings, is_alone
    app.state.locksmith = Locksmith(settings.secret)
    app.state.limits = Limits(settings.acts_per_second, settings.acts_at_once)
    settings.compiled.mkdir(mode=0o700, parents=True, exist_ok=True)
    templates.bytecode_cache = FileSystemBytecodeCache(str(settings.compiled))
    templates.globals["assets"] = lambda: settings.assets
    OFFERED[:] = formats().values()
    for room in ROUTERS:  # as they are: to include them makes each route a second time
        app.router.routes.extend(room.router.routes)
    app.router.routes.append(Mount("/static", cast(ASGIApp, StaticFiles(directory=STATIC))))
    app.exception_handler(NotSignedIn)(sign_in_first)
    app.exception_handler(Refusal)(refusals.refused)
    app.exception_handler(RequestValidationError)(refusals.misunderstood)
    app.exception_handler(HTTPException)(refusals.http_error)
    app.exception_handler(Exception)(refusals.failed)
    return app


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    bell = Doorbell()
    upgrade(settings)
    store = app.state.store = Store(settings.database, bell.ring, settings.shelf_life)
    hub = app.state.hub = Hub(store, settings.patience, settings.grace)
    bell.heard = hub.ring
    press = app.state.press = Press(settings.database, store.read)
    mailroom = app.state.mailroom = Mailroom(settings, store)
    plays = app.state.rehearsals = Rehearsals(settings, store)
    for lab in await store.read(every_lab):
        await store.write(Key(lab, actor=SERVER), forget_presence)
    await close_towers(store)
    tasks = [
        asyncio.create_task(work)
        for work in (hub.run(), hub.look_again(), hub.beat(), hub.presence.run(), keep_promises(store, plays))
    ]
    tasks.append(asyncio.create_task(keep_reminding(store, settings, app.state.locksmith)))
    warm()
    if app.state.is_alone:
        settle()
    yield
    for task in tasks:
        task.cancel()
    mailroom.close()
    await plays.close()
    press.close()
    store.close()


def settle() -> None:
    """What exists by now lives as long as the process: never look through it again."""
    gc.collect()
    gc.freeze()


async def keep_promises(store: Store, plays: Rehearsals) -> None:
    """Looks once an hour whose retention is over, whose session, and which rehearsals are."""
    while True:
        await tried(plays.sweep())
        await tried(close_towers(store))
        await tried(forget_in_time(store))
        await asyncio.sleep(HOUR)


async def forget_in_time(store: Store) -> None:
    for lab in await store.read(labs_to_forget):
        await tried(store.write(Key(lab, actor=SERVER), forget_people))


async def tried(promise: Awaitable[object]) -> None:
    """What cannot be kept now keeps no other from being kept, and is tried again in an hour."""
    try:
        await promise
    except Exception:
        log.exception("a promise was not kept")


def serve(settings: Settings) -> None:
    """Until stopped. Addresses are never logged: they may hold codes."""
    sys.setswitchinterval(HANDED_ON)
    uvicorn.run(
        create_app(settings, is_alone=True),
        host=settings.host,
        port=settings.port,
        http="app.live.patience:PatientLine" if find_spec("httptools") else "auto",
        ws="app.live.frames:PreparedWire",
        ws_max_size=MOST_FRAME,
        ws_per_message_deflate=False,
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=3,
    )
