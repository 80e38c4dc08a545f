"""The wire to a page that is open. It speaks and never listens; people answer over HTTP."""

from collections.abc import Callable
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query, WebSocket, WebSocketDisconnect
from sqlalchemy import Connection

from app.domain.errors import NotFound, Refusal
from app.domain.work import Actor, Key
from app.live.channels import Channel, View
from app.live.farewells import GONE, REVOKED
from app.live.frames import wire_of
from app.live.hub import Hub, Screen
from app.live.looking import listener
from app.live.pages import this_run
from app.routers.doors import CurrentHub, CurrentKey, CurrentLanguage, CurrentPlace, CurrentStore, is_from_here
from app.store import Store

router = APIRouter(prefix="/labs/{lab_id}/{screen}")
CROSS_SITE = 1008
MOST_SEQ = 2**62
LONG_AGO = -MOST_SEQ  # so long that only the whole of it will do


async def shown(seq: int, run: str = "") -> int:
    """What a page shows that was drawn by an earlier run of the server is not relied on: a backup that was restored
    meanwhile may have other events under the same numbers."""
    return within_reason(seq) if run in ("", this_run()) else LONG_AGO


def within_reason(seq: int) -> int:
    """What no page ever showed stays that, in numbers that a database can take."""
    return min(max(seq, -1), MOST_SEQ)


class Wire(NamedTuple):
    """What a page brings along when it asks to be told of news."""

    socket: WebSocket
    store: Store
    hub: Hub
    key: Key
    language: str
    shows: int


async def wire(
    socket: WebSocket,
    store: CurrentStore,
    hub: CurrentHub,
    key: CurrentKey,
    language: CurrentLanguage,
    shows: Annotated[int, Depends(shown)],
) -> Wire:
    """A coroutine: what is none is run on a thread, which a room that comes in together waits for."""
    return Wire(socket, store, hub, key, language, shows)


CurrentWire = Annotated[Wire, Depends(wire)]
LookedAt = Annotated[int | None, Query(ge=1, le=9999)]
"""The number of the group on whose desk a page looks in."""


@router.websocket("/live")
async def live(wire: CurrentWire, place: CurrentPlace, group: LookedAt = None) -> None:
    def comes(read: Connection) -> tuple[Actor, Channel]:
        return listener(read, wire.key, place.kind, place.group, group)

    await connect(wire, comes, sits=group is None)  # who looks in on a desk does not sit at it


async def connect(wire: Wire, comes: Callable[[Connection], tuple[Actor, Channel]], *, sits: bool = True) -> None:
    """Holds the wire until either side lets go. `comes` says who it is and what they hear, or refuses."""
    socket = wire.socket
    if not is_from_here(socket):
        await socket.close(CROSS_SITE)  # before accepting: the handshake itself is refused
        return
    try:
        actor, channel = await wire.store.read(comes)
    except Refusal as refusal:
        await socket.accept()
        await socket.close(GONE if isinstance(refusal, NotFound) else REVOKED)
        return
    await socket.accept()
    person = actor.id if sits else None
    await listen(
        socket, wire.hub, Screen(wire_of(socket), View(channel, wire.language), wire.shows, actor.pass_id or 0, person)
    )


async def listen(socket: WebSocket, hub: Hub, screen: Screen) -> None:
    hub.enter(screen)
    try:
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass  # what a screen says here is not heard
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        hub.leave(screen)
